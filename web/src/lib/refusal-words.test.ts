import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { activityRefusalMessages } from "./activity-refusal-messages.ts";
import type { Refusal } from "./outcome.ts";
import { refusalMessages } from "./refusal-messages.ts";
import { refusalWords } from "./refusal-words.ts";
import { registerRefusalMessages } from "./register-refusal-messages.ts";
import { sessionRefusalMessages } from "./session-refusal-messages.ts";

const server = path.join(import.meta.dirname, "../../../server/src");

/** Literals that stand where codes do and are none of these: HTTP answers and files, which have their own words; seeds. */
const NOT_REFUSALS = new Set([
  ...[
    "BAD_REQUEST",
    "INTERNAL",
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "RATE_LIMITED",
    "LOCKED",
    "TOO_MANY_REQUESTS",
  ],
  // A second factor has words of its own, where it is given.
  ...["TWO_FACTOR_REQUIRED", "SECOND_FACTOR_EXISTS", "SIGN_IN_EXPIRED", "INVALID_CODE"],
  ...["INVALID_CREDENTIALS", "FILE_TOO_LARGE", "FILE_EMPTY", "FILE_TYPE_REFUSED", "IMAGE_TOO_LARGE"],
  ...["BROKEN_FILE", "ARCHIVE_TOO_LARGE", "ACTIVE_CONTENT"],
  // A normal form of Unicode.
  "NFKC",
  ...["FUNDS", "GOODS", "JOINT_ACTIVITY", "VOLUNTEER_HOURS", "VISIT", "PROBLEM_SOLVED"],
]);

/** The codes that a source may refuse with: named as `code`, given to a function that refuses, or returned. */
function codesIn(source: string): string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  const regions = [
    /\bcode\s*(?::|=(?![=>]))\s*([^,;{}]*)/g,
    /\b(?:Rejection\.(?:forbidden|conflict)|refuse|mustAllow)\(([^;{}]*)/g,
    /\breturn\s+([^;{}]*_[^;{}]*);/g,
  ];
  const [named, given, returned] = regions.map((region) =>
    [...text.matchAll(region)].map((it) => it[1] ?? ""),
  );
  const single = (parts: string[]) =>
    parts.flatMap((part) => part.match(/(?<=")[A-Z][A-Z0-9_]{3,}(?=")/g) ?? []);
  // A word without an underscore is a code only where it is called one: elsewhere it is a state or a kind.
  return [
    ...single(named ?? []),
    ...single([...(given ?? []), ...(returned ?? [])]).filter((code) => code.includes("_")),
  ];
}

/** States, kinds and roles of the API: never codes. */
const ENUM_VALUES = new Set(
  [
    ...readFileSync(path.join(server, "../schema.graphql"), "utf8").matchAll(/^enum \w+ \{([^}]*)\}/gm),
  ].flatMap(([, body]) => (body ?? "").match(/^ {2}[A-Z_]+$/gm)?.map((line) => line.trim()) ?? []),
);

function sources(folder: string): string[] {
  return readdirSync(path.join(server, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/\.(test|setup)\.ts$/.test(file))
    .map((file) => readFileSync(path.join(server, folder, file), "utf8"));
}

const ALL = [activityRefusalMessages, refusalMessages, registerRefusalMessages, sessionRefusalMessages];
const worded = new Set(ALL.flatMap(({ zh }) => Object.keys(zh)));
const refusal = (kind: Refusal["kind"], code: string, fields: Record<string, unknown> = {}): Refusal => ({
  kind,
  code,
  fields,
});

describe("words for refusals", () => {
  it("exist for every code that a module or the kernel refuses with", () => {
    const codes = new Set([...sources("modules"), ...sources("kernel")].flatMap(codesIn));
    // The database's own rules are named in a table.
    const constraints = readFileSync(path.join(server, "kernel/db-errors.ts"), "utf8");
    for (const [, code] of constraints.matchAll(/^ {2}\w+: "([A-Z_]+)",$/gm)) codes.add(code ?? "");
    const missing = [...codes].filter(
      (code) => !worded.has(code) && !NOT_REFUSALS.has(code) && !ENUM_VALUES.has(code),
    );
    expect(missing.sort()).toEqual([]);
    // The search itself finds what it is for.
    expect([...codes]).toEqual(
      expect.arrayContaining([
        "REQUIRED",
        "SAME_PERSON",
        "VOUCHER_USED",
        "NEED_OVERCLAIMED",
        "CLAIM_DELIVERED",
      ]),
    );
  });

  it("sees a code without words", () => {
    expect(codesIn('throw Rejection.validation([{ path: ["x"], code: "NEW_CODE" }]);')).toEqual(["NEW_CODE"]);
    expect(codesIn('throw Rejection.forbidden("NOT_YOURS");')).toEqual(["NOT_YOURS"]);
    expect(codesIn('/** code: "IN_A_COMMENT" */')).toEqual([]);
  });

  it("prefer the first problem, and name the limit when the form knows its measure", () => {
    const params = [{ name: "available", value: "1200000" }];
    const tooMuch = refusal("InvalidTransition", "LEDGER_INSUFFICIENT", { params });
    expect(refusalWords(tooMuch, "zh", () => "12,000.00 元")).toContain("只有 12,000.00 元");
    expect(refusalWords(tooMuch, "zh")).not.toContain("只有");
    const problems = [{ path: ["title"], code: "TOO_LONG", params: [{ name: "max", value: "60" }] }];
    expect(refusalWords(refusal("Validation", "VALIDATION", { problems }), "en")).toContain("60 characters");
    const sealed = [{ path: ["day"], code: "DATE_SEALED", params: [{ name: "until", value: "2026-03-31" }] }];
    expect(refusalWords(refusal("Validation", "VALIDATION", { problems: sealed }), "zh")).toContain(
      "3月31日",
    );
  });

  it("are left to the general sentence for a code without words", () => {
    expect(refusalWords(refusal("Conflict", "NEVER_HEARD_OF"), "zh")).toBeUndefined();
  });
});

describe.each(ALL)("their texts", ({ zh, en }) => {
  it("take a limit in both languages or in neither", () => {
    const takes = (text: string | undefined) => text?.includes("{limit, select,") ?? false;
    for (const [code, text] of Object.entries(zh))
      expect([code, takes((en as Record<string, string>)[code])]).toEqual([code, takes(text)]);
  });
  it("are in their own language", () => {
    expect(Object.values(en).filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
    expect(Object.values(zh).filter((text) => /\p{Script=Han}[,:;?!]/u.test(text))).toEqual([]);
  });
});

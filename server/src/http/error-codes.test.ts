import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "..");
const catalogue = readFileSync(join(SOURCES, "../../docs/error-codes.md"), "utf8");

/** Files that send codes over HTTP or as GraphQL errors. */
const files = [
  ...readdirSync(join(SOURCES, "http")).map((name) => join("http", name)),
  "graphql/limits.ts",
  "graphql/context.ts",
  "modules/identity/accounts.ts",
  "modules/identity/auth.ts",
  "modules/identity/credentials.ts",
  "modules/evidence/archive.ts",
  "modules/evidence/ingest.ts",
].filter((name) => name.endsWith(".ts") && !/test|fixture/.test(name));

// Words in capitals that are not codes sent to clients.
const OTHERS = new Set([
  ...[
    "POST",
    "GET",
    "PUT",
    "DELETE",
    "PATCH",
    "PHOTO",
    "DOCUMENT",
    "PERSON",
    "EADDRINUSE",
    "ERR_BUFFER_TOO_LARGE",
  ],
  ...["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "OPERATION_RESOLUTION_FAILURE"],
  ...["PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED", "TOO_MANY_REQUESTS", "UNAUTHORIZED"],
  ...["SIGNED_IN", "SIGN_IN_FAILED", "LOCKED_OUT", "SIGNED_OUT", "PASSWORD_CHANGED", "PASSWORD_RESET"],
  ...[
    "SESSION_REVOKED",
    "SESSIONS_REVOKED",
    "ACCOUNT_CREATED",
    "SECOND_FACTOR_SET_UP",
    "SECOND_FACTOR_REMOVED",
  ],
  ...["CODE_FAILED", "RECOVERY_CODE_USED", "RECOVERY_CODES_RENEWED", "INVALID_PASSWORD"],
  ...["INVALID_TWO_FACTOR_COOKIE", "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE", "TOTP_ALREADY_ENABLED"],
  ...["TOTP_NOT_ENABLED", "BACKUP_CODES_NOT_ENABLED", "TWO_FACTOR_NOT_ENABLED"],
]);

function codesIn(file: string): string[] {
  const text = readFileSync(join(SOURCES, file), "utf8");
  return [...text.matchAll(/"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)"/g)].map((match) => match[1] ?? "");
}

const used = [...new Set(files.flatMap(codesIn))].filter(
  (code) => !OTHERS.has(code) && !code.startsWith("P2") && code.length > 3,
);
const listed = [...catalogue.matchAll(/`([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)`/g)].map((match) => match[1] ?? "");

test("every code that is sent stands in the catalogue", () => {
  expect(used.length).toBeGreaterThan(30);
  expect(used.filter((code) => !listed.includes(code))).toEqual([]);
});

test("the catalogue lists no code that nothing sends", () => {
  const all = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => readFileSync(join(SOURCES, name), "utf8"))
    .join("\n");
  const sent = (code: string) => all.includes(`"${code}"`);
  expect([...new Set(listed)].filter((code) => !sent(code) && code !== "POST")).toEqual([]);
});

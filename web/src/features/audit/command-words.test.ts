import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { hasWords } from "./command-words.ts";

const modules = path.join(import.meta.dirname, "../../../../server/src/modules");

/** The names that a source may run commands by: as `name`, else every literal that looks like one. */
function commandsIn(source: string): string[] {
  if (!/\brunCommand\(/.test(source)) return [];
  const named = [...source.matchAll(/\bname: "([a-zA-Z]+\.[A-Za-z-]+)"/g)].map(([, name]) => name ?? "");
  const computed = /\{ name(?:,|: [A-Z`])/.test(source);
  const literals = [...source.matchAll(/"([a-zA-Z]+\.[A-Za-z-]+)"/g)].map(([, name]) => name ?? "");
  return computed || named.length === 0 ? [...named, ...literals] : named;
}

/** Literals of those sources that are actions and events, never commands. */
const NO_COMMANDS = [
  "notification.byLetter",
  "signIn.record",
  "partnership.answer",
  "partnership.accepted",
  "partnership.declined",
];
const NO_COMMAND = new Set([
  ...NO_COMMANDS,
  ...["return.decide", "return.decided", "division.change", "audit.read", "audit.export"],
]);

describe("words for commands", () => {
  const sources = readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|-fixture\.ts$/.test(file))
    .map((file) => readFileSync(path.join(modules, file), "utf8"));
  // The acts on the tree are named by their kind.
  const tree = ["create", "rename", "recode", "move", "merge", "split"].map((act) => `division.${act}`);
  const used = [...new Set([...sources.flatMap(commandsIn), ...tree])].filter(
    (name) => !NO_COMMAND.has(name),
  );

  it("exist for every command that a module runs", () => {
    expect(used.filter((command) => !hasWords(command)).sort()).toEqual([]);
    // The search itself finds what it is for.
    expect(used).toEqual(
      expect.arrayContaining([
        "delivery.log",
        "expense.attest",
        "return.confirm",
        "partnership.accept",
        "signIn.lock",
      ]),
    );
  });

  it("sees a command without words", () => {
    expect(commandsIn('runCommand(ctx, { name: "planet.land", input }, step)')).toEqual(["planet.land"]);
    expect(hasWords("planet.land")).toBe(false);
    expect(hasWords("delivery.toString")).toBe(false);
  });
});

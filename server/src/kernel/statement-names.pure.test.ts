import { expect, test } from "vitest";
import { statementNames } from "./statement-names.ts";

test("a text that comes again has a name of its own from then on", () => {
  const nameOf = statementNames();
  expect(nameOf({ sql: "select 1" })).toBe("");
  const name = nameOf({ sql: "select 1" });
  expect(name).toMatch(/^g\d+$/);
  expect(nameOf({ sql: "select 1" })).toBe(name);
  nameOf({ sql: "select 2" });
  expect(nameOf({ sql: "select 2" })).not.toBe(name);
});

test("however many texts come, a bounded number is named", () => {
  const nameOf = statementNames();
  const named = new Set<string>();
  for (let at = 0; at < 5_000; at++)
    for (const _ of [1, 2, 3]) {
      const name = nameOf({ sql: `select ${at}` });
      if (name) named.add(name);
    }
  expect(named.size).toBe(400);
  const long = { sql: `select ${"1,".repeat(10_000)}1` };
  expect([nameOf(long), nameOf(long), nameOf(long)]).toEqual(["", "", ""]);
});

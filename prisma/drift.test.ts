import { expect, test } from "vitest";
import { useTestDatabase } from "../server/test/pg.ts";
import { diffToSchema } from "./diff.ts";

const database = useTestDatabase();

/** What the migrations add by hand and the schema does not say. Each is here with its reason. */
const allowed = new Map([
  [
    'DROP INDEX "CitySetting_one_value_per_day";',
    "unique, and never a key to look up by: the client should not offer it",
  ],
  [
    'DROP INDEX "Division_path_unique";',
    "unique, and never a key to look up by: the client should not offer it",
  ],
]);

test("the migrations make exactly what the Prisma schema says", async () => {
  const sql = await diffToSchema({ tag: "database", url: database().ownerUrl });
  const statements = sql
    .replace(/^--.*$/gm, "")
    .split(/(?<=;)\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
  expect(statements.filter((statement) => !allowed.has(statement))).toEqual([]);
  // An exception that no longer happens must not stay in the list.
  expect(statements.filter((statement) => allowed.has(statement)).sort()).toEqual([...allowed.keys()].sort());
});

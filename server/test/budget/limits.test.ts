import { parse, print, specifiedRules, validate } from "graphql";
import { expect, test } from "vitest";
import { limitQueries, MAX_TOKENS, refuseNul } from "../../src/graphql/limits.ts";
import { schema } from "../../src/graphql/schema.ts";
import { webOperations } from "./documents.ts";

const operations = webOperations();

test("the web app's documents are found, each under a name of its own", () => {
  expect(operations.length).toBeGreaterThan(60);
  const names = operations.map(({ name }) => name);
  expect(names.filter((name, at) => name === "" || names.indexOf(name) !== at)).toEqual([]);
});

test.each(operations)("$name ($file) is valid and within the limits", ({ document }) => {
  const text = print(document);
  const parsed = parse(text, { maxTokens: MAX_TOKENS });
  expect(validate(schema, parsed, [...specifiedRules, limitQueries(), refuseNul]).map(String)).toEqual([]);
  expect(Buffer.byteLength(text)).toBeLessThan(64 * 1024);
});

test("a document over a limit is refused by the same rules", () => {
  const wide = parse(`{ ${Array.from({ length: 30 }, (_, at) => `a${at}: __typename`).join(" ")} }`);
  expect(validate(schema, wide, [limitQueries()]).length).toBeGreaterThan(0);
});

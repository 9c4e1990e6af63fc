import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GraphQLNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { commandActions } from "../../src/graphql/command-field.ts";
import { printApi } from "../../src/graphql/print-api.ts";
import { schema } from "../../src/graphql/schema.ts";

const own = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));

test("the API is the one that is committed: after a wanted change run `pnpm schema`", () => {
  const committed = readFileSync(join(import.meta.dirname, "../../schema.graphql"), "utf8");
  expect(printApi()).toBe(committed);
});

/** Everything of a type that a reader of the API may ask the meaning of. */
function undocumented(type: GraphQLNamedType): string[] {
  const missing: string[] = [];
  const builtIn = ["String", "Int", "Boolean", "Float", "ID", "PageInfo"];
  if (builtIn.includes(type.name)) return missing;
  if (!type.description) missing.push(type.name);
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (!field.description) missing.push(`${type.name}.${field.name}`);
      for (const argument of field.args)
        if (!argument.description) missing.push(`${type.name}.${field.name}(${argument.name})`);
    }
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      if (!field.description) missing.push(`${type.name}.${field.name}`);
  }
  if (isEnumType(type) && type.getValues().length === 0) missing.push(`${type.name} has no values`);
  return missing;
}

test("every type, field, argument and input says what it is", () => {
  expect(own.flatMap(undocumented)).toEqual([]);
});

/** What is read by a mutation, because the reading itself is recorded before anything is answered. */
const READINGS = ["revealAppealContact"];

test("every mutation names its action, takes one input with an idempotency key, and answers a union with failures", () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(30);
  for (const mutation of mutations) {
    const kind = READINGS.includes(mutation.name) ? "read" : "write";
    expect(commandActions.get(mutation.name)?.kind, mutation.name).toBe(kind);
    expect(
      mutation.args.map((argument) => argument.name),
      mutation.name,
    ).toEqual(["input"]);
    expect(String(mutation.type), mutation.name).toMatch(/Result!$/);
  }
});

test("lists are bounded: `first` is required wherever a page is asked for", () => {
  for (const type of own) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!/Connection!?$/.test(String(field.type))) continue;
      const first = field.args.find((argument) => argument.name === "first");
      expect(String(first?.type), `${type.name}.${field.name}`).toBe("Int!");
    }
  }
});

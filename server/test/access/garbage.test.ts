import { type GraphQLInputType, getNamedType, getNullableType, isInputObjectType, isListType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { useTestDatabase } from "../pg.ts";
import { type Answer, ask, World } from "../world.ts";
import { MUTATIONS } from "./expect-mutations.ts";
import { LISTS, SINGLES } from "./expectations.ts";
import { buildTown, type Town } from "./town.ts";
import { withoutCommits } from "./without-commits.ts";

const database = useTestDatabase();
let world: World;
let town: Town;
beforeAll(async () => {
  world = await World.open(database());
  town = await buildTown(world);
});
afterAll(() => world.close());

const UUID = "0190a000-0000-7000-8000-00000000dead";
/** Texts in place of an id of a type. */
function garbageFor(type: string): string[] {
  return [
    "",
    "Foo:1",
    `Foo:${UUID}`,
    `HomeSummary:${UUID}`,
    `Failure:${UUID}`,
    UUID,
    `${type}:`,
    `${type}:not-a-uuid`,
    `${type}:'; drop table "Delivery"; --`,
    `${type}:${UUID}`,
    `${type}:${UUID}:${UUID}`,
    `${type}:99999999999999999999`,
    `${type}:-1`,
    `${type}:\ud800`,
    `${type}:\u202e１２３`,
    `${type}:${"x".repeat(10_000)}`,
    "x".repeat(10_000),
    "%00%27",
    "__proto__",
  ];
}
const CURSORS = [
  "x",
  "bm90IGpzb24",
  Buffer.from("[]").toString("base64url"),
  Buffer.from('["a"]').toString("base64url"),
  Buffer.from('["a","b"]').toString("base64url"),
  Buffer.from('["2026-99-99","b"]').toString("base64url"),
  Buffer.from('["2026-01-01T00:00:00.000Z","not-a-uuid"]').toString("base64url"),
  Buffer.from(`["99999999999999999999999999"]`).toString("base64url"),
  Buffer.from(`["\u0000","\u0000"]`).toString("base64url"),
  Buffer.from('["+275760-09-13T00:00:00.000Z","0190a000-0000-7000-8000-00000000dead"]').toString("base64url"),
  Buffer.from('[{"a":1},null]').toString("base64url"),
  "x".repeat(10_000),
];

/** A wrong request may be refused as such; it is never our failure. */
function ourFailures(answer: Answer): string[] {
  return answer.errors
    .filter(
      ({ code, message }) =>
        code !== "BAD_REQUEST" && message !== "taken back" && !/^Variable /.test(message),
    )
    .map(({ message }) => message.slice(0, 300));
}

const nodeTypes = Object.keys(schema.getTypeMap()).filter((name) =>
  schema.getPossibleTypes(schema.getType("Node") as never).some((type) => type.name === name),
);

test.each(nodeTypes)("node(id:) of %s answers null or BAD_REQUEST to what is no id", async (type) => {
  for (const id of garbageFor(type)) {
    const answer = await town.people.officeManager.ask("query ($id: ID!) { node(id: $id) { id } }", { id });
    expect([id.slice(0, 60), ourFailures(answer)]).toEqual([id.slice(0, 60), []]);
    expect(answer.data?.["node"] ?? null).toBeNull();
  }
});

describe("lists", () => {
  const argsOf = (field: string) =>
    Object.entries(LISTS[field]?.args ?? {})
      .map(([name, thing]) => `, ${name}: "${town.first[thing]}"`)
      .join("");

  test.each(Object.keys(LISTS))("%s: cursors, sizes, ids and texts", async (field) => {
    const failed: unknown[] = [];
    const tryOne = async (args: string, variables: Record<string, unknown> = {}, declared = "") => {
      const answer = await town.people.officeManager.ask(
        `query ${declared} { ${field}(${args}) { totalCount edges { node { id } } } }`,
        variables,
      );
      const found = ourFailures(answer);
      if (found.length > 0) failed.push([args, JSON.stringify(variables).slice(0, 120), found]);
    };
    for (const after of CURSORS)
      await tryOne(`first: 5, after: $after${argsOf(field)}`, { after }, "($after: String)");
    for (const first of [0, -1, 101, 2_147_483_647]) await tryOne(`first: ${first}${argsOf(field)}`);
    const query = schema.getQueryType()?.getFields()[field];
    for (const argument of query?.args ?? []) {
      const inputs = isInputObjectType(argument.type)
        ? Object.values(argument.type.getFields()).map(({ name, type }) => ({
            name,
            type,
            of: argument.name,
          }))
        : [{ name: argument.name, type: argument.type, of: undefined }];
      for (const { name, type, of } of inputs) {
        const isId = getNamedType(type).name === "ID";
        if (!isId && (getNamedType(type).name !== "String" || name === "after")) continue;
        const texts = isId ? garbageFor(String(name).replace(/Id$/, "")) : TEXTS;
        for (const text of [...texts, ...(isId ? typedGarbage() : [])]) {
          const value = isListType(getNullableType(type)) ? [text] : text;
          const given = of ? `${of}: { ${name}: $it }` : `${name}: $it`;
          const others = LISTS[field]?.args?.[name] ? "" : argsOf(field);
          await tryOne(`first: 5, ${given}${others}`, { it: value }, `($it: ${String(type)})`);
        }
      }
    }
    expect(failed).toEqual([]);
  });
});

// The character NUL is refused before anything runs: server/test/attack.
const TEXTS = [
  "",
  "%",
  "_",
  "\\",
  '\'; drop table "Person"; --',
  "\u202e",
  "x".repeat(10_000),
  "\ud800",
  "🀄".repeat(50),
];
const typedGarbage = () => nodeTypes.flatMap((type) => [`${type}:not-a-uuid`, `${type}:${UUID}`]);

describe("single root fields", () => {
  const named = Object.entries(SINGLES).filter(([, it]) => it.variables);
  test.each(named)("%s", async (field, it) => {
    const failed: unknown[] = [];
    const names = Object.keys(it.variables ?? {});
    const right = Object.fromEntries(
      Object.entries(it.variables ?? {}).map(([name, thing]) => [name, town.first[thing]]),
    );
    const declared = names.map((name) => `$${name}: ID!`).join(", ");
    for (const name of names)
      for (const id of [...garbageFor("Partnership"), ...garbageFor("Evidence"), ...typedGarbage()]) {
        const answer = await town.people.officeManager.ask(
          `query (${declared}) { ${field}${it.arguments ?? ""} ${it.selection} }`,
          { ...right, [name]: id },
        );
        const found = ourFailures(answer);
        if (found.length > 0) failed.push([name, id.slice(0, 60), found]);
      }
    expect(failed).toEqual([]);
  });
});

/** The paths of an input at which an id stands, with that input's value replaced. */
function withGarbage(type: GraphQLInputType, value: unknown, garbage: string): unknown[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const [one] = Array.isArray(value) ? value : [undefined];
    return withGarbage(nullable.ofType, one, garbage).map((replaced) => [replaced]);
  }
  if (isInputObjectType(nullable)) {
    const given = (value ?? {}) as Record<string, unknown>;
    return Object.values(nullable.getFields()).flatMap((field) =>
      value === undefined
        ? []
        : withGarbage(field.type, given[field.name], garbage).map((replaced) => ({
            ...given,
            [field.name]: replaced,
          })),
    );
  }
  return getNamedType(nullable).name === "ID" ? [garbage] : [];
}

describe("inputs of mutations", () => {
  test.each(Object.entries(MUTATIONS))(
    "%s: nothing that is no id is our failure",
    async (mutation, calls) => {
      const [it] = calls;
      const typeName = mutation.charAt(0).toUpperCase() + mutation.slice(1);
      const type = schema.getType(`${typeName}Input`);
      if (!it || !isInputObjectType(type)) throw new Error(`no input of ${mutation}`);
      // What none of the actors may do to a thing (it is one person's own) is still asked by somebody who is signed in.
      const actor = it.may[0] ?? (it.on.length > 0 ? "officeManager" : undefined);
      const person = actor && actor !== "anonymous" ? town.people[actor].actor : null;
      const failed: unknown[] = [];
      const [first = "Delivery"] = it.on;
      for (const garbage of garbageFor(town.first[first]?.split(":")[0] ?? first)) {
        const base = { idempotencyKey: "k", ...it.input(town.first, town) };
        for (const [at, input] of withGarbage(type, base, garbage).entries()) {
          const answer = await ask(
            withoutCommits(world),
            person,
            `mutation ($input: ${typeName}Input!) { ${mutation}(input: $input) { __typename ... on Failure { code } } }`,
            { input: { ...(input as object), idempotencyKey: `${mutation} ${at}` } },
          );
          const found = ourFailures(answer);
          if (found.length > 0) failed.push([JSON.stringify(input).slice(0, 200), found]);
        }
      }
      expect(failed).toEqual([]);
    },
  );
});

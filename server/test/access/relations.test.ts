import { isInterfaceType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { useTestDatabase } from "../pg.ts";
import { type Answer, ask, World } from "../world.ts";
import { ACTORS, type ActorName } from "./actors.ts";

import { buildTown, type Town } from "./town.ts";

const database = useTestDatabase();
let world: World;
let town: Town;
beforeAll(async () => {
  world = await World.open(database());
  town = await buildTown(world);
});
afterAll(() => world.close());

const SIGNED_IN = ACTORS.filter((name) => name !== "anonymous");

function query(actor: ActorName, document: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  return ask(world, actor === "anonymous" ? null : town.people[actor].actor, document, variables);
}

const nodeTypes = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === "Node"))
  .map(({ name }) => name)
  .sort();

/** Fields that a crawl of a type can ask without knowing more: to nodes, and to lists of nodes. */
function crawlOf(typeName: string, depth: number): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return "";
  const known: Record<string, string> = { first: "100", year: "2026", past: "true", ended: "true" };
  const parts = ["__typename"];
  for (const field of Object.values(type.getFields())) {
    if (field.name === "id") parts.push("id");
    const named = schema.getType(String(field.type).replaceAll(/[[\]!]/g, ""));
    if (!isObjectType(named)) continue;
    const given = field.args.filter(({ name, type }) => String(type).endsWith("!") && known[name]);
    if (field.args.some(({ name, type }) => String(type).endsWith("!") && !known[name])) continue;
    const args = given.length > 0 ? `(${given.map(({ name }) => `${name}: ${known[name]}`).join(", ")})` : "";
    const isNode = named.getInterfaces().some(({ name }) => name === "Node");
    const inner =
      depth > 1 || !isNode ? crawlOf(named.name, isNode ? depth - 1 : depth - 0.5) : "__typename id";
    if (depth <= 0) continue;
    parts.push(`${field.name}${args} { ${inner} }`);
  }
  return parts.join(" ");
}

/** Every node in an answer. */
function nodesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) nodesIn(one, found);
  else if (typeof value === "object" && value !== null) {
    const { id, __typename: type } = value as { id?: unknown; __typename?: unknown };
    if (typeof id === "string" && typeof type === "string" && nodeTypes.includes(type)) found.add(id);
    for (const one of Object.values(value)) nodesIn(one, found);
  }
  return found;
}

describe("relations lead nowhere that an id alone would not", () => {
  test.each(nodeTypes)("from %s", async (type) => {
    const leaks: string[] = [];
    for (const actor of SIGNED_IN)
      for (const place of ["first", "second", "elsewhere"] as const) {
        const id = town[place][type];
        if (!id) continue;
        const { data, errors } = await query(
          actor,
          `query ($id: ID!) { node(id: $id) { ... on ${type} { ${crawlOf(type, 2)} } } }`,
          { id },
        );
        expect([type, actor, errors]).toEqual([type, actor, []]);
        const reached = [...nodesIn(data)].filter((one) => !one.startsWith("Division:"));
        if (reached.length === 0) continue;
        const each = reached.map((_one, at) => `n${at}: node(id: $n${at}) { id }`).join(" ");
        const declared = reached.map((_one, at) => `$n${at}: ID!`).join(", ");
        const alone = await query(
          actor,
          `query (${declared}) { ${each} }`,
          Object.fromEntries(reached.map((one, at) => [`n${at}`, one])),
        );
        for (const [at, one] of reached.entries())
          if (!alone.data?.[`n${at}`])
            leaks.push(`${actor}: ${type} of ${place} leads to ${one.split(":")[0]}`);
      }
    expect([...new Set(leaks)]).toEqual([]);
  });
});

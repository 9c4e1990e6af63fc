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

const LONG = process.env["LONG"] === "1";
/** One of each kind of view; roles that see alike are left to the long run. */
const VIEWS: readonly ActorName[] = [
  ...(["otherUnit", "otherCommunity", "otherCityOffice", "lowerOffice", "auditor", "unitManager"] as const),
  ...(["unitMember", "communityLiaison", "communityGrid", "officeCoordinator"] as const),
  ...(["districtManager", "streetCoordinator"] as const),
];
const SIGNED_IN = LONG ? ACTORS.filter((name) => name !== "anonymous") : VIEWS;

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

/** What an actor gets of a thing by its id alone. Nothing changes in the town, so it is asked once. */
const aloneOf = new Map<ActorName, Map<string, boolean>>();

async function hidden(actor: ActorName, ids: readonly string[]): Promise<string[]> {
  const known = aloneOf.get(actor) ?? new Map<string, boolean>();
  aloneOf.set(actor, known);
  const asked = ids.filter((id) => !known.has(id));
  if (asked.length > 0) {
    const each = asked.map((_id, at) => `n${at}: node(id: $n${at}) { id }`).join(" ");
    const declared = asked.map((_id, at) => `$n${at}: ID!`).join(", ");
    const variables = Object.fromEntries(asked.map((id, at) => [`n${at}`, id]));
    const { data } = await query(actor, `query (${declared}) { ${each} }`, variables);
    for (const [at, id] of asked.entries()) known.set(id, Boolean(data?.[`n${at}`]));
  }
  return ids.filter((id) => !known.get(id));
}

describe("relations lead nowhere that an id alone would not", () => {
  test.each(nodeTypes)("from %s", async (type) => {
    const leaks: string[] = [];
    for (const actor of SIGNED_IN)
      for (const place of ["first", "second", "elsewhere"] as const) {
        const id = town[place][type];
        if (!id) continue;
        // Every type is a beginning itself; two steps far are tried in one quarter, everywhere in the long run.
        const depth = place === "first" || LONG ? 2 : 1;
        const { data, errors } = await query(
          actor,
          `query ($id: ID!) { node(id: $id) { ... on ${type} { ${crawlOf(type, depth)} } } }`,
          { id },
        );
        expect([type, actor, errors]).toEqual([type, actor, []]);
        const reached = [...nodesIn(data)].filter((one) => !one.startsWith("Division:"));
        for (const one of await hidden(actor, reached))
          leaks.push(`${actor}: ${type} of ${place} leads to ${one.split(":")[0]}`);
      }
    expect([...new Set(leaks)]).toEqual([]);
  });
});

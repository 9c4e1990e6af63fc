import { isInputObjectType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { useTestDatabase } from "../pg.ts";
import { type Answer, ask, World } from "../world.ts";
import { ACTORS, type ActorName } from "./actors.ts";
import { LISTS, NODES, type Owner, SINGLES, SPECIAL, TESTED_APART } from "./expectations.ts";
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

test("every node type and every root field has its expectation, and nothing else has", () => {
  expect(Object.keys(NODES).sort()).toEqual(nodeTypes);
  const fields = Object.keys(schema.getQueryType()?.getFields() ?? {});
  expect([...Object.keys(LISTS), ...Object.keys(SINGLES), ...TESTED_APART].sort()).toEqual(fields.sort());
  expect(schema.getSubscriptionType()).toBeUndefined();
});

describe("a thing by its id", () => {
  test.each(Object.entries({ ...NODES, ...SPECIAL }))("%s", async (thing, sight) => {
    const seen: Record<string, string[]> = {};
    const wanted: Record<string, string[]> = {};
    for (const place of ["first", "second", "elsewhere"] as const) {
      const id = town[place][thing];
      const expected = sight[place];
      if (!expected) continue;
      if (!id) throw new Error(`no ${thing} in ${place}`);
      wanted[place] = [...expected].sort();
      seen[place] = [];
      for (const actor of ACTORS) {
        const { data, errors } = await query(actor, "query ($id: ID!) { node(id: $id) { __typename id } }", {
          id,
        });
        if (actor === "anonymous") expect(errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
        else expect(errors).toEqual([]);
        const node = data?.["node"] as { id: string; __typename: string } | null | undefined;
        if (node) expect(node).toEqual({ __typename: id.split(":")[0], id });
        if (node) seen[place]?.push(actor);
      }
      seen[place]?.sort();
    }
    expect(seen).toEqual(wanted);
  });
});

/** All rows of a list in the database, with whom each belongs to. */
async function ownersOf(field: string): Promise<Map<string, Owner>> {
  const list = LISTS[field];
  if (!list) throw new Error(`no expectation for ${field}`);
  const named = Object.values(list.args ?? {}).map((thing) => town.first[thing]?.split(":")[1]);
  const rows = await world.sql<{ id: string; owner: string | null }>(list.rows, named);
  return new Map(
    rows.map(({ id, owner }) => {
      const [, prefix = "", rest = ""] = /^([A-Z]+:)?(.*)$/.exec(owner ?? "") ?? [];
      if (prefix === "CITY:") return [id, rest === town.city.id ? "CITY" : "CITY_ELSEWHERE"];
      if (prefix === "PERSON:") return [id, owner as Owner];
      const place = town.places.get(rest);
      return [id, `${prefix}${place ?? `nobody (${owner})`}` as Owner];
    }),
  );
}

function visibleIds(field: string, owners: Map<string, Owner>, actor: ActorName): string[] {
  const list = LISTS[field];
  const own = actor === "anonymous" ? "" : `PERSON:${town.people[actor].actor.personId}`;
  return [...owners]
    .filter(([, owner]) => owner === own || list?.sees[owner]?.includes(actor))
    .map(([id]) => `${list?.type}:${id}`)
    .sort();
}

type Listed = {
  totalCount: number;
  edges: { node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
};

/** The ids of a whole list, page after page. */
async function idsOf(
  actor: ActorName,
  field: string,
  args: string,
): Promise<{ ids: string[]; total: number; errors: Answer["errors"] }> {
  const ids: string[] = [];
  let after = "";
  for (let page = 0; page < 20; page++) {
    const { data, errors } = await query(
      actor,
      `{ ${field}(first: 40${after}${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`,
    );
    const listed = data?.[field] as Listed | null | undefined;
    if (!listed) return { ids, total: -1, errors };
    ids.push(...listed.edges.map(({ node }) => node.id));
    if (!listed.pageInfo.hasNextPage) return { ids: ids.sort(), total: listed.totalCount, errors };
    after = `, after: "${listed.pageInfo.endCursor}"`;
  }
  throw new Error(`${field}: the list does not end`);
}

const argsOf = (field: string) =>
  Object.entries(LISTS[field]?.args ?? {})
    .map(([name, thing]) => `, ${name}: "${town.first[thing]}"`)
    .join("");

describe("a list, its count and its pages", () => {
  test.each(Object.keys(LISTS))("%s", async (field) => {
    const owners = await ownersOf(field);
    expect(owners.size, "rows to see").toBeGreaterThan(1);
    const seen: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const actor of ACTORS) {
      const { ids, total, errors } = await idsOf(actor, field, argsOf(field));
      if (actor === "anonymous") {
        expect(errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
        continue;
      }
      expect(errors).toEqual([]);
      const named = (id: string) => `${owners.get(id.split(":")[1] ?? "")} ${id}`;
      seen[actor] = { ids: ids.map(named), total };
      const visible = visibleIds(field, owners, actor);
      wanted[actor] = { ids: visible.map(named), total: visible.length };
    }
    expect(seen).toEqual(wanted);
  });
});

type IdFilter = { name: string; inFilter: boolean };

/** Arguments and filter fields of a list that take an id. */
function idFilters(field: string): IdFilter[] {
  const args = schema.getQueryType()?.getFields()[field]?.args ?? [];
  return args.flatMap(({ name, type }): IdFilter[] => {
    if (String(type) === "ID") return [{ name, inFilter: false }];
    if (!isInputObjectType(type)) return [];
    return Object.values(type.getFields())
      .filter((input) => String(input.type) === "ID")
      .map((input) => ({ name: input.name, inFilter: true }));
  });
}

/** What an id argument of a name is an id of. */
const FILTERED: Record<string, string> = {
  activityId: "Activity",
  activityKindId: "ActivityKind",
  "activities.organizationId": "unit",
  "capabilities.organizationId": "unit",
  claimedById: "unit",
  divisionId: "Division",
  forOrganizationId: "unit",
  giverId: "unit",
  kindId: "Kind",
  "helpRequests.kindId": "visits",
  obligationId: "instalment",
  offeredToId: "unit",
  organizationId: "Organization",
  parentId: "Division",
  partnershipId: "Partnership",
  personId: "Person",
  pledgeLineId: "PledgeLine",
  receiverId: "Organization",
  "sessions.divisionId": "cityDivision",
  "sessions.organizationId": "unit",
  subjectId: "Delivery",
  webhookId: "Webhook",
  withinId: "Division",
};

const filters = Object.keys(LISTS).flatMap((field) =>
  idFilters(field).map((filter) => ({ field, ...filter })),
);

describe("a filter never shows what the list does not", () => {
  test.each(filters)("$field by $name", async ({ field, name, inFilter }) => {
    const owners = await ownersOf(field);
    const thing = FILTERED[`${field}.${name}`] ?? FILTERED[name];
    if (!thing) throw new Error(`say what ${name} is an id of`);
    // The tree is shared: naming a division of another city is allowed.
    const shared = LISTS[field]?.type.startsWith("Division");
    let found = 0;
    for (const actor of SIGNED_IN)
      for (const place of ["first", "second", "elsewhere"] as const) {
        const id = town[place][thing];
        const args = inFilter ? `, filter: { ${name}: "${id}" }` : `, ${name}: "${id}"`;
        const { ids, total, errors } = await idsOf(actor, field, args + argsOf(field));
        expect(errors).toEqual([]);
        const allowed = new Set(visibleIds(field, owners, actor));
        if (!shared)
          expect([actor, place, ids.filter((one) => !allowed.has(one))]).toEqual([actor, place, []]);
        expect(total).toBe(ids.length);
        found += ids.length;
      }
    expect(found).toBeGreaterThan(0);
  });

  test("searching by words finds nobody outside", async () => {
    for (const actor of SIGNED_IN) {
      for (const field of ["people", "organizations"] as const) {
        const owners = await ownersOf(field);
        const { ids } = await idsOf(actor, field, `, search: "n"`);
        const allowed = new Set(visibleIds(field, owners, actor));
        expect([actor, ids.filter((id) => !allowed.has(id))]).toEqual([actor, []]);
      }
    }
  });
});

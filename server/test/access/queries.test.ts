import { isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { useTestDatabase } from "../pg.ts";
import { type Answer, ask, World } from "../world.ts";
import { ACTORS, type ActorName, PAIR, SECOND_PAIR } from "./actors.ts";
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

type Listed = { totalCount: number; edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

/** The ids of a whole list, page after page. */
async function idsOf(actor: ActorName, field: string, args: string): Promise<{ ids: string[]; total: number; errors: Answer["errors"] }> {
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

/** Arguments and filter fields of a list that take an id. */
function idFilters(field: string): { name: string; inFilter: boolean }[] {
  const args = schema.getQueryType()?.getFields()[field]?.args ?? [];
  return args.flatMap(({ name, type }) => {
    if (String(type) === "ID") return [{ name, inFilter: false }];
    if (!isInputObjectType(type)) return [];
    return Object.values(type.getFields())
      .filter((input) => String(input.type) === "ID")
      .map((input) => ({ name: input.name, inFilter: true }));
  });
}

/** What an id argument of a name is an id of. */
const FILTERED: Record<string, string> = {
  claimedById: "unit",
  divisionId: "Division",
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
  subjectId: "Delivery",
  withinId: "Division",
};

const filters = Object.keys(LISTS).flatMap((field) => idFilters(field).map((filter) => ({ field, ...filter })));

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
        if (!shared) expect([actor, place, ids.filter((one) => !allowed.has(one))]).toEqual([actor, place, []]);
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

describe("root fields of one thing", () => {
  test.each(Object.entries(SINGLES))("%s", async (field, it) => {
    await world.sql(
      `insert into "VerificationRun" (id, "startedAt", "finishedAt", ok, report)
       select gen_random_uuid(), now(), now(), true, $1::jsonb where not exists (select from "VerificationRun")`,
      [JSON.stringify({ chains: [], invariants: [] })],
    );
    const variables = Object.fromEntries(
      Object.entries(it.variables ?? {}).map(([name, thing]) => [name, town.first[thing]]),
    );
    const declared = it.variables ? "($id: ID!)" : "";
    const answered: string[] = [];
    for (const actor of ACTORS) {
      const { data, errors } = await query(
        actor,
        `query ${declared} { ${field}${it.arguments ?? ""} ${it.selection} }`,
        variables,
      );
      const value = data?.[field];
      if (actor === "anonymous") {
        const got = errors[0]?.code ?? (value === null ? "NULL" : "ANSWER");
        expect(got).toBe(it.visitor);
        continue;
      }
      expect([actor, errors]).toEqual([actor, []]);
      if (value !== null) answered.push(actor);
    }
    expect(answered).toEqual(
      it.answered === "EVERYBODY" ? SIGNED_IN : SIGNED_IN.filter((actor) => it.answered.includes(actor)),
    );
  });

  test("an invitation answers whoever holds its link, and no other token", async () => {
    const made = await town.people.communityManager.act(
      "invitePerson",
      { personId: town.first["newcomer"] },
      "id ... on Invitation { token }",
    );
    const token = String(made["token"]);
    expect(token.length).toBeGreaterThan(20);
    for (const [at, actor] of ACTORS.entries()) {
      world.clientAddress = `198.51.100.${at}`;
      const ask = (text: string) =>
        query(actor, "query ($token: String!) { invitation(token: $token) { personName } }", { token: text });
      expect((await ask(token)).data).toEqual({ invitation: { personName: "Newcomer" } });
      expect((await ask(`${token.slice(0, -1)}_`)).data).toEqual({ invitation: null });
    }
    // Read again, the link is shown to nobody.
    for (const actor of ["communityManager", "officeManager"] as const) {
      const again = await query(actor, "query ($id: ID!) { node(id: $id) { ... on Invitation { token path } } }", {
        id: made["id"],
      });
      expect(again.data).toEqual({ node: { token: null, path: null } });
    }
  });

  test("the dry run of an assignment tells nobody of pairs and organizations outside", async () => {
    const ofPlace = (place: "first" | "elsewhere") => ({
      input: {
        pairs: [
          { giverId: town[place]["unit"], receiverId: town[place]["Organization"], kind: "CO_BUILDING" },
        ],
        startsOn: "2026-04-01",
        endsOn: "2026-12-31",
        documentNumber: "T-9",
        documentDate: "2026-03-01",
      },
    });
    const document = "query ($input: AssignmentCheckInput!) { assignmentProblems(input: $input) { code } }";
    for (const actor of ACTORS) {
      const { data, errors } = await query(actor, document, ofPlace("first"));
      if (actor === "anonymous") {
        expect(errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
        continue;
      }
      expect(errors).toEqual([]);
      const codes = (data?.["assignmentProblems"] as { code: string }[]).map(({ code }) => code);
      // Only who sees the pair is told that it overlaps.
      if (!PAIR.includes(actor)) expect([actor, codes]).not.toContain("PARTNERSHIP_OVERLAP");
      if (actor === "officeManager") expect(codes).toContain("PARTNERSHIP_OVERLAP");
      const foreign = await query(actor, document, ofPlace("elsewhere"));
      const told = (foreign.data?.["assignmentProblems"] as { code: string }[]).map(({ code }) => code);
      if (actor !== "otherCityOffice") expect(new Set(told)).toEqual(new Set(["NOT_FOUND"]));
    }
  });

  test("the dry run of a change of the tree is refused to all but the city's managers", async () => {
    for (const actor of SIGNED_IN) {
      const { data, errors } = await query(
        actor,
        `query ($change: DivisionChangeFields!) { divisionChangePlan(change: $change) {
          refusal { __typename } pathsChanged organizationsAffected effects { name } } }`,
        {
          change: {
            kind: "RENAME",
            divisionId: town.first["Division"],
            name: "Renamed",
            effectiveOn: "2026-03-01",
          },
        },
      );
      expect([actor, errors]).toEqual([actor, []]);
      const plan = data?.["divisionChangePlan"] as { refusal: object | null; organizationsAffected: number };
      expect([actor, plan.refusal === null]).toEqual([actor, actor === "officeManager"]);
      if (actor !== "officeManager") expect(plan).toMatchObject({ effects: [], organizationsAffected: 0 });
    }
  });

  test("nobody's to-do list and nobody's snapshot names what lies outside", async () => {
    const foreign: Record<string, string[]> = {};
    for (const actor of SIGNED_IN) {
      const { data } = await query(actor, "{ home { todos { subject partnershipId giver receiver } } }");
      const text = JSON.stringify(data);
      const out = (place: "first" | "second" | "elsewhere") =>
        Object.entries(town[place]).filter(([thing, id]) => thing === "Partnership" && text.includes(id));
      const hidden: [string, string][] = [];
      if (!PAIR.includes(actor)) hidden.push(...out("first"));
      if (!SECOND_PAIR.includes(actor)) hidden.push(...out("second"));
      if (actor !== "otherCityOffice") hidden.push(...out("elsewhere"));
      if (hidden.length > 0) foreign[actor] = hidden.map(([, id]) => id);
    }
    expect(foreign).toEqual({});
    const { data } = await query("officeCoordinator", "{ home { todos { partnershipId } } }");
    expect(JSON.stringify(data)).toContain(town.first["Partnership"]);
  });
});

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
    const inner = depth > 1 || !isNode ? crawlOf(named.name, isNode ? depth - 1 : depth - 0.5) : "__typename id";
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
          if (!alone.data?.[`n${at}`]) leaks.push(`${actor}: ${type} of ${place} leads to ${one.split(":")[0]}`);
      }
    expect([...new Set(leaks)]).toEqual([]);
  });
});

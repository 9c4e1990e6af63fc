import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const id = (place: { id: number }) => `Division:${place.id}`;
const ON = "2026-03-01";

async function openTree(name: string) {
  const city = await world.city(name);
  const manager = await city.person(await city.office(), "MANAGER");
  const lake = await city.community(`${name} Lake`);
  const pier = await city.community(`${name} Pier`);
  return { city, manager, lake, pier, other: await city.otherDistrict() };
}

const change = (person: TestPerson, fields: Record<string, unknown>) =>
  person.act(
    "changeDivisions",
    { change: { effectiveOn: ON, ...fields } },
    "... on DivisionChange { kind nameBefore nameAfter codeAfter division { id name endedOn successors { id name } parent { id } } }",
  );

async function plan(person: TestPerson, fields: Record<string, unknown>) {
  const answer = await person.ask(
    `query ($change: DivisionChangeFields!) { divisionChangePlan(change: $change) {
      refusal { __typename code } pathsChanged organizationsAffected organizationsReseated
      effects { kind name before under } } }`,
    { change: { effectiveOn: ON, ...fields } },
  );
  expect(answer.errors).toEqual([]);
  return answer.data?.["divisionChangePlan"];
}

const misfits = () =>
  world.sql(
    `select d.id from "Division" d left join "Division" p on p.id = d."parentId" where d.path <> coalesce(p.path, '/') || d.id || '/'`,
  );

test("a rename is shown first, then done; the old name answers for its days", async () => {
  const { city, manager, lake } = await openTree("Rename");
  const fields = { kind: "RENAME", divisionId: id(city.street), name: "New Street" };
  expect(await plan(manager, fields)).toMatchObject({
    refusal: null,
    effects: [{ kind: "RELABELLED", name: "New Street", before: "Rename Street" }],
    organizationsAffected: 2,
  });
  expect(await world.sql(`select 1 from "DivisionLabel" where name = 'New Street'`)).toEqual([]);
  expect(await change(manager, fields)).toMatchObject({
    kind: "RENAME",
    nameBefore: "Rename Street",
    nameAfter: "New Street",
    division: { name: "New Street" },
  });
  const seen = await manager.ask(
    `query ($id: ID!) { node(id: $id) { ... on Division { name earlier: name(on: "2026-02-28") level } }
      divisionHistory(first: 5, divisionId: $id) { edges { node { kind nameBefore } } } }`,
    { id: id(city.street) },
  );
  expect(seen).toMatchObject({
    data: {
      node: { name: "New Street", earlier: "Rename Street", level: "STREET" },
      divisionHistory: { edges: [{ node: { kind: "RENAME", nameBefore: "Rename Street" } }] },
    },
  });
  expect(await change(manager, fields)).toMatchObject({
    __typename: "InvalidTransition",
    code: "NOTHING_CHANGES",
  });
  expect(await change(manager, { ...fields, name: "x", effectiveOn: "2026-03-20" })).toMatchObject({
    problems: [{ path: ["effectiveOn"], code: "EFFECTIVE_IN_FUTURE" }],
  });
  const entries = await world.sql(`select command from "AuditEntry" where "cityId" = $1`, [city.id]);
  expect(entries).toEqual([{ command: "division.rename" }]);
  expect(lake.name).toBe("Rename Lake");
});

test("a street moves with everything below it in one statement, and the office there sees it", async () => {
  const { city, manager, other, lake } = await openTree("Move");
  const fields = { kind: "MOVE", divisionId: id(city.street), parentId: id(other) };
  expect(await plan(manager, fields)).toMatchObject({
    pathsChanged: 3,
    organizationsAffected: 2,
    organizationsReseated: 0,
  });
  const statements = await countStatements(world, async () => {
    expect(await change(manager, fields)).toMatchObject({ division: { parent: { id: id(other) } } });
  });
  expect(statements.filter((sql) => /update "Division" d set/.test(sql))).toHaveLength(1);
  expect(await misfits()).toEqual([]);
  const path = await world.sql<{ path: string }>(`select path from "Division" where id = $1`, [
    lake.division.id,
  ]);
  expect(path[0]?.path.startsWith(other.path)).toBe(true);
  expect(
    await change(manager, { kind: "MOVE", divisionId: id(other), parentId: id(city.street) }),
  ).toMatchObject({
    code: "DIVISION_CYCLE",
  });
});

test("a merger ends its sources, names their successor and takes the organizations along", async () => {
  const { manager, lake, pier } = await openTree("Merge");
  const fields = { kind: "MERGE", divisionId: id(lake.division), sourceIds: [id(pier.division)] };
  expect(await plan(manager, fields)).toMatchObject({
    effects: [{ kind: "ENDED", name: "Merge Pier", under: "Merge Lake" }],
    organizationsReseated: 1,
  });
  expect(await change(manager, fields)).toMatchObject({ kind: "MERGE" });
  const seen = await manager.ask(
    `query ($id: ID!) { node(id: $id) { ... on Division { endedOn name successors { name } } } }`,
    { id: id(pier.division) },
  );
  expect(seen.data).toEqual({
    node: { endedOn: "2026-02-28", name: "Merge Pier", successors: [{ name: "Merge Lake" }] },
  });
  const seat = await world.sql(`select "divisionId" from "Organization" where id = $1`, [pier.id]);
  expect(seat).toEqual([{ divisionId: lake.division.id }]);
});

test("a split hands every child to a part; zones and grids are added by hand, official levels are not", async () => {
  const { city, manager, lake, pier } = await openTree("Split");
  const parts = [
    { name: "East Street", code: "990001001", childIds: [id(lake.division)] },
    { name: "West Street", code: "990001002", childIds: [id(pier.division)] },
  ];
  const fields = { kind: "SPLIT", divisionId: id(city.street), parts };
  expect(await plan(manager, { ...fields, parts: [{ ...parts[0], childIds: [] }, parts[1]] })).toMatchObject({
    refusal: { __typename: "ValidationError" },
    effects: [],
  });
  const done = await change(manager, fields);
  expect(done).toMatchObject({
    division: { endedOn: "2026-02-28", successors: [{ name: "East Street" }, { name: "West Street" }] },
  });
  expect(await misfits()).toEqual([]);
  const east = (done["division"] as { successors: { id: string }[] }).successors[0]?.id;
  expect(await change(manager, { kind: "RECODE", divisionId: east, code: "990001002" })).toMatchObject({
    problems: [{ path: ["code"], code: "DIVISION_CODE_TAKEN" }],
  });
  expect(
    await change(manager, {
      kind: "CREATE",
      divisionId: id(lake.division),
      level: "GRID",
      name: "Grid 1",
      code: "G-1",
    }),
  ).toMatchObject({ __typename: "DivisionChange" });
  expect(
    await change(manager, {
      kind: "CREATE",
      divisionId: id(city.root),
      level: "COUNTY",
      name: "x",
      code: "990009",
    }),
  ).toMatchObject({ problems: [{ code: "LEVEL_BY_IMPORT" }] });
});

test("only the city's manager, only in the city, and one change for one key", async () => {
  const { city, manager, lake } = await openTree("Only");
  const elsewhere = await openTree("Elsewhere");
  const rename = { kind: "RENAME", divisionId: id(lake.division), name: "Changed" };
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const district = await city.person(await city.office(city.district), "MANAGER");
  for (const person of [coordinator, district])
    expect(await change(person, rename)).toMatchObject({ __typename: "Forbidden" });
  expect(await change(elsewhere.manager, rename)).toMatchObject({ __typename: "NotFound" });
  expect(
    await change(manager, {
      kind: "MOVE",
      divisionId: id(lake.division),
      parentId: id(elsewhere.city.street),
    }),
  ).toMatchObject({ __typename: "NotFound" });
  const once = { change: { effectiveOn: ON, ...rename }, idempotencyKey: "one" };
  const answers = await Promise.all([
    manager.act("changeDivisions", once),
    manager.act("changeDivisions", once),
  ]);
  expect(answers[0]).toEqual(answers[1]);
  expect(
    await world.sql(`select 1 from "DivisionChange" where "divisionId" = $1`, [lake.division.id]),
  ).toHaveLength(1);
});

test("lists cost the same for one row and many, and search by name and code", async () => {
  const { city, manager } = await openTree("List");
  for (let index = 0; index < 8; index += 1) await city.community(`List Community ${index}`);
  const list = `query ($first: Int!, $search: String, $after: String) { divisions(first: $first, search: $search, after: $after) {
    pageInfo { endCursor hasNextPage } edges { node { id name code parent { id } } } } }`;
  const counts: number[] = [];
  for (const first of [1, 50]) {
    counts.push((await countStatements(world, () => manager.ask(list, { first }))).length);
  }
  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeLessThanOrEqual(3);
  const names: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page += 1) {
    const answer = await manager.ask(list, { first: 3, search: "List Community", after });
    const found = answer.data?.["divisions"] as {
      pageInfo: { endCursor: string };
      edges: { node: { name: string } }[];
    };
    names.push(...found.edges.map(({ node }) => node.name));
    after = found.pageInfo.endCursor;
  }
  expect([...new Set(names)]).toHaveLength(8);
});

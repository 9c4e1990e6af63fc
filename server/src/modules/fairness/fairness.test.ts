import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import {
  countStatements,
  type TestCity,
  type TestOrganization,
  type TestPerson,
  World,
} from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { underservedOf } from "./public.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let communities: TestOrganization[];
let people: Record<"manager" | "coordinator" | "district" | "head" | "unit" | "elsewhere", TestPerson>;
let unit: TestOrganization;

/** Five communities in two districts: money for four of them, of 1, 2, 4 and 10 yuan per resident; one has no unit and nobody counted it. */
beforeAll(async () => {
  world = await World.open(database());
  world.clock.goTo(localDate("2026-03-02"));
  city = await world.city("Even");
  const other = await city.otherDistrict();
  unit = await city.unit("Bureau");
  communities = [];
  for (const [at, parent] of [city.street, city.street, city.street, other, other].entries())
    communities.push(await city.community(`Community ${at}`, parent));
  const [first, , , fourth] = communities as [
    TestOrganization,
    TestOrganization,
    TestOrganization,
    TestOrganization,
  ];
  const office = await city.office();
  people = {
    manager: await city.person(office, "MANAGER"),
    coordinator: await city.person(office, "COORDINATOR"),
    district: await city.person(await city.office(city.district), "MANAGER"),
    head: await city.person(first, "MANAGER"),
    unit: await city.person(unit, "LIAISON"),
    elsewhere: (await openPair(world, "Abroad")).officeManager,
  };
  const logger = people.unit.actor.personId;
  const give = (
    receiver: TestOrganization | undefined,
    kind: "FUNDS" | "VOLUNTEER_HOURS",
    quantity: bigint,
  ) =>
    world.database.prisma.delivery.create({
      data: {
        ...{
          id: newId(),
          cityId: city.id,
          giverId: unit.id,
          receiverId: receiver?.id ?? "",
          kindId: city.kinds[kind],
        },
        ...{
          quantity,
          acceptedQuantity: quantity,
          occurredOn: toDbDate(localDate("2026-02-10")),
          state: "ACCEPTED",
        },
        ...{ originId: randomUUID(), loggedById: logger, submittedAt: world.clock.now() },
      },
    });
  for (const [at, fen] of [100_000n, 200_000n, 400_000n, 1_000_000n].entries()) {
    await give(communities[at], "FUNDS", fen);
    await city.partnership(unit, communities[at] as TestOrganization);
  }
  await give(first, "VOLUNTEER_HOURS", 6_000n);
  await give(fourth, "VOLUNTEER_HOURS", 3_000n);
});
afterAll(() => world.close());

const ROWS = `query ($period: String, $filter: FairnessFilter, $sort: FairnessSort, $first: Int = 50, $after: String) {
  fairness(first: $first, after: $after, period: $period, filter: $filter, sort: $sort) {
    totalCount pageInfo { hasNextPage endCursor }
    summary { period communities withoutUnit withoutResidents under over unknown underLine overLine medians { money minutes activities } steps { from to communities } }
    edges { node { id name residents residentsFrom within units { name } ratio mark needsAsked needsMet
      money { amount per ratio mark } minutes { amount per ratio mark } activities { amount per ratio mark } } }
  } }`;

type Row = {
  id: string;
  name: string;
  mark: string;
  ratio: number | null;
  residents: number | null;
} & Record<string, unknown>;

async function look(person: TestPerson, variables: Record<string, unknown> = {}) {
  const { data, errors } = await person.ask(ROWS, variables);
  expect(errors).toEqual([]);
  const found = data?.["fairness"] as {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    summary: Record<string, unknown>;
    edges: { node: Row }[];
  };
  return { ...found, rows: found.edges.map(({ node }) => node) };
}

const nodeOf = (at: number) => `Organization:${communities[at]?.id}`;

test("residents are set by many lines at once, each with its outcome; the office's number wins over the community's", async () => {
  const lines = [
    ...[0, 1, 2, 3].map((at) => ({ code: `Community ${at}`, residents: 1000 })),
    { code: "Nowhere", residents: 5 },
    { code: "Community 3", residents: 7 },
    { code: "Community 4", residents: 0 },
  ];
  const outcomes = ["SET", "SET", "SET", "SET", "NOT_FOUND", "LINE_TWICE", "OUT_OF_RANGE"];
  const check = `query ($lines: [PopulationLineInput!]!) { populationCheck(lines: $lines, validFrom: "2026-01-01") { outcome communityName before } }`;
  const dry = await people.manager.ask(check, { lines });
  expect(dry.data?.["populationCheck"]).toMatchObject(outcomes.map((outcome) => ({ outcome })));
  expect(await world.database.prisma.population.count()).toBe(0);

  const input = { lines, validFrom: "2026-01-01", source: "Census" };
  const set = `mutation ($input: SetPopulationsInput!) { setPopulations(input: $input) { __typename
    ... on PopulationBatch { set outcomes { outcome communityName before } } ... on Failure { code } } }`;
  const run = async (person: TestPerson, key: string) =>
    (await person.ask(set, { input: { ...input, idempotencyKey: key } })).data?.["setPopulations"];
  expect(await run(people.coordinator, "a")).toEqual({ __typename: "Forbidden", code: "NOT_ALLOWED" });
  expect(await run(people.unit, "b")).toMatchObject({ __typename: "Forbidden" });
  const done = await run(people.manager, "c");
  expect(done).toMatchObject({ set: 4, outcomes: outcomes.map((outcome) => ({ outcome })) });
  expect(await run(people.manager, "c")).toEqual(done);
  expect(await run(people.manager, "d")).toMatchObject({
    set: 0,
    outcomes: [{ outcome: "UNCHANGED", before: 1000, communityName: "Community 0" }, {}, {}, {}, {}, {}, {}],
  });
  // A district's manager reaches its own communities; the others are not there.
  expect((await people.district.ask(check, { lines })).data?.["populationCheck"]).toMatchObject(
    ["UNCHANGED", "UNCHANGED", "UNCHANGED", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"].map(
      (outcome) => ({ outcome }),
    ),
  );

  const own = { organizationId: nodeOf(0), residents: 1500, validFrom: "2026-03-01", source: "Our list" };
  expect(await people.head.act("setPopulation", own)).toMatchObject({ __typename: "Population" });
  expect(await people.head.act("setPopulation", { ...own, organizationId: nodeOf(1) })).toMatchObject({
    __typename: "NotFound",
  });
  expect(await people.unit.act("setPopulation", own)).toMatchObject({ __typename: "Forbidden" });
  const { rows } = await look(people.manager);
  expect(rows.find(({ id }) => id === nodeOf(0))).toMatchObject({ residents: 1000, residentsFrom: "OFFICE" });
});

test("support is compared per resident and kind by kind, with the city's median, and judged by two lines", async () => {
  const { rows, summary, totalCount } = await look(people.manager);
  // Per resident 100, 200, 400 and 1,000 fen: the lower middle one of four is 200. Of minutes 6, 0, 0, 3: it is 0, so nothing is compared.
  expect(summary).toMatchObject({
    ...{
      period: "2026Q1",
      communities: 5,
      withoutUnit: 1,
      withoutResidents: 1,
      unknown: 1,
      under: 0,
      over: 1,
    },
    ...{ underLine: 500, overLine: 2000, medians: { money: "200", minutes: "0", activities: "0" } },
  });
  expect(totalCount).toBe(5);
  expect(rows.map(({ name, ratio, mark }) => [name, ratio, mark])).toEqual([
    ["Community 0", 500, "WITHIN"],
    ["Community 1", 1000, "WITHIN"],
    ["Community 2", 2000, "WITHIN"],
    ["Community 3", 5000, "OVER"],
    ["Community 4", null, "UNKNOWN"],
  ]);
  expect(rows[0]).toMatchObject({
    units: [{ name: "Bureau" }],
    money: { amount: "100000", per: "100", ratio: 500, mark: "WITHIN" },
    minutes: { amount: "6000", per: "6000", ratio: null, mark: "UNKNOWN" },
  });
  expect(rows[4]).toMatchObject({ units: [], residents: null, money: { amount: "0", per: null } });
  expect((summary["steps"] as { communities: number }[]).map(({ communities: n }) => n)).toEqual([
    0, 0, 1, 0, 1, 0, 2,
  ]);

  const set = { key: "fairnessUnderPercent", value: "60", validFrom: "2026-03-02" };
  await people.manager.act("setCitySetting", set);
  expect((await look(people.manager, { filter: { mark: "UNDER" } })).rows.map(({ name }) => name)).toEqual([
    "Community 0",
  ]);
  expect(
    (await look(people.manager, { filter: { withoutUnit: true } })).rows.map(({ name }) => name),
  ).toEqual(["Community 4"]);
  expect((await look(people.manager, { period: "2025Q4" })).summary).toMatchObject({
    // Nobody had been counted then.
    medians: { money: null },
    unknown: 5,
  });
  expect((await people.manager.ask(ROWS, { period: "soon" })).errors).toMatchObject([
    { code: "BAD_REQUEST" },
  ]);

  // The hall asks the same rows, over a year.
  const served = await underservedOf(
    world.database.prisma,
    city.id,
    communities.map(({ id }) => id),
    localDate("2026-03-02"),
  );
  expect(served.get(communities[0]?.id ?? "")).toEqual({ ratio: 500, withoutUnit: false });
  expect(served.get(communities[4]?.id ?? "")).toEqual({ ratio: null, withoutUnit: true });
});

test("pages, files and the API say the same rows; each office has its territory, nobody else anything", async () => {
  for (const by of ["RATIO", "MONEY", "NAME"]) {
    for (const descending of [false, true]) {
      const sort = { by, descending };
      const whole = (await look(people.manager, { sort })).rows.map(({ name }) => name);
      const paged: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = await look(people.manager, { sort, first: 2, after });
        paged.push(...page.rows.map(({ name }) => name));
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect(paged).toEqual(whole);
      const file = await people.manager.download("fairness.csv", {
        sort: `${descending ? "-" : ""}${by.toLowerCase()}`,
        locale: "en",
      });
      const table: string[][] = parse(file.bytes, { bom: true, relax_column_count: true });
      expect(table.slice(1, whole.length + 1).map(([name]) => name)).toEqual(whole);
      if (by === "MONEY" && !descending)
        expect(table[1]?.slice(0, 14)).toEqual([
          ...[
            "Community 0",
            "Even District Even Street Community 0",
            "Under-served",
            "50",
            "1000",
            "Office",
            "2026-01-01",
            "Census",
          ],
          ...["1", "Bureau", "1000.00", "1.00", "50", "6000"],
        ]);
    }
  }
  const { rows, summary } = await look(people.district);
  expect(rows.map(({ name }) => name)).toEqual(["Community 0", "Community 1", "Community 2"]);
  // Its own communities, measured by the whole city's median.
  expect(summary).toMatchObject({ communities: 3, medians: { money: "200" } });
  const known = new Set(communities.map((_, at) => nodeOf(at)));
  for (const person of [people.head, people.unit, people.elsewhere])
    expect((await look(person)).rows.filter(({ id }) => known.has(id))).toEqual([]);
  await expect(people.head.download("fairness.csv")).rejects.toMatchObject({
    failure: { code: "NOT_ALLOWED" },
  });
  await expect(people.manager.download("fairness.csv", { mark: "no" })).rejects.toThrow();
  const { length } = await countStatements(world, () => look(people.manager, { first: 1 }));
  expect(await countStatements(world, () => look(people.manager, { first: 50 }))).toHaveLength(length);
  expect(length).toBeLessThanOrEqual(3);
});

test("a plan says what it would change, is kept as it was, and assigns nothing", async () => {
  const spare = await city.unit("Spare");
  const lazy = await city.unit("Lazy");
  const options = { maxPerUnit: 2, scope: "CITY", keepExisting: true, alsoUnderserved: true };
  const contents = `proposals { giverId giverName receiverId receiverName withoutUnit ratio distance loadBefore loadAfter capabilities }
    releases { partnershipId } before { pairs communitiesWithoutUnit unitsWithoutCommunity most } after { pairs communitiesWithoutUnit unitsWithoutCommunity most }`;
  const plan = async (person: TestPerson, more: object = {}) => {
    const query = `query ($o: PairingPlanOptionsInput!) { pairingProposals(options: $o) { ${contents} } }`;
    const { data, errors } = await person.ask(query, { o: { ...options, ...more } });
    expect(errors).toEqual([]);
    return data?.["pairingProposals"] as {
      proposals: { giverId: string; receiverId: string; receiverName: string; giverName: string }[];
      releases: { partnershipId: string }[];
    };
  };
  // Lazy says what it can give, so it comes before Spare.
  const lazyLiaison = await city.person(lazy, "LIAISON");
  await lazyLiaison.act("addCapability", {
    ...{
      organizationId: `Organization:${lazy.id}`,
      kindId: `Kind:${city.kinds.VISIT}`,
      description: "Visits",
    },
    ...{ per: "MONTH", validFrom: "2026-01-01" },
  });
  const made = await plan(people.coordinator);
  expect(made).toMatchObject({
    before: { pairs: 4, communitiesWithoutUnit: 1, unitsWithoutCommunity: 2, most: 4 },
    after: { pairs: 6, communitiesWithoutUnit: 0, unitsWithoutCommunity: 0, most: 4 },
    releases: [],
    proposals: [
      {
        giverName: "Spare",
        receiverName: "Community 0",
        withoutUnit: false,
        ratio: 500,
        loadBefore: 0,
        loadAfter: 1,
      },
      { giverName: "Lazy", receiverName: "Community 4", withoutUnit: true, capabilities: 1, loadAfter: 1 },
    ],
  });
  const relieved = await plan(people.coordinator, { keepExisting: false, alsoUnderserved: false });
  expect(relieved).toMatchObject({ after: { most: 2, communitiesWithoutUnit: 0 }, releases: [{}, {}] });
  expect((await plan(people.coordinator, { scope: "DISTRICT" })).proposals).toEqual([]);
  expect((await plan(people.coordinator, { unitIds: [`Organization:${spare.id}`] })).proposals).toMatchObject(
    [
      { giverName: "Spare", receiverName: "Community 0" },
      { giverName: "Spare", receiverName: "Community 4" },
    ].slice(0, 2),
  );
  expect((await plan(people.unit)).proposals).toEqual([]);

  const [first] = made.proposals;
  const chosen = [{ giverId: first?.giverId, receiverId: first?.receiverId }];
  const input = {
    officeId: `Organization:${people.coordinator.actor.memberships[0]?.organizationId}`,
    ...{ title: "Spring", options, chosen },
  };
  expect(await people.unit.act("savePairingPlan", input)).toMatchObject({ __typename: "Forbidden" });
  const wrong = [{ giverId: `Organization:${unit.id}`, receiverId: nodeOf(0) }];
  expect(await people.coordinator.act("savePairingPlan", { ...input, chosen: wrong })).toMatchObject({
    code: "PLAN_CHANGED",
  });
  const kept = await people.coordinator.act("savePairingPlan", input);
  // What is assigned later does not change what was proposed.
  await city.partnership(spare, communities[0] as TestOrganization);
  const { data } = await people.manager.ask(
    `query ($id: ID!) { node(id: $id) { ... on PairingPlan { title proposed chosen { giverId receiverId } options { scope } contents { ${contents} } } } }`,
    { id: kept["id"] },
  );
  expect(data?.["node"]).toEqual({
    title: "Spring",
    proposed: 2,
    chosen,
    options: { scope: "CITY" },
    contents: made,
  });
  expect(
    (await people.district.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: kept["id"] })).data,
  ).toEqual({ node: null });
  await expect(world.sql(`update "PairingPlan" set title = 'x'`)).rejects.toThrow();
  expect(
    await world.sql(`select from "Partnership" where "giverId" = $1 and "receiverId" = $2`, [
      lazy.id,
      communities[4]?.id,
    ]),
  ).toEqual([]);

  const units = `{ fairnessUnits(first: 10) { totalCount edges { node { name communities residents capabilities offered } } } }`;
  expect((await people.manager.ask(units)).data).toMatchObject({
    fairnessUnits: {
      totalCount: 3,
      edges: [
        { node: { name: "Lazy", communities: 0, capabilities: 1, offered: ["Visits"] } },
        { node: { name: "Spare", communities: 1 } },
        { node: { name: "Bureau", communities: 4, residents: "4000" } },
      ],
    },
  });
});

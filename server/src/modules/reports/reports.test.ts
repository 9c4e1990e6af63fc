import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { dateOf, localDate } from "../../kernel/clock.ts";
import { computeReports } from "./fix-reports.ts";
import { done, type Quarter, tellQuarter } from "./quarter-fixture.ts";
import type { Place } from "./rows-of-report.ts";

const database = useTestDatabase();
let world: World;
let quarter: Quarter;
beforeAll(async () => {
  world = await World.open(database());
  quarter = await tellQuarter(world);
});
afterAll(() => world.close());

const FIGURE = "{ amount count facts }";
const PROMISES = ["owed", "metOnTime", "metLate", "awaiting", "late", "unmet", "open", "waived", "cancelled"];
const KIND = [...PROMISES, "claimed", "accepted", "partlyMet", "given", "arrived"];
const each = (words: string[]) => words.map((word) => `${word} ${FIGURE}`).join(" ");
const PAGE = "(first: 50)";
const SIDES = "partnershipId giver { name } receiver { name }";
const REPORT = `query ($scope: ReportScope!, $id: ID!, $periodId: ID!) { periodReport(scope: $scope, id: $id, periodId: $periodId) {
  name cityName today subjectId sealed { at sha256 } period { code opensOn closesOn } rules { reportingWindowWorkdays silenceWorkdays }
  promises { ${each(PROMISES)} }
  kinds { kind { code } good ${each(KIND)} }
  money { word opening ${FIGURE} change ${FIGURE} closing ${FIGURE} }
  partnerships ${FIGURE}
  series { kind { code } good months { month promised accepted } }
  before { period { code } promises { ${each(PROMISES)} } kinds { kind { code } accepted ${FIGURE} } money { word closing ${FIGURE} } }
  adjustments { periodCode kind { code } word sealed now }
  partnershipsBegun${PAGE} { totalCount } partnershipsEnded${PAGE} { totalCount edges { node { ${SIDES} endReason } } }
  partnershipsUnacknowledged${PAGE} { totalCount edges { node { ${SIDES} missing } } }
  late${PAGE} { totalCount edges { node { ${SIDES} kind { code } owed accepted dueOn outcome lateWorkdays explained } } }
  disputes${PAGE} { totalCount edges { node { ${SIDES} quantity reason state openedOn arrived } } }
  explanations${PAGE} { edges { node { ${SIDES} text expectedOn recordedOn } } }
  extensions${PAGE} { edges { node { ${SIDES} quantity dueOnBefore dueOnAfter reason decidedOn office { name } by { name } } } }
  waivers${PAGE} { edges { node { ${SIDES} quantity reason office { name } by { name } } } }
  divisions${PAGE} { edges { node { id name partnerships ${FIGURE} promises { ${each(PROMISES)} } received ${FIGURE} } } }
  units${PAGE} { edges { node { id name partnerships { count } promises { owed { count } } pledged { amount } } } }
  communities${PAGE} { edges { node { name promises { owed { count } unmet { count } } received { amount } } } }
} }`;

// biome-ignore lint/suspicious/noExplicitAny: an answer of a test
type Answered = any;

async function report(person: TestPerson, scope: string, id: string, periodId: string): Promise<Answered> {
  const { data, errors } = await person.ask(REPORT, { scope, id, periodId });
  expect(errors).toEqual([]);
  return data?.["periodReport"] ?? null;
}

const cityReport = (periodId = quarter.periods.first): Promise<Answered> =>
  report(quarter.people.coordinator, "CITY", `City:${quarter.city.id}`, periodId);

const nodes = (connection: Answered) => connection.edges.map(({ node }: Answered) => node);
const amounts = (figures: Answered, words: string[]) =>
  Object.fromEntries(
    words.map((word) => [word, figures[word].amount]).filter(([, amount]) => amount !== "0"),
  );
const kindOf = (answer: Answered, code: string) =>
  answer.kinds.find(({ kind }: Answered) => kind.code === code);

test("an open quarter, added up by hand", async () => {
  world.clock.goTo(localDate("2026-03-20"));
  const city = await cityReport();
  expect(city).toMatchObject({ name: "Quarter City", sealed: null, today: "2026-03-20", before: null });
  // Five promises fall due by 31 March; the sixth was extended to May, and one of the five is waived.
  expect(amounts(city.promises, PROMISES)).toEqual({
    owed: "4",
    metOnTime: "1",
    awaiting: "2",
    open: "1",
    waived: "1",
  });
  expect(amounts(kindOf(city, "VISIT"), KIND)).toEqual({
    owed: "9",
    claimed: "7",
    accepted: "4",
    metOnTime: "3",
    partlyMet: "1",
    awaiting: "3",
    open: "2",
    given: "7",
    arrived: "4",
  });
  expect(amounts(kindOf(city, "FUNDS"), KIND)).toEqual({
    owed: "2000000",
    claimed: "2000000",
    accepted: "1500000",
    partlyMet: "1500000",
    awaiting: "500000",
    waived: "2000000",
    given: "2000000",
    arrived: "1500000",
  });
  const river = Object.fromEntries(
    city.money.map(({ word, opening, change, closing }: Answered) => [
      word,
      [opening.amount, change.amount, closing.amount],
    ]),
  );
  expect(river).toMatchObject({
    PLEDGED: ["0", "2000000", "2000000"],
    PROMISED: ["0", "0", "0"],
    SENT: ["0", "2000000", "2000000"],
    RECEIVED: ["0", "1500000", "1500000"],
    SPENT: ["0", "0", "0"],
  });
  expect(nodes(city.disputes)).toMatchObject([
    {
      quantity: "500000",
      state: "OPEN",
      reason: "A quarter is missing",
      receiver: { name: "Bridge community" },
    },
  ]);
  expect(nodes(city.extensions)).toEqual([
    expect.objectContaining({
      quantity: "2000000",
      dueOnBefore: "2026-03-31",
      dueOnAfter: "2026-05-31",
      reason: "The budget comes in May",
      decidedOn: "2026-03-20",
      office: { name: "City office" },
      by: { name: "Zhou Lan" },
    }),
  ]);
  expect(nodes(city.waivers)).toMatchObject([
    { quantity: "2000000", reason: "Flood relief went first", office: { name: "City office" } },
  ]);
  expect(city).toMatchObject({
    partnerships: { amount: "3" },
    partnershipsBegun: { totalCount: 3 },
    partnershipsEnded: { totalCount: 0 },
    partnershipsUnacknowledged: { totalCount: 3 },
    late: { totalCount: 0 },
    adjustments: [],
  });
  // Receivers decide in which district something counts; a district is never ranked.
  expect(
    nodes(city.divisions).map(({ name, partnerships, promises, received }: Answered) => [
      name,
      partnerships.count,
      promises.owed.count,
      received.amount,
    ]),
  ).toEqual([
    ["Quarter City District", 1, 2, "1500000"],
    ["Quarter City East", 2, 2, "0"],
  ]);
  expect(nodes(city.units).map(({ name, promises }: Answered) => [name, promises.owed.count])).toEqual([
    ["Post bureau", 1],
    ["Water bureau", 3],
  ]);
  expect(nodes(city.communities).map(({ name, promises }: Answered) => [name, promises.owed.count])).toEqual([
    ["Bridge community", 2],
    ["Garden community", 2],
  ]);
  const months = city.series.find(({ kind }: Answered) => kind.code === "VISIT").months;
  expect(months).toEqual([
    { month: "2026-01", promised: "0", accepted: "0" },
    { month: "2026-02", promised: "0", accepted: "0" },
    { month: "2026-03", promised: "9", accepted: "4" },
  ]);
});

/** Every figure of a report, wherever it stands. */
function figuresIn(value: Answered): { amount: string; count: number; facts: string }[] {
  if (value === null || typeof value !== "object") return [];
  if (typeof value.facts === "string" && typeof value.amount === "string") return [value];
  return Object.values(value).flatMap(figuresIn);
}

const FACTS = `query ($scope: ReportScope!, $id: ID!, $periodId: ID!, $facts: String!) {
  periodReportFacts(scope: $scope, id: $id, periodId: $periodId, facts: $facts, first: 100) { totalCount edges { node { subject amount } } } }`;

async function expectFactsAddUp(person: TestPerson, scope: string, id: string, periodId: string) {
  const figures = figuresIn(await report(person, scope, id, periodId)).filter(({ count }) => count > 0);
  expect(figures.length).toBeGreaterThan(10);
  for (const { amount, count, facts } of figures) {
    const { data, errors } = await person.ask(FACTS, { scope, id, periodId, facts });
    expect(errors).toEqual([]);
    const list = data?.["periodReportFacts"] as Answered;
    const sum = nodes(list).reduce((total: bigint, fact: Answered) => total + BigInt(fact.amount), 0n);
    expect([facts, String(sum), list.totalCount]).toEqual([facts, amount, count]);
  }
}

test("the facts below each number add up to it", async () => {
  const { people, city, periods } = quarter;
  await expectFactsAddUp(people.coordinator, "CITY", `City:${city.id}`, periods.first);
});

test("each reads its own report, an office those of its territory, and nobody else's exist", async () => {
  const { people, city, unit, otherUnit, community, otherCommunity, otherDistrict, periods } = quarter;
  const of = {
    unit: ["UNIT", `Organization:${unit.id}`],
    otherUnit: ["UNIT", `Organization:${otherUnit.id}`],
    community: ["COMMUNITY", `Organization:${community.id}`],
    otherCommunity: ["COMMUNITY", `Organization:${otherCommunity.id}`],
    district: ["DISTRICT", `Division:${city.district.id}`],
    street: ["DISTRICT", `Division:${city.street.id}`],
    otherDistrict: ["DISTRICT", `Division:${otherDistrict.id}`],
    city: ["CITY", `City:${city.id}`],
  } as const;
  const elsewhere = await world.city("Elsewhere");
  const stranger = await elsewhere.person(await elsewhere.office(), "MANAGER");
  const may: [TestPerson, (keyof typeof of)[]][] = [
    [people.liaison, ["unit"]],
    [people.otherLiaison, ["otherUnit"]],
    [people.worker, ["community"]],
    [people.districtOfficer, ["community", "district", "street"]],
    [people.otherDistrictOfficer, ["otherCommunity", "otherDistrict"]],
    [people.coordinator, Object.keys(of) as (keyof typeof of)[]],
    [stranger, []],
  ];
  for (const [person, expected] of may) {
    const seen: string[] = [];
    for (const [name, [scope, id]] of Object.entries(of))
      if (await report(person, scope, id, periods.first)) seen.push(name);
    expect(seen).toEqual(expected);
  }
  // A unit is no community, a community's division no district, another's root nobody's city.
  const { coordinator } = people;
  for (const [scope, id] of [
    ["COMMUNITY", `Organization:${unit.id}`],
    ["UNIT", `Organization:${community.id}`],
    ["DISTRICT", `Division:${community.division.id}`],
    ["DISTRICT", `Division:${elsewhere.district.id}`],
    ["CITY", `City:${elsewhere.id}`],
    ["CITY", `Organization:${unit.id}`],
  ] as const)
    expect(await report(coordinator, scope, id, periods.first)).toBeNull();
  // The parts of a whole are the same wherever they are told.
  const mine = await report(people.worker, ...of.community, periods.first);
  expect(amounts(mine.promises, PROMISES)).toEqual({ owed: "2", metOnTime: "1", awaiting: "1" });
  const east = await report(people.otherDistrictOfficer, ...of.otherDistrict, periods.first);
  expect(amounts(east.promises, PROMISES)).toEqual({ owed: "2", awaiting: "1", open: "1", waived: "1" });
  expect(east.money).toEqual([]);
});

test("a report takes eight statements however much there is, and a sealed one fewer", async () => {
  const { people, city, unit, periods } = quarter;
  const ask = (scope: string, id: string) => () => report(people.coordinator, scope, id, periods.first);
  const ofCity = await countStatements(world, ask("CITY", `City:${city.id}`));
  const ofUnit = await countStatements(world, ask("UNIT", `Organization:${unit.id}`));
  expect(ofCity.length).toBeLessThanOrEqual(8);
  expect(ofUnit.length).toBe(ofCity.length);
});

test("sealing fixes every report, and what comes later is an adjustment of the next", async () => {
  const { people, city, unit, periods, waiting } = quarter;
  await quarter.seal();
  const sealed = await cityReport();
  expect(amounts(sealed.promises, PROMISES)).toEqual({
    owed: "4",
    metOnTime: "1",
    awaiting: "2",
    unmet: "1",
    waived: "1",
  });
  expect(sealed.sealed.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(nodes(sealed.late)).toMatchObject([
    {
      giver: { name: "Water bureau" },
      receiver: { name: "Garden community" },
      owed: "3",
      accepted: "1",
      outcome: "UNMET",
      lateWorkdays: 2,
      explained: true,
    },
  ]);
  expect(nodes(sealed.explanations)).toMatchObject([
    { text: "The road was closed", recordedOn: "2026-04-02" },
  ]);
  const [entry] = await world.sql<{ payload: string }>(
    `select payload from "AuditEntry" where chain = $1 and command = 'period.seal'`,
    [city.id],
  );
  const stored = await world.sql<{ scope: string; sha256: string }>(
    `select scope::text as scope, sha256 from "SealedReport" where "cityId" = $1`,
    [city.id],
  );
  // Two units, two communities, two districts, a street, and the city.
  expect(stored.length).toBe(8);
  expect(JSON.parse(entry?.payload ?? "{}")).toMatchObject({
    reports: { count: 8, city: stored.find(({ scope }) => scope === "CITY")?.sha256 },
  });
  await expect(
    world.sql(`update "SealedReport" set body = '{}' where "cityId" = $1`, [city.id]),
  ).rejects.toThrow(/never changed/);
  await expectFactsAddUp(people.coordinator, "UNIT", `Organization:${unit.id}`, periods.first);

  world.clock.goTo(localDate("2026-04-03"));
  await done(people.otherWorker, "acceptDelivery", { deliveryId: waiting });
  expect(await cityReport()).toEqual(sealed);
  const next = await cityReport(periods.second);
  expect(next.before).toMatchObject({ period: { code: "2026Q1" } });
  expect(amounts(next.before.promises, PROMISES)).toMatchObject({ metOnTime: "2", awaiting: "1" });
  const changed = next.adjustments.map(({ periodCode, kind, word, sealed: was, now }: Answered) => [
    periodCode,
    kind?.code,
    word,
    was,
    now,
  ]);
  expect(changed).toEqual([
    ["2026Q1", "VISIT", "accepted", "4", "7"],
    ["2026Q1", "VISIT", "metOnTime", "3", "6"],
    ["2026Q1", "VISIT", "awaiting", "3", "0"],
    ["2026Q1", "VISIT", "arrived", "4", "7"],
  ]);
  // The unit that has nothing to do with it has no adjustment.
  const mine = await report(people.liaison, "UNIT", `Organization:${unit.id}`, periods.second);
  expect(mine.adjustments).toEqual([]);
});

async function textsOf(asked: Parameters<typeof computeReports>[1]) {
  const { batches } = await computeReports(world.database.prisma, asked);
  return (await Array.fromAsync(batches)).flat();
}

/** The stored texts of a sealed period, and those computed again as of its sealing. */
async function storedAndAgain(cityId: string, periodId: string) {
  const id = periodId.split(":")[1] ?? "";
  const stored = await world.sql<{ text: string; places: Place[] | null; sealedAt: Date }>(
    `select r.scope || ' ' || r."subjectId" || ' ' || r.body as text, r.places, p."sealedAt"
     from "SealedReport" r join "Period" p on p.id = r."periodId" where r."cityId" = $1 and p.id = $2 order by 1`,
    [cityId, id],
  );
  const sealedAt = stored[0]?.sealedAt;
  if (!sealedAt) throw new Error("nothing is sealed");
  const reports = await textsOf({
    cityId,
    periodId: id,
    at: sealedAt,
    today: dateOf(sealedAt),
    places: stored.find(({ places }) => places !== null)?.places ?? [],
  });
  const order = (texts: string[]) => texts.sort((a, b) => (a < b ? -1 : 1));
  return {
    sealedAt,
    stored: order(stored.map(({ text }) => text)),
    again: order(reports.map(({ scope, id: subject, body }) => `${scope} ${subject} ${body}`)),
  };
}

test("a year and fifty acts later the sealed bytes are made again from what was known then", async () => {
  const { people, city, periods, partnerships, unit, kindId } = quarter;
  const { manager, liaison, worker } = people;
  world.clock.goTo(localDate("2026-04-10"));
  await done(manager, "openDuties", { periodId: periods.second });
  for (let visit = 0; visit < 20; visit++) {
    world.clock.passDays(1);
    const deliveryId = await done(liaison, "logDelivery", {
      partnershipId: partnerships.near,
      kindId: kindId("VISIT"),
      quantity: "1",
      occurredOn: dateOf(world.clock.now()),
    });
    await done(worker, "acceptDelivery", { deliveryId });
  }
  const disputed = await world.sql<{ id: string }>(
    `select "deliveryId" as id from "Dispute" where "cityId" = $1`,
    [city.id],
  );
  await done(people.coordinator, "settleDispute", {
    deliveryId: `Delivery:${disputed[0]?.id}`,
    arrived: "200000",
    notArrived: "200000",
    writtenOff: "100000",
    note: "The bank says so",
  });
  await done(manager, "changeOrganization", {
    organizationId: `Organization:${unit.id}`,
    name: "Bureau of water and light",
    version: 0,
  });
  await done(manager, "setCitySetting", {
    key: "reportingWindowWorkdays",
    value: "1",
    validFrom: "2026-05-01",
  });
  await done(manager, "endPartnership", {
    partnershipId: partnerships.far,
    endsOn: "2026-04-30",
    reason: "Merged",
  });
  await done(manager, "setCalendarDays", { days: [{ date: "2026-04-01", kind: "HOLIDAY", name: "Late" }] });
  // Who decided has left and is erased, name and history.
  const successor = await city.person(quarter.office, "MANAGER");
  await done(successor, "endMembership", {
    membershipId: `Membership:${manager.membershipId}`,
    endsOn: dateOf(world.clock.now()),
  });
  world.clock.passDays(2);
  await done(successor, "erasePerson", {
    personId: `Person:${manager.actor.personId}`,
    reason: "Request 12",
  });
  await world.sql(`update "DivisionLabel" set name = 'Renamed since' where "divisionId" = $1`, [
    city.district.id,
  ]);
  world.clock.goTo(localDate("2027-04-10"));

  const { stored, again, sealedAt } = await storedAndAgain(city.id, periods.first);
  expect(again).toEqual(stored);
  // It is the text that holds still, not the facts: what is known now reads otherwise.
  const now = await textsOf({
    cityId: city.id,
    periodId: periods.first.split(":")[1] ?? "",
    at: null,
    today: dateOf(sealedAt),
  });
  expect(stored).not.toContain(`CITY ${city.id} ${now.find(({ scope }) => scope === "CITY")?.body}`);
  expect((await cityReport()).units.edges[1].node.name).toBe("Water bureau");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { expectStandingsCurrent, look, ROW, rowsOf, type Seen } from "./board-fixture.ts";
import { standingOf } from "./model.ts";
import { boardDay, boardRows } from "./public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const goTo = (day: string) => world.clock.goTo(localDate(day));

/** The one row of a board, once the database has been found to agree with itself. */
async function rowOf(person: TestPerson): Promise<Seen> {
  await expectStandingsCurrent(world);
  const [row] = await rowsOf(person, { states: ["PROPOSED", "ACTIVE", "SUSPENDED", "ENDED", "DECLINED"] });
  if (!row) throw new Error("no row");
  return row;
}

/** What three places say of lateness: the row, the promise itself, and the list of late ones. */
async function lateness(person: TestPerson, obligationId: string) {
  const { data } = await person.ask(
    `query ($id: ID!) { node(id: $id) { ... on Obligation { state lateWorkdays } }
      obligations(first: 50, filter: { state: LATE }) { edges { node { id } } }
      partnerships(first: 50, filter: { lateOnly: true }) { totalCount } }`,
    { id: obligationId },
  );
  const read = data as {
    node: { state: string; lateWorkdays: number };
    obligations: { edges: { node: { id: string } }[] };
    partnerships: { totalCount: number };
  };
  const row = await rowOf(person);
  const late = await rowsOf(person, { lateWorkdaysAtLeast: 0 });
  return {
    state: read.node.state,
    workdays: [read.node.lateWorkdays, row.lateWorkdays],
    listed: read.obligations.edges.some(({ node }) => node.id === obligationId),
    partnerships: [read.partnerships.totalCount, late.length],
    count: row.lateCount,
  };
}

test("a row follows what both sides and the office do, act by act", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Acts");
  const { liaison, worker, head, coordinator, partnershipId, kindId } = pair;
  await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-31");
  expect(await rowOf(coordinator)).toMatchObject({
    id: partnershipId.replace("Partnership", "Standing"),
    partnership: {
      giver: { name: pair.unit.name },
      receiver: { name: pair.community.name },
      state: "ACTIVE",
    },
    receivedIn: ["Acts District", "Acts Street", pair.community.name],
    firstDueOn: "2026-03-31",
    openPromises: 1,
    lateCount: 0,
    stuck: null,
    unacknowledgedDays: 1,
    lastContactOn: null,
    needs: "NOTHING",
    needsSince: null,
  });

  await act(liaison, "acknowledgePartnership", { partnershipId, side: "GIVER" });
  await act(worker, "acknowledgePartnership", { partnershipId, side: "RECEIVER" });
  expect(await rowOf(coordinator)).toMatchObject({ unacknowledgedDays: null, lastContactOn: "2026-03-02" });

  goTo("2026-03-03");
  const visit = { partnershipId, kindId: kindId("VISIT"), quantity: "1", occurredOn: "2026-03-03" };
  const deliveryId = await act(liaison, "logDelivery", visit);
  expect(await rowOf(coordinator)).toMatchObject({
    awaiting: 1,
    awaitingSince: "2026-03-03",
    silent: false,
    needs: "NOTHING",
    lastContactOn: "2026-03-03",
  });
  // The office's own act is nobody's contact; five working days of silence are the office's turn.
  goTo("2026-03-09");
  const entered = await act(coordinator, "logDelivery", { ...visit, occurredOn: "2026-03-08" });
  expect(await rowOf(coordinator)).toMatchObject({ awaiting: 2, silent: false, lastContactOn: "2026-03-03" });
  goTo("2026-03-10");
  expect(await rowOf(coordinator)).toMatchObject({ silent: true, needs: "SILENT", needsSince: "2026-03-03" });
  await act(worker, "acceptDelivery", { deliveryId });
  expect(await rowOf(coordinator)).toMatchObject({
    awaiting: 1,
    awaitingSince: "2026-03-09",
    needs: "NOTHING",
  });
  await act(worker, "acceptDelivery", { deliveryId: entered });
  expect(await rowOf(coordinator)).toMatchObject({ awaiting: 0, awaitingSince: null, openPromises: 0 });

  // Money: promised, on its way, disputed, settled, unspent.
  const pledgeId = await act(liaison, "makePledge", {
    partnershipId,
    purpose: "Lamps",
    lines: [{ kindId: kindId("FUNDS"), instalments: [{ quantity: "100000", dueOn: "2026-03-12" }] }],
  });
  expect(pledgeId).toMatch(/^Pledge:/);
  expect(await rowOf(coordinator)).toMatchObject({
    pledged: "100000",
    sent: "0",
    stuck: null,
    firstDueOn: "2026-03-12",
  });
  goTo("2026-03-16");
  expect(await rowOf(coordinator)).toMatchObject({
    lateWorkdays: 2,
    lateCount: 1,
    needs: "LATE",
    needsSince: "2026-03-12",
    stuck: { at: "PROMISED_OVERDUE", amount: "100000", since: "2026-03-12", workdays: 2, waitsFor: "GIVER" },
  });
  const sum = { partnershipId, kindId: kindId("FUNDS"), quantity: "100000", occurredOn: "2026-03-16" };
  const sentId = await act(liaison, "logDelivery", sum);
  expect(await rowOf(coordinator)).toMatchObject({
    lateCount: 0,
    sent: "100000",
    received: "0",
    stuck: { at: "IN_TRANSIT", amount: "100000", since: "2026-03-16", waitsFor: "RECEIVER" },
  });
  goTo("2026-03-17");
  await act(head, "acceptDelivery", { deliveryId: sentId, quantity: "60000", reason: "short" });
  const disputed = {
    openDisputes: 1,
    disputeSince: "2026-03-17",
    needs: "DISPUTE",
    needsSince: "2026-03-17",
  };
  expect(await rowOf(coordinator)).toMatchObject({ ...disputed, received: "60000" });
  expect((await rowsOf(coordinator, { disputeOpen: true })).length).toBe(1);
  goTo("2026-03-18");
  await act(coordinator, "settleDispute", {
    deliveryId: sentId,
    arrived: "40000",
    notArrived: "0",
    writtenOff: "0",
    note: "found",
  });
  expect(await rowOf(coordinator)).toMatchObject({
    openDisputes: 0,
    received: "100000",
    stuck: { at: "AVAILABLE", amount: "100000", since: "2026-03-17", waitsFor: "RECEIVER" },
  });
  const [line] = await world.sql<{ id: string }>(
    `select l.id from "PledgeLine" l join "Pledge" p on p.id = l."pledgeId" where p."partnershipId" = $1`,
    [partnershipId.split(":")[1]],
  );
  const voucher = { voucherNumber: "V-1", purpose: "Lamps", occurredOn: "2026-03-18", total: "60000" };
  await act(worker, "recordExpense", {
    ...voucher,
    lines: [{ pledgeLineId: `PledgeLine:${line?.id}`, amount: "60000" }],
  });
  // What came in first is spent first: what is left arrived by the settlement.
  expect(await rowOf(coordinator)).toMatchObject({
    spent: "60000",
    stuck: { at: "AVAILABLE", amount: "40000", since: "2026-03-18" },
  });
  const returned = await act(head, "sendBack", {
    pledgeLineId: `PledgeLine:${line?.id}`,
    amount: "40000",
    reason: "left",
  });
  expect(await rowOf(coordinator)).toMatchObject({
    stuck: { at: "RETURNING", amount: "40000", waitsFor: "GIVER" },
  });
  goTo("2026-03-26");
  expect(await rowOf(coordinator)).toMatchObject({ needs: "STUCK", needsSince: "2026-03-18" });
  await act(liaison, "confirmReturn", { fundReturnId: returned });
  expect(await rowOf(coordinator)).toMatchObject({ stuck: null, received: "100000" });

  await act(coordinator, "endPartnership", { partnershipId, endsOn: "2026-03-26", reason: "merged" });
  expect(await rowOf(coordinator)).toMatchObject({
    partnership: { state: "ENDED", endsOn: "2026-03-26" },
    openPromises: 0,
  });
  expect(await look(coordinator)).toMatchObject({ totalCount: 0, hiddenCount: 0, edges: [] });
});

test("an asked extension waits for the office before anything else", async () => {
  goTo("2026-03-02");
  const { liaison, officeManager, coordinator, duty } = await openPair(world, "Asks");
  const obligationId = await duty("VISIT", 2n, "2026-01-01", "2026-03-05");
  const extensionId = await act(liaison, "askExtension", {
    obligationId,
    requestedDueOn: "2026-03-12",
    reason: "rain",
  });
  goTo("2026-03-09");
  expect(await rowOf(coordinator)).toMatchObject({
    extensionsAsked: 1,
    needs: "EXTENSION",
    needsSince: "2026-03-02",
    lateCount: 1,
  });
  await act(officeManager, "decideExtension", { extensionId, grant: true });
  expect(await rowOf(coordinator)).toMatchObject({
    extensionsAsked: 0,
    lateCount: 0,
    firstDueOn: "2026-03-12",
  });
});

test("a suspension stops the clock of what was not late yet, and every place says the same", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Clock");
  const { coordinator, partnershipId } = pair;
  const early = await pair.duty("VISIT", 1n, "2026-01-01", "2026-03-04");
  const later = await pair.duty("JOINT_ACTIVITY", 1n, "2026-01-01", "2026-03-20");
  goTo("2026-03-09");
  expect(await lateness(coordinator, early)).toEqual({
    state: "OVERDUE",
    workdays: [3, 3],
    listed: true,
    partnerships: [1, 1],
    count: 1,
  });
  await act(coordinator, "suspendPartnership", { partnershipId, reason: "flood" });
  goTo("2026-03-27");
  // Late when the clock stopped: late still, by no more days. Not due when it stopped: not late, whatever the day.
  expect(await lateness(coordinator, early)).toEqual({
    state: "OVERDUE",
    workdays: [2, 2],
    listed: true,
    partnerships: [1, 1],
    count: 1,
  });
  expect(await lateness(coordinator, later)).toMatchObject({ state: "AT_RISK", listed: false, count: 1 });
  expect((await rowsOf(coordinator, { lateWorkdaysAtLeast: 2 })).length).toBe(1);
  expect((await rowsOf(coordinator, { lateWorkdaysAtLeast: 3 })).length).toBe(0);
  expect(await rowOf(coordinator)).toMatchObject({ suspendedOn: "2026-03-09", openPromises: 2 });
  // What is promised while it stands still stands still too.
  await pair.duty("PROBLEM_SOLVED", 1n, "2026-01-01", "2026-03-25");
  expect(await rowOf(coordinator)).toMatchObject({ lateCount: 1 });

  await act(coordinator, "resumePartnership", { partnershipId });
  const row = await rowOf(coordinator);
  expect(row.suspendedOn).toBeNull();
  expect(await lateness(coordinator, later)).toMatchObject({ listed: false });
});

test("an office sees its part, another city and the sides see none", async () => {
  goTo("2026-03-02");
  const city = await world.city("Parts");
  const other = await city.otherDistrict();
  const [here, there] = [await city.community("Here"), await city.community("There", other)];
  const [unit, local] = [await city.unit("Bureau"), await city.organization("PARTNER_UNIT", "Local", other)];
  await city.partnership(unit, here);
  await city.partnership(unit, there);
  await city.partnership(local, here);
  const names = async (person: TestPerson, filter?: Record<string, unknown>) =>
    (await rowsOf(person, filter))
      .map(({ partnership: { giver, receiver } }) => `${giver.name}-${receiver.name}`)
      .sort();
  const all = ["Bureau-Here", "Bureau-There", "Local-Here"];
  const whole = await city.person(await city.office(), "AUDITOR");
  expect(await names(whole)).toEqual(all);
  expect(await names(await city.person(await city.office(city.district), "COORDINATOR"))).toEqual([
    "Bureau-Here",
    "Local-Here",
  ]);
  expect(await names(await city.person(await city.office(other), "COORDINATOR"))).toEqual([
    "Bureau-There",
    "Local-Here",
  ]);
  expect(await names(await city.person(unit, "MANAGER"))).toEqual([]);
  expect(await names(await city.person(here, "MANAGER"))).toEqual([]);
  const elsewhere = await world.city("Elsewhere");
  expect(await names(await elsewhere.person(await elsewhere.office(), "MANAGER"))).toEqual([]);

  expect(await names(whole, { divisionId: `Division:${other.id}` })).toEqual(["Bureau-There"]);
  expect(await names(whole, { text: "burea" })).toEqual(["Bureau-Here", "Bureau-There"]);
  expect(await names(whole, { giverId: `Organization:${local.id}` })).toEqual(["Local-Here"]);
  expect(
    await names(whole, {
      receiverId: `Organization:${there.id}`,
      basis: "ASSIGNED",
      partnershipKind: "CO_BUILDING",
    }),
  ).toEqual(["Bureau-There"]);
  expect(await names(whole, { unacknowledged: true })).toEqual(all);
  expect(await names(whole, { needsMe: true })).toEqual([]);
  expect(await names(whole, { basis: "AGREED" })).toEqual([]);
  expect(await look(whole, { filter: { text: "local" } })).toMatchObject({ totalCount: 1, hiddenCount: 2 });

  // Names and places follow their organizations and divisions.
  await world.sql(`update "Organization" set name = 'Office of Lakes' where id = $1`, [unit.id]);
  await world.sql(`update "Organization" set "divisionId" = $2 where id = $1`, [there.id, city.street.id]);
  await expectStandingsCurrent(world);
  expect(await names(whole, { text: "lakes", divisionId: `Division:${city.district.id}` })).toEqual([
    "Office of Lakes-Here",
    "Office of Lakes-There",
  ]);
  await world.sql(
    `update "Division" set path = replace(path, '/${city.street.id}/', '/9${city.street.id}/') where path like '%/${city.street.id}/%'`,
  );
  await expectStandingsCurrent(world);
  await world.sql(
    `update "Division" set path = replace(path, '/9${city.street.id}/', '/${city.street.id}/') where path like '%/9${city.street.id}/%'`,
  );
});

test("pages follow each other without gaps in every order, by the same few statements, and a file has the same rows", async () => {
  goTo("2026-03-02");
  const city = await world.city("Pages");
  const office = await city.person(await city.office(), "COORDINATOR");
  const units = [await city.unit("A"), await city.unit("B"), await city.unit("B2")];
  const one = async (index: number) => {
    const id = await city.partnership(
      units[index % 3] as (typeof units)[0],
      await city.community(`C${index % 4}-${index}`),
    );
    await world.sql(`update "Partnership" set "endsOn" = date '2026-06-01' + $2::int where id = $1`, [
      id,
      index % 5,
    ]);
  };
  await one(0);
  const page = (first: number) => () => look(office, { first });
  const few = await countStatements(world, page(50));
  for (let index = 1; index < 23; index++) await one(index);
  const many = await countStatements(world, page(50));
  expect(many.length).toBe(few.length);
  expect(many.length).toBeLessThanOrEqual(3);

  for (const by of [
    "NEEDS",
    "LATE",
    "STUCK",
    "DISPUTE",
    "LAST_CONTACT",
    "GIVER",
    "RECEIVER",
    "ENDS_ON",
  ] as const) {
    for (const descending of [false, true]) {
      const sort = { by, descending };
      const whole = (await rowsOf(office, {}, sort)).map(({ id }) => id);
      expect(new Set(whole).size).toBe(23);
      const walked: string[] = [];
      let after: string | null = null;
      do {
        const part = await look(office, { first: 5, after, sort });
        walked.push(...part.edges.map(({ node }) => node.id));
        after = part.pageInfo.hasNextPage ? part.pageInfo.endCursor : null;
      } while (after !== null);
      expect(walked, by).toEqual(whole);
      const streamed = [];
      for await (const row of boardRows(
        { database: world.database, clock: world.clock },
        office.actor,
        {},
        sort,
      ))
        streamed.push(`Standing:${row.id}`);
      expect(streamed, by).toEqual(whole);
    }
  }
  const byGiver = await rowsOf(office, {}, { by: "GIVER" });
  expect(byGiver.map(({ partnership }) => partnership.giver.name)).toEqual(
    byGiver.map(({ partnership }) => partnership.giver.name).sort(),
  );
  const bad = await office.ask(`query { board(first: 5, after: "W10") { edges { node { ${ROW} } } } }`);
  expect(bad.errors).toMatchObject([{ code: "BAD_REQUEST" }]);
});

test("sums by division are the rows behind them", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Sums");
  const { city, coordinator } = pair;
  const other = await city.otherDistrict();
  const there = await city.community("There", other);
  await city.community("Alone", other);
  await city.partnership(pair.unit, there);
  await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-04");
  goTo("2026-03-06");
  const SUMS = `divisionId name directly partnerships units communities communitiesWithoutUnit latePartnerships latePromises
    unacknowledged needing stuck pledged openDisputes`;
  const totals = async (person: TestPerson, variables = {}) => {
    const { data, errors } = await person.ask(
      `query ($divisionId: ID) { boardTotals(divisionId: $divisionId) { quarter total { ${SUMS} } rows { ${SUMS} } } }`,
      variables,
    );
    expect(errors).toEqual([]);
    return (
      data as { boardTotals: { total: Record<string, unknown>; rows: Record<string, unknown>[] } | null }
    ).boardTotals;
  };
  const whole = await totals(coordinator);
  expect(whole?.total).toMatchObject({
    divisionId: `Division:${city.root.id}`,
    partnerships: 2,
    units: 1,
    communities: 3,
    communitiesWithoutUnit: 1,
    latePartnerships: 1,
    latePromises: 1,
    unacknowledged: 2,
    needing: 2,
  });
  expect(whole?.rows).toMatchObject([
    {
      divisionId: `Division:${city.district.id}`,
      name: "Sums District",
      partnerships: 1,
      latePromises: 1,
      communities: 1,
    },
    {
      divisionId: `Division:${other.id}`,
      partnerships: 1,
      latePromises: 0,
      communities: 2,
      communitiesWithoutUnit: 1,
    },
  ]);
  // Every number opens to as many rows.
  for (const sum of [whole?.total, ...(whole?.rows ?? [])]) {
    const divisionId = sum?.["divisionId"];
    expect((await look(coordinator, { filter: { divisionId } })).totalCount).toBe(sum?.["partnerships"]);
    expect((await look(coordinator, { filter: { divisionId, lateWorkdaysAtLeast: 0 } })).totalCount).toBe(
      sum?.["latePartnerships"],
    );
    expect((await look(coordinator, { filter: { divisionId, needsMe: true } })).totalCount).toBe(
      sum?.["needing"],
    );
    expect((await look(coordinator, { filter: { divisionId, unacknowledged: true } })).totalCount).toBe(
      sum?.["unacknowledged"],
    );
  }
  const district = await city.person(await city.office(other), "COORDINATOR");
  expect((await totals(district))?.total).toMatchObject({ partnerships: 1, communities: 2 });
  expect(await totals(district, { divisionId: `Division:${city.district.id}` })).toBeNull();
  expect(await totals(pair.liaison)).toBeNull();
});

test("what is derived of a row is what the rules of the city say on the day", async () => {
  const { coordinator } = await openPair(world, "Derived");
  const asker = { database: world.database, clock: world.clock };
  const day = await boardDay(asker, coordinator.actor.cityId);
  for await (const row of boardRows(asker, coordinator.actor, {}, { by: "NEEDS", descending: false }))
    expect(standingOf(row, day)).toEqual(row);
});

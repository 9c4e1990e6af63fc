import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { expectStandingsCurrent, look, rowsOf, type Seen } from "./board-fixture.ts";

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

test("acts at the same moment are all in the row", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Together");
  const { liaison, coordinator, officeManager, partnershipId, kindId } = pair;
  const obligationId = await pair.duty("VISIT", 20n, "2026-01-01", "2026-03-31");
  const visit = { partnershipId, kindId: kindId("VISIT"), quantity: "1", occurredOn: "2026-03-02" };
  await Promise.all([
    ...Array.from({ length: 6 }, () => act(liaison, "logDelivery", visit)),
    act(liaison, "askExtension", { obligationId, requestedDueOn: "2026-04-10", reason: "rain" }),
    act(officeManager, "amendObligation", { obligationId, quantity: "30", reason: "more" }),
    act(coordinator, "suspendPartnership", { partnershipId, reason: "flood" }),
  ]);
  expect(await rowOf(coordinator)).toMatchObject({
    awaiting: 6,
    extensionsAsked: 1,
    suspendedOn: "2026-03-02",
    partnership: { state: "SUSPENDED" },
  });
});

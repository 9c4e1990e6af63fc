import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const LINE = `lines { id available
  words { pledged promised sent received spent returned waived cancelled }
  stuck { at amount mustAct since }
  instalments { id quantity claimed accepted dueOn closure } }`;

type Line = {
  id: string;
  available: string;
  words: Record<string, string>;
  stuck: { at: string; amount: string; mustAct: string; since: string }[];
  instalments: {
    id: string;
    quantity: string;
    claimed: string;
    accepted: string;
    dueOn: string;
    closure: string | null;
  }[];
};

async function lineOf(person: TestPerson, pledgeId: string): Promise<Line> {
  const { data, errors } = await person.ask(
    `query ($id: ID!) { node(id: $id) { ... on Pledge { ${LINE} } } }`,
    { id: pledgeId },
  );
  expect(errors).toEqual([]);
  const [line] = (data as { node: { lines: Line[] } }).node.lines;
  if (!line) throw new Error("no line");
  return line;
}

test("a postal bureau pledges in two instalments, sends the first late, and every yuan is followed to its voucher", async () => {
  const {
    city,
    community,
    partnershipId,
    liaison,
    manager,
    worker,
    head,
    coordinator,
    officeManager,
    kindId: kind,
  } = await openPair(world);
  const kindId = kind("FUNDS");

  const pledged = await liaison.act("makePledge", {
    partnershipId,
    purpose: "Work money",
    lines: [
      {
        kindId,
        instalments: [
          { quantity: "2000000", dueOn: "2026-03-31" },
          { quantity: "2000000", dueOn: "2026-09-30" },
        ],
      },
    ],
  });
  expect(pledged).toMatchObject({ __typename: "Pledge" });
  const pledgeId = pledged["id"] as string;
  const before = await lineOf(worker, pledgeId);
  expect(before.words).toMatchObject({ pledged: "4000000", promised: "4000000", sent: "0" });
  expect(before.stuck).toEqual([]);
  await expectBooksAgree(world);

  // Nothing comes; the first instalment is late, and everyone can see whose turn it is.
  world.clock.goTo(localDate("2026-05-06"));
  expect((await lineOf(worker, pledgeId)).stuck).toEqual([
    { at: "PROMISED_OVERDUE", amount: "2000000", mustAct: "GIVER", since: "2026-03-31" },
  ]);

  const sending = {
    partnershipId,
    kindId,
    quantity: "2000000",
    occurredOn: "2026-05-06",
    channel: "COMMUNITY",
    voucherNumber: "B-77",
    idempotencyKey: "send-1",
  };
  const sent = await liaison.act("logDelivery", sending, on("Delivery", "id version"));
  expect(await liaison.act("logDelivery", sending, on("Delivery", "id version"))).toEqual(sent);
  const deliveryId = sent["id"] as string;
  expect((await lineOf(worker, pledgeId)).words).toMatchObject({
    promised: "2000000",
    sent: "2000000",
    received: "0",
  });
  await expectBooksAgree(world);

  world.clock.passDays(1);
  expect(await liaison.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "Forbidden" });
  expect(await worker.act("acceptDelivery", { deliveryId, quantity: "1800000" })).toMatchObject({
    __typename: "ValidationError",
    problems: [{ path: ["reason"], code: "REQUIRED" }],
  });
  expect(
    await worker.act("acceptDelivery", { deliveryId, quantity: "2000000", arrivedOn: "2026-05-01" }),
  ).toMatchObject({ problems: [{ path: ["arrivedOn"], code: "ARRIVED_BEFORE_SENT" }] });
  expect(
    await worker.act(
      "acceptDelivery",
      { deliveryId, quantity: "1800000", reason: "2,000 yuan short", arrivedOn: "2026-05-07" },
      on(
        "Delivery",
        "state acceptedQuantity allowed disputes { quantity reason state } acceptances { kind quantity by { name } byOrganization { name } }",
      ),
    ),
  ).toMatchObject({
    state: "DISPUTED",
    acceptedQuantity: "1800000",
    allowed: ["reverse"],
    disputes: [{ quantity: "200000", reason: "2,000 yuan short", state: "OPEN" }],
    acceptances: [{ kind: "ACCEPT", quantity: "1800000", byOrganization: { name: community.name } }],
  });
  expect((await lineOf(worker, pledgeId)).stuck).toEqual([
    { at: "DISPUTED", amount: "200000", mustAct: "OFFICE", since: "2026-05-07" },
    { at: "AVAILABLE", amount: "1800000", mustAct: "RECEIVER", since: "2026-05-07" },
  ]);
  await expectBooksAgree(world);

  // The office settles: most of it did arrive, some is owed again, a fee is written off.
  const settlement = {
    deliveryId,
    arrived: "150000",
    notArrived: "40000",
    writtenOff: "10000",
    note: "Bank slip seen",
  };
  expect(await worker.act("settleDispute", settlement)).toMatchObject({ __typename: "Forbidden" });
  expect(await coordinator.act("settleDispute", { ...settlement, arrived: "150001" })).toMatchObject({
    problems: [{ path: ["arrived"], code: "SETTLEMENT_SUM" }],
  });
  expect(
    await coordinator.act(
      "settleDispute",
      settlement,
      on("Delivery", "state acceptedQuantity giverSeal { person { name } } receiverSeal { person { name } }"),
    ),
  ).toMatchObject({ state: "SETTLED", acceptedQuantity: "1950000" });
  const settled = await lineOf(worker, pledgeId);
  expect(settled.words).toMatchObject({
    pledged: "3990000",
    promised: "2040000",
    received: "1950000",
    cancelled: "10000",
  });
  expect(settled.instalments[0]).toMatchObject({
    quantity: "1990000",
    claimed: "1950000",
    accepted: "1950000",
    closure: null,
  });
  await expectBooksAgree(world);

  // Three vouchers, each recorded by one and sealed by another.
  const lineId = settled.id;
  const expenses: string[] = [];
  for (const [index, amount] of ["500000", "300000", "200000"].entries()) {
    const voucher = {
      voucherNumber: `V-${index}`,
      purpose: "Street lamps",
      occurredOn: "2026-05-07",
      total: amount,
      lines: [{ pledgeLineId: lineId, amount }],
    };
    const recorded = await worker.act("recordExpense", voucher, on("Expense", "state"));
    expect(recorded).toMatchObject({ state: "RECORDED" });
    expenses.push(recorded["id"] as string);
    expect(await worker.act("attestExpense", { expenseId: recorded["id"] })).toMatchObject({
      __typename: "Forbidden",
    });
    expect(
      await head.act("attestExpense", { expenseId: recorded["id"] }, on("Expense", "state")),
    ).toMatchObject({ state: "ATTESTED" });
  }
  const spent = await lineOf(liaison, pledgeId);
  expect(spent.words).toMatchObject({ spent: "1000000" });
  expect(spent.available).toBe("950000");
  await expectBooksAgree(world);

  // A settlement stands: nobody's acceptance is taken back behind the office's decision.
  expect(await worker.act("reverseAcceptance", { deliveryId, reason: "no" })).toMatchObject({
    code: "SETTLEMENT_STANDS",
  });

  // The second instalment: asked for and given by the office, later than promised.
  const second = settled.instalments[1];
  expect(
    await officeManager.act("extendObligation", {
      obligationId: second?.id,
      dueOn: "2026-11-30",
      reason: "Budget",
    }),
  ).toMatchObject({ __typename: "Obligation" });
  expect((await lineOf(worker, pledgeId)).instalments[1]).toMatchObject({
    dueOn: "2026-11-30",
    closure: null,
  });
  expect(
    await manager.act("lowerPledge", { pledgeLineId: lineId, amount: "2040001", reason: "no" }),
  ).toMatchObject({
    __typename: "InvalidTransition",
    code: "PLEDGE_SENT_MORE",
  });

  // The rest comes in one payment: the 400 yuan owed again, and the second instalment, with 100 yuan more than promised.
  world.clock.goTo(localDate("2026-11-20"));
  const rest = await liaison.act("logDelivery", {
    partnershipId,
    kindId,
    quantity: "2050000",
    occurredOn: "2026-11-20",
  });
  expect(
    await head.act(
      "acceptDelivery",
      { deliveryId: rest["id"] },
      on("Delivery", "state allocations { claimed accepted obligation { id } } transfer { channel }"),
    ),
  ).toMatchObject({
    state: "ACCEPTED",
    allocations: [{ claimed: "40000" }, { claimed: "2010000" }],
    transfer: { channel: "COMMUNITY" },
  });
  const done = await lineOf(worker, pledgeId);
  expect(done.words).toMatchObject({ pledged: "4000000", promised: "0", received: "4000000" });
  expect(done.instalments.map((one) => one.closure)).toEqual(["MET", "MET"]);
  await expectBooksAgree(world);

  const [{ count } = { count: "0" }] = await world.sql<{ count: string }>(
    `select count(*) from "Delivery" where "cityId" = $1`,
    [city.id],
  );
  expect(count).toBe("2");
});

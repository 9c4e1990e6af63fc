import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { arrive, firstLine, PLEDGE, type Pledge, pledge, read } from "./pledge-fixture.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("a pledge is raised, lowered, rescheduled and cancelled, and plan and ledger never part", async () => {
  const pair = await openPair(world);
  const { liaison, manager } = pair;
  const made = await pledge(pair);
  const pledgeLineId = firstLine(made).id;
  expect(made.allowed).toEqual(["raise", "reschedule"]);

  const raised = (await liaison.act(
    "raisePledge",
    { pledgeLineId, amount: "500", version: made.version },
    PLEDGE,
  )) as unknown as Pledge;
  expect(firstLine(raised).instalments.map((one) => one.quantity)).toEqual(["1000", "3500"]);
  expect(
    await liaison.act("raisePledge", { pledgeLineId, amount: "500", version: made.version }),
  ).toMatchObject({
    __typename: "Conflict",
    code: "STALE_VERSION",
  });
  await expectBooksAgree(world);

  expect(await liaison.act("lowerPledge", { pledgeLineId, amount: "100", reason: "x" })).toMatchObject({
    __typename: "Forbidden",
  });
  const lowered = (await manager.act(
    "lowerPledge",
    { pledgeLineId, amount: "600", reason: "Budget cut" },
    PLEDGE,
  )) as unknown as Pledge;
  expect(firstLine(lowered).words).toMatchObject({ pledged: "3900", cancelled: "600" });
  expect(firstLine(lowered).instalments.map((one) => one.quantity)).toEqual(["1000", "2900"]);
  await expectBooksAgree(world);

  const [first, second] = firstLine(lowered).instalments;
  const plan = [
    { obligationId: first?.id, quantity: "900", dueOn: "2026-04-15" },
    { obligationId: second?.id, quantity: "2000", dueOn: "2026-09-30" },
    { quantity: "1000", dueOn: "2026-12-15" },
  ];
  const reschedule = (instalments: object[]) =>
    liaison.act("reschedulePledge", { pledgeLineId, instalments, reason: "Later" }, PLEDGE);
  expect(await reschedule(plan.slice(0, 2))).toMatchObject({
    problems: [{ path: ["instalments"], code: "INSTALMENTS_SUM" }],
  });
  const moved = (await reschedule(plan)) as unknown as Pledge;
  expect(firstLine(moved).instalments.map((one) => [one.quantity, one.dueOn])).toEqual([
    ["900", "2026-04-15"],
    ["2000", "2026-09-30"],
    ["1000", "2026-12-15"],
  ]);
  await expectBooksAgree(world);

  // What is late is not moved by who owes it.
  world.clock.goTo(localDate("2026-05-04"));
  expect(await reschedule([{ ...plan[0], dueOn: "2026-12-01" }, ...plan.slice(1)])).toMatchObject({
    code: "INSTALMENT_OVERDUE",
  });

  await arrive(pair, "900");
  expect(await manager.act("cancelPledge", { pledgeId: made.id, reason: "Merged" }, PLEDGE)).toMatchObject({
    state: "CANCELLED",
    lines: [{ words: { pledged: "900", promised: "0", received: "900", cancelled: "3600" } }],
  });
  expect(await liaison.act("raisePledge", { pledgeLineId, amount: "1" })).toMatchObject({
    code: "PLEDGE_CANCELLED",
  });
  expect(await manager.act("cancelPledge", { pledgeId: made.id, reason: "Again" })).toMatchObject({
    code: "NOTHING_TO_CANCEL",
  });
  await expectBooksAgree(world);
  world.clock.goTo(localDate("2026-03-03"));
});

test("a pledge answers the duties that it falls due within, and no others", async () => {
  const pair = await openPair(world);
  const quarter = await pair.duty("FUNDS", 1000n, "2026-01-01", "2026-03-31");
  const half = await pair.duty("FUNDS", 5000n, "2026-01-01", "2026-06-30");
  const made = await pledge(pair, [
    { quantity: "1000", dueOn: "2026-03-20" },
    { quantity: "1000", dueOn: "2026-06-20" },
    { quantity: "1000", dueOn: "2027-01-20" },
  ]);
  expect(firstLine(made).instalments.map((one) => one.answers?.id ?? null)).toEqual([quarter, half, null]);
  const late = await pair.liaison.act("makePledge", {
    partnershipId: pair.partnershipId,
    purpose: "x",
    lines: [
      {
        kindId: pair.kindId("FUNDS"),
        answersObligationId: half,
        instalments: [{ quantity: "1", dueOn: "2026-07-01" }],
      },
    ],
  });
  expect(late).toMatchObject({
    problems: [{ path: ["lines", "0", "instalments", "0", "dueOn"], code: "DUE_AFTER_ANSWERED" }],
  });
  const plan = firstLine(made).instalments.map((one) => ({
    obligationId: one.id,
    quantity: one.quantity,
    dueOn: one.dueOn,
  }));
  const beyond = plan.map((one, index) => (index === 0 ? { ...one, dueOn: "2026-04-10" } : one));
  expect(
    await pair.liaison.act("reschedulePledge", {
      pledgeLineId: firstLine(made).id,
      instalments: beyond,
      reason: "x",
    }),
  ).toMatchObject({ problems: [{ path: ["instalments", "0", "dueOn"], code: "DUE_AFTER_ANSWERED" }] });
  await expectBooksAgree(world);
});

test("amounts of a pledge are refused by their path", async () => {
  const pair = await openPair(world);
  const refused = async (instalments: object[], path: string[], code: string, line: object = {}) =>
    expect(await pledge(pair, instalments, line)).toMatchObject({
      __typename: "ValidationError",
      problems: [{ path, code }],
    });
  const due = "2026-06-30";
  await refused(
    [{ quantity: "0", dueOn: due }],
    ["lines", "0", "instalments", "0", "quantity"],
    "AMOUNT_ZERO",
  );
  await refused(
    [{ quantity: "-1", dueOn: due }],
    ["lines", "0", "instalments", "0", "quantity"],
    "AMOUNT_NEGATIVE",
  );
  await refused(
    [
      { quantity: "6000000000000", dueOn: due },
      { quantity: "6000000000000", dueOn: due },
    ],
    ["lines", "0", "quantity"],
    "AMOUNT_TOO_LARGE",
  );
  await refused(
    [{ quantity: "1", dueOn: "2026-03-02" }],
    ["lines", "0", "instalments", "0", "dueOn"],
    "DUE_BEFORE_OPEN",
  );
  await refused([], ["lines", "0", "instalments"], "REQUIRED");
  await refused([{ quantity: "1", dueOn: due }], ["lines", "0", "kindId"], "MEASURE_WITHOUT_LEDGER", {
    kindId: pair.kindId("VISIT"),
  });
  await refused([{ quantity: "1", dueOn: due }], ["lines", "0", "good"], "GOOD_REQUIRED", {
    kindId: pair.kindId("GOODS"),
  });
  await refused([{ quantity: "1", dueOn: due }], ["lines", "0", "good"], "GOOD_NOT_ALLOWED", {
    good: "Rice",
  });
});

test("an office waives what is not sent of an instalment, in plan and ledger alike", async () => {
  const pair = await openPair(world);
  const made = await pledge(pair);
  const [, second] = firstLine(made).instalments;
  expect(
    await pair.officeManager.act("waiveObligation", { obligationId: second?.id, reason: "Hardship" }),
  ).toMatchObject({
    __typename: "Obligation",
  });
  expect(firstLine(await read(pair.worker, made.id))).toMatchObject({
    words: { pledged: "1000", waived: "3000" },
    instalments: [{ closure: null }, { closure: "WAIVED" }],
  });
  await expectBooksAgree(world);
});

test("another city sees no money", async () => {
  const pair = await openPair(world);
  const made = await pledge(pair);
  await arrive(pair, "1000");
  const { worker: stranger } = await openPair(world, "Other City");
  const answer = await stranger.ask(
    `query ($pledge: ID!, $line: ID!) { pledge: node(id: $pledge) { id } line: node(id: $line) { id }
      pledges(first: 5) { totalCount } expenses(first: 5) { totalCount } journals(first: 5, pledgeLineId: $line) { totalCount } }`,
    { pledge: made.id, line: firstLine(made).id },
  );
  expect(answer).toEqual({
    data: {
      pledge: null,
      line: null,
      pledges: { totalCount: 0 },
      expenses: { totalCount: 0 },
      journals: { totalCount: 0 },
    },
    errors: [],
  });
  expect(
    await stranger.act("sendBack", { pledgeLineId: firstLine(made).id, amount: "1", reason: "x" }),
  ).toMatchObject({ __typename: "NotFound" });
});

test("lists of money cost the same for one row and for fifty", async () => {
  const pair = await openPair(world);
  const pledges = `{ pledges(first: 100) { totalCount edges { node { id purpose state allowed giver { name } receiver { name } by { name }
    changes { kind amount reason by { name } line { id } }
    lines { id measure good available words { pledged sent received spent } stuck { at amount since mustAct }
      returns { amount state } instalments { id quantity dueOn } } } } } }`;
  const expenses = `{ expenses(first: 100) { totalCount edges { node { id voucherNumber total state allowed receiver { name }
    recordedBy { name } attestedBy { name } lines { amount pledgeLine { id pledge { giver { name } } } }
    queries { question answer askedBy { name } } evidence { id } } } } }`;
  const line = firstLine(await pledge(pair)).id;
  await arrive(pair, "1000");
  const voucher = (n: number) =>
    pair.worker.act("recordExpense", {
      voucherNumber: `N-${n}`,
      purpose: "Paint",
      occurredOn: "2026-03-02",
      total: "1",
      lines: [{ pledgeLineId: line, amount: "1" }],
    });
  await voucher(0);
  const cost = async (document: string, total: number) => {
    const statements = await countStatements(world, async () => {
      const { data, errors } = await pair.worker.ask(document);
      expect(errors).toEqual([]);
      expect(Object.values(data ?? {})).toMatchObject([{ totalCount: total }]);
    });
    return statements.length;
  };
  const few = [await cost(pledges, 1), await cost(expenses, 1)];
  for (let n = 1; n < 50; n++) {
    await pledge(pair);
    await voucher(n);
  }
  expect([await cost(pledges, 50), await cost(expenses, 50)]).toEqual(few);
  expect(Math.max(...few)).toBeLessThanOrEqual(3);
});

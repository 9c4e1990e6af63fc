import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on, openPair, type Pair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";
import { arrive, firstLine, pledge, read } from "./pledge-fixture.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("one voucher over two units' money: each unit sees its own part, asks, and is answered", async () => {
  const pair = await openPair(world);
  const { city, community, worker, head, liaison } = pair;
  const other = await city.unit();
  const otherLiaison = await city.person(other, "LIAISON");
  const second: Pair = {
    ...pair,
    partnershipId: `Partnership:${await city.partnership(other, community)}`,
    liaison: otherLiaison,
  };
  const mine = firstLine(await pledge(pair)).id;
  const theirs = firstLine(await pledge(second)).id;
  await arrive(pair, "1000");
  await arrive(second, "500");
  const voucher = {
    voucherNumber: "2026-001",
    purpose: "Benches",
    occurredOn: "2026-03-02",
    total: "1200",
    lines: [
      { pledgeLineId: mine, amount: "800" },
      { pledgeLineId: theirs, amount: "400" },
    ],
  };
  expect(await worker.act("recordExpense", { ...voucher, total: "1300" })).toMatchObject({
    problems: [{ path: ["lines"], code: "LINES_SUM" }],
  });
  expect(
    await worker.act("recordExpense", {
      ...voucher,
      total: "1401",
      lines: [voucher.lines[0], { pledgeLineId: theirs, amount: "601" }],
    }),
  ).toMatchObject({ problems: [{ path: ["lines", "1", "amount"], code: "LEDGER_INSUFFICIENT" }] });
  expect(await head.act("recordExpense", voucher)).toMatchObject({ __typename: "Forbidden" });
  expect(await liaison.act("recordExpense", voucher)).toMatchObject({ __typename: "NotFound" });
  const recorded = await worker.act(
    "recordExpense",
    voucher,
    on("Expense", "state allowed lines { amount }"),
  );
  expect(recorded).toMatchObject({
    state: "RECORDED",
    allowed: ["reverse"],
    lines: [{ amount: "800" }, { amount: "400" }],
  });
  const sameNumber = { ...voucher, total: "1", lines: [{ pledgeLineId: mine, amount: "1" }] };
  expect(await worker.act("recordExpense", sameNumber)).toMatchObject({
    __typename: "Conflict",
    code: "VOUCHER_USED",
  });
  await expectBooksAgree(world);

  const expenseId = recorded["id"];
  const seen = on(
    "Expense",
    "total allowed lines { amount pledgeLine { id } } queries { id question answer }",
  );
  const asSeen = await otherLiaison.ask(`query ($id: ID!) { node(id: $id) { ${seen} } }`, { id: expenseId });
  expect(asSeen.data?.["node"]).toMatchObject({
    lines: [{ amount: "400", pledgeLine: { id: theirs } }],
    allowed: ["query"],
  });
  expect(await pair.manager.act("queryExpense", { expenseId, question: "Why?" })).toMatchObject({
    __typename: "Forbidden",
  });
  const asked = await otherLiaison.act("queryExpense", { expenseId, question: "How many benches?" }, seen);
  const [query] = asked["queries"] as { id: string }[];
  expect(
    await worker.act("answerExpenseQuery", { queryId: query?.id, answer: "Twelve" }, seen),
  ).toMatchObject({
    queries: [{ question: "How many benches?", answer: "Twelve" }],
  });
  expect(await head.act("answerExpenseQuery", { queryId: query?.id, answer: "Thirteen" })).toMatchObject({
    code: "ALREADY_ANSWERED",
  });

  expect(await head.act("attestExpense", { expenseId }, on("Expense", "state"))).toMatchObject({
    state: "ATTESTED",
  });
  expect(await worker.act("reverseExpense", { expenseId, reason: "x" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await head.act(
      "reverseExpense",
      { expenseId, reason: "Wrong shop" },
      on("Expense", "state reverseReason"),
    ),
  ).toMatchObject({
    state: "REVERSED",
    reverseReason: "Wrong shop",
  });
  expect(await worker.act("recordExpense", voucher)).toMatchObject({ __typename: "Expense" });
  await expectBooksAgree(world);

  const journals = await otherLiaison.ask(
    `query ($id: ID!) { journals(first: 10, pledgeLineId: $id) { edges { node { kind postings { account amount pledgeLineId } } } } }`,
    { id: theirs },
  );
  const kinds = (
    journals.data as {
      journals: { edges: { node: { kind: string; postings: { pledgeLineId: string }[] } }[] };
    }
  ).journals.edges;
  expect(kinds.map(({ node }) => node.kind)).toEqual([
    "SPEND",
    "REVERSAL",
    "SPEND",
    "RECEIVE",
    "SEND",
    "PLEDGE",
  ]);
  expect(kinds.every(({ node }) => node.postings.every((posting) => posting.pledgeLineId === theirs))).toBe(
    true,
  );
});

test("of two vouchers that together spend more than there is, one is refused", async () => {
  const pair = await openPair(world);
  const line = firstLine(await pledge(pair)).id;
  await arrive(pair, "1000");
  const spend = (voucherNumber: string) =>
    pair.worker.act("recordExpense", {
      voucherNumber,
      purpose: "Paint",
      occurredOn: "2026-03-02",
      total: "700",
      lines: [{ pledgeLineId: line, amount: "700" }],
    });
  const answers = await Promise.all(["a", "b", "c", "d"].map(spend));
  expect(answers.filter((answer) => answer["__typename"] === "Expense")).toHaveLength(1);
  for (const answer of answers) {
    if (answer["__typename"] !== "Expense")
      expect(answer).toMatchObject({ problems: [{ code: "LEDGER_INSUFFICIENT" }] });
  }
  await expectBooksAgree(world);
});

test("money goes back, is refused or confirmed by another person, and is owed again only if an office says so", async () => {
  const pair = await openPair(world);
  const { liaison, manager, worker, officeManager, coordinator } = pair;
  const made = await pledge(pair, [{ quantity: "1000", dueOn: "2026-03-31" }]);
  const pledgeLineId = firstLine(made).id;
  await arrive(pair, "1000");
  expect(firstLine(await read(worker, made.id)).instalments[0]).toMatchObject({ closure: "MET" });
  const back = { pledgeLineId, amount: "300", reason: "Not needed" };
  expect(await worker.act("sendBack", { ...back, amount: "1001" })).toMatchObject({
    code: "LEDGER_INSUFFICIENT",
  });
  const refused = await worker.act("sendBack", back);
  expect(
    await liaison.act(
      "refuseReturn",
      { fundReturnId: refused["id"], reason: "Keep it" },
      on("FundReturn", "state refusalReason"),
    ),
  ).toMatchObject({ state: "REFUSED", refusalReason: "Keep it" });
  const sent = await worker.act("sendBack", back, on("FundReturn", "allowed"));
  expect(sent).toMatchObject({ allowed: [] });
  await expectBooksAgree(world);
  const fundReturnId = sent["id"];
  expect(await officeManager.act("reopenAfterReturn", { fundReturnId, reason: "x" })).toMatchObject({
    __typename: "InvalidTransition",
  });
  const answers = await Promise.all([
    liaison.act("confirmReturn", { fundReturnId }),
    manager.act("refuseReturn", { fundReturnId, reason: "no" }),
  ]);
  expect(answers.filter((answer) => answer["__typename"] === "FundReturn")).toHaveLength(1);
  if (answers[0]?.["__typename"] !== "FundReturn") {
    const again = await worker.act("sendBack", back);
    expect(await liaison.act("confirmReturn", { fundReturnId: again["id"] })).toMatchObject({
      __typename: "FundReturn",
    });
  }
  await expectBooksAgree(world);
  expect(firstLine(await read(worker, made.id))).toMatchObject({
    words: { received: "1000", returned: "300", promised: "0" },
    instalments: [{ closure: "MET" }],
  });
  const confirmed = await world.sql<{ id: string }>(
    `select id from "FundReturn" where state = 'CONFIRMED' and "cityId" = $1`,
    [pair.city.id],
  );
  const reopen = { fundReturnId: `FundReturn:${confirmed[0]?.id}`, reason: "Still owed" };
  expect(await coordinator.act("reopenAfterReturn", reopen)).toMatchObject({ __typename: "Forbidden" });
  expect(await officeManager.act("reopenAfterReturn", reopen)).toMatchObject({ __typename: "FundReturn" });
  expect(await officeManager.act("reopenAfterReturn", reopen)).toMatchObject({ code: "RETURN_REOPENED" });
  expect(firstLine(await read(worker, made.id))).toMatchObject({
    words: { pledged: "1300", promised: "300" },
    instalments: [{ quantity: "1300", closure: null }],
  });
  await expectBooksAgree(world);
});

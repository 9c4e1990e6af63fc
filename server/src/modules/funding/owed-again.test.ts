import { afterAll, beforeAll, expect, test } from "vitest";
import { cross } from "../../../test/crossing.ts";
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

async function sentBack(pair: Pair, pledgeLineId: string, amount: string): Promise<string> {
  const sent = await pair.worker.act("sendBack", { pledgeLineId, amount, reason: "Not needed" });
  expect(await pair.liaison.act("confirmReturn", { fundReturnId: sent["id"] })).toMatchObject({
    __typename: "FundReturn",
  });
  return sent["id"] as string;
}

test("money that is owed again makes the duty owed again that it had met", async () => {
  const pair = await openPair(world, "Duty City");
  const duty = await pair.duty("FUNDS", 1000n, "2026-01-01", "2026-03-31");
  const made = await pledge(pair, [{ quantity: "1200", dueOn: "2026-03-31" }]);
  const { id: pledgeLineId, instalments } = firstLine(made);
  expect(instalments[0]?.answers).toEqual({ id: duty });
  await arrive(pair, "1200");
  const dutyNow = async () => {
    const { data } = await pair.worker.ask(
      "query ($id: ID!) { node(id: $id) { ... on Obligation { quantity closure amendments { kind } } } }",
      { id: duty },
    );
    return data?.["node"];
  };
  expect(await dutyNow()).toEqual({ quantity: "1000", closure: "MET", amendments: [] });
  // 200 were more than the duty asked for: giving back as much leaves it met.
  const spare = await sentBack(pair, pledgeLineId, "200");
  expect(
    await pair.officeManager.act("reopenAfterReturn", { fundReturnId: spare, reason: "x" }),
  ).toMatchObject({
    __typename: "FundReturn",
  });
  expect(await dutyNow()).toMatchObject({ closure: "MET" });
  const fundReturnId = await sentBack(pair, pledgeLineId, "300");
  expect(
    await pair.officeManager.act("reopenAfterReturn", { fundReturnId, reason: "Still owed" }),
  ).toMatchObject({
    __typename: "FundReturn",
  });
  expect(await dutyNow()).toMatchObject({ closure: null, amendments: [{ kind: "REOPEN" }] });
  await arrive(pair, "500");
  expect(await dutyNow()).toMatchObject({ closure: "MET" });
  await expectBooksAgree(world);
});

test("an instalment that was judged in a sealed period stays; what is owed again is owed anew", async () => {
  const pair = await openPair(world, "Judged City");
  const made = await pledge(pair, [{ quantity: "1000", dueOn: "2026-03-02" }]);
  const { id: pledgeLineId } = firstLine(made);
  await arrive(pair, "1000");
  const fundReturnId = await sentBack(pair, pledgeLineId, "300");
  await pair.seal("2026-01-01", "2026-03-02");
  expect(
    await pair.officeManager.act("reopenAfterReturn", { fundReturnId, reason: "Still owed" }),
  ).toMatchObject({
    __typename: "FundReturn",
  });
  expect(firstLine(await read(pair.worker, made.id)).instalments).toMatchObject([
    { quantity: "1000", closure: "MET" },
    { quantity: "300", closure: null, dueOn: "2026-03-02" },
  ]);
  await expectBooksAgree(world);
});

test("a cancelled pledge promises no more by being overpaid", async () => {
  const pair = await openPair(world, "Cancelled City");
  const made = await pledge(pair);
  const obligationId = firstLine(made).instalments[0]?.id;
  const send = { partnershipId: pair.partnershipId, kindId: pair.kindId("FUNDS"), occurredOn: "2026-03-01" };
  expect(await pair.liaison.act("logDelivery", { ...send, quantity: "1000", obligationId })).toMatchObject({
    __typename: "Delivery",
  });
  expect(await pair.manager.act("cancelPledge", { pledgeId: made.id, reason: "No budget" })).toMatchObject({
    __typename: "Pledge",
  });
  expect(await pair.liaison.act("logDelivery", { ...send, quantity: "500", obligationId })).toMatchObject({
    code: "PLEDGE_CANCELLED",
  });
  expect(await pair.liaison.act("logDelivery", { ...send, quantity: "500" })).toMatchObject({
    __typename: "Delivery",
  });
  expect(firstLine(await read(pair.worker, made.id)).words).toMatchObject({ pledged: "1000", sent: "1000" });
  await expectBooksAgree(world);
});

test("nothing more is promised under a partnership that ends at the same moment", async () => {
  const pair = await openPair(world, "Ending City");
  const made = await pledge(pair);
  const { partnershipId } = pair;
  const raise = () =>
    pair.liaison.act("raisePledge", { pledgeLineId: firstLine(made).id, amount: "500", dueOn: "2026-11-30" });
  const end = () =>
    pair.officeManager.act(
      "endPartnership",
      { partnershipId, endsOn: "2026-03-02", reason: "Reorganized" },
      on("Partnership", "state"),
    );
  const [raised, ended] = await cross(world, pair.city, raise, end);
  expect([raised["__typename"], ended["state"]]).toEqual(["Pledge", "ENDED"]);
  expect(firstLine(await read(pair.worker, made.id))).toMatchObject({
    words: { promised: "0", cancelled: "4500" },
    instalments: [{ closure: "CANCELLED" }, { closure: "CANCELLED" }, { closure: "CANCELLED" }],
  });
  expect(await raise()).toMatchObject({ code: "PARTNERSHIP_NOT_ACTIVE" });
  await expectBooksAgree(world);
});

test("a named promise and its confirmation cross without waiting for each other", async () => {
  const pair = await openPair(world, "Order City");
  const made = await pledge(pair);
  const [first, second] = firstLine(made).instalments;
  const send = (obligationId: string | undefined) =>
    pair.liaison.act("logDelivery", {
      partnershipId: pair.partnershipId,
      kindId: pair.kindId("FUNDS"),
      quantity: "100",
      occurredOn: "2026-03-01",
      obligationId,
    });
  const sent = await send(first?.id);
  const deadlocks = async () => {
    // Each connection tells its numbers when it is used again, a second later at the earliest.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await Promise.all(Array.from({ length: 12 }, () => world.database.pool.query("select pg_sleep(0.02)")));
    const [row] = await world.sql<{ deadlocks: string }>(
      "select deadlocks from pg_stat_database where datname = current_database()",
    );
    return row?.deadlocks;
  };
  const before = await deadlocks();
  const answers = await Promise.all([
    ...[first, second, first, second].map((instalment) => send(instalment?.id)),
    pair.worker.act("acceptDelivery", { deliveryId: sent["id"] }),
  ]);
  expect(answers.map((answer) => answer["__typename"])).toEqual(Array(5).fill("Delivery"));
  expect(await deadlocks()).toBe(before);
  await expectBooksAgree(world);
});

test("of two sendings at once that nobody promised, one answers the duty and the other stands for itself", async () => {
  const pair = await openPair(world, "Twice City");
  const duty = await pair.duty("FUNDS", 1000n, "2026-01-01", "2026-03-31");
  const send = () =>
    pair.liaison.act("logDelivery", {
      partnershipId: pair.partnershipId,
      kindId: pair.kindId("FUNDS"),
      quantity: "1000",
      occurredOn: "2026-03-01",
    });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map((answer) => answer["__typename"])).toEqual(["Delivery", "Delivery"]);
  const { prisma } = world.database;
  const instalments = await prisma.obligation.findMany({
    where: { source: "PLEDGE", partnershipId: pair.partnershipId.split(":")[1] ?? "" },
    select: { answersId: true, quantity: true },
  });
  const answering = instalments.filter(({ answersId }) => answersId === duty.split(":")[1]);
  expect(answering.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(1000n);
  expect(instalments.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(2000n);
  await expectBooksAgree(world);
});

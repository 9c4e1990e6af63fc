import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { reverseAcceptance } from "./reverse-acceptance.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("two signatures by two persons, whatever roles one person holds", async () => {
  const pair = await openPair(world);
  const { liaison, worker, coordinator, partnershipId, city } = pair;
  const kindId = pair.kindId("VISIT");
  const both = new TestPerson(
    world,
    { ...worker.actor, memberships: [...worker.actor.memberships, ...liaison.actor.memberships] },
    worker.membershipId,
  );
  const own = await both.act(
    "logDelivery",
    { partnershipId, kindId, quantity: "1", occurredOn: "2026-03-01" },
    on("Delivery", "allowed"),
  );
  expect(own).toMatchObject({ __typename: "Delivery", allowed: ["withdraw"] });
  expect(await both.act("acceptDelivery", { deliveryId: own["id"] })).toMatchObject({
    __typename: "Forbidden",
    code: "SAME_PERSON",
  });
  expect(await both.act("disputeDelivery", { deliveryId: own["id"], reason: "x" })).toMatchObject({
    code: "SAME_PERSON",
  });

  // An office enters it: marked, the unit is told, and the same coordinator settles nothing of it.
  const entered = await coordinator.act(
    "logDelivery",
    { partnershipId, kindId, quantity: "1", occurredOn: "2026-03-01" },
    on("Delivery", "onBehalf giverSeal { person { id } organization { id } }"),
  );
  expect(entered).toMatchObject({
    onBehalf: true,
    giverSeal: { person: { id: `Person:${coordinator.actor.personId}` } },
  });
  expect(
    await world.sql(`select event from "OutboxEvent" where payload->>'subject' = $1`, [entered["id"]]),
  ).toEqual([{ event: "delivery.entered" }]);
  expect(await worker.act("disputeDelivery", { deliveryId: entered["id"], reason: "x" })).toMatchObject({
    __typename: "Delivery",
  });
  const parts = { deliveryId: entered["id"], arrived: "1", notArrived: "0", writtenOff: "0", note: "seen" };
  expect(await coordinator.act("settleDispute", parts)).toMatchObject({ code: "SAME_PERSON" });
  const party = new TestPerson(
    world,
    {
      ...pair.officeManager.actor,
      memberships: [...pair.officeManager.actor.memberships, ...pair.head.actor.memberships],
    },
    pair.officeManager.membershipId,
  );
  expect(await party.act("settleDispute", parts)).toMatchObject({ code: "PARTY_TO_DISPUTE" });
  expect(await pair.officeManager.act("settleDispute", parts)).toMatchObject({ __typename: "Delivery" });

  // Roles: nobody else acts, and outside the territory it does not exist.
  const grid = await city.person(pair.community, "GRID_MEMBER");
  const auditor = await city.person(await city.office(), "AUDITOR");
  const elsewhere = await city.person(await city.office(await city.otherDistrict()), "COORDINATOR");
  const stranger = (await openPair(world, "Other City")).worker;
  const logged = await liaison.act("logDelivery", {
    partnershipId,
    kindId,
    quantity: "1",
    occurredOn: "2026-03-01",
  });
  const deliveryId = logged["id"];
  expect(await grid.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "Forbidden" });
  expect(await auditor.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "Forbidden" });
  expect(await liaison.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "Forbidden" });
  for (const person of [elsewhere, stranger]) {
    expect(await person.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "NotFound" });
    expect(
      await person.act("logDelivery", { partnershipId, kindId, quantity: "1", occurredOn: "2026-03-01" }),
    ).toMatchObject({
      __typename: "NotFound",
    });
    const seen = await person.ask(
      `query ($id: ID!) { node(id: $id) { id } deliveries(first: 5) { totalCount } }`,
      { id: deliveryId },
    );
    expect(seen).toEqual({ data: { node: null, deliveries: { totalCount: 0 } }, errors: [] });
  }
});

test("of two who confirm at once exactly one wins, and a retry doubles nothing", async () => {
  const pair = await openPair(world);
  const { liaison, worker, head, partnershipId } = pair;
  const kindId = pair.kindId("FUNDS");
  for (let round = 0; round < 5; round++) {
    const sent = await liaison.act("logDelivery", {
      partnershipId,
      kindId,
      quantity: "1000",
      occurredOn: "2026-03-01",
    });
    const deliveryId = sent["id"];
    const keyed = { deliveryId, idempotencyKey: `accept-${round}` };
    const answers = await Promise.all([
      worker.act("acceptDelivery", keyed),
      worker.act("acceptDelivery", keyed),
      head.act("acceptDelivery", { deliveryId }),
      head.act("disputeDelivery", { deliveryId, reason: "not here" }),
    ]);
    const won = answers.map((answer) => answer["__typename"] === "Delivery");
    // The retry answers like its original, so one winner is one, or two when it was the pair with the same key.
    expect(won[0]).toBe(won[1]);
    expect(Number(won[0]) + Number(won[2]) + Number(won[3])).toBe(1);
    for (const [index, answer] of answers.entries()) {
      if (!won[index]) expect(answer).toMatchObject({ __typename: "InvalidTransition" });
    }
    await expectBooksAgree(world);
  }
  const rows = await world.sql(
    `select count(*)::int as n from "Acceptance" where "cityId" = $1 group by "deliveryId"`,
    [pair.city.id],
  );
  expect(rows.every((row) => row["n"] === 1)).toBe(true);
});

test("an acceptance is taken back by who gave it, until something stands in its way or the period is sealed", async () => {
  const pair = await openPair(world);
  const { liaison, worker, head, partnershipId } = pair;
  const sent = await liaison.act(
    "logDelivery",
    { partnershipId, kindId: pair.kindId("FUNDS"), quantity: "1000", occurredOn: "2026-03-01" },
    on("Delivery", "transfer { pledgeLine { id } }"),
  );
  const deliveryId = sent["id"] as string;
  const pledgeLineId = (sent["transfer"] as { pledgeLine: { id: string } }).pledgeLine.id;
  const version = (answer: Record<string, unknown>) => answer["version"];
  const accepted = await worker.act("acceptDelivery", { deliveryId }, on("Delivery", "version"));
  expect(await worker.act("acceptDelivery", { deliveryId })).toMatchObject({
    __typename: "InvalidTransition",
    from: "ACCEPTED",
    allowed: ["reverse"],
  });
  const voucher = {
    voucherNumber: "1",
    purpose: "Paint",
    occurredOn: "2026-03-02",
    total: "600",
    lines: [{ pledgeLineId, amount: "600" }],
  };
  const expense = await worker.act("recordExpense", voucher);

  const refusal = await reverseAcceptance(head.ctx, {
    deliveryId: deliveryId.slice("Delivery:".length),
    reason: "wrong",
  }).catch((error: unknown) => (error instanceof Rejection ? error.failure : error));
  const [spend] = await world.sql(`select id from "Journal" where kind = 'SPEND' and "cityId" = $1`, [
    pair.city.id,
  ]);
  expect(refusal).toMatchObject({
    code: "LEDGER_INSUFFICIENT",
    params: { account: "AVAILABLE", missing: "600", journalKind: "SPEND", journalId: spend?.["id"] },
  });

  expect(await worker.act("reverseExpense", { expenseId: expense["id"], reason: "wrong" })).toMatchObject({
    __typename: "Expense",
  });
  expect(await worker.act("reverseAcceptance", { deliveryId, version: 1, reason: "old" })).toMatchObject({
    __typename: "Conflict",
    code: "STALE_VERSION",
  });
  expect(
    await head.act(
      "reverseAcceptance",
      { deliveryId, version: version(accepted), reason: "wrong" },
      on("Delivery", "state acceptedQuantity receiverSeal { at }"),
    ),
  ).toMatchObject({ state: "SUBMITTED", acceptedQuantity: "0", receiverSeal: null });
  await expectBooksAgree(world);
  expect(await worker.act("acceptDelivery", { deliveryId })).toMatchObject({ __typename: "Delivery" });
  await expectBooksAgree(world);
  await pair.seal("2026-01-01", "2026-03-01");
  expect(await worker.act("reverseAcceptance", { deliveryId, reason: "late" })).toMatchObject({
    code: "PERIOD_SEALED",
  });
});

test("when the receiver stays silent an office decides, and not before", async () => {
  const pair = await openPair(world);
  const { liaison, officeManager, partnershipId } = pair;
  const logged = await liaison.act("logDelivery", {
    partnershipId,
    kindId: pair.kindId("VISIT"),
    quantity: "1",
    occurredOn: "2026-03-01",
  });
  const parts = {
    deliveryId: logged["id"],
    arrived: "1",
    notArrived: "0",
    writtenOff: "0",
    note: "Photos seen",
  };
  expect(await officeManager.act("settleDispute", parts)).toMatchObject({ code: "NOT_SILENT_YET" });
  world.clock.passDays(14);
  expect(
    await officeManager.act("settleDispute", parts, on("Delivery", "state acceptances { kind quantity }")),
  ).toMatchObject({
    state: "SETTLED",
    acceptances: [{ kind: "SETTLEMENT", quantity: "1" }],
  });
  world.clock.goTo(localDate("2026-03-20"));
});

test("where the street keeps the books, the street attests", async () => {
  const pair = await openPair(world);
  const { city, liaison, worker, partnershipId } = pair;
  const street = await city.office(city.street, "Street Office");
  const clerk = await city.person(street, "COORDINATOR");
  await world.database.prisma.partnership.update({
    where: { id: partnershipId.slice("Partnership:".length) },
    data: { attestorId: street.id },
  });
  const send = async () =>
    (
      await liaison.act("logDelivery", {
        partnershipId,
        kindId: pair.kindId("FUNDS"),
        quantity: "1000",
        occurredOn: "2026-03-01",
        channel: "STREET_BOOKS",
      })
    )["id"];
  const deliveryId = await send();
  expect(
    await clerk.act(
      "acceptDelivery",
      { deliveryId },
      on("Delivery", "state allowed receiverSeal { organization { name } }"),
    ),
  ).toMatchObject({
    state: "ACCEPTED",
    allowed: ["reverse"],
    receiverSeal: { organization: { name: "Street Office" } },
  });
  expect(await worker.act("reverseAcceptance", { deliveryId, reason: "x" })).toMatchObject({
    code: "NOT_OWN_ACCEPTANCE",
  });
  // The street is then a party: it does not settle what is disputed.
  const second = await send();
  expect(await worker.act("disputeDelivery", { deliveryId: second, reason: "nothing came" })).toMatchObject({
    __typename: "Delivery",
  });
  const parts = {
    deliveryId: second,
    arrived: "0",
    notArrived: "1000",
    writtenOff: "0",
    note: "Asked the bank",
  };
  expect(await clerk.act("settleDispute", parts)).toMatchObject({ code: "PARTY_TO_DISPUTE" });
  expect(
    await pair.coordinator.act("settleDispute", parts, on("Delivery", "state acceptedQuantity")),
  ).toMatchObject({
    state: "SETTLED",
    acceptedQuantity: "0",
  });
  await expectBooksAgree(world);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, TestPerson, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { Rejection } from "../../kernel/result.ts";
import { expectBooksAgree, on, openPair } from "./pair-fixture.ts";
import { reverseAcceptance } from "./reverse-acceptance.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const DUTY = "claimed accepted answered closure metOn";

async function dutyOf(person: TestPerson, id: string): Promise<Record<string, unknown>> {
  const { data, errors } = await person.ask(
    `query ($id: ID!) { node(id: $id) { ... on Obligation { ${DUTY} } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return data?.["node"] as Record<string, unknown>;
}

test("an act fills the tapped promise first, then the others by due date, and counts when the other side confirms", async () => {
  const pair = await openPair(world);
  const { liaison, worker, partnershipId } = pair;
  const kindId = pair.kindId("VISIT");
  const first = await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-31");
  const tapped = await pair.duty("VISIT", 2n, "2026-01-01", "2026-06-30");
  const notYet = await pair.duty("VISIT", 5n, "2026-04-01", "2026-09-30");
  const logged = await liaison.act(
    "logDelivery",
    { partnershipId, obligationId: tapped, kindId, quantity: "3", occurredOn: "2026-03-01" },
    on("Delivery", "state allowed allocations { claimed obligation { id } }"),
  );
  expect(logged).toMatchObject({ state: "SUBMITTED", allowed: ["withdraw"] });
  expect(
    (logged["allocations"] as { claimed: string; obligation: { id: string } }[])
      .map((a) => [a.obligation.id, a.claimed])
      .sort(),
  ).toEqual(
    [
      [first, "1"],
      [tapped, "2"],
    ].sort(),
  );
  expect(await dutyOf(worker, notYet)).toMatchObject({ claimed: "0" });
  expect(await worker.act("acceptDelivery", { deliveryId: logged["id"] })).toMatchObject({
    __typename: "Delivery",
  });
  expect(await dutyOf(worker, tapped)).toMatchObject({ accepted: "2", closure: "MET", metOn: "2026-03-01" });
  expect(await dutyOf(worker, first)).toMatchObject({ claimed: "1", accepted: "1", closure: null });

  // More than anyone asked for is a fact all the same.
  const more = await liaison.act(
    "logDelivery",
    { partnershipId, kindId, quantity: "7", occurredOn: "2026-03-02" },
    on("Delivery", "quantity allocations { claimed }"),
  );
  expect(more).toMatchObject({ quantity: "7", allocations: [{ claimed: "1" }] });
  await expectBooksAgree(world);

  const settledPart = await pair.duty("PROBLEM_SOLVED", 4n, "2026-01-01", "2026-06-30");
  const solved = await liaison.act("logDelivery", {
    partnershipId,
    kindId: pair.kindId("PROBLEM_SOLVED"),
    quantity: "4",
    occurredOn: "2026-03-02",
  });
  expect(
    await worker.act("disputeDelivery", { deliveryId: solved["id"], reason: "Not one of them" }),
  ).toMatchObject({
    __typename: "Delivery",
  });
  expect(
    await pair.coordinator.act("settleDispute", {
      deliveryId: solved["id"],
      arrived: "1",
      notArrived: "2",
      writtenOff: "1",
      note: "Seen",
    }),
  ).toMatchObject({ __typename: "Delivery" });
  expect(await dutyOf(worker, settledPart)).toMatchObject({ claimed: "1", accepted: "1", closure: null });
  await expectBooksAgree(world);
});

test("money that nobody promised is promised in the same breath, and answers the duty", async () => {
  const pair = await openPair(world);
  const { liaison, head, partnershipId } = pair;
  const kindId = pair.kindId("FUNDS");
  const duty = await pair.duty("FUNDS", 1_000_000n, "2026-01-01", "2026-03-31");
  const sent = await liaison.act("logDelivery", {
    partnershipId,
    kindId,
    quantity: "1200000",
    occurredOn: "2026-03-01",
  });
  expect(await dutyOf(head, duty)).toMatchObject({ answered: "1200000", claimed: "0", closure: null });
  expect(await head.act("acceptDelivery", { deliveryId: sent["id"] })).toMatchObject({
    __typename: "Delivery",
  });
  expect(await dutyOf(head, duty)).toMatchObject({ closure: "MET", metOn: "2026-03-01" });
  await expectBooksAgree(world);

  // A mistyped sending leaves nothing behind: neither the money nor the promise that it had made.
  const wrong = await liaison.act("logDelivery", {
    partnershipId,
    kindId,
    quantity: "90000000",
    occurredOn: "2026-03-01",
  });
  expect(
    await liaison.act("withdrawDelivery", { deliveryId: wrong["id"] }, on("Delivery", "state")),
  ).toMatchObject({
    state: "WITHDRAWN",
  });
  await expectBooksAgree(world);
  const { data } = await liaison.ask(
    `{ pledges(first: 10) { edges { node { lines { words { promised cancelled sent } } } } } }`,
  );
  expect(data).toEqual({
    pledges: {
      edges: [
        { node: { lines: [{ words: { promised: "0", cancelled: "90000000", sent: "0" } }] } },
        { node: { lines: [{ words: { promised: "0", cancelled: "0", sent: "1200000" } }] } },
      ],
    },
  });
});

test("goods are counted by their name", async () => {
  const pair = await openPair(world);
  const { liaison, worker, partnershipId } = pair;
  const kindId = pair.kindId("GOODS");
  await liaison.act("makePledge", {
    partnershipId,
    purpose: "Flood season",
    lines: [{ kindId, good: "Rice", instalments: [{ quantity: "50000", dueOn: "2026-06-30" }] }],
  });
  const oil = { partnershipId, kindId, good: "Oil", quantity: "5000", occurredOn: "2026-03-01" };
  const rice = await liaison.act(
    "logDelivery",
    { ...oil, good: "Rice", quantity: "20000" },
    on("Delivery", "transfer { pledgeLine { good words { promised sent } } }"),
  );
  expect(rice).toMatchObject({
    transfer: { pledgeLine: { good: "Rice", words: { promised: "30000", sent: "20000" } } },
  });
  expect(
    await liaison.act(
      "logDelivery",
      oil,
      on("Delivery", "transfer { pledgeLine { good words { pledged } } }"),
    ),
  ).toMatchObject({
    transfer: { pledgeLine: { good: "Oil", words: { pledged: "5000" } } },
  });
  expect(await liaison.act("logDelivery", { ...oil, good: "" })).toMatchObject({
    problems: [{ path: ["good"], code: "GOOD_REQUIRED" }],
  });
  expect(await worker.act("acceptDelivery", { deliveryId: rice["id"] })).toMatchObject({
    __typename: "Delivery",
  });
  await expectBooksAgree(world);
});

test("amounts and days are refused by field", async () => {
  const pair = await openPair(world);
  const { liaison, partnershipId } = pair;
  await pair.seal("2026-01-01", "2026-01-31");
  const input = { partnershipId, kindId: pair.kindId("FUNDS"), quantity: "100", occurredOn: "2026-03-01" };
  const refused = async (change: Record<string, unknown>, path: string, code: string) =>
    expect(await liaison.act("logDelivery", { ...input, ...change })).toMatchObject({
      __typename: "ValidationError",
      problems: [{ path: [path], code }],
    });
  await refused({ quantity: "0" }, "quantity", "AMOUNT_ZERO");
  await refused({ quantity: "-5" }, "quantity", "AMOUNT_NEGATIVE");
  await refused({ quantity: "10000000000001" }, "quantity", "AMOUNT_TOO_LARGE");
  await refused({ good: "Rice" }, "good", "GOOD_NOT_ALLOWED");
  await refused({ occurredOn: "2026-03-04" }, "occurredOn", "DATE_IN_FUTURE");
  await refused({ occurredOn: "2025-12-31" }, "occurredOn", "DATE_OUTSIDE_TERM");
  await refused({ occurredOn: "2026-01-15" }, "occurredOn", "DATE_SEALED");
  await refused({ partnershipId: null }, "partnershipId", "REQUIRED");
  const visit = await pair.duty("VISIT", 1n, "2026-02-01", "2026-03-31");
  await refused({ obligationId: visit }, "obligationId", "NOT_ALLOCATABLE");
  expect(await world.sql(`select 1 from "Delivery" where "cityId" = $1`, [pair.city.id])).toEqual([]);
});

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

test("a draft is its writer's until it is signed, and a withdrawn delivery is owed again", async () => {
  const pair = await openPair(world);
  const { liaison, manager, worker, partnershipId } = pair;
  const duty = await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-31");
  const draft = await liaison.act(
    "logDelivery",
    { partnershipId, kindId: pair.kindId("VISIT"), quantity: "2", occurredOn: "2026-03-01", draft: true },
    on("Delivery", "state allowed"),
  );
  const deliveryId = draft["id"];
  expect(draft).toMatchObject({ state: "DRAFT", allowed: ["submit", "withdraw"] });
  const seen = `query ($id: ID!) { node(id: $id) { id } }`;
  expect((await worker.ask(seen, { id: deliveryId })).data).toEqual({ node: null });
  expect(await manager.act("submitDelivery", { deliveryId })).toMatchObject({
    __typename: "Forbidden",
    code: "NOT_OWN_DRAFT",
  });
  expect(await dutyOf(liaison, duty)).toMatchObject({ claimed: "0" });
  expect(await liaison.act("submitDelivery", { deliveryId, obligationId: duty })).toMatchObject({
    __typename: "Delivery",
  });
  expect(await dutyOf(worker, duty)).toMatchObject({ claimed: "2" });
  expect((await worker.ask(seen, { id: deliveryId })).data).toEqual({ node: { id: deliveryId } });

  // Disputed as a whole, then taken back by the giver: the dispute ends with it.
  expect(await worker.act("disputeDelivery", { deliveryId, reason: "never came" })).toMatchObject({
    __typename: "Delivery",
  });
  expect(
    await manager.act(
      "withdrawDelivery",
      { deliveryId },
      on("Delivery", "state disputes { state notArrived }"),
    ),
  ).toMatchObject({ state: "WITHDRAWN", disputes: [{ state: "SETTLED", notArrived: "2" }] });
  expect(await dutyOf(worker, duty)).toMatchObject({ claimed: "0", closure: null });
  expect(await liaison.act("submitDelivery", { deliveryId })).toMatchObject({
    __typename: "InvalidTransition",
  });
  await expectBooksAgree(world);
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

test("money needs evidence where the city asks for it, and only one's own files count", async () => {
  const pair = await openPair(world);
  const { liaison, worker, partnershipId, city } = pair;
  const { prisma } = world.database;
  const file = async (by: TestPerson) => {
    const id = newId();
    await prisma.evidence.create({
      data: {
        id,
        cityId: city.id,
        fileKind: "PHOTO",
        sha256: id.replaceAll("-", "").repeat(2),
        mediaType: "image/jpeg",
        bytes: 9,
        storageKey: id,
        fileName: "slip.jpg",
        byId: by.actor.personId,
      },
    });
    return `Evidence:${id}`;
  };
  await prisma.citySetting.create({
    data: {
      id: newId(),
      cityId: city.id,
      key: "moneyNeedsEvidence",
      value: true,
      validFrom: toDbDate(localDate("2026-01-01")),
    },
  });
  const sending = { partnershipId, kindId: pair.kindId("FUNDS"), quantity: "1000", occurredOn: "2026-03-01" };
  expect(await liaison.act("logDelivery", sending)).toMatchObject({
    problems: [{ path: ["evidenceIds"], code: "EVIDENCE_REQUIRED" }],
  });
  const slip = await file(liaison);
  expect(await liaison.act("logDelivery", { ...sending, evidenceIds: [await file(worker)] })).toMatchObject({
    problems: [{ path: ["evidenceIds", "0"], code: "EVIDENCE_NOT_FOUND" }],
  });
  const sent = await liaison.act(
    "logDelivery",
    { ...sending, evidenceIds: [slip] },
    on("Delivery", "evidence { id }"),
  );
  expect(sent).toMatchObject({ evidence: [{ id: slip }] });
  const photo = await file(worker);
  expect(
    await worker.act(
      "attachDeliveryEvidence",
      { deliveryId: sent["id"], evidenceIds: [photo] },
      on("Delivery", "evidence { id }"),
    ),
  ).toMatchObject({ evidence: [{ id: slip }, { id: photo }] });
});

test("a list costs the same for one delivery and for fifty", async () => {
  const pair = await openPair(world);
  const { liaison, worker, partnershipId } = pair;
  await pair.duty("VISIT", 100n, "2026-01-01", "2026-06-30");
  const list = `{ deliveries(first: 100, filter: { from: "2026-01-01", to: "2026-12-31", states: [SUBMITTED, ACCEPTED, DISPUTED] }) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { id giver { name } receiver { name } kind { code measure } quantity acceptedQuantity state allowed occurredOn
      giverSeal { person { name } organization { name } at } receiverSeal { person { name } at }
      allocations { claimed accepted obligation { id dueOn } } acceptances { kind by { name } byOrganization { name } }
      disputes { quantity reason openedBy { name } } evidence { id fileName }
      transfer { channel pledgeLine { id words { pledged sent } stuck { at amount since } } } } } } }`;
  const one = async (code: "VISIT" | "FUNDS") => {
    const answer = await liaison.act("logDelivery", {
      partnershipId,
      kindId: pair.kindId(code),
      quantity: "2",
      occurredOn: "2026-03-01",
    });
    return worker.act("acceptDelivery", { deliveryId: answer["id"], quantity: "1", reason: "half" });
  };
  await one("FUNDS");
  const few = await countStatements(world, async () => expect((await worker.ask(list)).errors).toEqual([]));
  for (let n = 0; n < 50; n++) await one(n % 2 === 0 ? "VISIT" : "FUNDS");
  const many = await countStatements(world, async () =>
    expect(await worker.ask(list)).toMatchObject({ errors: [], data: { deliveries: { totalCount: 51 } } }),
  );
  expect(many.length).toBe(few.length);
  expect(many.length).toBeLessThanOrEqual(3);
  await expectBooksAgree(world);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";

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

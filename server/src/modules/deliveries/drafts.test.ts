import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { TestPerson, World } from "../../../test/world.ts";

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
      on("Delivery", "state disputes { state notArrived settledAt }"),
    ),
  ).toMatchObject({
    state: "WITHDRAWN",
    disputes: [{ state: "WITHDRAWN", notArrived: null, settledAt: null }],
  });
  expect(await dutyOf(worker, duty)).toMatchObject({ claimed: "0", closure: null });
  expect(await liaison.act("submitDelivery", { deliveryId })).toMatchObject({
    __typename: "InvalidTransition",
  });
  await expectBooksAgree(world);
});

test("what an office signs is marked on behalf, whatever its writer was when the draft was written", async () => {
  const pair = await openPair(world, "Two Roles City");
  const { liaison, worker, coordinator, partnershipId } = pair;
  const draft = await liaison.act("logDelivery", {
    partnershipId,
    kindId: pair.kindId("GOODS"),
    quantity: "2000",
    good: "大米 13900000000",
    occurredOn: "2026-03-01",
    draft: true,
  });
  // Nothing of a draft reaches the other side, by the entries of their partnership neither.
  const entries = `query ($id: ID!) { auditEntries(first: 10, filter: { subjectId: $id }) { totalCount } }`;
  const deliveryId = draft["id"];
  expect((await worker.ask(entries, { id: deliveryId })).data).toEqual({ auditEntries: { totalCount: 0 } });
  const moved = new TestPerson(world, { ...liaison.actor, memberships: coordinator.actor.memberships }, "");
  expect(
    await moved.act(
      "submitDelivery",
      { deliveryId },
      on("Delivery", "onBehalf giverSeal { organization { id } }"),
    ),
  ).toMatchObject({
    onBehalf: true,
    giverSeal: { organization: { id: `Organization:${coordinator.actor.memberships[0]?.organizationId}` } },
  });
  expect((await worker.ask(entries, { id: deliveryId })).data).toEqual({ auditEntries: { totalCount: 1 } });
  expect(
    await pair.liaison.act("makePledge", {
      partnershipId,
      purpose: "冬衣",
      lines: [
        {
          kindId: pair.kindId("GOODS"),
          good: "棉衣",
          instalments: [{ quantity: "1000", dueOn: "2026-06-30" }],
        },
      ],
    }),
  ).toMatchObject({ __typename: "Pledge" });
  expect(
    await liaison.act("draftAgreement", {
      partnershipId,
      lines: [
        {
          list: "RESOURCES",
          text: "食用油",
          kindId: pair.kindId("GOODS"),
          good: "食用油",
          quantity: "1000",
          dueOn: "2026-06-30",
        },
      ],
    }),
  ).toMatchObject({ __typename: "Agreement" });
  // No words of people in the chain.
  expect(
    await world.sql(`select command, payload from "AuditEntry" where "cityId" = $1 and payload ~ '[^ -~]'`, [
      pair.city.id,
    ]),
  ).toEqual([]);
});

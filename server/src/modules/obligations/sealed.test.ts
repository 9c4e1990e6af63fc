import { afterAll, beforeAll, expect, test } from "vitest";
import { cross } from "../../../test/crossing.ts";
import { on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("a period is sealed alone: what was logged while it was sealed is seen, or refused", async () => {
  const pair = await openPair(world, "Crossing City");
  const { liaison, officeManager, partnershipId } = pair;
  const visit = { partnershipId, kindId: pair.kindId("VISIT"), quantity: "1", occurredOn: "2026-03-31" };
  const opened = await officeManager.act("openPeriod", { code: "2026Q1" });
  world.clock.goTo(localDate("2026-04-01"));
  const seal = () => officeManager.act("sealPeriod", { periodId: opened["id"] });
  const [logged, sealed] = await cross(world, pair.city, () => liaison.act("logDelivery", visit), seal);
  expect(logged).toMatchObject({ __typename: "Delivery" });
  expect(sealed).toMatchObject({ code: "DELIVERIES_UNDECIDED" });

  expect(await pair.worker.act("acceptDelivery", { deliveryId: logged["id"] })).toMatchObject({
    __typename: "Delivery",
  });
  const [first, late] = await cross(world, pair.city, seal, () => liaison.act("logDelivery", visit));
  expect(first).toMatchObject({ __typename: "Period" });
  expect(late).toMatchObject({ problems: [{ code: "DATE_SEALED" }] });
  world.clock.goTo(localDate("2026-03-02"));
});

test("nothing moves into a sealed period, and what waits in it is not judged anew", async () => {
  const pair = await openPair(world, "Sealed City");
  const { liaison, manager, worker, officeManager, partnershipId } = pair;
  const kindId = pair.kindId("VISIT");
  const waits = await pair.duty("VISIT", 1n, "2026-01-01", "2026-01-31");
  const later = await pair.duty("VISIT", 1n, "2026-01-01", "2026-06-30");
  const act = { partnershipId, kindId, quantity: "1", occurredOn: "2026-01-31", obligationId: waits };
  const asked = await liaison.act("askExtension", {
    obligationId: waits,
    requestedDueOn: "2026-04-30",
    reason: "Holidays",
  });
  expect(await liaison.act("logDelivery", act)).toMatchObject({ __typename: "Delivery" });
  await pair.seal("2026-01-01", "2026-01-31");

  const refused = { __typename: "InvalidTransition", code: "PERIOD_SEALED" };
  const reason = "Wrong day";
  for (const change of [{ quantity: "2" }, { dueOn: "2026-05-31" }])
    expect(
      await officeManager.act("amendObligation", { obligationId: waits, reason, ...change }),
    ).toMatchObject(refused);
  expect(
    await officeManager.act("extendObligation", { obligationId: waits, reason, dueOn: "2026-05-31" }),
  ).toMatchObject(refused);
  expect(await officeManager.act("decideExtension", { extensionId: asked["id"], grant: true })).toMatchObject(
    refused,
  );
  expect(
    await officeManager.act("amendObligation", { obligationId: later, reason, dueOn: "2026-01-31" }),
  ).toMatchObject(refused);
  // Nor does an agreement promise something for a day that is sealed.
  const draft = await liaison.act("draftAgreement", {
    partnershipId,
    lines: [{ list: "PROJECTS", text: "A visit", kindId, quantity: "1", dueOn: "2026-01-31" }],
  });
  expect(await manager.act("signAgreement", { agreementId: draft["id"] })).toMatchObject({
    __typename: "Agreement",
  });
  expect(await pair.head.act("signAgreement", { agreementId: draft["id"] })).toMatchObject(refused);
  // The other side still has its say.
  const [delivery] = await world.sql<{ id: string }>(`select id from "Delivery" where "cityId" = $1`, [
    pair.city.id,
  ]);
  expect(
    await worker.act("acceptDelivery", { deliveryId: `Delivery:${delivery?.id}` }, on("Delivery", "state")),
  ).toMatchObject({ state: "ACCEPTED" });
});

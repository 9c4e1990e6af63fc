import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { REVERSALS } from "./model.ts";
import { verify } from "./verify.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

async function commandsFor(person: TestPerson, filter: object): Promise<string[]> {
  const { data, errors } = await person.ask(
    `query ($filter: AuditFilter) { auditEntries(first: 50, filter: $filter) {
      totalCount edges { node { command onBehalfOf { id } } } } }`,
    { filter },
  );
  expect(errors).toEqual([]);
  const { edges, totalCount } = (data ?? {})["auditEntries"] as {
    totalCount: number;
    edges: { node: { command: string } }[];
  };
  expect(edges).toHaveLength(totalCount);
  return edges.map(({ node }) => node.command).reverse();
}

test("the feed is narrowed to what was done in somebody's stead, for whom, what was taken back, and several commands", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const pair = await openPair(world, "Workspace");
  const { liaison, worker, coordinator, unit, community, partnershipId, kindId } = pair;
  const visit = { partnershipId, kindId: kindId("VISIT"), quantity: "1", occurredOn: "2026-03-02" };
  const own = await act(liaison, "logDelivery", visit);
  const entered = await act(coordinator, "logDelivery", visit);
  await act(worker, "acceptDelivery", { deliveryId: own });
  await act(worker, "reverseAcceptance", { deliveryId: own, reason: "Wrong one" });
  await act(liaison, "withdrawDelivery", { deliveryId: own });
  await act(worker, "acceptDelivery", { deliveryId: entered });

  expect(await commandsFor(coordinator, { onBehalf: true })).toEqual(["delivery.log"]);
  const forUnit = { forOrganizationId: `Organization:${unit.id}` };
  expect(await commandsFor(coordinator, forUnit)).toEqual(["delivery.log"]);
  expect(await commandsFor(coordinator, { forOrganizationId: `Organization:${community.id}` })).toEqual([]);
  expect(await commandsFor(coordinator, { reversedOnly: true })).toEqual([
    "delivery.reverse",
    "delivery.withdraw",
  ]);
  expect(await commandsFor(coordinator, { reversedOnly: true, commands: ["delivery.withdraw"] })).toEqual([
    "delivery.withdraw",
  ]);
  expect(await commandsFor(coordinator, { commands: ["delivery.accept", "delivery.w"] })).toEqual([
    "delivery.accept",
    "delivery.accept",
  ]);
  expect(await commandsFor(coordinator, { commands: ["delivery.", "partnership."] })).toHaveLength(6);
  expect(await commandsFor(coordinator, { commands: [] })).toHaveLength(6);
  // The third of what takes back is a voucher's; its test is with vouchers.
  expect(REVERSALS).toContain("expense.reverse");
  const { errors } = await coordinator.ask(
    `{ auditEntries(first: 5, filter: { forOrganizationId: "somebody" }) { totalCount } }`,
  );
  expect(errors).toMatchObject([{ code: "BAD_REQUEST" }]);
});

const HISTORY = `query ($first: Int!, $after: String) { verifications(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { node { id startedAt entries head brokenAt invariants { name holds } } } } lastVerification { id } }`;

type History = {
  verifications: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: { id: string; startedAt: string; entries: number; head: string | null } }[];
  };
  lastVerification: { id: string } | null;
};

test("offices read every verification of their city's chain, the last first; others none", async () => {
  world.clock.goTo(localDate("2026-04-01"));
  const pair = await openPair(world, "Verified");
  const { liaison, coordinator, partnershipId } = pair;
  const history = async (person: TestPerson, first: number, after?: string) => {
    const { data, errors } = await person.ask(HISTORY, { first, after });
    expect(errors).toEqual([]);
    return data as History;
  };
  expect((await history(coordinator, 10)).verifications.edges).toEqual([]);
  await verify(world.database.pool, world.clock);
  await act(liaison, "acknowledgePartnership", { partnershipId, side: "GIVER" });
  await verify(world.database.pool, world.clock);
  await verify(world.database.pool, world.clock);

  const whole = (await history(coordinator, 10)).verifications;
  expect(whole.totalCount).toBe(3);
  expect(whole.edges.map(({ node }) => node.entries)).toEqual([1, 1, 0]);
  expect(whole.edges.map(({ node }) => node.head === null)).toEqual([false, false, true]);
  const ids = whole.edges.map(({ node }) => node.id);
  const one = await history(coordinator, 2);
  const { endCursor, hasNextPage } = one.verifications.pageInfo;
  expect(hasNextPage).toBe(true);
  const two = await history(coordinator, 2, endCursor);
  expect([...one.verifications.edges, ...two.verifications.edges].map(({ node }) => node.id)).toEqual(ids);
  expect(one.lastVerification?.id).toBe(ids[0]);
  const statements = async (first: number) =>
    (await countStatements(world, () => history(coordinator, first))).length;
  expect(await statements(1)).toBe(await statements(3));

  const none = await history(liaison, 10);
  expect(none).toMatchObject({ verifications: { totalCount: 0, edges: [] }, lastVerification: null });
  const abroad = await openPair(world, "Unverified");
  const elsewhere = (await history(abroad.coordinator, 10)).verifications;
  expect(elsewhere.edges.map(({ node }) => node.entries)).toEqual([0, 0, 0]);
});

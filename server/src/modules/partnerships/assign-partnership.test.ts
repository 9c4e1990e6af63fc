import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("an office assigns a pair once, and both sides see it", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const liaison = await city.person(unit, "LIAISON");
  const input = {
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${community.id}`,
    kind: "CO_BUILDING",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    documentNumber: "2025-18",
    documentDate: "2025-12-20",
    idempotencyKey: "assign-1",
  };
  const first = await coordinator.act("assignPartnership", input);
  expect(first).toMatchObject({ __typename: "Partnership" });
  expect(await coordinator.act("assignPartnership", input)).toEqual(first);
  expect(await coordinator.act("assignPartnership", { ...input, documentNumber: "other" })).toMatchObject({
    __typename: "Conflict",
    code: "KEY_REUSED",
  });
  expect(await coordinator.act("assignPartnership", { ...input, idempotencyKey: "assign-2" })).toMatchObject({
    __typename: "Conflict",
    code: "PARTNERSHIP_OVERLAP",
  });
  expect(await liaison.act("assignPartnership", { ...input, idempotencyKey: "assign-3" })).toMatchObject({
    __typename: "Forbidden",
  });

  const list = `{ partnerships(first: 50) { totalCount edges { node { id giver { name } receiver { name } } } } }`;
  const statements = await countStatements(world, async () => {
    const seen = await liaison.ask(list);
    expect(seen).toMatchObject({
      errors: [],
      data: { partnerships: { totalCount: 1, edges: [{ node: { giver: { name: unit.name } } }] } },
    });
  });
  expect(statements.length).toBeLessThanOrEqual(3);
  const entries = await world.sql(`select command, seq from "AuditEntry" where "cityId" = $1`, [city.id]);
  expect(entries).toEqual([{ command: "partnership.assign", seq: "1" }]);
});

test("another city's person finds nothing", async () => {
  const city = await world.city();
  const pair = await city.partnership(await city.unit(), await city.community());
  const other = await world.city("Other");
  const stranger = await other.person(await other.office(), "MANAGER");
  const answer = await stranger.ask(
    `query ($id: ID!) { node(id: $id) { id } partnerships(first: 5) { totalCount } }`,
    {
      id: `Partnership:${pair}`,
    },
  );
  expect(answer).toEqual({ data: { node: null, partnerships: { totalCount: 0 } }, errors: [] });
});

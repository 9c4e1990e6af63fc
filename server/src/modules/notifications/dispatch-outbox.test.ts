import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, type TestPerson, World } from "../../../test/world.ts";
import type { EventDeclaration } from "../../kernel/events.ts";
import { dispatchAll, dispatchBatch } from "./dispatch-outbox.ts";
import { startDispatcher } from "./public.ts";
import { eventNames } from "./registry.ts";

const database = useTestDatabase();
let world: World;
let listener: pg.Client;
const heard: { personIds: string[]; kind: string; ids: string[] }[] = [];

beforeAll(async () => {
  world = await World.open(database());
  listener = new pg.Client({ connectionString: database().appUrl });
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(JSON.parse(payload ?? "")));
  await listener.query("listen gongjian_live");
});
afterAll(async () => {
  await listener.end();
  await world.close();
});

async function pairing(city: TestCity) {
  const unit = await city.unit();
  const community = await city.community();
  const people = {
    coordinator: await city.person(await city.office(), "COORDINATOR"),
    streetManager: await city.person(await city.office(city.street), "MANAGER"),
    otherDistrict: await city.person(await city.office(await city.otherDistrict()), "MANAGER"),
    liaison: await city.person(unit, "LIAISON"),
    member: await city.person(unit, "MEMBER"),
    worker: await city.person(community, "LIAISON"),
    gone: await city.person(unit, "MANAGER"),
  };
  await world.sql(`update "Membership" set "endsOn" = '2026-01-31' where id = $1`, [
    people.gone.membershipId,
  ]);
  const assign = (section: string) =>
    people.coordinator.act("assignPartnership", {
      giverId: `Organization:${unit.id}`,
      receiverId: `Organization:${community.id}`,
      kind: "ROAD_SECTION",
      sectionName: section,
      sectionFrom: "A",
      sectionTo: "B",
      startsOn: "2026-01-01",
      endsOn: "2026-12-31",
      documentNumber: "2025-18",
      documentDate: "2025-12-20",
    });
  return { ...people, assign };
}

const LIST = `{ inbox { unreadCount } notifications(first: 100) { totalCount edges { node { id event subject readAt params { name value } } } } }`;

async function inboxOf(person: TestPerson) {
  const { data, errors } = await person.ask(LIST);
  expect(errors).toEqual([]);
  return data as {
    inbox: { unreadCount: number };
    notifications: { totalCount: number; edges: { node: { id: string; event: string; subject: string } }[] };
  };
}

test("both sides are told once, who acted and who left are not, and screens of offices over them refresh", async () => {
  const { assign, ...people } = await pairing(await world.city());
  const made = await assign("East road");
  await Promise.all([dispatchBatch(world), dispatchBatch(world)]);
  await dispatchAll(world);
  for (const told of [people.liaison, people.worker]) {
    const inbox = await inboxOf(told);
    expect(inbox.inbox.unreadCount).toBe(1);
    expect(inbox.notifications.edges[0]?.node).toMatchObject({
      event: "partnership.assigned",
      subject: made["id"],
    });
  }
  for (const untold of [people.coordinator, people.gone, people.member, people.streetManager]) {
    expect((await inboxOf(untold)).notifications.totalCount).toBe(0);
  }
  await expect.poll(() => heard.filter(({ kind }) => kind === "Partnership").length).toBe(1);
  const live = heard.find(({ kind }) => kind === "Partnership");
  expect(live?.ids).toEqual([made["id"]]);
  const ids = (...some: TestPerson[]) => some.map(({ actor }) => actor.personId).sort();
  expect([...(live?.personIds ?? [])].sort()).toEqual(
    ids(people.coordinator, people.streetManager, people.liaison, people.member, people.worker),
  );
  expect(heard.find(({ kind }) => kind === "Notification")?.personIds.sort()).toEqual(
    ids(people.liaison, people.worker),
  );
});

test("two dispatchers share the work and nobody is told twice", async () => {
  const { assign, liaison } = await pairing(await world.city("Busy"));
  for (let n = 0; n < 12; n++) await assign(`Section ${n}`);
  const other = { ...world, database: world.database, clock: world.clock };
  await Promise.all([dispatchAll(world), dispatchAll(other), dispatchAll(world)]);
  expect((await inboxOf(liaison)).notifications.totalCount).toBe(12);
  expect(await world.sql(`select from "OutboxEvent" where "dispatchedAt" is null`)).toEqual([]);
});

test("an event that nobody declared is passed over and reported, the ones after it are told", async () => {
  const city = await world.city("Unknown");
  const { assign, liaison } = await pairing(city);
  await world.sql(
    `insert into "OutboxEvent" ("cityId", event, payload) values ($1, 'no.such', '{"subject":"X:1"}')`,
    [city.id],
  );
  await assign("West road");
  const unknown: string[] = [];
  await dispatchAll({
    ...world,
    database: world.database,
    clock: world.clock,
    onUnknownEvent: (name) => unknown.push(name),
  });
  expect(unknown).toEqual(["no.such"]);
  expect((await inboxOf(liaison)).notifications.totalCount).toBe(1);
});

test("the running dispatcher tells after a wake, and survives errors", async () => {
  const { assign, liaison } = await pairing(await world.city("Running"));
  const errors: unknown[] = [];
  const broken = {
    ...world.database,
    prisma: { $transaction: () => Promise.reject(new Error("gone")) },
  } as never;
  const failing = startDispatcher({
    database: broken,
    clock: world.clock,
    interval: 60_000,
    onError: (e) => errors.push(e),
  });
  await expect.poll(() => errors.length).toBe(1);
  failing.wake();
  await expect.poll(() => errors.length).toBe(2);
  await failing.stop();

  const dispatcher = startDispatcher({
    database: world.database,
    clock: world.clock,
    interval: 60_000,
    onError: (error) => errors.push(error),
  });
  await assign("North road");
  dispatcher.wake();
  await expect.poll(async () => (await inboxOf(liaison)).inbox.unreadCount).toBe(1);
  await dispatcher.stop();
  expect(errors).toHaveLength(2);
});

test("reading marks are one's own, and doing it twice changes nothing", async () => {
  const { assign, liaison, worker } = await pairing(await world.city("Reading"));
  for (let n = 0; n < 3; n++) await assign(`Section ${n}`);
  await dispatchAll(world);
  const [first] = (await inboxOf(liaison)).notifications.edges;
  const id = first?.node.id;
  const mark = `mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { __typename ... on Inbox { unreadCount } ... on Failure { code } } }`;
  const read = (person: TestPerson, ids: unknown[]) =>
    person.ask(mark, { input: { ids, idempotencyKey: "k" } });
  expect((await read(worker, [id])).data).toMatchObject({ markNotificationsRead: { unreadCount: 3 } });
  const before = await world.sql(`select count(*)::int as n from "AuditEntry"`);
  for (let n = 0; n < 2; n++) {
    expect((await read(liaison, [id])).data).toMatchObject({ markNotificationsRead: { unreadCount: 2 } });
  }
  expect(await world.sql(`select count(*)::int as n from "AuditEntry"`)).toEqual(before);
  expect((await read(liaison, ["Notification:nonsense"])).data).toMatchObject({
    markNotificationsRead: { __typename: "NotFound" },
  });
  expect((await read(liaison, new Array(101).fill(id))).data).toMatchObject({
    markNotificationsRead: { __typename: "ValidationError" },
  });
  const markAll = `mutation ($input: MarkAllNotificationsReadInput!) { markAllNotificationsRead(input: $input) { ... on Inbox { unreadCount } } }`;
  const upTo = world.clock.now().toISOString();
  expect((await liaison.ask(markAll, { input: { upTo, idempotencyKey: "a" } })).data).toEqual({
    markAllNotificationsRead: { unreadCount: 0 },
  });
  expect((await inboxOf(worker)).inbox.unreadCount).toBe(3);
  const foreign = await worker.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id });
  expect(foreign.data).toEqual({ node: null });
});

test("the list pages by keyset and costs the same for one row and for many", async () => {
  const { assign, liaison } = await pairing(await world.city("Paging"));
  await assign("Section 0");
  await dispatchAll(world);
  const one = await countStatements(world, () => inboxOf(liaison));
  for (let n = 1; n < 9; n++) await assign(`Section ${n}`);
  await dispatchAll(world);
  const many = await countStatements(world, () => inboxOf(liaison));
  expect(many.length).toBe(one.length);
  expect(many.length).toBeLessThanOrEqual(3);
  const page = `query ($after: String) { notifications(first: 4, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
  const seen: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { data } = await liaison.ask(page, { after });
    const { edges, pageInfo } = (data as { notifications: unknown }).notifications as {
      edges: { node: { id: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    seen.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(new Set(seen).size).toBe(9);
});

test("every event that a module declares can be told", async () => {
  const modules = join(import.meta.dirname, "..");
  const declared: string[] = [];
  for (const name of await readdir(modules)) {
    const files = await readdir(join(modules, name));
    if (!files.includes("events.ts")) continue;
    const { events } = (await import(join(modules, name, "events.ts"))) as {
      events: Record<string, EventDeclaration>;
    };
    declared.push(...Object.values(events).map((event) => event.name));
  }
  expect(eventNames).toEqual(declared.sort());
});

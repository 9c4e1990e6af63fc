import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { connectAsTamperer } from "./superuser-fixture.ts";
import { verify } from "./verify.ts";

const database = useTestDatabase();
let world: World;
let tamperer: pg.Client;
beforeAll(async () => {
  world = await World.open(database());
  tamperer = await connectAsTamperer(database().ownerUrl);
});
afterAll(async () => {
  await tamperer.end();
  await world.close();
});

type Entry = {
  seq: string;
  command: string;
  personName: string;
  payload: { name: string; value: string }[];
  hash: string;
};

const LIST = `query ($filter: AuditFilter, $first: Int = 50, $after: String) { auditEntries(first: $first, after: $after, filter: $filter) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { node { id seq at command personName organization { name } onBehalfOf { name } partnership { id } payload { name value } digest hash } } } chainHead { seq hash } }`;

async function entriesFor(person: TestPerson, filter: object = {}, page: object = {}) {
  const { data, errors } = await person.ask(LIST, { filter, ...page });
  expect(errors).toEqual([]);
  const { auditEntries, chainHead } = data as {
    auditEntries: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: Entry & { id: string } }[];
    };
    chainHead: { seq: string; hash: string };
  };
  return { ...auditEntries, nodes: auditEntries.edges.map(({ node }) => node), chainHead };
}

async function office(name: string) {
  const city = await world.city(name);
  const unit = await city.unit();
  const community = await city.community();
  const coordinator = await city.person(await city.office(), "COORDINATOR", "Invented Name");
  const assign = (section: string) =>
    coordinator.act("assignPartnership", {
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
  return { city, unit, community, coordinator, assign };
}

test("both sides and the offices over them read the entries of a partnership, nobody else does", async () => {
  const { city, unit, community, coordinator, assign } = await office("Feeds");
  const made = await assign("East road");
  const wish = {
    receiverId: `Organization:${community.id}`,
    title: "A ramp",
    body: "",
    urgency: "LOW",
    open: true,
  };
  const worker = await city.person(community, "LIAISON");
  await worker.act("createHelpRequest", {
    ...wish,
    needs: [{ kindId: `Kind:${city.kinds.VISIT}`, quantity: "1", description: "" }],
  });
  const liaison = await city.person(unit, "LIAISON");
  const street = await city.person(await city.office(city.street), "AUDITOR");
  const elsewhere = await city.person(await city.office(await city.otherDistrict()), "MANAGER");
  const stranger = await city.person(await city.unit(), "MANAGER");

  const seen = await entriesFor(liaison);
  expect(seen.nodes.map(({ command }) => command)).toEqual(["partnership.assign"]);
  expect(seen.nodes[0]).toMatchObject({
    seq: "1",
    personName: "Invented Name",
    partnership: { id: made["id"] },
  });
  expect(seen.nodes[0]?.payload).toContainEqual({ name: "startsOn", value: "2026-01-01" });
  expect(JSON.stringify(seen.nodes[0]?.payload)).not.toContain("Invented Name");
  expect(seen.nodes[0]?.payload.map(({ name }) => name)).not.toContain("act");
  expect((await entriesFor(coordinator)).nodes.map(({ command }) => command)).toEqual([
    "request.create",
    "partnership.assign",
  ]);
  expect((await entriesFor(street)).totalCount).toBe(2);
  for (const person of [elsewhere, stranger]) {
    expect((await entriesFor(person)).totalCount).toBe(0);
    const { data } = await person.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: seen.nodes[0]?.id });
    expect(data).toEqual({ node: null });
  }
  expect(seen.chainHead).toEqual({ seq: "2", hash: (await entriesFor(coordinator)).nodes[0]?.hash });

  expect(
    (await entriesFor(coordinator, { subjectId: `Organization:${unit.id}` })).nodes.map(({ seq }) => seq),
  ).toContain("1");
  expect((await entriesFor(coordinator, { command: "request." })).totalCount).toBe(1);
  expect((await entriesFor(coordinator, { personId: `Person:${worker.actor.personId}` })).totalCount).toBe(1);
  expect((await entriesFor(coordinator, { from: "2026-03-02", to: "2026-03-02" })).totalCount).toBe(2);
  expect((await entriesFor(coordinator, { to: "2026-03-01" })).totalCount).toBe(0);
  expect((await entriesFor(coordinator, { partnershipId: made["id"] })).totalCount).toBe(1);
});

test("the list pages newest first and costs the same for one entry and for many", async () => {
  const { coordinator, assign } = await office("Pages");
  await assign("Section 0");
  const one = await countStatements(world, () => entriesFor(coordinator));
  for (let n = 1; n < 7; n++) await assign(`Section ${n}`);
  const many = await countStatements(world, () => entriesFor(coordinator));
  expect(many.length).toBe(one.length);
  // The list, its count and the head.
  expect(many.length).toBeLessThanOrEqual(3);
  const first = await entriesFor(coordinator, {}, { first: 4 });
  const rest = await entriesFor(coordinator, {}, { first: 4, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...rest.nodes].map(({ seq }) => seq)).toEqual(["7", "6", "5", "4", "3", "2", "1"]);
  expect(rest.pageInfo.hasNextPage).toBe(false);
});

test("an untouched database verifies, and the result is kept", async () => {
  const { city, assign } = await office("Sound");
  for (let n = 0; n < 3; n++) await assign(`Section ${n}`);
  const found = await verify(world.database.pool, world.clock);
  expect(found.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(found.checks.length).toBeGreaterThanOrEqual(25);
  expect(found.chains.find(({ chain }) => chain === city.id)).toMatchObject({
    city: "Sound",
    entries: 3,
    broken: null,
  });
  expect(found.ok).toBe(true);
  const [run] = await world.sql<{ ok: boolean; report: object }>(
    `select ok, report from "VerificationRun" order by "startedAt" desc limit 1`,
  );
  expect(run).toMatchObject({ ok: true, report: { chains: expect.any(Array), checks: expect.any(Array) } });
});

test("an office reads what the last verification found of its own city, a unit does not", async () => {
  const { city, unit, coordinator, assign } = await office("Reported");
  await assign("Only one");
  await verify(world.database.pool, world.clock);
  await assign("One more, later");
  const query = "{ lastVerification { entries head brokenAt finishedAt invariants { name why holds } } }";
  const { data, errors } = await coordinator.ask(query);
  expect(errors).toEqual([]);
  const [first] = (await entriesFor(coordinator, {}, { first: 2 })).nodes.slice(1);
  expect(data).toMatchObject({ lastVerification: { entries: 1, head: first?.hash, brokenAt: null } });
  const { invariants } = (data as { lastVerification: { invariants: { holds: boolean }[] } })
    .lastVerification;
  expect(invariants.length).toBeGreaterThanOrEqual(25);
  expect(invariants.every(({ holds }) => holds)).toBe(true);
  const liaison = await city.person(unit, "LIAISON");
  expect((await liaison.ask(query)).data).toEqual({ lastVerification: null });
});

/** Does something to a chain that the database forbids even to its owner, and looks. */
async function tamper(name: string, change: (cityId: string) => string) {
  const { city, assign } = await office(name);
  for (let n = 0; n < 5; n++) await assign(`Section ${n}`);
  await tamperer.query(change(city.id));
  const { ok, chains } = await verify(world.database.pool, world.clock);
  expect(ok).toBe(false);
  const broken = chains.find(({ chain }) => chain === city.id)?.broken;
  // Leave a sound database to the next one.
  await tamperer.query(`delete from "AuditEntry" where "chain" = '${city.id}'`);
  await tamperer.query(`delete from "AuditHead" where "chain" = '${city.id}'`);
  return broken;
}

test("the first broken entry is named, whatever was done to it", async () => {
  const at = (id: string, seq: number) => `where "chain" = '${id}' and "seq" = ${seq}`;
  expect(
    await tamper(
      "Payload",
      (id) => `update "AuditEntry" set "payload" = replace("payload", '2026', '2027') ${at(id, 3)}`,
    ),
  ).toEqual({ seq: "3", problem: "DIGEST" });
  expect(await tamper("Missing", (id) => `delete from "AuditEntry" ${at(id, 2)}`)).toEqual({
    seq: "2",
    problem: "GAP",
  });
  expect(await tamper("First", (id) => `delete from "AuditEntry" ${at(id, 1)}`)).toEqual({
    seq: "1",
    problem: "GAP",
  });
  expect(await tamper("Tail", (id) => `delete from "AuditEntry" ${at(id, 5)}`)).toEqual({
    seq: "5",
    problem: "HEAD",
  });
  expect(
    await tamper(
      "Time",
      (id) => `update "AuditEntry" set "at" = "at" + interval '1 microsecond' ${at(id, 4)}`,
    ),
  ).toEqual({ seq: "4", problem: "HASH" });
  expect(
    await tamper("Link", (id) => `update "AuditEntry" set "prevHash" = sha256('x') ${at(id, 2)}`),
  ).toEqual({ seq: "2", problem: "PREVIOUS" });
  expect(
    await tamper(
      "Actor",
      (id) => `update "AuditEntry" set "subjectIds" = "subjectIds" || '${randomUUID()}'::uuid ${at(id, 3)}`,
    ),
  ).toEqual({ seq: "3", problem: "ACT" });
});

test("an erased payload leaves a chain that verifies", async () => {
  const { city, assign } = await office("Erased");
  for (let n = 0; n < 3; n++) await assign(`Section ${n}`);
  await tamperer.query(
    `update "AuditEntry" set "payload" = null, "salt" = null where "chain" = $1 and "seq" = 2`,
    [city.id],
  );
  const { chains } = await verify(world.database.pool, world.clock);
  expect(chains.find(({ chain }) => chain === city.id)).toMatchObject({ entries: 3, broken: null });
});

test("nobody changes an entry: not the server's role, not the owner", async () => {
  const { city, assign } = await office("Closed");
  await assign("Only one");
  const change = `update "AuditEntry" set "command" = 'x' where "chain" = '${city.id}'`;
  await expect(world.database.pool.query(change)).rejects.toThrow(/permission denied/);
  await expect(world.sql(change)).rejects.toThrow(/never changed/);
});

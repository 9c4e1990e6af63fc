import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, type TestOrganization, type TestPerson, World } from "../../../test/world.ts";
import { addDays, today } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { endSessionsOfYesterday } from "../identity/public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const orgId = (organization: TestOrganization) => `Organization:${organization.id}`;
const personId = (person: TestPerson) => `Person:${person.actor.personId}`;
const roleId = (person: TestPerson) => `Membership:${person.membershipId}`;

/** Makes a person the liaison of one side of a partnership, by the owner's hand. */
async function assign(
  city: TestCity,
  partnershipId: string,
  side: "GIVER" | "RECEIVER",
  person: TestPerson,
  from = "2026-01-01",
) {
  await world.sql(
    `insert into "PartnershipLiaison" (id, "cityId", "partnershipId", side, "membershipId", "startsOn")
     values (gen_random_uuid(), $1, $2, $3::"Side", $4, $5)`,
    [city.id, partnershipId, side, person.membershipId, from],
  );
}

test("a manager adds a person to the own organization, with a role of its kind", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const input = {
    organizationId: orgId(unit),
    name: "周明",
    phone: "１３８00001111",
    role: "LIAISON",
    title: "科员",
  };
  const created = await manager.act(
    "createPerson",
    { ...input, idempotencyKey: "p1" },
    "id ... on Person { name phone hasAccount memberships { role title organization { name } } }",
  );
  expect(created).toMatchObject({
    name: "周明",
    phone: "13800001111",
    hasAccount: false,
    memberships: [{ role: "LIAISON", title: "科员", organization: { name: unit.name } }],
  });
  expect(await manager.act("createPerson", { ...input, idempotencyKey: "p1" })).toMatchObject({
    id: created["id"],
  });
  expect(await manager.act("createPerson", { ...input, role: "COORDINATOR" })).toMatchObject({
    problems: [{ path: ["role"], code: "ROLE_NOT_FOR_KIND" }],
  });
  const add = { personId: created["id"], organizationId: orgId(unit), role: "LIAISON" };
  expect(await manager.act("addMembership", add)).toMatchObject({
    __typename: "Conflict",
    code: "ROLE_OVERLAP",
  });
  const twice = await Promise.all([1, 2].map(() => manager.act("addMembership", { ...add, role: "MEMBER" })));
  expect(twice.map((answer) => answer["__typename"]).sort()).toEqual(["Conflict", "Membership"]);
  const entries = await world.sql(`select payload from "AuditEntry" where "cityId" = $1`, [city.id]);
  expect(JSON.stringify(entries)).not.toMatch(/周明|1380000/);
});

test("a person is changed only by who manages every organization the person is in", async () => {
  const city = await world.city();
  const community = await city.community();
  const unit = await city.unit();
  await city.partnership(unit, community);
  const cityManager = await city.person(await city.office(), "MANAGER");
  const worker = await city.person(community, "LIAISON", "吴芳");
  const communityManager = await city.person(community, "MANAGER");
  const unitManager = await city.person(unit, "MANAGER");
  const rename = (by: TestPerson, name: string) =>
    by.act("changePerson", { personId: personId(worker), name }, "id ... on Person { name version }");

  expect(await rename(communityManager, "吴方")).toMatchObject({ name: "吴方", version: 1 });
  // The other side knows her, and that is all.
  expect((await rename(unitManager, "x"))["__typename"]).toBe("Forbidden");
  const join = { personId: personId(worker), organizationId: orgId(unit), role: "MEMBER" };
  expect((await unitManager.act("addMembership", join))["__typename"]).toBe("Forbidden");
  expect((await cityManager.act("addMembership", join))["__typename"]).toBe("Membership");
  // Now she is in both: neither manager alone may change her.
  expect((await rename(communityManager, "x"))["__typename"]).toBe("Forbidden");
  expect((await rename(cityManager, "吴芳"))["__typename"]).toBe("Person");
  expect(
    await cityManager.act("changePerson", { personId: personId(worker), name: "y", version: 0 }),
  ).toMatchObject({
    __typename: "Conflict",
  });
});

test("people and phones are seen within reach and by the other side, by nobody else", async () => {
  const city = await world.city();
  const community = await city.community();
  const unit = await city.unit();
  await city.partnership(unit, community);
  const worker = await city.person(community, "LIAISON");
  const seenBy = async (person: TestPerson) => {
    const answer = await person.ask(
      `query ($id: ID!, $role: ID!, $org: ID!) {
        node(id: $id) { ... on Person { phone memberships { role } } }
        role: node(id: $role) { id }
        people(first: 50, organizationId: $org) { totalCount }
      }`,
      { id: personId(worker), role: roleId(worker), org: orgId(community) },
    );
    expect(answer.errors).toEqual([]);
    return answer.data;
  };
  const district = await city.office(city.district);
  const elsewhere = await city.office(await city.otherDistrict());
  const lookers = await Promise.all([
    city.person(unit, "LIAISON"),
    city.person(district, "AUDITOR"),
    city.person(await city.office(), "COORDINATOR"),
  ]);
  for (const looker of lookers) {
    expect(await seenBy(looker)).toMatchObject({
      node: { phone: "13900000000" },
      role: { id: roleId(worker) },
      people: { totalCount: 1 },
    });
  }
  const other = await world.city("Other");
  const blind = await Promise.all([
    city.person(await city.unit(), "MANAGER"),
    city.person(await city.community(), "MANAGER"),
    city.person(elsewhere, "MANAGER"),
    other.person(await other.office(), "MANAGER"),
  ]);
  for (const person of blind) {
    expect(await seenBy(person)).toEqual({ node: null, role: null, people: { totalCount: 0 } });
    expect((await person.act("changePerson", { personId: personId(worker), name: "x" }))["__typename"]).toBe(
      "NotFound",
    );
    expect(
      (await person.act("endMembership", { membershipId: roleId(worker), endsOn: "2026-05-01" }))[
        "__typename"
      ],
    ).toBe("NotFound");
  }
  await world.sql(`update "Person" set name = '', phone = null, "erasedAt" = now() where id = $1`, [
    worker.actor.personId,
  ]);
  const erased = await lookers[0]?.ask(
    `query ($id: ID!) { node(id: $id) { ... on Person { name phone } } }`,
    { id: personId(worker) },
  );
  expect(erased?.data).toEqual({
    node: { name: `已注销人员 #${worker.actor.personId.slice(-6)}`, phone: null },
  });
});

test("a pair that has ended, and a role that has, close the telephone book", async () => {
  const city = await world.city();
  const community = await city.community();
  const unit = await city.unit();
  const pair = await city.partnership(unit, community);
  const worker = await city.person(community, "LIAISON");
  const liaison = await city.person(unit, "LIAISON");
  const head = await city.person(community, "MANAGER");
  const member = await city.person(community, "MEMBER");
  const phoneSeenBy = async (person: TestPerson) => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Person { phone } } }`;
    const answer = await person.ask(query, { id: personId(worker) });
    return (answer.data?.["node"] as { phone: string } | null)?.phone ?? null;
  };
  const seen = async () => [await phoneSeenBy(liaison), await phoneSeenBy(head), await phoneSeenBy(member)];
  const phone = "13900000000";
  expect(await seen()).toEqual([phone, phone, phone]);
  const last = addDays(today(world.clock), -1);
  await world.sql(`update "Membership" set "endsOn" = $2 where id = $1`, [worker.membershipId, last]);
  // Who manages the community still finds who was there.
  expect(await seen()).toEqual([null, phone, null]);
  await world.sql(`update "Membership" set "endsOn" = null where id = $1`, [worker.membershipId]);
  await world.sql(`update "Partnership" set state = 'ENDED', "endsOn" = $2 where id = $1`, [pair, last]);
  expect(await seen()).toEqual([null, phone, phone]);
});

test("sessions end the night after the last role, those begun later stay", async () => {
  const city = await world.city();
  const person = await city.person(await city.unit(), "MEMBER");
  const manager = await city.person(await city.office(), "MANAGER");
  const session = async () => {
    await world.sql(
      `insert into "AuthSession" (id, "userId", token, "expiresAt", "createdAt") values ($1, $2, $1::uuid::text, $3, $4)`,
      [newId(), person.actor.userId, "2099-01-01", world.clock.now()],
    );
  };
  const left = async () => {
    const query = `select count(*)::int as n from "AuthSession" where "userId" = $1`;
    const [found] = await world.sql<{ n: number }>(query, [person.actor.userId]);
    return found?.n;
  };
  await session();
  const endsOn = today(world.clock);
  expect(await manager.act("endMembership", { membershipId: roleId(person), endsOn })).toHaveProperty("id");
  await endSessionsOfYesterday(world.database.prisma, today(world.clock));
  expect(await left()).toBe(1);
  world.clock.passDays(1);
  await endSessionsOfYesterday(world.database.prisma, today(world.clock));
  expect(await left()).toBe(0);
  await session();
  await endSessionsOfYesterday(world.database.prisma, today(world.clock));
  expect(await left()).toBe(1);
});

test("who may not manage people is refused", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const office = await city.office();
  const worker = await city.person(unit, "MEMBER");
  const colleague = await city.person(unit, "LIAISON");
  const refused = [
    colleague,
    await city.person(unit, "LEADER"),
    await city.person(office, "COORDINATOR"),
    await city.person(office, "AUDITOR"),
  ];
  const attempts: [string, Record<string, unknown>][] = [
    ["createPerson", { organizationId: orgId(unit), name: "某", role: "MEMBER" }],
    ["changePerson", { personId: personId(worker), name: "某" }],
    ["addMembership", { personId: personId(worker), organizationId: orgId(unit), role: "LIAISON" }],
    ["endMembership", { membershipId: roleId(worker), endsOn: "2026-04-01" }],
    [
      "handOverLiaison",
      { fromMembershipId: roleId(colleague), toMembershipId: roleId(worker), effectiveOn: "2026-04-01" },
    ],
  ];
  for (const person of refused) {
    for (const [mutation, input] of attempts) {
      expect([mutation, (await person.act(mutation, input))["__typename"]]).toEqual([mutation, "Forbidden"]);
    }
  }
});

test("the city's office keeps a manager, even when two leave at once", async () => {
  const city = await world.city();
  const office = await city.office();
  const first = await city.person(office, "MANAGER");
  const second = await city.person(await city.office(), "MANAGER");
  const leave = (person: TestPerson) =>
    first.act("endMembership", { membershipId: roleId(person), endsOn: "2026-03-31" });
  const answers = await Promise.all([leave(first), leave(second)]);
  expect(answers.map((answer) => answer["__typename"]).sort()).toEqual(["InvalidTransition", "Membership"]);
  expect(answers.find((answer) => answer["code"])).toMatchObject({ code: "LAST_MANAGER" });
});

test("a liaison hands over: open partnerships go to the colleague, history stays, and only then the role ends", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const old = await city.person(unit, "LIAISON");
  const next = await city.person(unit, "LIAISON");
  const member = await city.person(unit, "MEMBER");
  const open = await city.partnership(unit, await city.community());
  const second = await city.partnership(unit, await city.community());
  const over = await city.partnership(unit, await city.community());
  await world.sql(`update "Partnership" set state = 'ENDED', "endsOn" = '2026-02-28' where id = $1`, [over]);
  await assign(city, open, "GIVER", old);
  await assign(city, second, "GIVER", old, "2026-06-01");
  await assign(city, over, "GIVER", old);

  const end = () => manager.act("endMembership", { membershipId: roleId(old), endsOn: "2026-03-31" });
  expect(await end()).toMatchObject({
    __typename: "InvalidTransition",
    code: "LIAISON_OPEN",
    allowed: ["handOver"],
  });

  const input = {
    fromMembershipId: roleId(old),
    toMembershipId: roleId(next),
    effectiveOn: "2026-04-01",
    note: "钥匙在抽屉里",
  };
  const other = await city.person(await city.unit(), "LIAISON");
  for (const wrong of [old, member]) {
    expect(await manager.act("handOverLiaison", { ...input, toMembershipId: roleId(wrong) })).toMatchObject({
      problems: [{ path: ["toMembershipId"], code: "WRONG_SUCCESSOR" }],
    });
  }
  expect(await manager.act("handOverLiaison", { ...input, toMembershipId: roleId(other) })).toMatchObject({
    __typename: "NotFound",
  });
  expect(await manager.act("handOverLiaison", { ...input, effectiveOn: "2026-03-01" })).toMatchObject({
    problems: [{ path: ["effectiveOn"], code: "IN_THE_PAST" }],
  });
  const both = await Promise.all([1, 2].map(() => manager.act("handOverLiaison", input)));
  expect(both.map((answer) => answer["code"] ?? answer["__typename"]).sort()).toEqual([
    "LiaisonHandover",
    "NOTHING_TO_HAND_OVER",
  ]);

  const rows = await world.sql(
    `select "partnershipId", "membershipId", "startsOn"::text, "endsOn"::text from "PartnershipLiaison"
     where "cityId" = $1 order by "startsOn", "endsOn"`,
    [city.id],
  );
  const row = (partnershipId: string, person: TestPerson, startsOn: string, endsOn: string | null) => ({
    partnershipId,
    membershipId: person.membershipId,
    startsOn,
    endsOn,
  });
  expect(rows).toHaveLength(5);
  expect(rows).toEqual(
    expect.arrayContaining([
      row(open, old, "2026-01-01", "2026-03-31"),
      row(over, old, "2026-01-01", null),
      row(open, next, "2026-04-01", null),
      row(second, old, "2026-06-01", "2026-05-31"),
      row(second, next, "2026-06-01", null),
    ]),
  );
  const told = await world.sql<{ event: string }>(`select event from "OutboxEvent" where "cityId" = $1`, [
    city.id,
  ]);
  expect(told.map(({ event }) => event).sort()).toEqual([
    "liaison.changed",
    "liaison.changed",
    "liaison.handedOver",
  ]);
  const audited = await world.sql<{ payload: string; subjectIds: string[] }>(
    `select payload, "subjectIds" from "AuditEntry" where command = 'liaison.handOver' and "cityId" = $1`,
    [city.id],
  );
  expect(audited).toHaveLength(1);
  expect(audited[0]?.subjectIds).toEqual(expect.arrayContaining([open, second]));
  expect(audited[0]?.payload).not.toMatch(/钥匙/);

  expect(await end()).toMatchObject({ __typename: "Membership" });
  expect(await end()).toMatchObject({ __typename: "InvalidTransition", code: "INVALID_TRANSITION" });
});

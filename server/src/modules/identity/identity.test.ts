import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type Answer, ask, type TestOrganization, type TestPerson, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

let address = 1;
beforeEach(() => {
  address += 1;
  world.clientAddress = `192.0.2.${address}`;
});

const PASSWORD = "梅花香自苦寒来-7788";
const link = "id ... on Invitation { token path state purpose }";
const personId = (person: TestPerson) => `Person:${person.actor.personId}`;

/** A person who was added and has no account yet. */
async function newcomer(
  manager: TestPerson,
  organization: TestOrganization,
  role = "LIAISON",
): Promise<string> {
  const input = { organizationId: `Organization:${organization.id}`, name: "周明", role };
  return String((await manager.act("createPerson", input))["id"]);
}

const look = (token: unknown): Promise<Answer> =>
  ask(
    world,
    null,
    `query ($token: String!) { invitation(token: $token) { purpose personName organizations cityName username } }`,
    { token },
  );

async function accept(input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = await ask(
    world,
    null,
    `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
      __typename ... on AcceptedInvitation { username } ... on Failure { code } ... on ValidationError { problems { path code } } } }`,
    { input: { idempotencyKey: "k", ...input } },
  );
  if (answer.errors.length > 0) return { errors: answer.errors };
  return answer.data?.["acceptInvitation"] as Record<string, unknown>;
}

test("the viewer is who is signed in, and nobody for a visitor", async () => {
  const city = await world.city("甲市");
  const unit = await city.unit("文峰局");
  const liaison = await city.person(unit, "LIAISON", "周明");
  const viewer = `{ viewer { person { name phone } memberships { role organization { name kind } } city { name } } }`;
  expect(await liaison.ask(viewer)).toEqual({
    data: {
      viewer: {
        person: { name: "周明", phone: "13900000000" },
        memberships: [{ role: "LIAISON", organization: { name: "文峰局", kind: "PARTNER_UNIT" } }],
        city: { name: "甲市" },
      },
    },
    errors: [],
  });
  expect(await ask(world, null, viewer)).toEqual({ data: { viewer: null }, errors: [] });
});

test("a newcomer is invited, chooses a name and a password once, and the link is never shown again", async () => {
  const city = await world.city("乙市");
  const unit = await city.unit("文峰局");
  const manager = await city.person(unit, "MANAGER");
  const person = await newcomer(manager, unit);
  const invited = await manager.act("invitePerson", { personId: person, idempotencyKey: "i1" }, link);
  expect(invited).toMatchObject({ __typename: "Invitation", state: "OPEN", purpose: "INVITE" });
  const token = String(invited["token"]);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(invited["path"]).toBe(`/invitation/${token}`);
  expect(await manager.act("invitePerson", { personId: person, idempotencyKey: "i1" }, link)).toMatchObject({
    id: invited["id"],
    token: null,
  });
  const stored = await world.sql(
    `select to_jsonb(i)::text as row from "Invitation" i union all select payload from "AuditEntry"`,
  );
  expect(JSON.stringify(stored)).not.toContain(token);

  expect((await look(token)).data).toEqual({
    invitation: {
      purpose: "INVITE",
      personName: "周明",
      organizations: ["文峰局"],
      cityName: "乙市",
      username: null,
    },
  });
  expect((await look("x")).data).toEqual({ invitation: null });
  expect(await accept({ token: "x", username: "zhou.ming", password: PASSWORD })).toMatchObject({
    __typename: "NotFound",
  });
  expect(await accept({ token, username: "z", password: PASSWORD })).toMatchObject({
    problems: [{ path: ["username"], code: "USERNAME_LENGTH" }],
  });
  expect(await accept({ token, username: "zhou.ming", password: "1234567890" })).toMatchObject({
    problems: [{ path: ["password"], code: "PASSWORD_TOO_COMMON" }],
  });
  const both = await Promise.all(
    ["zhou.ming", "zhou.two"].map((username) => accept({ token, username, password: PASSWORD })),
  );
  expect(both.map((answer) => answer["code"] ?? answer["__typename"]).sort()).toEqual([
    "AcceptedInvitation",
    "INVITATION_USED",
  ]);
  expect((await look(token)).data).toEqual({ invitation: null });
  const users = await world.sql<{ username: string }>(
    `select username from "AuthUser" where "personId" = $1`,
    [person.replace("Person:", "")],
  );
  expect(users).toEqual([{ username: both.find((answer) => answer["username"])?.["username"] }]);
  expect(await manager.act("invitePerson", { personId: person })).toMatchObject({
    code: "PERSON_HAS_ACCOUNT",
  });

  const audited = await world.sql<{ command: string; personId: string | null; subjectIds: string[] }>(
    `select command, "personId", "subjectIds" from "AuditEntry" where "cityId" = $1 order by seq desc limit 1`,
    [city.id],
  );
  expect(audited).toMatchObject([{ command: "invitation.accept", personId: null }]);
  expect(audited[0]?.subjectIds).toContain(String(invited["id"]).replace("Invitation:", ""));
});

test("a name that someone else has is refused, and the link works on", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const tokens: unknown[] = [];
  for (const _ of [1, 2]) {
    tokens.push(
      (await manager.act("invitePerson", { personId: await newcomer(manager, unit) }, link))["token"],
    );
  }
  expect(await accept({ token: tokens[0], username: "Same.Name", password: PASSWORD })).toMatchObject({
    username: "same.name",
  });
  expect(await accept({ token: tokens[1], username: "same.name", password: PASSWORD })).toMatchObject({
    problems: [{ path: ["username"], code: "USERNAME_TAKEN" }],
  });
  expect(await accept({ token: tokens[1], username: "other.name", password: PASSWORD })).toMatchObject({
    username: "other.name",
  });
});

test("a link ends by time, by a later one, and by being taken back", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const person = await newcomer(manager, unit);
  const first = await manager.act("invitePerson", { personId: person }, link);
  const second = await manager.act("invitePerson", { personId: person }, link);
  expect(await accept({ token: first["token"], username: "wang.yi", password: PASSWORD })).toMatchObject({
    code: "INVITATION_REVOKED",
  });
  expect(await manager.act("revokeInvitation", { invitationId: second["id"] }, link)).toMatchObject({
    state: "REVOKED",
  });
  expect(await manager.act("revokeInvitation", { invitationId: second["id"] })).toMatchObject({
    code: "INVITATION_REVOKED",
  });
  const third = await manager.act("invitePerson", { personId: person }, link);
  const before = world.clock.now();
  world.clock.passDays(8);
  expect(await accept({ token: third["token"], username: "wang.yi", password: PASSWORD })).toMatchObject({
    code: "INVITATION_EXPIRED",
  });
  expect((await look(third["token"])).data).toEqual({ invitation: null });
  const listed = await manager.ask(
    `query ($id: ID!) { node(id: $id) { ... on Person { invitations { state token } } } }`,
    { id: person },
  );
  expect(listed.data?.["node"]).toEqual({
    invitations: ["EXPIRED", "REVOKED", "REVOKED"].map((state) => ({ state, token: null })),
  });
  world.clock.set(before);
});

test("an office lets a person choose a new password, which ends the sessions", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const office = await city.person(await city.office(), "MANAGER");
  const manager = await city.person(unit, "MANAGER");
  const person = await newcomer(manager, unit);
  const reset = (by: TestPerson, id = person) => by.act("resetPassword", { personId: id }, link);
  expect(await reset(office)).toMatchObject({ code: "ACCOUNT_NOT_FOUND" });
  const { token } = await manager.act("invitePerson", { personId: person }, link);
  await accept({ token, username: "li.reset", password: PASSWORD });
  const uuid = person.replace("Person:", "");
  await world.sql(
    `insert into "AuthSession" (id, "userId", token, "expiresAt") select gen_random_uuid(), id, 'a session', now() + interval '1 day'
     from "AuthUser" where "personId" = $1`,
    [uuid],
  );
  const sessions = () =>
    world.sql(
      `select 1 from "AuthSession" s join "AuthUser" u on u.id = s."userId" where u."personId" = $1`,
      [uuid],
    );

  // The own manager invites; a password is an office's matter.
  expect((await reset(manager))["__typename"]).toBe("Forbidden");
  const issued = await reset(office);
  expect(issued).toMatchObject({ purpose: "RESET", state: "OPEN" });
  expect(await sessions()).toHaveLength(1);
  expect((await look(issued["token"])).data).toMatchObject({
    invitation: { purpose: "RESET", username: "li.reset" },
  });
  expect(await accept({ token: issued["token"], password: "另一句很长的话-2026" })).toMatchObject({
    username: "li.reset",
  });
  expect(await sessions()).toHaveLength(0);
  const [user] = await world.sql(`select "mustChangePassword" from "AuthUser" where "personId" = $1`, [uuid]);
  expect(user).toEqual({ mustChangePassword: false });
  const told = await world.sql<{ payload: { personIds: string[] } }>(
    `select payload from "OutboxEvent" where event = 'password.resetIssued' and "cityId" = $1`,
    [city.id],
  );
  expect(told.map(({ payload }) => payload.personIds)).toEqual([[uuid]]);
});

test("who manages only a part of a person's roles cannot take the account over", async () => {
  const city = await world.city();
  const cityOffice = await city.office();
  const community = await city.community();
  const districtManager = await city.person(await city.office(city.district), "MANAGER");
  const cityManager = await city.person(cityOffice, "MANAGER");
  await world.sql(
    `insert into "Membership" (id, "cityId", "personId", "organizationId", role, "startsOn")
     values (gen_random_uuid(), $1, $2, $3, 'MEMBER', '2020-01-01')`,
    [city.id, cityManager.actor.personId, community.id],
  );
  expect(
    (await districtManager.act("resetPassword", { personId: personId(cityManager) }))["__typename"],
  ).toBe("Forbidden");
  expect(
    (await cityManager.act("resetPassword", { personId: personId(districtManager) }))["__typename"],
  ).toBe("Invitation");
});

test("other units, lower offices, auditors and other cities neither invite nor see a link", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const person = await newcomer(manager, unit);
  const invited = await manager.act("invitePerson", { personId: person }, link);
  const office = await city.office();
  const refused = [
    await city.person(office, "AUDITOR"),
    await city.person(office, "COORDINATOR"),
    await city.person(unit, "LIAISON"),
  ];
  const other = await world.city("Other");
  const blind = [
    await city.person(await city.unit(), "MANAGER"),
    await city.person(await city.office(city.district), "MANAGER"),
    await other.person(await other.office(), "MANAGER"),
  ];
  for (const [people, expected] of [
    [refused, "Forbidden"],
    [blind, "NotFound"],
  ] as const) {
    for (const someone of people) {
      expect((await someone.act("invitePerson", { personId: person }))["__typename"]).toBe(expected);
      expect((await someone.act("resetPassword", { personId: person }))["__typename"]).toBe(expected);
      expect((await someone.act("revokeInvitation", { invitationId: invited["id"] }))["__typename"]).toBe(
        expected,
      );
      const node = await someone.ask(
        `query ($id: ID!) { node(id: $id) { id ... on Invitation { token } } }`,
        { id: invited["id"] },
      );
      expect(node.data).toEqual({
        node: expected === "Forbidden" ? { id: invited["id"], token: null } : null,
      });
    }
  }
});

test("a visitor who tries many links is asked to wait, and by address", async () => {
  const tries = await Promise.all(Array.from({ length: 30 }, (_, i) => look(`guess ${i}`)));
  expect(tries.filter(({ errors }) => errors[0]?.code === "RATE_LIMITED")).toHaveLength(10);
  expect(await accept({ token: "guess", username: "some.one", password: PASSWORD })).toMatchObject({
    errors: [{ code: "RATE_LIMITED" }],
  });
  world.clientAddress = "198.51.100.1";
  expect((await look("guess")).errors).toEqual([]);
});

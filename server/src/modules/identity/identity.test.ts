import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { ask, World } from "../../../test/world.ts";
import { accept, link, look, newcomer, PASSWORD } from "./invitation-fixture.ts";

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

  expect((await look(world, token)).data).toEqual({
    invitation: {
      purpose: "INVITE",
      personName: "周明",
      organizations: ["文峰局"],
      cityName: "乙市",
      username: null,
    },
  });
  expect((await look(world, "x")).data).toEqual({ invitation: null });
  expect(await accept(world, { token: "x", username: "zhou.ming", password: PASSWORD })).toMatchObject({
    __typename: "NotFound",
  });
  expect(await accept(world, { token, username: "z", password: PASSWORD })).toMatchObject({
    problems: [{ path: ["username"], code: "USERNAME_LENGTH" }],
  });
  expect(await accept(world, { token, username: "zhou.ming", password: "1234567890" })).toMatchObject({
    problems: [{ path: ["password"], code: "PASSWORD_TOO_COMMON" }],
  });
  const both = await Promise.all(
    ["zhou.ming", "zhou.two"].map((username) => accept(world, { token, username, password: PASSWORD })),
  );
  expect(both.map((answer) => answer["code"] ?? answer["__typename"]).sort()).toEqual([
    "AcceptedInvitation",
    "INVITATION_USED",
  ]);
  expect((await look(world, token)).data).toEqual({ invitation: null });
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
  expect(await accept(world, { token: tokens[0], username: "Same.Name", password: PASSWORD })).toMatchObject({
    username: "same.name",
  });
  expect(await accept(world, { token: tokens[1], username: "same.name", password: PASSWORD })).toMatchObject({
    problems: [{ path: ["username"], code: "USERNAME_TAKEN" }],
  });
  expect(await accept(world, { token: tokens[1], username: "other.name", password: PASSWORD })).toMatchObject(
    {
      username: "other.name",
    },
  );
});

test("a link ends by time, by a later one, and by being taken back", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const person = await newcomer(manager, unit);
  const first = await manager.act("invitePerson", { personId: person }, link);
  const second = await manager.act("invitePerson", { personId: person }, link);
  expect(
    await accept(world, { token: first["token"], username: "wang.yi", password: PASSWORD }),
  ).toMatchObject({
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
  expect(
    await accept(world, { token: third["token"], username: "wang.yi", password: PASSWORD }),
  ).toMatchObject({
    code: "INVITATION_EXPIRED",
  });
  expect((await look(world, third["token"])).data).toEqual({ invitation: null });
  const listed = await manager.ask(
    `query ($id: ID!) { node(id: $id) { ... on Person { invitations { state token } } } }`,
    { id: person },
  );
  expect(listed.data?.["node"]).toEqual({
    invitations: ["EXPIRED", "REVOKED", "REVOKED"].map((state) => ({ state, token: null })),
  });
  world.clock.set(before);
});

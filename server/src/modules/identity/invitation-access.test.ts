import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestPerson, World } from "../../../test/world.ts";
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

const personId = (person: TestPerson) => `Person:${person.actor.personId}`;

test("an office lets a person choose a new password, which ends the sessions", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const office = await city.person(await city.office(), "MANAGER");
  const manager = await city.person(unit, "MANAGER");
  const person = await newcomer(manager, unit);
  const reset = (by: TestPerson, id = person) => by.act("resetPassword", { personId: id }, link);
  expect(await reset(office)).toMatchObject({ code: "ACCOUNT_NOT_FOUND" });
  const { token } = await manager.act("invitePerson", { personId: person }, link);
  await accept(world, { token, username: "li.reset", password: PASSWORD });
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
  expect((await look(world, issued["token"])).data).toMatchObject({
    invitation: { purpose: "RESET", username: "li.reset" },
  });
  expect(await accept(world, { token: issued["token"], password: "另一句很长的话-2026" })).toMatchObject({
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

test("a crowd of newcomers is let in at once, more than there are connections", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  const tokens: unknown[] = [];
  for (let i = 0; i < 12; i++) {
    tokens.push(
      (await manager.act("invitePerson", { personId: await newcomer(manager, unit) }, link))["token"],
    );
  }
  const answers = await Promise.all(
    tokens.map((token, i) => accept(world, { token, username: `crowd.${i}`, password: PASSWORD })),
  );
  expect(answers.map((answer) => answer["username"])).toEqual(tokens.map((_, i) => `crowd.${i}`));
});

test("a visitor who tries many links is asked to wait, and by address", async () => {
  const tries = await Promise.all(Array.from({ length: 30 }, (_, i) => look(world, `guess ${i}`)));
  expect(tries.filter(({ errors }) => errors[0]?.code === "RATE_LIMITED")).toHaveLength(10);
  expect(await accept(world, { token: "guess", username: "some.one", password: PASSWORD })).toMatchObject({
    errors: [{ code: "RATE_LIMITED" }],
  });
  world.clientAddress = "198.51.100.1";
  expect((await look(world, "guess")).errors).toEqual([]);
});

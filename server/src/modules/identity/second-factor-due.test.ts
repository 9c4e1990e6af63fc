import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, type RealServer, startRealServer } from "../../../test/attack/real-server.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { totpOf } from "../../../test/totp.ts";
import { type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { today } from "../../kernel/clock.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let server: RealServer;
let manager: TestPerson;
let colleague: TestPerson;
beforeAll(async () => {
  world = await World.open(database());
  city = await world.city();
  const office = await city.office();
  manager = await city.person(office, "MANAGER");
  colleague = await city.person(office, "COORDINATOR");
  server = await startRealServer(world);
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const VIEWER = { query: "{ viewer { person { id } memberships { id } } }" };

async function doors(cookie: string) {
  const get = (path: string) => fetch(`${server.url}${path}`, { headers: { cookie } });
  const form = new FormData();
  form.append("file", new Blob(["x"]), "x.txt");
  const upload = await fetch(`${server.url}/files`, {
    method: "POST",
    headers: { cookie, "x-gongjian": "1" },
    body: form,
  });
  const id = "0190a000-0000-7000-8000-000000000001";
  const said = [];
  for (const answer of [
    upload,
    await get(`/files/${id}`),
    await get("/downloads/my-data.json"),
    await get("/live"),
  ]) {
    said.push([
      answer.status,
      answer.status === 200 ? null : ((await answer.json()) as { code: string }).code,
    ]);
    if (answer.status === 200) await answer.body?.cancel();
  }
  return said;
}

async function auth(path: string, body: object, cookie: string) {
  const answer = await fetch(`${server.url}/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url, cookie },
    body: JSON.stringify(body),
  });
  const cookies = answer.headers.getSetCookie().map((text) => text.split(";")[0]);
  return { body: (await answer.json()) as Record<string, string>, cookie: cookies.join("; ") };
}

test("where the city asks offices for a second factor, nothing answers before it is set up", async () => {
  const cookie = await server.signIn(colleague, "coordinator.one");
  const resident = await server.signIn(await city.person(await city.community(), "LIAISON"), "liaison.one");
  expect((await server.post(VIEWER, { cookie })).body.data?.["viewer"]).toBeTruthy();
  expect(
    await manager.act("setCitySetting", {
      key: "twoFactorForOffices",
      value: "true",
      validFrom: today(world.clock),
    }),
  ).toHaveProperty("id");

  // It holds for sessions that are open, at once.
  const refused = { code: "FORBIDDEN", reason: "TWO_FACTOR_REQUIRED" };
  const asked = await server.post(VIEWER, { cookie });
  expect(asked.body.errors?.map(({ extensions }) => extensions)).toEqual([refused]);
  const acted = await server.post(
    {
      query: `mutation { setCitySetting(input: { key: "twoFactorForOffices", value: "false", validFrom: "2026-03-02", idempotencyKey: "k-0123456789" }) { __typename } }`,
    },
    { cookie },
  );
  expect(acted.body.errors?.[0]?.extensions).toEqual(refused);
  for (const [status, code] of await doors(cookie))
    expect([status, code]).toEqual([403, "TWO_FACTOR_REQUIRED"]);
  expect((await server.post(VIEWER, { cookie: resident })).body.data?.["viewer"]).toBeTruthy();

  const begun = await auth("/two-factor/enable", { password: PASSWORD }, cookie);
  const done = await auth("/two-factor/verify-totp", { code: totpOf(begun.body["secret"] ?? "") }, cookie);
  expect(done.body).toEqual({ ok: true });
  expect((await server.post(VIEWER, { cookie: done.cookie })).body.data?.["viewer"]).toMatchObject({
    memberships: [{}],
  });
  expect((await doors(done.cookie)).map(([status]) => status)).toEqual([422, 404, 200, 200]);
});

test("an office takes a lost second factor away: told, audited, sessions ended", async () => {
  const { personId } = colleague.actor;
  const input = { personId: `Person:${personId}` };
  const seen = async (person: TestPerson) => {
    const query = "query ($id: ID!) { node(id: $id) { ... on Person { hasSecondFactor } } }";
    return (await person.ask(query, { id: input.personId })).data?.["node"];
  };
  expect(await seen(manager)).toEqual({ hasSecondFactor: true });
  expect(await seen(colleague)).toEqual({ hasSecondFactor: null });
  expect(await colleague.act("resetSecondFactor", input)).toMatchObject({ code: "NOT_ALLOWED" });
  expect(
    await manager.act("resetSecondFactor", { personId: `Person:${manager.actor.personId}` }),
  ).toMatchObject({
    code: "OWN_SECOND_FACTOR",
  });
  expect(await manager.act("resetSecondFactor", input, "id ... on Person { hasSecondFactor }")).toMatchObject(
    {
      hasSecondFactor: false,
    },
  );
  expect(await manager.act("resetSecondFactor", input)).toMatchObject({ code: "NO_SECOND_FACTOR" });
  const left = await world.sql(
    `select (select count(*) from "AuthTwoFactor" f where f."userId" = u.id)::int as factors,
       (select count(*) from "AuthSession" s where s."userId" = u.id)::int as sessions
     from "AuthUser" u where u."personId" = $1`,
    [personId],
  );
  expect(left).toEqual([{ factors: 0, sessions: 0 }]);
  const told = await world.sql(
    `select payload -> 'personIds' as "to" from "OutboxEvent" where event = 'secondFactor.reset'`,
  );
  expect(told).toEqual([{ to: [personId] }]);
  const [entry] = await world.sql(`select "personId" from "AuditEntry" where command = 'secondFactor.reset'`);
  expect(entry).toEqual({ personId: manager.actor.personId });
  // The password alone signs in again, and leads to setting up.
  const again = await auth("/sign-in/username", { username: "coordinator.one", password: PASSWORD }, "");
  expect(again.body).toEqual({ ok: true });
  expect((await server.post(VIEWER, { cookie: again.cookie })).body.errors?.[0]?.extensions).toMatchObject({
    reason: "TWO_FACTOR_REQUIRED",
  });
});

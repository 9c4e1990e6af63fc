import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../src/http/server-fixture.ts";
import { evidenceFileRoutes } from "../../src/modules/evidence/file-routes.ts";
import type { FileStorage } from "../../src/modules/evidence/storage.ts";
import type { AuthService, SignedIn } from "../../src/modules/identity/accounts.ts";
import { readActor } from "../../src/modules/identity/read-actor.ts";
import { useTestDatabase } from "../pg.ts";
import { World } from "../world.ts";
import { ACTORS, type ActorName } from "./actors.ts";
import { NODES, SPECIAL } from "./expectations.ts";
import { buildTown, type Town } from "./town.ts";

const database = useTestDatabase();
let world: World;
let town: Town;
let server: TestServer;

/** A session of one of the town's people, named by the cookie `who`. */
function signedIn(headers: Headers): SignedIn | undefined {
  const [, name] = /who=(\w+)/.exec(headers.get("cookie") ?? "") ?? [];
  const person =
    name && name in town.people ? town.people[name as Exclude<ActorName, "anonymous">] : undefined;
  if (!person) return undefined;
  const { userId, personId } = person.actor;
  const expiresAt = new Date("2099-01-01");
  const account = { username: name ?? "", mustChangePassword: false, twoFactorEnabled: false };
  return { userId, personId, sessionId: userId, ...account, expiresAt };
}

beforeAll(async () => {
  world = await World.open(database());
  town = await buildTown(world);
  const storage: FileStorage = {
    put: async (key, bytes) => void world.files.set(key, bytes),
    open: async (key) => Readable.from([Buffer.from(world.files.get(key) ?? [])]),
    exists: async (key) => world.files.has(key),
    remove: async (key) => void world.files.delete(key),
  };
  const auth: AuthService = { ...world.accounts, readSession: async (headers) => signedIn(headers) };
  server = await startTestServer({
    auth,
    files: {
      storage,
      now: () => world.clock.now(),
      ...evidenceFileRoutes<SignedIn>(world, (session) => readActor(world.database, world.clock, session)),
    },
  });
});
afterAll(async () => {
  await server.close();
  await world.close();
});

async function opens(actor: ActorName, evidence: string | undefined, small: boolean): Promise<number> {
  const id = evidence?.split(":")[1];
  const answer = await server.app.inject({
    url: `/files/${id}${small ? "/thumbnail" : ""}`,
    headers: { cookie: `who=${actor}` },
  });
  if (answer.statusCode === 200) expect(answer.rawPayload.length).toBeGreaterThan(100);
  return answer.statusCode;
}

describe.each([
  ["Evidence", NODES["Evidence"]],
  ["looseEvidence", SPECIAL["looseEvidence"]],
] as const)("%s", (thing, sight) => {
  test.each([false, true])("is sent to whoever may see what it supports (thumbnail: %s)", async (small) => {
    for (const place of ["first", "second", "elsewhere"] as const) {
      const expected = sight?.[place] ?? [];
      const wanted = ACTORS.map((actor) => [
        actor,
        actor === "anonymous" ? 401 : expected.includes(actor) ? 200 : 404,
      ]);
      const answered = [];
      for (const actor of ACTORS) answered.push([actor, await opens(actor, town[place][thing], small)]);
      expect(answered).toEqual(wanted);
    }
  });
});

test("what is no id of a file is not found", async () => {
  for (const id of [
    "x",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "0190a000-0000-7000-8000-00000000dead",
    "a".repeat(5_000),
  ])
    expect([id, [400, 404, 414].includes(await opens("officeManager", `Evidence:${id}`, false))]).toEqual([
      id,
      true,
    ]);
});

test("a person whose last role ended opens nothing from then on", async () => {
  const { unitMember } = town.people;
  expect(await opens("unitMember", town.first["Evidence"], false)).toBe(200);
  await world.sql(`update "Membership" set "endsOn" = '2026-03-01' where id = $1`, [unitMember.membershipId]);
  expect(await opens("unitMember", town.first["Evidence"], false)).toBe(404);
});

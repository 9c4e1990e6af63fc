import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, useTestDatabase } from "../../../test/pg.ts";
import { systemClock } from "../../kernel/clock.ts";
import { createDatabase } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { type OpenedCity, openCity } from "../cities/open-city.ts";

const database = useTestDatabase();
let server: ChildProcess;
let storage: string;
let address: string;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const found = probe.address();
  probe.close();
  if (found === null || typeof found === "string") throw new Error("no port");
  return found.port;
}

beforeAll(async () => {
  storage = await mkdtemp(join(tmpdir(), "gongjian-journey-"));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, [join(import.meta.dirname, "../../main.ts")], {
    env: {
      PATH: process.env["PATH"] ?? "",
      AUTH_SECRET: "x".repeat(40),
      HOST: "127.0.0.1",
      PORT: String(port),
      DATABASE_URL: database().appUrl,
      STORAGE_DIR: storage,
    },
    stdio: "ignore",
  });
  const deadline = Date.now() + 20_000;
  const isReady = () =>
    fetch(`${address}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (Date.now() > deadline) throw new Error("the server does not become ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 30_000);

afterAll(async () => {
  const ended = once(server, "close");
  server.kill("SIGTERM");
  await ended;
  await rm(storage, { recursive: true, force: true });
});

/** Opens a city as the command line does: beside the running server, as the system. */
async function openedCity(test: TestDatabase): Promise<OpenedCity> {
  const own = createDatabase(test.appUrl, { poolSize: 2 });
  try {
    const root = await own.prisma.division.create({
      data: { level: "CITY", path: "/1/", startedOn: new Date(0) },
    });
    await own.prisma.division.update({ where: { id: root.id }, data: { path: `/${root.id}/` } });
    await own.prisma.divisionLabel.create({
      data: { id: newId(), divisionId: root.id, name: "西岭市", validFrom: new Date(0) },
    });
    const ctx = { database: own, clock: systemClock, actor: { kind: "SYSTEM", cityId: null } as const };
    return await openCity(ctx, { divisionId: root.id, adminName: "何主任" });
  } finally {
    await own.close();
  }
}

async function send(
  path: string,
  body: object,
  cookie = "",
): Promise<{ body: Record<string, unknown>; cookie: string }> {
  const answer = await fetch(`${address}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-gongjian": "1", origin: address, cookie },
    body: JSON.stringify(body),
  });
  const set = answer.headers.getSetCookie().map((text) => text.split(";")[0]);
  return { body: (await answer.json()) as Record<string, unknown>, cookie: set.join("; ") };
}

const viewer = { query: "{ viewer { person { name hasAccount } memberships { role } city { name } } }" };

test("from the link to a signed-in person with a role, over HTTP, and out again", async () => {
  const { token } = await openedCity(database());
  expect((await send("/graphql", viewer)).body).toEqual({ data: { viewer: null } });
  const look = {
    query: "query ($t: String!) { invitation(token: $t) { personName cityName } }",
    variables: { t: token },
  };
  expect((await send("/graphql", look)).body).toEqual({
    data: { invitation: { personName: "何主任", cityName: "西岭市" } },
  });

  const password = "梅花香自苦寒来-7788";
  const accepted = await send("/graphql", {
    query: `mutation ($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) { ... on AcceptedInvitation { username } ... on Failure { code } } }`,
    variables: { input: { token, username: "He.Zhuren", password, idempotencyKey: "1" } },
  });
  expect(accepted.body).toEqual({ data: { acceptInvitation: { username: "he.zhuren" } } });
  expect(accepted.cookie).toBe("");

  const signedIn = await send("/api/auth/sign-in/username", { username: "he.zhuren", password });
  expect(signedIn.body).toEqual({ ok: true });
  expect((await send("/graphql", viewer, signedIn.cookie)).body).toEqual({
    data: {
      viewer: {
        person: { name: "何主任", hasAccount: true },
        memberships: [{ role: "MANAGER" }],
        city: { name: "西岭市" },
      },
    },
  });

  expect((await send("/api/auth/sign-out", {}, signedIn.cookie)).body).toEqual({ ok: true });
  expect((await send("/graphql", viewer, signedIn.cookie)).body).toEqual({ data: { viewer: null } });
}, 30_000);

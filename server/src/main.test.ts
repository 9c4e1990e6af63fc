import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openPair } from "../test/pair.ts";
import { useTestDatabase } from "../test/pg.ts";
import { type TestPerson, testClock, World } from "../test/world.ts";
import { systemClock } from "./kernel/clock.ts";
import { newId } from "./kernel/ids.ts";
import { startDispatcher } from "./modules/notifications/public.ts";

const AUTH_SECRET = "x".repeat(40);
const testDatabase = useTestDatabase();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts the server as its own process and collects what it says. */
function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { PATH: process.env["PATH"] ?? "", AUTH_SECRET, HOST: "127.0.0.1", ...settings },
  });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said.err += chunk;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, said, ended };
}

/** Opens the stream of a person at a server and collects what arrives, until it is told to stop. */
async function listen(url: string, cookie: string) {
  const ending = new AbortController();
  const response = await fetch(`${url}/live`, { headers: { cookie }, signal: ending.signal });
  const { body } = response;
  if (!body) throw new Error(`no stream: ${response.status}`);
  const heard: { kind: string; ids: string[] }[] = [];
  const reading = (async () => {
    let rest = "";
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("data: ")) heard.push(JSON.parse(line.slice(6)));
    }
  })().catch(() => undefined);
  return {
    heard,
    async stop() {
      ending.abort();
      await reading;
    },
  };
}

/** A session as the sign-in library keeps one, with its signed cookie. */
async function cookieOf(person: TestPerson, secret: string): Promise<string> {
  const token = newId().replaceAll("-", "");
  await person.world.database.prisma.authSession.create({
    data: { id: newId(), userId: person.actor.userId, token, expiresAt: new Date(Date.now() + 3_600_000) },
  });
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return `gongjian.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** What somebody does in this process appears at an open screen that another process serves: everything, in its order. */
async function crossProcesses(url: string): Promise<void> {
  const clock = testClock();
  clock.set(new Date());
  const world = await World.open(testDatabase(), clock);
  const dispatcher = startDispatcher({
    database: world.database,
    clock: systemClock,
    onError: (error) => {
      throw error;
    },
  });
  try {
    const pair = await openPair(world);
    const screen = await listen(url, await cookieOf(pair.liaison, AUTH_SECRET));
    const sent: unknown[] = [];
    for (const text of ["First", "Second"]) {
      const made = await pair.head.act("remind", { partnershipId: pair.partnershipId, to: "GIVER", text });
      sent.push(made["id"]);
      dispatcher.wake();
    }
    const seen = () => screen.heard.filter(({ kind }) => kind === "Reminder").map(({ ids }) => ids[0]);
    // A second is what is promised; a loaded machine is given more.
    await expect.poll(seen, { timeout: 10_000, interval: 20 }).toEqual(sent);
    await screen.stop();
  } finally {
    await dispatcher.stop();
    await world.close();
  }
}

test("starts, says when it is ready, shows what another process did, and ends cleanly when told to", async () => {
  const storage = await mkdtemp(join(tmpdir(), "gongjian-main-"));
  const port = await freePort();
  const { child, said, ended } = start({
    DATABASE_URL: testDatabase().appUrl,
    STORAGE_DIR: storage,
    PORT: String(port),
  });
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  const deadline = Date.now() + 20_000;
  while (
    !(await ask("/readyz").then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) throw new Error(`not ready: ${said.out}${said.err}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const answer = await ask("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{__typename}" }),
  });
  expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
  await crossProcesses(`http://127.0.0.1:${port}`);
  await ask("/?phone=13800000000", { headers: { cookie: "gongjian.session_token=secret" } });

  const inUse = start({ DATABASE_URL: testDatabase().appUrl, STORAGE_DIR: storage, PORT: String(port) });
  expect(await inUse.ended).toBe(1);
  expect(inUse.said.err.trim()).toMatch(/^Port \d+ is in use: [^\n]*\.$/);

  const told = Date.now();
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(Date.now() - told).toBeLessThan(5_000);
  expect(said.err).toBe("");
  expect(said.out).not.toContain("13800000000");
  expect(said.out).not.toContain("secret");
  await rm(storage, { recursive: true });
});

test("refuses to run as the owner of its tables, without a database, and without settings, in a sentence each", async () => {
  const refusal = async (settings: Record<string, string>) => {
    const { said, ended } = start({ STORAGE_DIR: tmpdir(), PORT: "0", ...settings });
    expect(await ended).toBe(1);
    return said.err.trim();
  };
  expect(await refusal({ DATABASE_URL: testDatabase().ownerUrl })).toMatch(
    /^The database role \w+ owns the tables [^\n]*\.$/,
  );
  expect(await refusal({ DATABASE_URL: "postgresql://a:b@127.0.0.1:1/c" })).toMatch(
    /^The database cannot be reached: [^\n]*\.$/,
  );
  expect(await refusal({})).toMatch(/^DATABASE_URL is missing[^\n]*\.$/);
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { useTestDatabase } from "../test/pg.ts";

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
    env: { PATH: process.env["PATH"] ?? "", AUTH_SECRET: "x".repeat(40), HOST: "127.0.0.1", ...settings },
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

test("starts, says when it is ready, and ends cleanly when told to", async () => {
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

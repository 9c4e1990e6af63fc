import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureStopped, startPostgres } from "./postgres.ts";
import { readRecord, removeClusterOutside } from "./postgres-cluster.ts";

let folder: string;
let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  // Closed to everybody else, like the home directory of root.
  folder = mkdtempSync(join(tmpdir(), "gongjian-closed-"));
  chmodSync(folder, 0o700);
  dataDir = join(folder, "data");
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map(kill));
  await ensureStopped(dataDir);
  removeClusterOutside(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

// A killed process is alive until the system and its parent have noticed.
async function kill(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  child.kill("SIGKILL");
  await gone;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

// Another process that starts the database and holds it until it is killed.
async function startElsewhere(): Promise<ChildProcess> {
  const code = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "postgres.ts"))});
    await startPostgres(${JSON.stringify(dataDir)});
    console.log("up");`;
  const child = spawn("node", ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", () => reject(new Error("it ended")));
  });
  return child;
}

function postmasterPid(): number {
  const location = readRecord(dataDir)?.location ?? "";
  return Number(readFileSync(join(location, "postmaster.pid"), "utf8").split("\n")[0]);
}

test("in a closed folder the database starts, keeps its data and its secrets", async () => {
  const first = await startPostgres(dataDir);
  await ask(first.ownerUrl, "create table kept as select 1 as x");
  await first.stop();
  const second = await startPostgres(dataDir);
  expect(await ask(second.ownerUrl, "select x from kept")).toEqual([{ x: 1 }]);
  expect(statSync(join(dataDir, "postgres.json")).mode & 0o077).toBe(0);
  // Order of text does not depend on the machine.
  expect(
    await ask(
      second.ownerUrl,
      "select datlocprovider, datlocale from pg_database where datname = current_database()",
    ),
  ).toEqual([{ datlocprovider: "b", datlocale: "C.UTF-8" }]);
  await second.stop();
});

test("nobody connects without the password", async () => {
  const database = await startPostgres(dataDir);
  const url = new URL(database.adminUrl);
  url.password = "guess";
  await expect(ask(url.href, "select 1")).rejects.toThrow(/password authentication failed/);
  await database.stop();
});

test("a second start on the same folder is refused in one sentence", async () => {
  await startElsewhere();
  await expect(startPostgres(dataDir)).rejects.toThrow(/^Gongjian is already running on .*\.$/);
  const joined = await startPostgres(dataDir, { join: true });
  expect(await ask(joined.appUrl, "select current_user::text as who")).toEqual([{ who: "gongjian_app" }]);
  await joined.stop();
  expect(await ask(joined.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("after a kill -9 of the start, the next one has the data", async () => {
  const child = await startElsewhere();
  await ask((await startPostgres(dataDir, { join: true })).ownerUrl, "create table kept as select 1 as x");
  await kill(child);
  const next = await startPostgres(dataDir);
  expect(await ask(next.ownerUrl, "select x from kept")).toEqual([{ x: 1 }]);
  await next.stop();
});

test("an orphan that outlived its guard is ended by the next start", async () => {
  const child = await startElsewhere();
  const orphan = postmasterPid();
  // The guard is the orphan's parent: it must not get the chance to end it.
  const guard = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${orphan}/status`, "utf8"))?.[1]);
  const watcher = readFileSync(`/proc/${guard}/task/${guard}/children`, "utf8").trim().split(" ").map(Number);
  for (const pid of [guard, ...watcher.filter((pid) => pid !== orphan)]) process.kill(pid, "SIGKILL");
  await kill(child);
  const next = await startPostgres(dataDir);
  expect(postmasterPid()).not.toBe(orphan);
  await next.stop();
});

test("a lock file that names a stranger's process does not stop a start", async () => {
  const database = await startPostgres(dataDir);
  const { location } = readRecord(dataDir) ?? { location: "" };
  await database.stop();
  writeFileSync(join(location, "postmaster.pid"), `${process.pid}\n${location}\n0\n1\n\n\n\n`);
  const next = await startPostgres(dataDir);
  await next.stop();
});

test("a foreign folder, a newer format and another PostgreSQL are each one sentence", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "letter.txt"), "hello");
  await expect(startPostgres(dataDir)).rejects.toThrow(/not empty and was not made by Gongjian/);
  rmSync(join(dataDir, "letter.txt"));

  const database = await startPostgres(dataDir);
  await database.stop();
  const { location } = readRecord(dataDir) ?? { location: "" };
  const version = readFileSync(join(location, "PG_VERSION"), "utf8");
  writeFileSync(join(location, "PG_VERSION"), "99\n");
  await expect(startPostgres(dataDir)).rejects.toThrow(/was made by PostgreSQL 99/);
  writeFileSync(join(location, "PG_VERSION"), version);

  writeFileSync(join(dataDir, "gongjian.json"), `{"format":2}`);
  await expect(startPostgres(dataDir)).rejects.toThrow(/made by another version of Gongjian/);
});

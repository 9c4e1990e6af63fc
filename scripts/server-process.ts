import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./child.ts";
import { openLog } from "./data-folder.ts";
import { Refusal } from "./refusal.ts";

/** A program of ours that runs beside the start, and ends with it. */
export type Companion = {
  pid: number | undefined;
  /** Its exit code, once it has ended. */
  ended: Promise<number>;
  /** Asks it to end, and makes it end when it has not finished after twelve seconds. */
  stop(): Promise<void>;
};

/** How to start a companion. */
export type CompanionOptions = {
  env: Record<string, string>;
  /** A file for its output; without it, its output is shown. */
  log?: string;
  flags?: string[];
};

/** Runs one of our `.ts` files as a process of its own. */
export function startCompanion(script: string, args: string[], options: CompanionOptions): Companion {
  const log = options.log ? openLog(options.log) : undefined;
  const preload = ["--import", join(root, "scripts/end-with-parent.ts")];
  const child: ChildProcess = spawn(
    process.execPath,
    [...preload, ...(options.flags ?? []), join(root, script), ...args],
    {
      cwd: root,
      env: { ...process.env, ...options.env },
      // Its own session: Ctrl-C reaches the start alone, which then ends things in their order.
      detached: true,
      stdio: ["ignore", log ?? "inherit", log ?? "inherit", "ipc"],
    },
  );
  if (log !== undefined) closeSync(log);
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (code) => resolve(code ?? 1));
  });
  return {
    pid: child.pid,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 12_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function tailOf(log: string): string {
  return readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
}

/**
 * Waits until the server says that it is ready to serve.
 *
 * @throws Refusal with the last lines of its log when it ends or takes longer than a minute.
 */
export async function waitUntilReady(server: Companion, address: string, log: string): Promise<void> {
  let over = false;
  server.ended.then(() => {
    over = true;
  });
  for (let waited = 0; waited < 600 && !over; waited++) {
    try {
      const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  throw new Refusal(`The server did not become ready; its log ${log} ends with:\n${tailOf(log)}`);
}

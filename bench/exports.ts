import { readFileSync, writeFileSync } from "node:fs";
import type { BenchServer } from "./server.ts";

/** What it took to send the whole board as a file. */
export type Taken = { rows: number; bytes: number; ms: number; restMb: number; peakMb: number };

/** A line of /proc/<pid>/status in MB; not a number where there is no such file. */
function memoryOf(pid: number, line: "VmRSS" | "VmHWM"): number {
  try {
    const found = new RegExp(`${line}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Math.round(Number(found?.[1]) / 1024);
  } catch {
    return Number.NaN;
  }
}

/** Exports the board once with all of its rows, reading as fast as it comes. */
export async function exportOnce(server: BenchServer, format: string): Promise<Taken> {
  try {
    writeFileSync(`/proc/${server.pid}/clear_refs`, "5");
  } catch {
    // The peak is then that of the process since its start.
  }
  const restMb = memoryOf(server.pid, "VmRSS");
  const begun = performance.now();
  const answer = await fetch(`${server.address}/downloads/board.${format}`, {
    headers: { cookie: server.cookies.coordinator, "x-gongjian": "1" },
  });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  const ms = performance.now() - begun;
  return { rows: server.about.partnerships, bytes, ms, restMb, peakMb: memoryOf(server.pid, "VmHWM") };
}

/** Fails when the scripts of the first route weigh more than the budget. Run after the build. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 170;
const FIRST_ROUTE = ["index.html", "src/features/home/HomePage.tsx"];

interface Chunk {
  file: string;
  imports?: string[];
}

const dist = path.join(import.meta.dirname, "dist");
const manifest: Record<string, Chunk> = JSON.parse(
  readFileSync(path.join(dist, ".vite/manifest.json"), "utf8"),
);
const files = new Set<string>();
function follow(key: string): void {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) follow(imported);
}
for (const key of FIRST_ROUTE) follow(key);
const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file))).length, 0);
const kilobytes = (bytes / 1000).toFixed(1);
console.log(`first route: ${kilobytes} kB of scripts, gzip; budget ${BUDGET_KB} kB`);
if (bytes > BUDGET_KB * 1000) process.exitCode = 1;

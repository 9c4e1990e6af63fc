import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { openDataFolder } from "./data-folder.ts";
import { isDemo } from "./demo.ts";
import { ensureStopped } from "./postgres.ts";
import { removeClusterOutside } from "./postgres-cluster.ts";
import { Refusal, runScript } from "./refusal.ts";
import { readSettings } from "./settings.ts";

async function confirm(dataDir: string): Promise<void> {
  if (process.argv.includes("--yes")) return;
  if (!process.stdin.isTTY)
    throw new Refusal(`${dataDir} holds more than the demo city: add --yes to delete it all.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Delete the database, the files and the secrets in ${dataDir}? Type yes: `,
  );
  terminal.close();
  if (answer.trim() !== "yes") throw new Refusal("Nothing was deleted.");
}

await runScript(async () => {
  const { dataDir, databaseUrl } = readSettings();
  if (databaseUrl) throw new Refusal("Reset deletes the embedded database only: leave DATABASE_URL out.");
  openDataFolder(dataDir);
  if (!isDemo(dataDir)) await confirm(dataDir);
  await ensureStopped(dataDir);
  removeClusterOutside(dataDir);
  for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true });
  console.log(`${dataDir} is empty: the next start begins anew.`);
});

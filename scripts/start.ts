import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDataFolder, writeSecret } from "./data-folder.ts";
import { openDatabase, prepareDatabase } from "./database.ts";
import { fillDemo, planDemo } from "./demo.ts";
import { generate } from "./generate.ts";
import { Lifecycle } from "./lifecycle.ts";
import { secondsSince, step } from "./progress.ts";
import { Refusal, runScript } from "./refusal.ts";
import { startCompanion, waitUntilReady } from "./server-process.ts";
import { addressesOf, readSettings, requireFreePort, serverEnv } from "./settings.ts";
import { isAlive } from "./start-lock.ts";
import { buildWeb } from "./web-build.ts";

const begun = performance.now();
const lifecycle = new Lifecycle();

function previousStart(dataDir: string): { port: number; pids: number[] } | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, "running.json"), "utf8"));
  } catch {
    return undefined;
  }
}

async function start(): Promise<void> {
  const settings = readSettings();
  openDataFolder(settings.dataDir);
  const previous = previousStart(settings.dataDir);
  await requireFreePort(settings, () => previous?.port === settings.port && previous.pids.some(isAlive));

  const database = await step("Starting the database", () => openDatabase(settings));
  lifecycle.onEnd(database.stop);
  await generate();
  const applied = await prepareDatabase(database);
  if (applied.length > 0) console.log(`Migrated the database: ${applied.length} new.`);

  const plan = await planDemo(settings, database);
  const env = serverEnv(settings, database.appUrl, plan !== "none");
  const building = buildWeb(() => console.log("Building the web app …"));
  // A failure is met below; until then it must not end the process unseen.
  building.catch(() => undefined);
  if (plan === "fill")
    await step("Filling the demo city (only this once)", () => fillDemo(settings, database, env, lifecycle));
  await building;
  if (lifecycle.ending) return;

  const log = join(settings.dataDir, "server.log");
  const server = startCompanion("server/src/main.ts", [], { env, log });
  lifecycle.onEnd(server.stop);
  const running = join(settings.dataDir, "running.json");
  writeSecret(running, JSON.stringify({ port: settings.port, pids: [process.pid, server.pid] }));
  lifecycle.onEnd(async () => rmSync(running, { force: true }));
  const { local, shown } = addressesOf(settings);
  await waitUntilReady(server, local, log);

  const how =
    plan === "none"
      ? "sign in with the account that your office gave you"
      : "choose one of the demo accounts offered on the sign-in page";
  console.log(`\nGongjian is ready at ${shown} (${secondsSince(begun)}): ${how}. Ctrl-C stops it.`);

  const ended = await Promise.race([
    server.ended.then(() => "server"),
    database.ended.then(() => "database"),
  ]);
  if (!lifecycle.ending)
    throw new Refusal(`The ${ended} has ended by itself: see the logs in ${settings.dataDir}.`);
}

await runScript(async () => {
  try {
    await start();
  } finally {
    await lifecycle.end();
  }
});
process.exit();

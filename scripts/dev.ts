import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./child.ts";
import { openDatabase, prepareDatabase } from "./database.ts";
import { fillDemo, planDemo } from "./demo.ts";
import { generate } from "./generate.ts";
import { Lifecycle } from "./lifecycle.ts";
import { step } from "./progress.ts";
import { Refusal, runScript } from "./refusal.ts";
import { readSettings, requireFreePort, serverEnv } from "./settings.ts";
import { generateWeb } from "./web-build.ts";

const lifecycle = new Lifecycle();

function startShown(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<void> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  lifecycle.onEnd(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return ended;
}

async function develop(): Promise<void> {
  const settings = readSettings();
  await requireFreePort(settings, () => false);
  const database = await step("Starting the database", () => openDatabase(settings));
  lifecycle.onEnd(database.stop);
  await generate();
  await prepareDatabase(database);
  const plan = await planDemo(settings, database);
  const env = { ...serverEnv(settings, database.appUrl, plan !== "none"), NODE_ENV: "development" };
  if (plan === "fill") {
    await step("Filling the demo city (only this once)", () => fillDemo(settings, database, env, lifecycle));
  }
  await generateWeb();
  const watched = ["--watch", "--watch-preserve-output", join(root, "server/src/main.ts")];
  const server = startShown(process.execPath, watched, root, env);
  const vite = join(root, "web/node_modules/.bin/vite");
  const web = startShown(vite, ["--strictPort"], join(root, "web"), { PORT: String(settings.port) });
  console.log(`GraphQL at http://localhost:${settings.port}/graphql, the web app at the address below.`);
  const ended = await Promise.race([server.then(() => "server"), web.then(() => "web app")]);
  if (!lifecycle.ending) throw new Refusal(`The ${ended} has ended by itself.`);
}

await runScript(async () => {
  try {
    await develop();
  } finally {
    await lifecycle.end();
  }
});
process.exit();

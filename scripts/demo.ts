import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Database, hasCity, prepareDatabase, recreateDatabase } from "./database.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { Refusal } from "./refusal.ts";
import { startCompanion } from "./server-process.ts";
import type { Settings } from "./settings.ts";

// What DATA_DIR remembers of the demo city of its embedded database.
const markerName = "demo-city";

function readMarker(dataDir: string): string | undefined {
  const path = join(dataDir, markerName);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/** Whether the embedded database of this DATA_DIR was begun as the demo city. */
export function isDemo(dataDir: string): boolean {
  return readMarker(dataDir) !== undefined;
}

/** What has to happen for the demo city: nothing, fill it, or begin anew after a start that was cut short. */
export async function planDemo(settings: Settings, database: Database): Promise<"none" | "there" | "fill"> {
  if (settings.databaseUrl) {
    if (!settings.demo) return "none";
    return (await hasCity(database.ownerUrl)) ? "there" : "fill";
  }
  const marker = readMarker(settings.dataDir);
  if (marker === "complete") return settings.demo === false ? "none" : "there";
  if (marker === "filling" && database.adminUrl) {
    await recreateDatabase(database.adminUrl);
    await prepareDatabase(database);
    return "fill";
  }
  if (settings.demo === false || (await hasCity(database.ownerUrl))) return "none";
  return "fill";
}

/**
 * Fills the demo city through the commands of the product.
 *
 * @param env the server's own settings: the city is written as the role that serves it.
 * @throws Refusal when it could not be written whole.
 */
export async function fillDemo(
  settings: Settings,
  database: Database,
  env: Record<string, string>,
  lifecycle: Lifecycle,
): Promise<void> {
  const marker = join(settings.dataDir, markerName);
  if (!settings.databaseUrl) writeFileSync(marker, "filling\n");
  const filling = startCompanion("prisma/seed/demo.ts", [], {
    env: { ...env, OWNER_DATABASE_URL: database.ownerUrl },
  });
  lifecycle.onEnd(filling.stop);
  const code = await filling.ended;
  if (code !== 0) throw new Refusal("The demo city could not be filled: see above.");
  if (!settings.databaseUrl) writeFileSync(marker, "complete\n");
}

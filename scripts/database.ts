import pg from "pg";
import { ensureApplicationRole, grantApplication, MigrationError, migrate } from "../prisma/migrate.ts";
import { openDataFolder } from "./data-folder.ts";
import { startPostgres } from "./postgres.ts";
import { Refusal } from "./refusal.ts";
import type { Settings } from "./settings.ts";

/** A database to work on: the embedded one, or the one of DATABASE_URL. */
export type Database = {
  ownerUrl: string;
  appUrl: string;
  /** The superuser of the embedded one. */
  adminUrl: string | undefined;
  ended: Promise<void>;
  stop(): Promise<void>;
};

async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof MigrationError ? new Refusal(error.message) : error;
  }
}

function requiredSecret(): string {
  const secret = process.env["AUTH_SECRET"] ?? "";
  if (secret.length < 32) {
    throw new Refusal(
      "AUTH_SECRET is needed with DATABASE_URL: at least 32 random characters, the same at every start (openssl rand -hex 32).",
    );
  }
  return secret;
}

/**
 * Opens the database of the settings. With `join`, an embedded one that is already running is used as it is.
 *
 * @throws Refusal when it cannot be had.
 */
export async function openDatabase(settings: Settings, options: { join?: boolean } = {}): Promise<Database> {
  openDataFolder(settings.dataDir);
  const ownerUrl = settings.databaseUrl;
  if (!ownerUrl) {
    const postgres = await startPostgres(settings.dataDir, options);
    return { ...postgres };
  }
  const appUrl =
    settings.appDatabaseUrl ?? (await plainly(ensureApplicationRole(ownerUrl, requiredSecret())));
  return {
    ownerUrl,
    appUrl,
    adminUrl: undefined,
    ended: new Promise(() => undefined),
    stop: async () => undefined,
  };
}

/**
 * Brings the schema up to date and gives the server's role its rights.
 *
 * @returns the migrations applied now.
 */
export async function prepareDatabase({ ownerUrl, appUrl }: Database): Promise<string[]> {
  const applied = await plainly(migrate(ownerUrl));
  // Only now: the server's code stands on the generated client, which a fresh clone makes after this script began.
  const { prepareJobs } = await import("../server/src/jobs.ts");
  await prepareJobs(ownerUrl);
  await plainly(grantApplication(ownerUrl, appUrl));
  return applied;
}

/** Whether any city lives in the database. */
export async function hasCity(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`select exists (select from "City") as found`);
    return rows[0].found;
  } finally {
    await client.end();
  }
}

/** Throws away the embedded database `gongjian` and makes it anew, empty. */
export async function recreateDatabase(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("drop database if exists gongjian with (force)");
    await admin.query("create database gongjian owner gongjian");
  } finally {
    await admin.end();
  }
}

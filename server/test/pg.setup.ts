import { readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { grantApplication, migrate } from "../../prisma/migrate.ts";
import { type Postgres, startPostgres } from "../../scripts/postgres.ts";
import { removeClusterOutside } from "../../scripts/postgres-cluster.ts";
import { isAlive } from "../../scripts/start-lock.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Addresses of the test server: its superuser, and the migrated template by its owner and by the application role. */
    postgres: { adminUrl: string; ownerUrl: string; appUrl: string };
  }
}

const prefix = "gongjian-test-";

type Shared = { users: number; server: Promise<{ postgres: Postgres; folder: string }> };
// Each project loads this file anew, in the same process: one server for all of them.
const holder = globalThis as typeof globalThis & { gongjianTestServer?: Shared };

function remove(folder: string): void {
  removeClusterOutside(folder);
  rmSync(folder, { recursive: true, force: true });
}

function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    try {
      remove(join(tmpdir(), name));
    } catch {
      // Another user's: theirs to clear away.
    }
  }
}

async function startServer() {
  removeLeftovers();
  const folder = join(tmpdir(), `${prefix}${process.pid}`);
  const postgres = await startPostgres(folder, { durable: false });
  await migrate(postgres.ownerUrl);
  await grantApplication(postgres.ownerUrl, postgres.appUrl);
  // What is copied for each test file must have no visitors.
  const admin = new pg.Client({ connectionString: postgres.adminUrl });
  await admin.connect();
  await admin.query("alter database gongjian is_template true");
  await admin.end();
  return { postgres, folder };
}

/** Vitest's global setup: one real PostgreSQL for the run, with a migrated database to copy. */
export default async function setup(project: TestProject) {
  holder.gongjianTestServer ??= { users: 0, server: startServer() };
  const shared = holder.gongjianTestServer;
  shared.users++;
  const { postgres, folder } = await shared.server;
  const { adminUrl, ownerUrl, appUrl } = postgres;
  project.provide("postgres", { adminUrl, ownerUrl, appUrl });
  return async () => {
    if (--shared.users > 0) return;
    await postgres.stop();
    remove(folder);
  };
}

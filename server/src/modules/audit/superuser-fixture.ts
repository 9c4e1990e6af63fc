import pg from "pg";
import { inject } from "vitest";

/**
 * Connects to a test's database as the superuser, with every trigger and foreign key switched off: as somebody would who
 * tampers with the files of the database itself.
 */
export async function connectAsTamperer(ownerUrl: string): Promise<pg.Client> {
  const { pathname } = new URL(ownerUrl);
  const admin = new URL(inject("postgres").adminUrl);
  admin.pathname = pathname;
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query("set session_replication_role = replica");
  return client;
}

import { PrismaClient } from "@gongjian/prisma/client";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { statementNames } from "./statement-names.ts";

/** A statement as the database received it; tests count them. */
export type Statement = { sql: string; durationMs: number };

/** The one way to the database: Prisma for rows, the pool beneath it for LISTEN and health. */
export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  url: string;
  /** Calls back for every statement until the returned function is called. */
  onStatement(listener: (statement: Statement) => void): () => void;
  close(): Promise<void>;
};

/** The Prisma client inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

export type DatabaseOptions = { poolSize?: number; statementTimeoutMs?: number };

/**
 * Opens the database as the application's role.
 * Every statement is bounded by `statementTimeoutMs` (default 15 s) on the server's side.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "gongjian",
  });
  // A dropped idle connection (a restarted database) is replaced by the pool; it must not end the process.
  pool.on("error", () => {});
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }),
    log: [{ emit: "event", level: "query" }],
    // A crowd that comes at once (five hundred sign-ups for one evening) waits for a connection rather than being sent away.
    transactionOptions: { isolationLevel: "ReadCommitted", maxWait: 15_000, timeout: 20_000 },
  });
  const listeners = new Set<(statement: Statement) => void>();
  prisma.$on("query", (event) => {
    for (const listener of listeners) listener({ sql: event.query, durationMs: event.duration });
  });
  return {
    prisma: prisma as unknown as PrismaClient,
    pool,
    url,
    onStatement(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

/** The tables whose rows are locked before they are changed. */
export type LockableTable =
  | "Partnership"
  | "Signup"
  | "ActivitySession"
  | "ActivityKind"
  | "Activity"
  | "Agreement"
  | "Obligation"
  | "ExtensionRequest"
  | "Delivery"
  | "Pledge"
  | "LedgerAccount"
  | "Expense"
  | "FundReturn"
  | "HelpRequest"
  | "Appeal"
  | "Need"
  | "Claim"
  | "SolvedQuestion"
  | "JointClaimPart"
  | "Capability"
  | "City"
  | "Invitation"
  | "Kind"
  | "Membership"
  | "Organization"
  | "Person"
  | "Period"
  | "DutyRule"
  | "Reminder"
  | "ReminderPolicy"
  | "Webhook"
  | "Room"
  | "SavedView"
  | "Station";

/**
 * Locks rows for the rest of the transaction, always in id order so that two commands never wait for each other.
 * Rows that do not exist are passed over: the load that follows answers not found.
 * NO KEY UPDATE: ids never change, and a plain UPDATE lock would make every command that links to the row (its audit
 * entry among them) wait for its holder, who may be waiting for the chain: a deadlock.
 */
export async function lockRows(tx: Transaction, table: LockableTable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const sorted = [...new Set(ids)].sort();
  await tx.$queryRawUnsafe(
    `select id from "${table}" where id = any($1::uuid[]) order by id for no key update`,
    sorted,
  );
}

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import type { Clock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { type ChainBreak, type ChainEntry, chainStart, entryProblem } from "./chain.ts";
import { type HeadsReport, verifyHeads } from "./verify-heads.ts";

/** Where the invariants stand, one query in each file. */
export const CHECKS = join(import.meta.dirname, "../../../../prisma/checks");

/** What was found of one chain. `city` is its name; null for the chain of acts without a city. */
export type ChainReport = {
  chain: string;
  city: string | null;
  entries: number;
  /** Hash of the last entry that is in order, hex. */
  head: string;
  broken: { seq: string; problem: ChainBreak } | null;
};

/** What was found by one invariant: how many rows offend, and the first of them. */
export type CheckReport = {
  check: string;
  why: string;
  violations: number;
  first: Record<string, unknown>[];
};

export type Verification = {
  ok: boolean;
  chains: ChainReport[];
  checks: CheckReport[];
  /** Absent in reports from before heads were published. */
  heads?: HeadsReport;
};

/** Entries read at a time, whatever the length of a chain. */
const PAGE = 2_000;
/** Offending rows kept in a report. */
const SHOWN = 5;

/**
 * Recomputes every chain and runs every invariant, all on one snapshot of the database, in bounded memory, while others go on
 * writing. Keeps the result as a VerificationRun.
 *
 * @param pool connected as the application's role: nothing here needs more.
 * @param at where the published heads' files are, when they are kept on this machine.
 */
export async function verify(
  pool: Pool,
  clock: Clock,
  at: { checksDirectory?: string; headsDirectory?: string | undefined } = {},
): Promise<Verification> {
  const startedAt = clock.now();
  const client = await pool.connect();
  let result: Verification;
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0");
    await client.query("set local idle_in_transaction_session_timeout = 0");
    const chains = await verifyChains(client);
    const checks = await runChecks(client, at.checksDirectory);
    const heads = await verifyHeads(client, at.headsDirectory);
    const ok =
      chains.every(({ broken }) => broken === null) &&
      checks.every(({ violations }) => violations === 0) &&
      heads.lost.length + heads.broken.length === 0;
    result = { ok, chains, checks, heads };
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  await pool.query(
    `insert into "VerificationRun" (id, "startedAt", "finishedAt", ok, report) values ($1, $2, $3, $4, $5)`,
    [newId(startedAt), startedAt, clock.now(), result.ok, JSON.stringify(result)],
  );
  return result;
}

async function verifyChains(client: PoolClient): Promise<ChainReport[]> {
  const { rows } = await client.query<{
    chain: string;
    city: string | null;
    seq: string | null;
    hash: Buffer | null;
  }>(`
    select names."chain", c."name" as "city", h."seq", h."hash"
    from (select "chain" from "AuditHead" union select distinct "chain" from "AuditEntry") names
    left join "AuditHead" h on h."chain" = names."chain"
    left join "City" c on c.id::text = names."chain"
    order by c."name" nulls first, names."chain"`);
  const reports: ChainReport[] = [];
  for (const { chain, city, seq, hash } of rows) {
    reports.push(
      await verifyChain(client, { chain, city, head: hash && seq ? { seq: BigInt(seq), hash } : null }),
    );
  }
  return reports;
}

async function verifyChain(
  client: PoolClient,
  known: { chain: string; city: string | null; head: { seq: bigint; hash: Buffer } | null },
): Promise<ChainReport> {
  let end = chainStart(known.chain);
  const report = (broken: ChainReport["broken"]): ChainReport => ({
    chain: known.chain,
    city: known.city,
    entries: Number(end.seq),
    head: Buffer.from(end.hash).toString("hex"),
    broken,
  });
  for (;;) {
    const { rows } = await client.query<Omit<ChainEntry, "seq"> & { seq: string }>(
      `select "seq", to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "at",
         "payload", "salt", "digest", "prevHash", "hash",
         "command", "personId", "organizationId", "onBehalfOfId", "partnershipId", "subjectIds"
       from "AuditEntry" where "chain" = $1 and "seq" > $2 order by "seq" limit ${PAGE}`,
      [known.chain, end.seq.toString()],
    );
    for (const row of rows) {
      const entry = { ...row, seq: BigInt(row.seq) };
      const problem = entryProblem(end, entry);
      if (problem) return report({ seq: (problem === "GAP" ? end.seq + 1n : entry.seq).toString(), problem });
      end = { seq: entry.seq, hash: entry.hash };
    }
    if (rows.length < PAGE) break;
  }
  const { head } = known;
  if (head?.seq !== end.seq || !head.hash.equals(end.hash)) {
    return report({ seq: (end.seq + 1n).toString(), problem: "HEAD" });
  }
  return report(null);
}

/** Runs every invariant in the order of their names. A healthy database answers each with no rows. */
export async function runChecks(
  client: Pick<PoolClient, "query">,
  directory = CHECKS,
): Promise<CheckReport[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  const reports: CheckReport[] = [];
  for (const file of files) {
    const sql = await readFile(join(directory, file), "utf8");
    // Named, so that a connection that checks again plans nothing again.
    const { rows } = await client.query<Record<string, unknown>>({
      name: `check ${file}`,
      text: `with violations as (${sql.replace(/;\s*$/, "")}) select count(*) over () as "all", v.* from violations v limit ${SHOWN}`,
    });
    reports.push({
      check: file.replace(/\.sql$/, ""),
      why: whyOf(sql),
      violations: Number(rows[0]?.["all"] ?? 0),
      first: rows.map(({ all: _all, ...row }) => row),
    });
  }
  return reports;
}

/** The sentence at the head of a check. */
function whyOf(sql: string): string {
  const lines = sql.split("\n");
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("--")),
  );
  return comment.map((line) => line.replace(/^--\s*/, "")).join(" ");
}

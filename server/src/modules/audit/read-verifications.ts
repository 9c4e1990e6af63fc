import { Prisma } from "@gongjian/prisma/client";
import type { Transaction } from "../../kernel/db.ts";
import type { ChainReport, CheckReport } from "./verify.ts";

/** What one verification found, as far as one city may know of it: its own chain, and every invariant without the rows that offend. */
export type VerificationRow = {
  id: string;
  startedAt: Date;
  finishedAt: Date;
  /** Null when the city had no entry yet. */
  chain: ChainReport | null;
  checks: Omit<CheckReport, "first">[];
};

/** Verifications, the last first, at most `limit`; those before `after` in that order. One statement. */
export function readVerifications(
  reader: Pick<Transaction, "$queryRaw">,
  cityId: string,
  limit: number,
  after: { startedAt: Date; id: string } | null = null,
): Promise<VerificationRow[]> {
  const { sql } = Prisma;
  const beyond = after
    ? sql`where (r."startedAt", r.id) < (${after.startedAt}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
  return reader.$queryRaw<VerificationRow[]>(sql`
    select r.id, r."startedAt", r."finishedAt",
      (select c from jsonb_array_elements(r.report->'chains') c where c->>'chain' = ${cityId} limit 1) as chain,
      coalesce((select jsonb_agg(k - 'first') from jsonb_array_elements(r.report->'checks') k), '[]'::jsonb) as checks
    from "VerificationRun" r ${beyond}
    order by r."startedAt" desc, r.id desc limit ${limit}`);
}

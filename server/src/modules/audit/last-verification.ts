import type { Transaction } from "../../kernel/db.ts";
import type { Verification } from "./verify.ts";

/** What the last verification found of one chain. */
export type OwnVerification = { at: Date; entries: number; brokenAt: bigint | null };

/** The last verification that saw this chain's city; null before the first. Other chains' findings stay with the operator. */
export async function lastVerification(
  reader: Pick<Transaction, "verificationRun">,
  chain: string,
): Promise<OwnVerification | null> {
  const run = await reader.verificationRun.findFirst({
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    select: { finishedAt: true, report: true },
  });
  // The report is what `verify` wrote.
  const report = run?.report as unknown as Verification | null | undefined;
  const own = report?.chains.find((one) => one.chain === chain);
  if (!run || !own) return null;
  return { at: run.finishedAt, entries: own.entries, brokenAt: own.broken && BigInt(own.broken.seq) };
}

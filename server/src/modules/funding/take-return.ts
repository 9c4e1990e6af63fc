import type { FundReturn } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { type PledgeInHand, takeLine } from "./load.ts";
import type { HeldLine } from "./pledge-rows.ts";

/** Locks and loads a return that the actor may see, with its pledge line; not found otherwise. */
export async function takeReturn(
  command: Command,
  id: string,
  version?: number | null,
): Promise<PledgeInHand & { line: HeldLine; fundReturn: FundReturn }> {
  const found = await command.tx.fundReturn.findUnique({ where: { id }, select: { pledgeLineId: true } });
  if (!found) throw Rejection.notFound();
  const inHand = await takeLine(command, found.pledgeLineId);
  await lockRows(command.tx, "FundReturn", [id]);
  const fundReturn = await command.tx.fundReturn.findUniqueOrThrow({ where: { id } });
  requireVersion(fundReturn, version);
  return { ...inHand, fundReturn, told: { ...inHand.told, subject: `FundReturn:${id}` } };
}

import type { Need } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { cancelObligation, lockObligations } from "../obligations/public.ts";
import { type ClaimInHand, saveNeeds } from "./load.ts";
import { unclaimNeed, withdrawClaim as withdrawStep } from "./model.ts";

/**
 * Locks the obligations of claims. To be called before their request is locked: obligations come before requests in the order
 * of locks.
 */
export async function lockClaimObligations(command: Command, claimIds: readonly string[]): Promise<void> {
  const obligations = await command.tx.obligation.findMany({
    where: { claimId: { in: [...claimIds] } },
    select: { id: true },
  });
  await lockObligations(
    command,
    obligations.map(({ id }) => id),
  );
}

/**
 * Lets a claim go: its obligation is cancelled and the need is free again by as much.
 *
 * @returns the need as it stands then.
 * @throws Rejection CLAIM_DELIVERED while a delivery for it stands, or a pledge that answers it.
 */
export async function releaseClaim(
  command: Command,
  claim: ClaimInHand,
  need: Need,
  reason: string,
): Promise<Need> {
  const delivered = claim.obligation.reduce((sum, { claimed, answered }) => sum + claimed + answered, 0n);
  const { claim: after, released } = withdrawStep(claim, delivered);
  await command.tx.claim.update({
    where: { id: claim.id },
    data: { state: after.state, version: { increment: 1 } },
  });
  const freed = unclaimNeed(need, released);
  await saveNeeds(command, [need], [freed]);
  for (const obligation of claim.obligation) await cancelObligation(command, obligation, reason);
  return freed;
}

import type { Claim, Need } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { cancelObligation, lockObligations } from "../obligations/public.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { saveNeeds } from "./load.ts";
import { unclaimNeed, withdrawClaim as withdrawStep } from "./model.ts";

/** A claim with what its obligation says. */
export type ClaimInHand = Claim & {
  giver: PlacedOrganization;
  obligation: { id: string; claimed: bigint; answered: bigint }[];
};

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

/** Locks and loads claims, after their request and needs are locked. */
export async function takeClaims(command: Command, claimIds: readonly string[]): Promise<ClaimInHand[]> {
  await lockRows(command.tx, "Claim", claimIds);
  return command.tx.claim.findMany({
    where: { id: { in: [...claimIds] } },
    include: {
      giver: { include: { division: { select: { path: true } } } },
      obligation: { select: { id: true, claimed: true, answered: true } },
    },
    orderBy: { id: "asc" },
  });
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

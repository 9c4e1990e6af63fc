import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { requestOfClaim, subjectOf, takeClaims, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";
import { lockClaimObligations, releaseClaim } from "./release-claim.ts";

export type WithdrawClaimInput = {
  claimId: string;
  reason: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The unit gives a claim back before anything was delivered for it; its obligation is cancelled and others may take the need on.
 *
 * @throws Rejection CLAIM_DELIVERED while a delivery for it stands.
 */
export function withdrawClaim(ctx: CommandContext, input: WithdrawClaimInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.withdraw-claim", input }, async (command) => {
    const helpRequestId = await requestOfClaim(command, input.claimId);
    await lockClaimObligations(command, [input.claimId]);
    const request = await takeRequest(command, helpRequestId);
    const [claim] = await takeClaims(command, [input.claimId]);
    const need = request.needs.find(({ id }) => id === claim?.needId);
    if (!claim || !need) throw Rejection.notFound();
    command.require(actions["request.claim"], subjectOf(request, claim.giver));
    if (input.version !== null && input.version !== undefined && input.version !== claim.version) {
      throw Rejection.conflict(claim.version);
    }
    const reason = requireText(input.reason, "reason");
    await releaseClaim(command, claim, need, reason);
    command.emit(events["request.claim-withdrawn"], {
      subject: `HelpRequest:${request.id}`,
      giverId: claim.giverId,
      receiverId: request.receiverId,
      partnershipId: claim.partnershipId,
      params: { quantity: claim.quantity.toString() },
    });
    command.audit({
      subjectIds: [
        claim.id,
        need.id,
        request.id,
        claim.giverId,
        request.receiverId,
        ...claim.obligation.map(({ id }) => id),
      ],
      partnershipId: claim.partnershipId,
      payload: { claimId: claim.id, quantity: claim.quantity, reason: digestOf(reason) },
    });
    return { id: claim.id };
  });
}

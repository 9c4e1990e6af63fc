import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { markOnTheWay as markStep } from "./flow.ts";
import { requestOfClaim, subjectOf, takeClaims, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";
import { lockClaimObligations } from "./release-claim.ts";

export type MarkOnTheWayInput = {
  claimId: string;
  /** How much is on the way beyond what is logged; nothing takes an earlier word back. */
  quantity: bigint;
  expectedOn: LocalDate;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The unit says that what it took on is on the way, and when it will be there. Not a delivery: that is logged when it has happened.
 *
 * @throws Rejection ON_THE_WAY_TOO_MUCH when it is more than is still to come; IN_THE_PAST.
 */
export function markOnTheWay(ctx: CommandContext, input: MarkOnTheWayInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.mark-on-the-way", input }, async (command) => {
    const helpRequestId = await requestOfClaim(command, input.claimId);
    await lockClaimObligations(command, [input.claimId]);
    const request = await takeRequest(command, helpRequestId);
    const [claim] = await takeClaims(command, [input.claimId]);
    if (!claim) throw Rejection.notFound();
    command.require(actions["request.claim"], subjectOf(request, claim.giver));
    requireVersion(claim, input.version);
    const { marked } = markStep(claim, input.quantity, input.expectedOn, command.today);
    await command.tx.claim.update({
      where: { id: claim.id },
      data: {
        marked,
        expectedOn: marked === 0n ? null : toDbDate(input.expectedOn),
        version: { increment: 1 },
      },
    });
    command.emit(events["request.on-the-way"], {
      subject: `HelpRequest:${request.id}`,
      giverId: claim.giverId,
      receiverId: request.receiverId,
      partnershipId: claim.partnershipId,
      params: { quantity: input.quantity.toString(), expectedOn: input.expectedOn },
    });
    command.audit({
      subjectIds: [claim.id, claim.needId, request.id, claim.giverId, request.receiverId],
      partnershipId: claim.partnershipId,
      payload: { claimId: claim.id, quantity: input.quantity, expectedOn: input.expectedOn },
    });
    return { id: claim.id };
  });
}

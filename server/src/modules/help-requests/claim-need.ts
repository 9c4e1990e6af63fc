import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadOrganization } from "../organizations/public.ts";
import { requestOfNeed, subjectOf, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";
import { lockPairings, takeOn } from "./take-on.ts";

export type ClaimNeedInput = {
  needId: string;
  /** The unit that takes it on. */
  giverId: string;
  quantity: bigint;
  promisedOn: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * A unit takes on a part of a need that was offered to it, or that stands in the hall: from now on an obligation, of its partnership
 * where it has one with the receiver.
 *
 * @throws Rejection NEED_OVERCLAIMED when others took too much of it; NOT_OFFERED; PARTNERSHIP_NOT_ACTIVE; CLAIMS_STALE; IN_THE_PAST.
 */
export function claimNeed(ctx: CommandContext, input: ClaimNeedInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.claim", input }, async (command) => {
    const helpRequestId = await requestOfNeed(command, input.needId);
    await lockPairings(command, helpRequestId, [input.giverId]);
    const request = await takeRequest(command, helpRequestId);
    const giver = await loadOrganization(command.tx, command.actor, input.giverId);
    command.require(actions["request.claim"], subjectOf(request, giver));
    const need = request.needs.find(({ id }) => id === input.needId);
    if (!need) throw Rejection.notFound();
    const { quantity, promisedOn } = input;
    const taken = await takeOn(command, request, need, { giver, quantity, promisedOn });
    command.audit({
      subjectIds: [taken.claimId, need.id, request.id, taken.obligationId, giver.id, request.receiverId],
      partnershipId: taken.partnershipId,
      payload: {
        needId: need.id,
        giverId: giver.id,
        quantity,
        promisedOn,
        obligationId: taken.obligationId,
      },
    });
    return { id: taken.claimId };
  });
}

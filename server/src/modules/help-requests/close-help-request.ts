import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { lastQuestion, saveRequest, subjectOf, takeClaims, takeRequest } from "./load.ts";
import { close, closeUnsolved } from "./model.ts";
import { tellUnits } from "./offer.ts";
import { actions } from "./policy.ts";
import { lockClaimObligations, releaseClaim } from "./release-claim.ts";
import { mayCloseItself } from "./solved.ts";

export type CloseHelpRequestInput = {
  helpRequestId: string;
  solved: boolean;
  note?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The receiver says how it ended: solved, once everything was delivered; or not, with a reason. Not solved lets go of every claim for
 * which nothing was delivered; a claim with a delivery underway stays a promise until that is decided. Where somebody asked the
 * receiver for it, they are asked first.
 *
 * @throws Rejection ASKER_NOT_ASKED, ASKER_AWAITED.
 */
export function closeHelpRequest(ctx: CommandContext, input: CloseHelpRequestInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.close", input }, async (command) => {
    const claims = await command.tx.claim.findMany({
      where: { need: { helpRequestId: input.helpRequestId }, state: "OPEN" },
      select: { id: true },
    });
    const claimIds = claims.map(({ id }) => id);
    if (!input.solved) await lockClaimObligations(command, claimIds);
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    if (input.solved) mayCloseItself(request, await lastQuestion(command, request), command.today);
    const note = optionalText(input.note, "note") ?? "";
    await saveRequest(
      command,
      input.solved ? close(request, note, command.now) : closeUnsolved(request, note, command.now),
    );
    const open = await takeClaims(command, claimIds);
    const released: string[] = [];
    let needs = request.needs;
    for (const claim of input.solved ? [] : open) {
      const need = needs.find(({ id }) => id === claim.needId);
      if (
        !need ||
        claim.state !== "OPEN" ||
        claim.obligation.some(({ claimed, answered }) => claimed + answered > 0n)
      )
        continue;
      const freed = await releaseClaim(command, claim, need, note);
      needs = needs.map((each) => (each.id === freed.id ? freed : each));
      released.push(claim.id);
    }
    const involved = await command.tx.claim.findMany({
      where: { need: { helpRequestId: request.id } },
      distinct: ["giverId"],
      select: { giverId: true },
    });
    tellUnits(
      command,
      request,
      involved.map(({ giverId }) => giverId),
      events["request.closed"],
    );
    command.audit({
      subjectIds: [request.id, request.receiverId, ...released],
      payload: { solved: input.solved, note: note === "" ? null : digestOf(note), releasedClaims: released },
    });
    return { id: request.id };
  });
}

import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { saveNeeds, saveRequest, subjectOf, takeRequest } from "./load.ts";
import { reopen } from "./model.ts";
import { offerFirst, offerToPairedUnits } from "./offer.ts";
import { actions } from "./policy.ts";

export type ReopenHelpRequestInput = {
  helpRequestId: string;
  /** How much more is needed, per need; what was accepted stays accepted. */
  again: readonly { needId: string; quantity: bigint }[];
  version?: number | null;
  idempotencyKey?: string | null;
};

/** It did not hold, or is needed after all: open again, also to units that were paired since. */
export function reopenHelpRequest(
  ctx: CommandContext,
  input: ReopenHelpRequestInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.reopen", input }, async (command) => {
    const before = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(before));
    const { request, needs } = reopen(before, before.needs, input.again);
    await saveNeeds(command, before.needs, needs);
    const offeredTo = await offerToPairedUnits(command, request, events["request.reopened"]);
    await saveRequest(command, await offerFirst(command, request, offeredTo, false));
    command.audit({
      subjectIds: [request.id, request.receiverId, ...needs.map(({ id }) => id), ...offeredTo],
      payload: { again: [...input.again], offeredTo },
    });
    return { id: request.id };
  });
}

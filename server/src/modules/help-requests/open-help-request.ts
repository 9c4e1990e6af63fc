import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { saveRequest, subjectOf, takeRequest } from "./load.ts";
import { open } from "./model.ts";
import { offerToPairedUnits } from "./offer.ts";
import { actions } from "./policy.ts";

export type OpenHelpRequestInput = {
  helpRequestId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The desk of the receiver opens a draft: its paired units see it from now on and may take it on. */
export function openHelpRequest(ctx: CommandContext, input: OpenHelpRequestInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.open", input }, async (command) => {
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    await saveRequest(command, open(request, request.needs, command.now));
    const offeredTo = await offerToPairedUnits(command, request, events["request.opened"]);
    command.audit({
      subjectIds: [request.id, request.receiverId, ...offeredTo],
      payload: { offeredTo },
    });
    return { id: request.id };
  });
}

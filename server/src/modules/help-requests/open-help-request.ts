import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { subjectOf, takeRequest } from "./load.ts";
import { openDraft } from "./offer.ts";
import { actions } from "./policy.ts";

export type OpenHelpRequestInput = {
  helpRequestId: string;
  /** Show it to the whole city at once. */
  toHall?: boolean | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The desk of the receiver opens a draft: its paired units see it from now on and may take it on. */
export function openHelpRequest(ctx: CommandContext, input: OpenHelpRequestInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.open", input }, async (command) => {
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    const offeredTo = await openDraft(command, request, input.toHall ?? false);
    command.audit({
      subjectIds: [request.id, request.receiverId, ...offeredTo],
      payload: { offeredTo, toHall: input.toHall ?? false },
    });
    return { id: request.id };
  });
}

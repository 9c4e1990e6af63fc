import { fromDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { decideExtension } from "./follow-up.ts";
import { takeExtension } from "./load.ts";
import { actions } from "./policy.ts";

export type WithdrawExtensionInput = {
  extensionId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The giver takes its question back before it is decided. */
export function withdrawExtension(
  ctx: CommandContext,
  input: WithdrawExtensionInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "extension.withdraw", input }, async (command) => {
    const { request, inHand } = await takeExtension(command, input.extensionId, input.version);
    command.require(actions["extension.ask"], inHand.subject);
    const requestedDueOn = fromDbDate(request.requestedDueOn);
    const { state } = decideExtension({ ...request, requestedDueOn }, "WITHDRAWN", command.person().personId);
    await command.tx.extensionRequest.update({
      where: { id: request.id },
      data: {
        state,
        decidedById: command.person().personId,
        decidedAt: command.now,
        version: { increment: 1 },
      },
    });
    command.emit(events["extension.withdrawn"], inHand.told);
    command.audit({
      subjectIds: [request.id, inHand.obligation.id],
      partnershipId: inHand.obligation.partnershipId,
      payload: { obligationId: inHand.obligation.id, state },
    });
    return { id: request.id };
  });
}

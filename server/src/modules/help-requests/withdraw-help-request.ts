import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { saveRequest, subjectOf, takeRequest } from "./load.ts";
import { withdraw } from "./model.ts";
import { tellUnits } from "./offer.ts";
import { actions } from "./policy.ts";

export type WithdrawHelpRequestInput = {
  helpRequestId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The receiver takes a request back before anyone took it on (REQUEST_CLAIMED). */
export function withdrawHelpRequest(
  ctx: CommandContext,
  input: WithdrawHelpRequestInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.withdraw", input }, async (command) => {
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    await saveRequest(command, withdraw(request, request.needs));
    const offers = await command.tx.helpRequestOffer.findMany({
      where: { cityId: request.cityId, helpRequestId: request.id },
      select: { organizationId: true },
    });
    tellUnits(
      command,
      request,
      offers.map(({ organizationId }) => organizationId),
      events["request.withdrawn"],
    );
    command.audit({ subjectIds: [request.id, request.receiverId], payload: {} });
    return { id: request.id };
  });
}

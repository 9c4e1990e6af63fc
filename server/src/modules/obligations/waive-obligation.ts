import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { takeObligation } from "./load.ts";
import { waive } from "./model.ts";
import { actions } from "./policy.ts";
import { saveDecision, stepContext } from "./rows.ts";

export type WaiveObligationInput = {
  obligationId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * An office waives what nobody has claimed yet, and says why.
 *
 * @throws Rejection NOTHING_TO_WAIVE, OBLIGATION_CLOSED, INSTALMENT_BY_PLEDGE (an instalment's money is waived through its pledge).
 */
export function waiveObligation(ctx: CommandContext, input: WaiveObligationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "obligation.waive", input }, async (command) => {
    const { obligation, subject, told } = await takeObligation(command, input.obligationId, input.version);
    command.require(actions["obligation.waive"], subject);
    const reason = requireText(input.reason, "reason");
    if (obligation.pledgeLineId !== null)
      throw Rejection.invalidTransition({
        from: obligation.closure ?? "OPEN",
        allowed: ["extend"],
        code: "INSTALMENT_BY_PLEDGE",
      });
    const amended = waive(obligation, await stepContext(command, obligation));
    await saveDecision(command, amended, reason);
    command.emit(events["obligation.waived"], { ...told, params: { quantity: String(amended.released) } });
    command.audit({
      subjectIds: [obligation.id],
      partnershipId: obligation.partnershipId,
      payload: {
        obligationId: obligation.id,
        ...amended.amendment,
        waived: amended.released,
        reason: digestOf(reason),
      },
    });
    return { id: obligation.id };
  });
}

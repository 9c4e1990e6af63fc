import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { waiveInstalment } from "../funding/public.ts";
import { events } from "./events.ts";
import { requireNotOwnPromise, takeObligation } from "./load.ts";
import { free, waive } from "./model.ts";
import { actions } from "./policy.ts";
import { saveDecision, stepContext } from "./rows.ts";

export type WaiveObligationInput = {
  obligationId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * An office waives what nobody has claimed yet, and says why. Of an instalment the ledger moves with it.
 *
 * @throws Rejection OWN_PROMISE, NOTHING_TO_WAIVE, OBLIGATION_CLOSED.
 */
export function waiveObligation(ctx: CommandContext, input: WaiveObligationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "obligation.waive", input }, async (command) => {
    const { obligation, subject, told } = await takeObligation(command, input.obligationId, input.version);
    command.require(actions["obligation.waive"], subject);
    requireNotOwnPromise(command, subject);
    const reason = requireText(input.reason, "reason");
    const waived = free(obligation);
    if (obligation.pledgeLineId !== null) await waiveInstalment(command, obligation, reason);
    else await saveDecision(command, waive(obligation, await stepContext(command, obligation)), reason);
    command.emit(events["obligation.waived"], { ...told, params: { quantity: String(waived) } });
    command.audit({
      subjectIds: [obligation.id],
      partnershipId: obligation.partnershipId,
      payload: {
        obligationId: obligation.id,
        quantity: obligation.quantity,
        waived,
        reason: digestOf(reason),
      },
    });
    return { id: obligation.id };
  });
}

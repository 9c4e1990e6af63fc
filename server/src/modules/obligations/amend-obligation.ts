import { digestOf } from "../../kernel/canonical.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireAmount } from "../../kernel/quantity.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { requireNotOwnPromise, takeObligation } from "./load.ts";
import { amend } from "./model.ts";
import { actions } from "./policy.ts";
import { mustNotBeJudged, saveDecision, stepContext } from "./rows.ts";

export type AmendObligationInput = {
  obligationId: string;
  version?: number | null;
  quantity?: bigint | null;
  dueOn?: LocalDate | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * An office changes what is owed or until when. An instalment's quantity changes through its pledge (INSTALMENT_BY_PLEDGE).
 *
 * @throws Rejection OWN_PROMISE, NOTHING_CHANGED, OBLIGATION_CLOSED, OBLIGATION_CLAIMED_MORE, DUE_BEFORE_OPEN, PERIOD_SEALED.
 */
export function amendObligation(ctx: CommandContext, input: AmendObligationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "obligation.amend", input }, async (command) => {
    const { obligation, kind, subject, told } = await takeObligation(
      command,
      input.obligationId,
      input.version,
    );
    command.require(actions["obligation.amend"], subject);
    requireNotOwnPromise(command, subject);
    const reason = requireText(input.reason, "reason");
    const quantity = input.quantity ?? obligation.quantity;
    const dueOn = input.dueOn ?? obligation.dueOn;
    if (quantity === obligation.quantity && dueOn === obligation.dueOn)
      throw Rejection.validation([{ path: [], code: "NOTHING_CHANGED" }]);
    await mustNotBeJudged(command, obligation, dueOn);
    requireAmount(quantity, kind.measure, ["quantity"]);
    const amended = amend(obligation, { quantity, dueOn }, await stepContext(command, obligation));
    await saveDecision(command, amended, reason);
    command.emit(events["obligation.amended"], { ...told, params: { quantity: String(quantity), dueOn } });
    command.audit({
      subjectIds: [obligation.id],
      partnershipId: obligation.partnershipId,
      payload: { obligationId: obligation.id, ...amended.amendment, reason: digestOf(reason) },
    });
    return { id: obligation.id };
  });
}

import { digestOf } from "../../kernel/canonical.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { takeObligation } from "./load.ts";
import { actions } from "./policy.ts";
import { grantLaterDay } from "./public-follow-up.ts";

export type ExtendObligationInput = {
  obligationId: string;
  version?: number | null;
  dueOn: LocalDate;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * An office grants a later due date of its own accord.
 *
 * @throws Rejection OWN_PROMISE, DUE_NOT_LATER, OBLIGATION_CLOSED, PERIOD_SEALED.
 */
export function extendObligation(ctx: CommandContext, input: ExtendObligationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "obligation.extend", input }, async (command) => {
    const inHand = await takeObligation(command, input.obligationId, input.version);
    const { obligation, subject } = inHand;
    command.require(actions["obligation.extend"], subject);
    const reason = requireText(input.reason, "reason");
    const amended = await grantLaterDay(command, inHand, input.dueOn, reason);
    command.audit({
      subjectIds: [obligation.id],
      partnershipId: obligation.partnershipId,
      payload: { obligationId: obligation.id, ...amended.amendment, reason: digestOf(reason) },
    });
    return { id: obligation.id };
  });
}

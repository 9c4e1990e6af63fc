import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireAmount } from "../../kernel/quantity.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { planLower } from "./instalments.ts";
import { lowerJournal } from "./journals.ts";
import { takeLine } from "./load.ts";
import { applyPlan, recordChange } from "./pledge-rows.ts";
import { actions } from "./policy.ts";

export type LowerPledgeInput = {
  pledgeLineId: string;
  version?: number | null;
  amount: bigint;
  reason: string;
  idempotencyKey?: string | null;
};

/** The giver's manager promises less, of what is not sent; taken from the last instalments. @throws Rejection PLEDGE_SENT_MORE. */
export function lowerPledge(ctx: CommandContext, input: LowerPledgeInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "pledge.lower", input }, async (command) => {
    const { pledge, line, subject, told } = await takeLine(command, input.pledgeLineId, input.version);
    command.require(actions["pledge.lower"], subject);
    requireAmount(input.amount, line.measure, ["amount"]);
    const reason = requireText(input.reason, "reason");
    await applyPlan(command, line, planLower(line.instalments, input.amount), { kind: "AMEND", reason });
    await recordChange(command, line, {
      kind: "LOWER",
      amount: -input.amount,
      reason,
      journal: lowerJournal(line.id, input.amount),
    });
    command.emit(events["pledge.lowered"], {
      ...told,
      params: { change: "LOWER", measure: line.measure, amount: input.amount.toString() },
    });
    command.audit({
      subjectIds: [pledge.id, line.id],
      partnershipId: pledge.partnershipId,
      payload: { pledgeLineId: line.id, lowered: input.amount, reason: digestOf(reason) },
    });
    return { id: pledge.id };
  });
}

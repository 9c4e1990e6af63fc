import { digestOf } from "../../kernel/canonical.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireAmount } from "../../kernel/quantity.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { planRaise, planSum } from "./instalments.ts";
import { raiseJournal } from "./journals.ts";
import { requirePartnershipStands, takeLineToRaise } from "./load.ts";
import { applyPlan, openAnsweredBy, recordChange } from "./pledge-rows.ts";
import { actions } from "./policy.ts";
import { mustBeActive } from "./vouchers.ts";

export type RaisePledgeInput = {
  pledgeLineId: string;
  version?: number | null;
  amount: bigint;
  /** With it the amount is a new instalment; else it joins the last open one. */
  dueOn?: LocalDate | null;
  reason?: string | null;
  idempotencyKey?: string | null;
};

/** More is promised on one line. @throws Rejection DUE_DATE_REQUIRED when no instalment is open, DUE_BEFORE_OPEN, PLEDGE_CANCELLED, PARTNERSHIP_NOT_ACTIVE. */
export function raisePledge(ctx: CommandContext, input: RaisePledgeInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "pledge.raise", input }, async (command) => {
    const { pledge, line, subject, told } = await takeLineToRaise(command, input.pledgeLineId, input.version);
    command.require(actions["pledge.change"], subject);
    mustBeActive(pledge.state);
    await requirePartnershipStands(command, pledge);
    requireAmount(input.amount, line.measure, ["amount"]);
    requireAmount(planSum(line.instalments) + input.amount, line.measure, ["amount"]);
    if (input.dueOn && input.dueOn < command.today) {
      throw Rejection.validation([{ path: ["dueOn"], code: "DUE_BEFORE_OPEN" }]);
    }
    const reason = input.reason?.trim() ? requireText(input.reason, "reason") : "";
    const change = planRaise(line.instalments, input.amount, { dueOn: input.dueOn ?? null });
    await applyPlan(command, line, [change], {
      kind: "AMEND",
      reason,
      answersId: input.dueOn ? null : await openAnsweredBy(command, line),
    });
    await recordChange(command, line, {
      kind: "RAISE",
      amount: input.amount,
      reason,
      journal: raiseJournal(line.id, input.amount),
    });
    command.emit(events["pledge.changed"], {
      ...told,
      params: { change: "RAISE", measure: line.measure, amount: input.amount.toString() },
    });
    command.audit({
      subjectIds: [pledge.id, line.id],
      partnershipId: pledge.partnershipId,
      payload: {
        pledgeLineId: line.id,
        raised: input.amount,
        dueOn: input.dueOn ?? null,
        reason: digestOf(reason),
      },
    });
    return { id: pledge.id };
  });
}

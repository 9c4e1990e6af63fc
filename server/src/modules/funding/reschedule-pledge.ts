import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireAmount } from "../../kernel/quantity.ts";
import { type FieldProblem, Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { planReschedule } from "./instalments.ts";
import { takeLine } from "./load.ts";
import { applyPlan, type HeldLine, recordChange } from "./pledge-rows.ts";
import { actions } from "./policy.ts";
import { mustBeActive } from "./vouchers.ts";

/** One part of the new plan: an open instalment, or a new one when none is named, with the unsent amount it shall carry. */
export type RescheduledInstalment = { obligationId?: string | null; quantity: bigint; dueOn: LocalDate };

export type ReschedulePledgeInput = {
  pledgeLineId: string;
  version?: number | null;
  instalments: readonly RescheduledInstalment[];
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * Another plan for what is not sent; the promise stays as large as it is. What is overdue is not moved: the office extends it.
 *
 * @throws Rejection INSTALMENTS_SUM, INSTALMENT_OVERDUE, INSTALMENT_SENT, DUE_AFTER_ANSWERED (later than the duty it answers).
 */
export function reschedulePledge(ctx: CommandContext, input: ReschedulePledgeInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "pledge.reschedule", input }, async (command) => {
    const { pledge, line, subject, told } = await takeLine(command, input.pledgeLineId, input.version);
    command.require(actions["pledge.change"], subject);
    mustBeActive(pledge.state);
    const reason = requireText(input.reason, "reason");
    input.instalments.forEach((instalment, index) => {
      requireAmount(instalment.quantity, line.measure, ["instalments", String(index), "quantity"]);
    });
    await checkAnswered(command, line, input.instalments);
    const wanted = input.instalments.map(({ obligationId, quantity, dueOn }) => ({
      id: obligationId ?? null,
      unsent: quantity,
      dueOn,
    }));
    const at = { pledgedOn: fromDbDate(pledge.pledgedOn), today: command.today };
    const changes = planReschedule(line.instalments, wanted, at);
    if (changes.length === 0)
      throw Rejection.validation([{ path: ["instalments"], code: "NOTHING_CHANGED" }]);
    await applyPlan(command, line, changes, { kind: "AMEND", reason });
    await recordChange(command, line, { kind: "RESCHEDULE", amount: 0n, reason });
    command.emit(events["pledge.changed"], {
      ...told,
      params: { change: "RESCHEDULE", measure: line.measure, amount: "0" },
    });
    command.audit({
      subjectIds: [pledge.id, line.id],
      partnershipId: pledge.partnershipId,
      payload: { pledgeLineId: line.id, instalments: input.instalments, reason: digestOf(reason) },
    });
    return { id: pledge.id };
  });
}

/** An instalment that answers a duty is not moved beyond that duty's own date. */
async function checkAnswered(
  command: Command,
  line: HeldLine,
  wanted: readonly RescheduledInstalment[],
): Promise<void> {
  const answersOf = new Map(line.instalments.map((one) => [one.id, one.answersId]));
  const ids = [...new Set(line.instalments.flatMap((one) => (one.answersId ? [one.answersId] : [])))];
  const duties = await command.tx.obligation.findMany({
    where: { id: { in: ids } },
    select: { id: true, dueOn: true },
  });
  const dueOf = new Map(duties.map((duty) => [duty.id, fromDbDate(duty.dueOn)]));
  const problems = wanted.flatMap(({ obligationId, dueOn }, index): FieldProblem[] => {
    const before = line.instalments.find((one) => one.id === obligationId);
    const limit = dueOf.get(answersOf.get(obligationId ?? "") ?? "");
    if (!before || !limit || dueOn <= limit || dueOn <= before.dueOn) return [];
    return [
      { path: ["instalments", String(index), "dueOn"], code: "DUE_AFTER_ANSWERED", params: { dueOn: limit } },
    ];
  });
  if (problems.length > 0) throw Rejection.validation(problems);
}

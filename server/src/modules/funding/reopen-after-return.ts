import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { fellDueInSealed, oweAnsweredAgain } from "../obligations/public.ts";
import { events } from "./events.ts";
import { planReopen } from "./instalments.ts";
import { raiseJournal } from "./journals.ts";
import { applyPlan, type HeldLine, recordChange } from "./pledge-rows.ts";
import { actions } from "./policy.ts";
import { takeReturn } from "./take-return.ts";
import { mustBeActive, reopenReturn } from "./vouchers.ts";

export type ReopenAfterReturnInput = {
  fundReturnId: string;
  version?: number | null;
  /** The instalment that is owed again; the last one that brought something when left out. */
  obligationId?: string | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * An office says that a confirmed return is owed again: its instalment opens again by that amount, GIVER → PROMISED, and so does
 * the duty that it answers. An instalment that was judged in a sealed period stays; a new one, due today, takes the amount.
 *
 * @throws Rejection RETURN_REOPENED, PLEDGE_CANCELLED, NO_INSTALMENT.
 */
export function reopenAfterReturn(
  ctx: CommandContext,
  input: ReopenAfterReturnInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "return.reopen", input }, async (command) => {
    const { pledge, line, fundReturn, subject, told } = await takeReturn(
      command,
      input.fundReturnId,
      input.version,
    );
    command.require(actions["return.reopen"], subject);
    const reason = requireText(input.reason, "reason");
    const { reopenedAt } = reopenReturn(fundReturn, command.now);
    mustBeActive(pledge.state);
    const obligationId = input.obligationId ?? lastThatBrought(line);
    const anewOn = (await fellDueInSealed(command, { id: obligationId })) ? command.today : null;
    const change = planReopen(line.instalments, obligationId, fundReturn.amount, anewOn);
    await applyPlan(command, line, [change], { kind: "REOPEN", reason });
    const answersId = line.instalments.find((one) => one.id === obligationId)?.answersId;
    if (answersId && anewOn === null) await oweAnsweredAgain(command, answersId, fundReturn.amount, reason);
    await recordChange(command, line, {
      kind: "RAISE",
      amount: fundReturn.amount,
      reason,
      journal: raiseJournal(line.id, fundReturn.amount),
      cause: { fundReturnId: fundReturn.id },
    });
    await command.tx.fundReturn.update({
      where: { id: fundReturn.id },
      data: { reopenedAt, version: { increment: 1 } },
    });
    command.emit(events["return.reopened"], {
      ...told,
      params: { measure: line.measure, amount: fundReturn.amount.toString() },
    });
    command.audit({
      subjectIds: [fundReturn.id, line.id, pledge.id, obligationId],
      partnershipId: pledge.partnershipId,
      payload: {
        fundReturnId: fundReturn.id,
        obligationId,
        amount: fundReturn.amount,
        reason: digestOf(reason),
      },
    });
    return { id: fundReturn.id };
  });
}

function lastThatBrought(line: HeldLine): string {
  const one = line.instalments.findLast(
    (instalment) => instalment.accepted > 0n && (instalment.closure === null || instalment.closure === "MET"),
  );
  if (!one) throw Rejection.validation([{ path: ["obligationId"], code: "NO_INSTALMENT" }]);
  return one.id;
}

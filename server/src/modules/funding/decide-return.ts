import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { returnConfirmedJournal, returnRefusedJournal } from "./journals.ts";
import { postJournal } from "./ledger.ts";
import { actions } from "./policy.ts";
import { takeReturn } from "./take-return.ts";
import { decideReturn } from "./vouchers.ts";

export type ConfirmReturnInput = {
  fundReturnId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};
export type RefuseReturnInput = ConfirmReturnInput & { reason: string };

/** The giver has it back: RETURNING → RETURNED. It is owed again only if an office says so. @throws Rejection SAME_PERSON. */
export function confirmReturn(ctx: CommandContext, input: ConfirmReturnInput): Promise<CommandResult> {
  return decide(ctx, "return.confirm", input, "CONFIRMED");
}

/** The giver did not get it back, or does not take it: RETURNING → AVAILABLE. @throws Rejection SAME_PERSON. */
export function refuseReturn(ctx: CommandContext, input: RefuseReturnInput): Promise<CommandResult> {
  return decide(ctx, "return.refuse", input, "REFUSED");
}

function decide(
  ctx: CommandContext,
  name: string,
  input: ConfirmReturnInput & { reason?: string },
  decision: "CONFIRMED" | "REFUSED",
): Promise<CommandResult> {
  return runCommand(ctx, { name, input }, async (command) => {
    const { pledge, line, fundReturn, subject, told } = await takeReturn(
      command,
      input.fundReturnId,
      input.version,
    );
    command.require(actions["return.decide"], subject);
    const reason = decision === "REFUSED" ? requireText(input.reason ?? "", "reason") : null;
    const decided = decideReturn(fundReturn, decision, command.person().personId);
    await command.tx.fundReturn.update({
      where: { id: fundReturn.id },
      data: {
        state: decided.state,
        decidedById: command.person().personId,
        decidedAt: command.now,
        refusalReason: reason,
        version: { increment: 1 },
      },
    });
    const journal = decision === "CONFIRMED" ? returnConfirmedJournal : returnRefusedJournal;
    await postJournal(command, journal(line.id, fundReturn.amount), {
      cityId: pledge.cityId,
      occurredOn: command.today,
      fundReturnId: fundReturn.id,
    });
    command.emit(events["return.decided"], {
      ...told,
      params: { decision, measure: line.measure, amount: fundReturn.amount.toString() },
    });
    command.audit({
      subjectIds: [fundReturn.id, line.id, pledge.id],
      partnershipId: pledge.partnershipId,
      payload: {
        fundReturnId: fundReturn.id,
        decision,
        amount: fundReturn.amount,
        reason: reason === null ? null : digestOf(reason),
      },
    });
    return { id: fundReturn.id };
  });
}

import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { partnershipOf, receiverSubject, takeExpense, toldGivers } from "./load.ts";
import { actions } from "./policy.ts";
import { attestExpense as attest } from "./vouchers.ts";

export type AttestExpenseInput = {
  expenseId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The receiver's manager, another person than who recorded it, seals a voucher. @throws Rejection SAME_PERSON. */
export function attestExpense(ctx: CommandContext, input: AttestExpenseInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "expense.attest", input }, async (command) => {
    const expense = await takeExpense(command, input.expenseId, input.version);
    command.require(actions["expense.attest"], receiverSubject(expense));
    const { state, attestedById } = attest(expense, command.person().personId);
    await command.tx.expense.update({
      where: { id: expense.id },
      data: { state, attestedById, attestedAt: command.now, version: { increment: 1 } },
    });
    for (const told of toldGivers(expense)) {
      command.emit(events["expense.attested"], {
        ...told,
        params: { measure: expense.measure, amount: expense.total.toString() },
      });
    }
    command.audit({
      subjectIds: [expense.id],
      partnershipId: partnershipOf(expense),
      payload: { expenseId: expense.id, total: expense.total },
    });
    return { id: expense.id };
  });
}

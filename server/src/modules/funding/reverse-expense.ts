import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { requireUnsealed } from "../cities/public.ts";
import { events } from "./events.ts";
import { postReversal } from "./ledger.ts";
import { partnershipOf, receiverSubject, takeExpense, toldGivers } from "./load.ts";
import { actions } from "./policy.ts";
import { reverseExpense as reverse } from "./vouchers.ts";

export type ReverseExpenseInput = {
  expenseId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * A wrong voucher is taken back with its journal; its number is free again. Once attested it is the manager's to reverse.
 *
 * @throws Rejection PERIOD_SEALED.
 */
export function reverseExpense(ctx: CommandContext, input: ReverseExpenseInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "expense.reverse", input }, async (command) => {
    const expense = await takeExpense(command, input.expenseId, input.version);
    const action = expense.state === "ATTESTED" ? "expense.reverseAttested" : "expense.reverse";
    command.require(actions[action], receiverSubject(expense));
    const reason = requireText(input.reason, "reason");
    const { state } = reverse(expense, reason);
    await requireUnsealed(command, expense.cityId, fromDbDate(expense.occurredOn));
    await command.tx.expense.update({
      where: { id: expense.id },
      data: { state, reversedAt: command.now, reverseReason: reason, version: { increment: 1 } },
    });
    await postReversal(
      command,
      { expenseId: expense.id },
      { cityId: expense.cityId, occurredOn: command.today, expenseId: expense.id },
    );
    for (const told of toldGivers(expense)) {
      command.emit(events["expense.reversed"], {
        ...told,
        params: { measure: expense.measure, amount: expense.total.toString() },
      });
    }
    command.audit({
      subjectIds: [expense.id],
      partnershipId: partnershipOf(expense),
      payload: { expenseId: expense.id, total: expense.total, reason: digestOf(reason) },
    });
    return { id: expense.id };
  });
}

import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { giverSubjects, partnershipOf, receiverSubject, takeExpense } from "./load.ts";
import { actions } from "./policy.ts";

export type QueryExpenseInput = { expenseId: string; question: string; idempotencyKey?: string | null };

/** The liaison of a giver whose money a voucher spends asks about it. A reversed voucher is not asked about (INVALID_TRANSITION). */
export function queryExpense(ctx: CommandContext, input: QueryExpenseInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "expense.query", input }, async (command) => {
    const expense = await takeExpense(command, input.expenseId);
    const subjects = giverSubjects(expense);
    const own = subjects.find((subject) => can(command.actor, actions["expense.query"], subject));
    command.require(actions["expense.query"], own ?? receiverSubject(expense));
    if (expense.state === "REVERSED") throw Rejection.invalidTransition({ from: expense.state, allowed: [] });
    const question = requireText(input.question, "question");
    const id = command.newId();
    await command.tx.expenseQuery.create({
      data: {
        id,
        cityId: expense.cityId,
        expenseId: expense.id,
        question,
        askedById: command.person().personId,
      },
    });
    await command.tx.expense.update({ where: { id: expense.id }, data: { version: { increment: 1 } } });
    command.emit(events["expense.queried"], {
      subject: `Expense:${expense.id}`,
      receiverId: expense.receiverId,
      partnershipId: partnershipOf(expense),
    });
    command.audit({
      subjectIds: [expense.id, id],
      partnershipId: partnershipOf(expense),
      payload: { expenseId: expense.id, queryId: id, question: digestOf(question) },
    });
    return { id: expense.id };
  });
}

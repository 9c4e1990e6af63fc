import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { partnershipOf, receiverSubject, takeExpense, toldGivers } from "./load.ts";
import { actions } from "./policy.ts";
import { answerQuery } from "./vouchers.ts";

export type AnswerExpenseQueryInput = { queryId: string; answer: string; idempotencyKey?: string | null };

/** The receiver answers a giver's question, once. @throws Rejection ALREADY_ANSWERED. */
export function answerExpenseQuery(
  ctx: CommandContext,
  input: AnswerExpenseQueryInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "expense.answer", input }, async (command) => {
    const found = await command.tx.expenseQuery.findUnique({
      where: { id: input.queryId },
      select: { expenseId: true },
    });
    if (!found) throw Rejection.notFound();
    const expense = await takeExpense(command, found.expenseId);
    command.require(actions["expense.answer"], receiverSubject(expense));
    const answer = requireText(input.answer, "answer");
    const query = await command.tx.expenseQuery.findUniqueOrThrow({ where: { id: input.queryId } });
    const answered = answerQuery(query, answer, command.person().personId, command.now);
    await command.tx.expenseQuery.update({
      where: { id: query.id },
      data: {
        answer: answered.answer,
        answeredAt: answered.answeredAt,
        answeredById: answered.answeredById,
        version: { increment: 1 },
      },
    });
    await command.tx.expense.update({ where: { id: expense.id }, data: { version: { increment: 1 } } });
    for (const told of toldGivers(expense)) command.emit(events["expense.answered"], told);
    command.audit({
      subjectIds: [expense.id, query.id],
      partnershipId: partnershipOf(expense),
      payload: { expenseId: expense.id, queryId: query.id, answer: digestOf(answer) },
    });
    return { id: expense.id };
  });
}

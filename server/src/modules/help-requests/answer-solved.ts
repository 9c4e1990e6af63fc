import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { saveRequest, subjectOf, takeRequest } from "./load.ts";
import { tellUnits } from "./offer.ts";
import { actions } from "./policy.ts";
import { answer, type SolvedAnswer } from "./solved.ts";

export type AnswerSolvedInput = {
  questionId: string;
  answer: SolvedAnswer;
  words?: string | null;
  idempotencyKey?: string | null;
};

/** Most characters of what who asked says with the answer. */
export const MOST_WORDS = 500;

/**
 * Who asked says by the link whether it is solved: the request is closed, or open again with that said. To be called as the public of
 * the question's city, with the question of the link's secret.
 *
 * @throws Rejection ANSWERED; NOT_ASKED when the request went on without the answer.
 */
export function answerSolved(ctx: CommandContext, input: AnswerSolvedInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.answer-solved", input }, async (command) => {
    const { tx } = command;
    const found = await tx.solvedQuestion.findFirst({
      where: { id: input.questionId, ...(command.actor.cityId ? { cityId: command.actor.cityId } : {}) },
      select: { helpRequestId: true },
    });
    if (!found) throw Rejection.notFound();
    const request = await takeRequest(command, found.helpRequestId);
    command.require(actions["request.answer-solved"], subjectOf(request));
    await lockRows(tx, "SolvedQuestion", [input.questionId]);
    const question = await tx.solvedQuestion.findUniqueOrThrow({ where: { id: input.questionId } });
    const asked = { ...question, awaitedUntil: fromDbDate(question.awaitedUntil) };
    const words = optionalText(input.words, "words", MOST_WORDS);
    await saveRequest(command, answer(request, asked, input.answer, command.now));
    await tx.solvedQuestion.update({
      where: { id: question.id },
      data: { answer: input.answer, words, answeredAt: command.now, version: { increment: 1 } },
    });
    command.emit(events["request.solved-answered"], {
      subject: `HelpRequest:${request.id}`,
      receiverId: request.receiverId,
      params: { answer: input.answer },
    });
    const involved = await tx.claim.findMany({
      where: { need: { helpRequestId: request.id }, state: { not: "WITHDRAWN" } },
      distinct: ["giverId"],
      select: { giverId: true },
    });
    tellUnits(
      command,
      request,
      involved.map(({ giverId }) => giverId),
      events[input.answer === "YES" ? "request.closed" : "request.reopened"],
    );
    command.audit({
      subjectIds: [question.id, request.id, request.receiverId],
      payload: {
        questionId: question.id,
        answer: input.answer,
        words: words === null ? null : digestOf(words),
      },
    });
    return { id: request.id };
  });
}

import { toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { newLinkSecret, secretHash } from "../../kernel/secret.ts";
import { addWorkdays } from "../../kernel/workdays.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { events } from "./events.ts";
import { saveRequest, subjectOf, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";
import { ask } from "./solved.ts";

export type AskIfSolvedInput = {
  helpRequestId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** `token` is null when a repeated request meets the link that its first made: it was shown then. */
export type AskedIfSolved = { id: string; token: string | null };

/**
 * The receiver's desk makes the link by which who asked says whether it is solved, and hands it over itself. A link that got lost is
 * made anew, and the old one ends; the days for the answer stay those of the first.
 *
 * @throws Rejection NO_ASKER, NOT_DELIVERED.
 */
export async function askIfSolved(ctx: CommandContext, input: AskIfSolvedInput): Promise<AskedIfSolved> {
  let token: string | null = null;
  const { id } = await runCommand(ctx, { name: "request.ask-solved", input }, async (command) => {
    const { tx, today } = command;
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.triage"], subjectOf(request));
    const person = command.person();
    const asked = ask(request, request.needs);
    if (asked.state !== request.state) await saveRequest(command, asked);
    const { cityId, id: helpRequestId, reopenedCount: round } = request;
    const [settings, calendar] = [await loadSettings(tx, cityId, today), await loadCalendar(tx, cityId)];
    const awaitedUntil = addWorkdays(today, settings.solvedAnswerWorkdays, calendar);
    token = newLinkSecret();
    const known = await tx.solvedQuestion.findFirst({ where: { cityId, helpRequestId, round } });
    const question = known
      ? await tx.solvedQuestion.update({
          where: { id: known.id },
          data: { tokenHash: secretHash(token), version: { increment: 1 } },
        })
      : await tx.solvedQuestion.create({
          data: {
            id: command.newId(),
            cityId,
            helpRequestId,
            round,
            tokenHash: secretHash(token),
            askedById: person.personId,
            askedAt: command.now,
            awaitedUntil: toDbDate(awaitedUntil),
          },
        });
    command.emit(events["request.changed"], {
      subject: `HelpRequest:${helpRequestId}`,
      receiverId: request.receiverId,
    });
    command.audit({
      subjectIds: [question.id, helpRequestId, request.receiverId],
      payload: { questionId: question.id, round, again: known !== null },
    });
    return { id: question.id };
  });
  return { id, token };
}

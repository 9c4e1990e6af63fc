import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText, requireVersion } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { answerReminder as answer } from "./follow-up.ts";
import { takeReminder } from "./load.ts";
import { actions } from "./policy.ts";

export type AnswerReminderInput = {
  reminderId: string;
  version?: number | null;
  answer: string;
  idempotencyKey?: string | null;
};

/** The reminded organization answers, once. Answering is seeing. ALREADY_ANSWERED for a second answer. */
export function answerReminder(ctx: CommandContext, input: AnswerReminderInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminder.answer", input }, async (command) => {
    const { reminder, subject } = await takeReminder(command, input.reminderId);
    command.require(actions["reminder.answer"], subject);
    requireVersion(reminder, input.version);
    const text = requireText(input.answer, "answer");
    const answered = answer(reminder, text, command.person().personId, command.now);
    await command.tx.reminder.update({
      where: { id: reminder.id },
      data: {
        seenAt: answered.seenAt,
        seenById: answered.seenById,
        answer: answered.answer,
        answeredAt: answered.answeredAt,
        answeredById: answered.answeredById,
        version: { increment: 1 },
      },
    });
    command.emit(events["reminder.answered"], {
      subject: `Reminder:${reminder.id}`,
      giverId: reminder.partnership.giverId,
      receiverId: reminder.partnership.receiverId,
      partnershipId: reminder.partnershipId,
      personIds: [reminder.sentById],
    });
    command.audit({
      subjectIds: [reminder.id],
      partnershipId: reminder.partnershipId,
      payload: { answer: digestOf(text) },
    });
    return { id: reminder.id };
  });
}

import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { seeReminder } from "./follow-up.ts";
import { takeReminder } from "./load.ts";
import { actions } from "./policy.ts";

export type MarkReminderSeenInput = { reminderId: string; idempotencyKey?: string | null };

/** Somebody of the reminded organization opened it. Only the first opening is kept. */
export function markReminderSeen(ctx: CommandContext, input: MarkReminderSeenInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminder.see", input }, async (command) => {
    const { reminder, subject } = await takeReminder(command, input.reminderId);
    command.require(actions["reminder.answer"], subject);
    const seen = seeReminder(reminder, command.person().personId, command.now);
    if (reminder.seenAt === null) {
      await command.tx.reminder.update({
        where: { id: reminder.id },
        data: { seenAt: seen.seenAt, seenById: seen.seenById, version: { increment: 1 } },
      });
      command.emit(events["reminder.seen"], {
        subject: `Reminder:${reminder.id}`,
        giverId: reminder.partnership.giverId,
        receiverId: reminder.partnership.receiverId,
        partnershipId: reminder.partnershipId,
      });
    }
    command.audit({
      subjectIds: [reminder.id],
      partnershipId: reminder.partnershipId,
      payload: { seenAt: seen.seenAt },
    });
    return { id: reminder.id };
  });
}

import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { takeEntry } from "./load.ts";
import { actions } from "./policy.ts";

export type AnswerVolunteerEntryInput = {
  entryId: string;
  version?: number | null;
  /** What the person says to it; nothing when they have only seen it. */
  answer?: string | null;
  idempotencyKey?: string | null;
};

/**
 * The person whose record it is has seen an entry, and may say something to it that stands beside it.
 *
 * @throws Rejection ENTRY_WITHDRAWN; forbidden for anybody else.
 */
export function answerVolunteerEntry(
  ctx: CommandContext,
  input: AnswerVolunteerEntryInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "volunteer.answer", input }, async (command) => {
    const entry = await takeEntry(command, input.entryId, input.version);
    command.require(actions["volunteer.own"], { cityId: entry.cityId });
    if (entry.personId !== command.person().personId) throw Rejection.forbidden();
    const answer = optionalText(input.answer, "answer", 500);
    await command.tx.volunteerEntry.update({
      where: { id: entry.id },
      data: { seenAt: entry.seenAt ?? command.now, answer, version: { increment: 1 } },
    });
    if (answer !== null)
      command.emit(events["volunteer.answered"], {
        subject: `VolunteerEntry:${entry.id}`,
        organizationId: entry.organizationId,
      });
    command.audit({
      subjectIds: [entry.id, entry.personId],
      payload: { entryId: entry.id, answered: answer !== null },
    });
    return { id: entry.id };
  });
}

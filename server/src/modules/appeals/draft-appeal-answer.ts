import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { saveAppeal, subjectOf, takeAppeal } from "./load.ts";
import { draft, LONGEST } from "./model.ts";
import { actions } from "./policy.ts";

export type DraftAppealAnswerInput = {
  appealId: string;
  /** Nothing takes the draft away. */
  text?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Somebody of the community, also a grid member, writes down what could be answered; the desk sends it or not. */
export function draftAppealAnswer(
  ctx: CommandContext,
  input: DraftAppealAnswerInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.draft-answer", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    const grant = command.require(actions["appeal.draft"], subjectOf(appeal));
    const text = optionalText(input.text, "text", LONGEST.answer);
    await saveAppeal(command, draft(appeal, text, command.person().personId));
    const forDesk = text !== null && grant.membership?.role === "GRID_MEMBER";
    command.emit(forDesk ? events["appeal.drafted"] : events["appeal.changed"], {
      subject: `Appeal:${appeal.id}`,
      receiverId: appeal.receiverId,
    });
    command.audit({
      subjectIds: [appeal.id, appeal.receiverId],
      payload: { draft: text === null ? null : digestOf(text) },
    });
    return { id: appeal.id };
  });
}

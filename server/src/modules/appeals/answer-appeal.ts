import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { belongsTo } from "../../kernel/policy.ts";
import { refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { saveAppeal, subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { answer } from "./model.ts";
import { actions } from "./policy.ts";

export type AnswerAppealInput = {
  appealId: string;
  text: string;
  /** False: it cannot be solved, and the text says why. */
  solvable: boolean;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The community answers a resident; once it was passed up, the office to which it was passed. */
export function answerAppeal(ctx: CommandContext, input: AnswerAppealInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.answer", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    // Who belongs to the office too answers for the community where it is the community's turn.
    const above =
      appeal.state !== "RECEIVED" && belongsTo(command.actor, [appeal.passedTo && refOf(appeal.passedTo)]);
    command.require(actions[above ? "appeal.decide-above" : "appeal.triage"], subjectOf(appeal));
    const fromId = (above && appeal.passedToId) || appeal.receiverId;
    const { text, solvable } = input;
    const next = answer(appeal, { text, solvable, fromId, above, at: command.now });
    await saveAppeal(command, next);
    await writeEntry(command, appeal, { kind: "ANSWERED", text: next.answer, organizationId: fromId });
    command.emit(above ? events["appeal.answered-above"] : events["appeal.changed"], {
      subject: `Appeal:${appeal.id}`,
      receiverId: appeal.receiverId,
      ...(above ? { organizationId: fromId } : {}),
    });
    command.audit({
      subjectIds: [appeal.id, appeal.receiverId, fromId],
      payload: { fromId, solvable, answer: digestOf(text) },
    });
    return { id: appeal.id };
  });
}

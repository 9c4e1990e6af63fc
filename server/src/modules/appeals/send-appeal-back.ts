import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { dueFromToday, saveAppeal, subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { LONGEST, sendBack } from "./model.ts";
import { actions } from "./policy.ts";

export type SendAppealBackInput = {
  appealId: string;
  reason: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The office sends an appeal back to its community, with a reason: what the community can do itself, or what to tell the resident. */
export function sendAppealBack(ctx: CommandContext, input: SendAppealBackInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.send-back", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    command.require(actions["appeal.decide-above"], subjectOf(appeal));
    const reason = requireText(input.reason, "reason", LONGEST.reason);
    await saveAppeal(command, sendBack(appeal, await dueFromToday(command, appeal.cityId)));
    await writeEntry(command, appeal, { kind: "SENT_BACK", text: reason, organizationId: appeal.passedToId });
    command.emit(events["appeal.sent-back"], {
      subject: `Appeal:${appeal.id}`,
      receiverId: appeal.receiverId,
      organizationId: appeal.passedToId ?? undefined,
    });
    command.audit({
      subjectIds: [appeal.id, appeal.receiverId],
      payload: { officeId: appeal.passedToId, reason: digestOf(reason) },
    });
    return { id: appeal.id };
  });
}

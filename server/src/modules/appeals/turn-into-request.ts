import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { carryPhotos } from "../evidence/public.ts";
import type { Urgency } from "../help-requests/model.ts";
import { draftRequest } from "../help-requests/public.ts";
import { events } from "./events.ts";
import { saveAppeal, subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { takeInHand } from "./model.ts";
import { actions } from "./policy.ts";

export type TurnAppealIntoRequestInput = {
  appealId: string;
  title: string;
  body: string;
  urgency: Urgency;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The desk drafts a help request from an appeal, with its photos: what is needed is added there, and the appeal follows it from then on. */
export function turnAppealIntoRequest(
  ctx: CommandContext,
  input: TurnAppealIntoRequestInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.turn-into-request", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    command.require(actions["appeal.triage"], subjectOf(appeal));
    const { title, body, urgency } = input;
    const helpRequestId = await draftRequest(command, appeal.receiver, { title, body, urgency });
    await saveAppeal(command, takeInHand(appeal, helpRequestId));
    await carryPhotos(command, { cityId: appeal.cityId, appealId: appeal.id }, { helpRequestId });
    await writeEntry(command, appeal, { kind: "IN_HAND", organizationId: appeal.receiverId });
    command.emit(events["appeal.changed"], { subject: `Appeal:${appeal.id}`, receiverId: appeal.receiverId });
    command.audit({
      subjectIds: [appeal.id, helpRequestId, appeal.receiverId],
      payload: { helpRequestId, receiverId: appeal.receiverId, urgency },
    });
    return { id: appeal.id };
  });
}

import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { loadOrganization, refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { takeRequest } from "./load.ts";
import { openDraft } from "./offer.ts";
import { actions } from "./policy.ts";
import { auditOfNeeds, type RequestFields } from "./request-fields.ts";
import { writeDraft } from "./write-draft.ts";

export type CreateHelpRequestInput = RequestFields & {
  receiverId: string;
  evidenceIds?: readonly string[] | null;
  /** Who asked the receiver for it, by name; asked in the end whether it is solved. */
  askerName?: string | null;
  askerContact?: string | null;
  /** Open it at once instead of leaving a draft. */
  open: boolean;
  /** When it is opened: show it to the whole city at once. */
  toHall?: boolean | null;
  idempotencyKey?: string | null;
};

/**
 * A receiver asks for help: a draft (also by a grid member), or open to its paired units at once.
 *
 * @throws Rejection NEED_REQUIRED when it is opened without a need; RECEIVER_KIND when the organization is no community or office.
 */
export function createHelpRequest(
  ctx: CommandContext,
  input: CreateHelpRequestInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.create", input }, async (command) => {
    const receiver = await loadOrganization(command.tx, command.actor, input.receiverId);
    const subject = { cityId: receiver.cityId, receiver: refOf(receiver) };
    command.require(input.open ? actions["request.triage"] : actions["request.draft"], subject);
    const asker = input.askerName?.trim() ? { name: input.askerName, contact: input.askerContact } : null;
    const { id, needs } = await writeDraft(command, receiver, { ...input, asker });
    let offeredTo: string[] = [];
    if (input.open)
      offeredTo = await openDraft(command, await takeRequest(command, id), input.toHall ?? false);
    else command.emit(events["request.drafted"], { subject: `HelpRequest:${id}`, receiverId: receiver.id });
    command.audit({
      subjectIds: [id, receiver.id, ...needs.map((need) => need.id), ...offeredTo],
      payload: {
        receiverId: receiver.id,
        urgency: input.urgency,
        wishedOn: input.wishedOn ?? null,
        needs: auditOfNeeds(needs),
        open: input.open,
        toHall: input.toHall ?? false,
        hasAsker: asker !== null,
        offeredTo,
      },
    });
    return { id };
  });
}

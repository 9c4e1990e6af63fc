import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { loadPartnership, subjectOf } from "../partnerships/public.ts";
import { actions } from "./policy.ts";
import { sendReminders } from "./public-follow-up.ts";

export type RemindInput = {
  partnershipId: string;
  obligationId?: string | null;
  /** Whom; the receiver's manager reminds the giver only. */
  to: "GIVER" | "RECEIVER";
  text: string;
  idempotencyKey?: string | null;
};

/**
 * An office, or the receiver's manager, reminds a side of a partnership, of all of it or of one promise.
 *
 * @throws Rejection REMINDER_CAP when that side was reminded of this partnership as often as the city allows in seven days.
 */
export function remind(ctx: CommandContext, input: RemindInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminder.send", input }, async (command) => {
    const { tx } = command;
    const partnership = await loadPartnership(tx, command.actor, input.partnershipId);
    const grant = command.require(actions["reminder.send"], subjectOf(partnership));
    const text = requireText(input.text, "text");
    const fromOrganizationId = grant.membership?.organizationId;
    if (!fromOrganizationId) throw Rejection.forbidden("PERSON_REQUIRED");
    if (input.obligationId) {
      const about = await tx.obligation.count({
        where: { id: input.obligationId, partnershipId: partnership.id },
      });
      if (about === 0) throw Rejection.notFound();
    }
    const reminder = { partnership, to: input.to, fromOrganizationId, obligationId: input.obligationId };
    const [sent] = await sendReminders(command, [reminder], text);
    if (!sent?.made) throw sent?.refused ?? Rejection.notFound();
    const id = sent.made;
    command.audit({
      subjectIds: [id, partnership.id, ...(input.obligationId ? [input.obligationId] : [])],
      partnershipId: partnership.id,
      payload: {
        to: input.to === "GIVER" ? partnership.giverId : partnership.receiverId,
        from: fromOrganizationId,
        obligationId: input.obligationId ?? null,
        text: digestOf(text),
      },
    });
    return { id };
  });
}

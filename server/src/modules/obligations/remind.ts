import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { loadPartnership, subjectOf } from "../partnerships/public.ts";
import { cityRules } from "./city-rules.ts";
import { events } from "./events.ts";
import { mayRemind } from "./follow-up.ts";
import { actions } from "./policy.ts";

export type RemindInput = {
  partnershipId: string;
  obligationId?: string | null;
  /** Whom; the receiver's manager reminds the giver only. */
  to: "GIVER" | "RECEIVER";
  text: string;
  idempotencyKey?: string | null;
};

const WEEK_MS = 7 * 86_400_000;

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
    const to = input.to === "GIVER" ? partnership.giver : partnership.receiver;
    const fromOrganizationId = grant.membership?.organizationId;
    if (!fromOrganizationId) throw Rejection.forbidden("PERSON_REQUIRED");
    if (fromOrganizationId === to.id)
      throw Rejection.validation([{ path: ["to"], code: "OWN_ORGANIZATION" }]);
    if (input.obligationId) {
      const about = await tx.obligation.count({
        where: { id: input.obligationId, partnershipId: partnership.id },
      });
      if (about === 0) throw Rejection.notFound();
    }
    // The partnership's lock makes two reminders at once be counted one after the other.
    const since = new Date(command.now.getTime() - WEEK_MS);
    const sent = await tx.reminder.count({
      where: { partnershipId: partnership.id, toOrganizationId: to.id, createdAt: { gt: since } },
    });
    const rules = await cityRules(tx, partnership.cityId);
    mayRemind(sent, rules.at(command.today).remindersPerWeek);
    const id = command.newId();
    await tx.reminder.create({
      data: {
        id,
        cityId: partnership.cityId,
        partnershipId: partnership.id,
        obligationId: input.obligationId ?? null,
        toOrganizationId: to.id,
        fromOrganizationId,
        text,
        sentById: command.person().personId,
      },
    });
    command.emit(events["reminder.sent"], {
      subject: `Reminder:${id}`,
      organizationId: to.id,
      giverId: partnership.giverId,
      receiverId: partnership.receiverId,
      partnershipId: partnership.id,
    });
    command.audit({
      subjectIds: [id, partnership.id, ...(input.obligationId ? [input.obligationId] : [])],
      partnershipId: partnership.id,
      payload: {
        to: to.id,
        from: fromOrganizationId,
        obligationId: input.obligationId ?? null,
        text: digestOf(text),
      },
    });
    return { id };
  });
}

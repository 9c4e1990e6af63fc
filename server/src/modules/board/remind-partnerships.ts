import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { can } from "../../kernel/policy.ts";
import { codeOf, Rejection, requireText } from "../../kernel/result.ts";
import { actions } from "../obligations/policy.ts";
import { type ReminderToSend, sendReminders } from "../obligations/public-follow-up.ts";
import { loadPartnerships, subjectOf } from "../partnerships/public.ts";
import { namedOnce } from "./named-once.ts";

export type RemindPartnershipsInput = {
  partnershipIds: string[];
  /** Which side of each; the receiver's manager reminds givers only. */
  to: "GIVER" | "RECEIVER";
  text: string;
  idempotencyKey?: string | null;
};

/** What became of one partnership: the reminder, or the code of what stood in its way. */
export type ReminderOutcome = { partnershipId: string; reminderId: string | null; code: string | null };

/**
 * Reminds one side of many partnerships (at most 200) with one text. Each has an outcome (REMINDER_CAP, OWN_ORGANIZATION, NOT_ALLOWED,
 * NOT_FOUND); those that are refused stand in no other's way.
 *
 * @throws Rejection NOT_FOUND or NOT_ALLOWED when the actor may remind in none of them; REQUIRED, TOO_LONG, TOO_MANY.
 */
export function remindPartnerships(
  ctx: CommandContext,
  input: RemindPartnershipsInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "reminder.sendMany", input, timeoutMs: 60_000 }, async (command) => {
    const ids = namedOnce(input.partnershipIds, "partnershipIds");
    const text = requireText(input.text, "text");
    const action = actions["reminder.send"];
    const partnerships = await loadPartnerships(command.tx, command.actor, ids);
    const codes = new Map(ids.map((id) => [id, "NOT_FOUND"]));
    const reminders: ReminderToSend[] = [];
    for (const partnership of partnerships) {
      const fromOrganizationId = can(command.person(), action, subjectOf(partnership))?.membership
        ?.organizationId;
      if (fromOrganizationId) reminders.push({ partnership, to: input.to, fromOrganizationId });
      else codes.set(partnership.id, "NOT_ALLOWED");
    }
    const first = partnerships.find(({ id }) => codes.get(id) !== "NOT_ALLOWED");
    if (!first) throw partnerships.length === 0 ? Rejection.notFound() : Rejection.forbidden();
    command.require(action, subjectOf(first));

    const sent = await sendReminders(command, reminders, text);
    const done = new Map(reminders.map(({ partnership }, index) => [partnership.id, sent[index]]));
    const outcomes = ids.map((partnershipId): ReminderOutcome => {
      const one = done.get(partnershipId);
      if (!one) return { partnershipId, reminderId: null, code: codes.get(partnershipId) ?? "NOT_FOUND" };
      return { partnershipId, reminderId: one.made, code: one.refused && codeOf(one.refused) };
    });
    const batchId = command.newId();
    command.audit({
      subjectIds: [
        batchId,
        ...reminders.map(({ partnership }) => partnership.id),
        ...sent.flatMap(({ made }) => made ?? []),
      ],
      payload: { to: input.to, outcomes, text: digestOf(text) },
    });
    return { id: batchId };
  });
}

import { digestOf } from "../../kernel/canonical.ts";
import { toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { suspend } from "./model.ts";
import { actions } from "./policy.ts";
import { savePartnership, takePartnership } from "./rows.ts";

export type SuspendPartnershipInput = {
  partnershipId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/** An office stops the clock of a partnership from today on: what is due stands still until it resumes. */
export function suspendPartnership(
  ctx: CommandContext,
  input: SuspendPartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.suspend", input }, async (command) => {
    const { partnership, subject, told } = await takePartnership(command, input.partnershipId, input.version);
    command.require(actions["partnership.assign"], subject);
    const reason = requireText(input.reason, "reason");
    await savePartnership(command, suspend(partnership, reason));
    const suspensionId = command.newId();
    await command.tx.partnershipSuspension.create({
      data: {
        id: suspensionId,
        cityId: partnership.cityId,
        partnershipId: partnership.id,
        startsOn: toDbDate(command.today),
        reason,
      },
    });
    command.emit(events["partnership.suspended"], { ...told, params: { startsOn: command.today } });
    command.audit({
      subjectIds: [partnership.id, suspensionId],
      partnershipId: partnership.id,
      payload: { startsOn: command.today, reason: digestOf(reason) },
    });
    return { id: partnership.id };
  });
}

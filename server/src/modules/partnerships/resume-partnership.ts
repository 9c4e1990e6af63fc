import { addDays, fromDbDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { moveDueDates } from "../obligations/public.ts";
import { events } from "./events.ts";
import { resume } from "./model.ts";
import { actions } from "./policy.ts";
import { savePartnership, takePartnership } from "./rows.ts";

export type ResumePartnershipInput = {
  partnershipId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The clock runs again from today on; what is open falls due later by the days that stood still. */
export function resumePartnership(
  ctx: CommandContext,
  input: ResumePartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.resume", input }, async (command) => {
    const { partnership, subject, told } = await takePartnership(command, input.partnershipId, input.version);
    command.require(actions["partnership.assign"], subject);
    await savePartnership(command, resume(partnership));
    const endsOn = addDays(command.today, -1);
    const suspension = await command.tx.partnershipSuspension.findFirstOrThrow({
      where: { partnershipId: partnership.id, endsOn: null },
    });
    await command.tx.partnershipSuspension.update({
      where: { id: suspension.id },
      data: { endsOn: toDbDate(endsOn), version: { increment: 1 } },
    });
    const startsOn = fromDbDate(suspension.startsOn);
    const moved =
      startsOn <= endsOn
        ? await moveDueDates(command, partnership.id, { startsOn, endsOn }, suspension.reason)
        : [];
    command.emit(events["partnership.resumed"], told);
    command.audit({
      subjectIds: [partnership.id, suspension.id, ...moved],
      partnershipId: partnership.id,
      payload: { startsOn, endsOn, moved: moved.length },
    });
    return { id: partnership.id };
  });
}

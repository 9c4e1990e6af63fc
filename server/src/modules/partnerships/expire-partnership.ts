import { addDays, fromDbDate, later, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { moveDueDates } from "../obligations/public.ts";
import { events } from "./events.ts";
import { expire } from "./model.ts";
import { actions } from "./policy.ts";
import { savePartnership, takePartnership } from "./rows.ts";

export type ExpirePartnershipInput = { partnershipId: string };

/**
 * The term ran out: ended from the day after its last day. What is still open stays owed. A lead or a suspension ends with the term.
 *
 * @throws Rejection NOT_EXPIRED while the term runs, or when it has ended already.
 */
export function expirePartnership(
  ctx: CommandContext,
  input: ExpirePartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.expire", input }, async (command) => {
    const { tx } = command;
    const { partnership, subject, told } = await takePartnership(command, input.partnershipId);
    command.require(actions["partnership.expire"], subject);
    const expired = expire(partnership, command.today);
    if (expired.state === partnership.state)
      throw Rejection.invalidTransition({ from: partnership.state, allowed: [], code: "NOT_EXPIRED" });
    await savePartnership(command, expired);
    const open = { partnershipId: partnership.id, endsOn: null };
    const last = (row: { startsOn: Date }) => ({
      endsOn: toDbDate(later(partnership.endsOn, addDays(fromDbDate(row.startsOn), -1))),
      version: { increment: 1 },
    });
    for (const row of await tx.leadAssignment.findMany({ where: open }))
      await tx.leadAssignment.update({ where: { id: row.id }, data: last(row) });
    for (const row of await tx.partnershipSuspension.findMany({ where: open })) {
      await tx.partnershipSuspension.update({ where: { id: row.id }, data: last(row) });
      const stood = { startsOn: fromDbDate(row.startsOn), endsOn: partnership.endsOn };
      if (stood.startsOn <= stood.endsOn) await moveDueDates(command, partnership.id, stood, row.reason);
    }
    command.emit(events["partnership.expired"], { ...told, params: { endsOn: partnership.endsOn } });
    command.audit({
      subjectIds: [partnership.id],
      partnershipId: partnership.id,
      payload: { endsOn: partnership.endsOn },
    });
    return { id: partnership.id };
  });
}

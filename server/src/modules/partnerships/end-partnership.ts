import { digestOf } from "../../kernel/canonical.ts";
import { addDays, fromDbDate, type LocalDate, later, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { cancelInstalment } from "../funding/public.ts";
import { cancelObligation, openUnclaimed } from "../obligations/public.ts";
import { events } from "./events.ts";
import { end } from "./model.ts";
import { actions } from "./policy.ts";
import { savePartnership, takePartnership } from "./rows.ts";

export type EndPartnershipInput = {
  partnershipId: string;
  version?: number | null;
  /** Its last day, today at the latest. */
  endsOn: LocalDate;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * An office ends a partnership early. What nobody has claimed is cancelled, unsent instalments in the ledger too; what is claimed
 * waits for the other side. Liaisons, lead and suspension end with it.
 *
 * @throws Rejection DATE_IN_FUTURE, LATER_THAN_TERM, BEFORE_START, INVALID_TRANSITION.
 */
export function endPartnership(ctx: CommandContext, input: EndPartnershipInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.end", input }, async (command) => {
    const { partnership, subject, told } = await takePartnership(command, input.partnershipId, input.version);
    command.require(actions["partnership.assign"], subject);
    const reason = requireText(input.reason, "reason");
    // One that never began ends the day before it would have.
    const never = addDays(partnership.startsOn, -1);
    if (input.endsOn > later(command.today, never))
      throw Rejection.validation([{ path: ["endsOn"], code: "DATE_IN_FUTURE" }]);
    await savePartnership(command, end(partnership, input.endsOn, reason));
    await endWithIt(command, partnership.id, input.endsOn);
    const open = await openUnclaimed(command, partnership.id);
    for (const o of open) {
      if (o.pledgeLineId !== null) await cancelInstalment(command, o, reason);
      else await cancelObligation(command, o, reason);
    }
    command.emit(events["partnership.ended"], { ...told, params: { endsOn: input.endsOn } });
    command.audit({
      subjectIds: [partnership.id, ...open.map((o) => o.id)],
      partnershipId: partnership.id,
      payload: { endsOn: input.endsOn, reason: digestOf(reason), cancelled: open.length },
    });
    return { id: partnership.id };
  });
}

/** Closes what is dated under the partnership. A row that would end before it began never ran: last day = the day before its first. */
async function endWithIt(command: Command, partnershipId: string, last: LocalDate): Promise<void> {
  const { tx } = command;
  const open = { partnershipId, OR: [{ endsOn: null }, { endsOn: { gt: toDbDate(last) } }] };
  const end = (row: { startsOn: Date }) => ({
    endsOn: toDbDate(later(last, addDays(fromDbDate(row.startsOn), -1))),
    version: { increment: 1 },
  });
  for (const row of await tx.partnershipLiaison.findMany({ where: open }))
    await tx.partnershipLiaison.update({ where: { id: row.id }, data: end(row) });
  for (const row of await tx.leadAssignment.findMany({ where: open }))
    await tx.leadAssignment.update({ where: { id: row.id }, data: end(row) });
  for (const row of await tx.partnershipSuspension.findMany({ where: open }))
    await tx.partnershipSuspension.update({ where: { id: row.id }, data: end(row) });
}

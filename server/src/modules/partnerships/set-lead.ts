import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { openRunningDuties, shortenLeadDuties } from "../obligations/public.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";
import { takePartnership } from "./rows.ts";
import { succeed } from "./succession.ts";

/** The reason in an amendment that no person wrote; clients translate it. */
const LEAD_CHANGED = "LEAD_CHANGED";

export type SetLeadInput = {
  partnershipId: string;
  startsOn: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * From a day on this giver leads among those of the receiver; the former lead ends the day before. Duties of a
 * lead open at once; the former lead's, where they count by days, fall to the days it led.
 *
 * @throws Rejection NOT_ACTIVE, DATE_OUTSIDE_TERM, LATER_ASSIGNMENT, LEAD_OVERLAP.
 */
export function setLead(ctx: CommandContext, input: SetLeadInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.lead", input }, async (command) => {
    const { tx } = command;
    const { partnership, subject, told } = await takePartnership(command, input.partnershipId);
    command.require(actions["partnership.assign"], subject);
    if (partnership.state !== "ACTIVE" && partnership.state !== "SUSPENDED")
      throw Rejection.invalidTransition({ from: partnership.state, allowed: [], code: "NOT_ACTIVE" });
    if (input.startsOn < partnership.startsOn || input.startsOn > partnership.endsOn)
      throw Rejection.validation([{ path: ["startsOn"], code: "DATE_OUTSIDE_TERM" }]);
    const assignments = await tx.leadAssignment.findMany({ where: { receiverId: partnership.receiverId } });
    const plan = succeed(
      assignments.map((row) => ({
        id: row.id,
        holderId: row.partnershipId,
        startsOn: fromDbDate(row.startsOn),
        endsOn: row.endsOn === null ? null : fromDbDate(row.endsOn),
      })),
      partnership.id,
      input.startsOn,
    );
    for (const { id, endsOn } of plan.close)
      await tx.leadAssignment.update({
        where: { id },
        data: { endsOn: toDbDate(endsOn), version: { increment: 1 } },
      });
    if (plan.open) {
      await tx.leadAssignment.create({
        data: {
          id: command.newId(),
          cityId: partnership.cityId,
          receiverId: partnership.receiverId,
          partnershipId: partnership.id,
          startsOn: toDbDate(plan.open.startsOn),
        },
      });
    }
    const held = assignments.filter((row) => plan.close.some(({ id }) => id === row.id));
    const former = new Set(held.map((row) => row.partnershipId).filter((id) => id !== partnership.id));
    const shortened: string[] = [];
    for (const id of [...former].sort())
      shortened.push(...(await shortenLeadDuties(command, partnership.cityId, id, LEAD_CHANGED)));
    const opened = await openRunningDuties(command, partnership.cityId, [partnership.id]);
    command.emit(events["partnership.lead"], { ...told, params: { startsOn: input.startsOn } });
    command.audit({
      subjectIds: [partnership.id, partnership.receiverId, ...former, ...shortened, ...opened],
      partnershipId: partnership.id,
      payload: {
        startsOn: input.startsOn,
        closed: plan.close,
        shortened: shortened.length,
        opened: opened.length,
      },
    });
    return { id: partnership.id };
  });
}

import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { maySucceed } from "../organizations/model.ts";
import { refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import type { Side } from "./model.ts";
import { actions } from "./policy.ts";
import { takePartnership } from "./rows.ts";
import { succeed } from "./succession.ts";

export type SetLiaisonInput = {
  partnershipId: string;
  side: Side;
  membershipId: string;
  startsOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/**
 * Names who speaks for a side from a day on (today by default): a LIAISON or MANAGER of that side. The former one ends the day before.
 *
 * @throws Rejection NOT_A_LIAISON, INVALID_TRANSITION, LATER_ASSIGNMENT, LIAISON_OVERLAP.
 */
export function setLiaison(ctx: CommandContext, input: SetLiaisonInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.liaison", input }, async (command) => {
    const { tx } = command;
    const { partnership, subject, told } = await takePartnership(command, input.partnershipId);
    const organization = input.side === "GIVER" ? partnership.giver : partnership.receiver;
    command.require(actions["partnership.nameLiaison"], { ...subject, organization: refOf(organization) });
    if (partnership.state === "ENDED" || partnership.state === "DECLINED")
      throw Rejection.invalidTransition({ from: partnership.state, allowed: [] });
    const startsOn = input.startsOn ?? command.today;
    await lockRows(tx, "Membership", [input.membershipId]);
    const membership = await tx.membership.findFirst({
      where: { id: input.membershipId, organizationId: organization.id },
    });
    if (!membership) throw Rejection.notFound();
    const term = {
      role: membership.role,
      startsOn: fromDbDate(membership.startsOn),
      endsOn: membership.endsOn === null ? null : fromDbDate(membership.endsOn),
    };
    if (!maySucceed(term, startsOn))
      throw Rejection.validation([{ path: ["membershipId"], code: "NOT_A_LIAISON" }]);
    const rows = await tx.partnershipLiaison.findMany({
      where: { partnershipId: partnership.id, side: input.side },
    });
    const plan = succeed(
      rows.map((row) => ({
        id: row.id,
        holderId: row.membershipId,
        startsOn: fromDbDate(row.startsOn),
        endsOn: row.endsOn === null ? null : fromDbDate(row.endsOn),
      })),
      membership.id,
      startsOn,
    );
    for (const { id, endsOn } of plan.close)
      await tx.partnershipLiaison.update({
        where: { id },
        data: { endsOn: toDbDate(endsOn), version: { increment: 1 } },
      });
    if (plan.open) {
      await tx.partnershipLiaison.create({
        data: {
          id: command.newId(),
          cityId: partnership.cityId,
          partnershipId: partnership.id,
          side: input.side,
          membershipId: membership.id,
          startsOn: toDbDate(startsOn),
        },
      });
    }
    command.emit(events["partnership.liaison"], {
      ...told,
      personIds: [membership.personId],
      params: { side: input.side, startsOn },
    });
    command.audit({
      subjectIds: [partnership.id, membership.id],
      partnershipId: partnership.id,
      payload: { side: input.side, membershipId: membership.id, startsOn, closed: plan.close },
    });
    return { id: partnership.id };
  });
}

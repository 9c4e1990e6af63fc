import { addDays, fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { endSessionsWithoutRole } from "../identity/public.ts";
import { requireManagerLeft } from "./city-managers.ts";
import { openAssignments } from "./open-assignments.ts";
import { actions } from "./policy.ts";
import { loadMembership, organizationSubject } from "./public.ts";

export type EndMembershipInput = {
  membershipId: string;
  /** The last day of the role. */
  endsOn: LocalDate;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Ends a person's role. What the person signed stays.
 *
 * @throws Rejection LAST_MANAGER when the city's own office would have no manager; LIAISON_OPEN while the person speaks
 * for a partnership by this role: that is handed over first.
 */
export function endMembership(ctx: CommandContext, input: EndMembershipInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "membership.end", input }, async (command) => {
    const { tx } = command;
    const seen = await loadMembership(command, input.membershipId);
    command.require(actions["people.manage"], organizationSubject(seen.organization));
    await requireManagerLeft(command, seen.cityId, { ids: [seen.id], endsOn: input.endsOn });
    await lockRows(tx, "Membership", [seen.id]);
    const membership = await loadMembership(command, seen.id);
    requireVersion(membership, input.version);
    if (membership.endsOn !== null && fromDbDate(membership.endsOn) <= input.endsOn) {
      throw Rejection.invalidTransition({ from: "ENDED", allowed: [] });
    }
    if (input.endsOn < addDays(fromDbDate(membership.startsOn), -1)) {
      throw Rejection.validation([{ path: ["endsOn"], code: "BEFORE_START" }]);
    }
    const open = await openAssignments(tx, [membership.id], addDays(input.endsOn, 1));
    if (open.length > 0) {
      const params = { count: String(open.length) };
      throw Rejection.invalidTransition({
        from: "OPEN",
        allowed: ["handOver"],
        code: "LIAISON_OPEN",
        params,
      });
    }
    await tx.membership.update({
      where: { id: membership.id },
      data: { endsOn: toDbDate(input.endsOn), version: { increment: 1 } },
    });
    await endSessionsWithoutRole(tx, [membership.personId], command.today);
    command.audit({
      subjectIds: [membership.id, membership.personId, membership.organizationId],
      payload: { personId: membership.personId, role: membership.role, endsOn: input.endsOn },
    });
    return { id: membership.id };
  });
}

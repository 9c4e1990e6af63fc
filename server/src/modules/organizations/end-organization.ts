import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { endSessionsWithoutRole } from "../identity/public.ts";
import { requireManagerLeft } from "./city-managers.ts";
import { endWithOrganization, isOpenFrom } from "./model.ts";
import { actions } from "./policy.ts";
import { loadOrganization } from "./public.ts";

export type EndOrganizationInput = {
  organizationId: string;
  /** Its last day. */
  endsOn: LocalDate;
  successorId?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Ends an organization, and the roles in it; another one may continue it. Its history stays.
 *
 * @throws Rejection PARTNERSHIPS_OPEN while it has a partnership beyond its last day: those are ended, or given to the
 * successor, first. LAST_MANAGER for the city's own office. WRONG_SUCCESSOR at `successorId`.
 */
export function endOrganization(ctx: CommandContext, input: EndOrganizationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "organization.end", input }, async (command) => {
    const { tx } = command;
    await lockRows(tx, "Organization", [input.organizationId]);
    const organization = await loadOrganization(tx, command.actor, input.organizationId);
    const { id, cityId } = organization;
    command.require(actions["organization.manage"], { cityId });
    requireVersion(organization, input.version);
    if (organization.endedOn !== null) throw Rejection.invalidTransition({ from: "ENDED", allowed: [] });
    if (input.endsOn < fromDbDate(organization.startedOn)) {
      throw Rejection.validation([{ path: ["endsOn"], code: "BEFORE_START" }]);
    }
    if (input.successorId) await checkSuccessor(input.successorId);

    const openPartnerships = await tx.partnership.count({
      where: {
        cityId,
        state: { notIn: ["ENDED", "DECLINED"] },
        endsOn: { gt: toDbDate(input.endsOn) },
        OR: [{ giverId: id }, { receiverId: id }, { attestorId: id }],
      },
    });
    if (openPartnerships > 0) {
      const params = { count: String(openPartnerships) };
      throw Rejection.invalidTransition({ from: "OPEN", allowed: [], code: "PARTNERSHIPS_OPEN", params });
    }

    const memberships = (await tx.membership.findMany({ where: { organizationId: id } }))
      .map((membership) => ({
        id: membership.id,
        personId: membership.personId,
        startsOn: fromDbDate(membership.startsOn),
        endsOn: membership.endsOn && fromDbDate(membership.endsOn),
      }))
      .filter((membership) => isOpenFrom(membership, input.endsOn));
    const ids = memberships.map((membership) => membership.id);
    const personIds = memberships.map((membership) => membership.personId);
    await requireManagerLeft(command, cityId, { ids, endsOn: input.endsOn });
    await lockRows(tx, "Membership", ids);
    for (const membership of memberships) {
      const endsOn = toDbDate(endWithOrganization(membership, input.endsOn));
      await tx.membership.update({
        where: { id: membership.id },
        data: { endsOn, version: { increment: 1 } },
      });
    }
    await tx.organization.update({
      where: { id },
      data: {
        endedOn: toDbDate(input.endsOn),
        succeededById: input.successorId ?? null,
        version: { increment: 1 },
      },
    });
    await endSessionsWithoutRole(tx, personIds, command.today);
    command.audit({
      subjectIds: [id, ...ids, ...(input.successorId ? [input.successorId] : [])],
      payload: { endsOn: input.endsOn, successorId: input.successorId ?? null, memberships: ids.length },
    });
    return { id };

    async function checkSuccessor(successorId: string): Promise<void> {
      const successor = await loadOrganization(tx, command.actor, successorId);
      const isRight =
        successor.id !== id && successor.kind === organization.kind && successor.endedOn === null;
      if (!isRight) throw Rejection.validation([{ path: ["successorId"], code: "WRONG_SUCCESSOR" }]);
    }
  });
}

import type { Prisma } from "@gongjian/prisma/client";
import { fromDbDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { type DutyRule, dutiesFor } from "./duties.ts";

/** A duty that was opened just now. */
export type OpenedDuty = { id: string; partnershipId: string; giverId: string; receiverId: string };

/** Which: of one period, or of every running one; of all partnerships, of some, or of those toward a receiver. */
export type DutyScope = { periodId?: string; partnershipIds?: readonly string[]; receiverId?: string };

/**
 * Opens the duties that are missing, inside the caller's command. One statement writes them all; a duty that is there stays as it is
 * (unique by rule, period and partnership), so two at once open it once. With a named period: PERIOD_NOT_OPEN, PERIOD_SEALED.
 */
export async function openDutiesOf(
  command: Command,
  cityId: string,
  scope: DutyScope,
): Promise<OpenedDuty[]> {
  const data = await expectedDuties(command, cityId, scope);
  if (data.length === 0) return [];
  const written = await command.tx.obligation.createManyAndReturn({
    data,
    skipDuplicates: true,
    select: { id: true, partnershipId: true, giverId: true, receiverId: true },
  });
  return written.map((row) => ({ ...row, partnershipId: row.partnershipId as string }));
}

/** What the rules ask for, as rows to be written, whether they are there or not. */
export async function expectedDuties(
  command: Command,
  cityId: string,
  scope: DutyScope,
): Promise<Prisma.ObligationCreateManyInput[]> {
  const { tx } = command;
  const periods = await tx.period.findMany({
    where: { cityId, ...(scope.periodId ? { id: scope.periodId } : running(command)) },
  });
  for (const period of scope.periodId ? periods : []) {
    const refuse = (from: string, code: string) => Rejection.invalidTransition({ from, allowed: [], code });
    if (period.sealedAt !== null) throw refuse("SEALED", "PERIOD_SEALED");
    if (fromDbDate(period.opensOn) > command.today) throw refuse("UPCOMING", "PERIOD_NOT_OPEN");
  }
  if (periods.length === 0) return [];
  const rules = (await tx.dutyRule.findMany({ where: { cityId } })).map(
    (rule): DutyRule => ({
      ...rule,
      validFrom: fromDbDate(rule.validFrom),
      validTo: rule.validTo === null ? null : fromDbDate(rule.validTo),
    }),
  );
  if (rules.length === 0) return [];
  const partnerships = await tx.partnership.findMany({
    where: {
      cityId,
      // One whose term ran out owed its last days; one ended by decision owes nothing more.
      OR: [{ state: { in: ["ACTIVE", "SUSPENDED"] } }, { state: "ENDED", endReason: null }],
      ...(scope.partnershipIds ? { id: { in: [...scope.partnershipIds] } } : {}),
      ...(scope.receiverId ? { receiverId: scope.receiverId } : {}),
    },
    include: { giver: { select: { unitClass: true } } },
  });
  const leads = await tx.leadAssignment.findMany({
    where: { cityId, receiverId: { in: [...new Set(partnerships.map((p) => p.receiverId))] } },
  });
  const leadsOf = Map.groupBy(
    leads.map((lead) => ({
      receiverId: lead.receiverId,
      partnershipId: lead.partnershipId,
      startsOn: fromDbDate(lead.startsOn),
      endsOn: lead.endsOn === null ? null : fromDbDate(lead.endsOn),
    })),
    (lead) => lead.receiverId,
  );
  const data: Prisma.ObligationCreateManyInput[] = [];
  for (const period of periods) {
    const span = { ...period, opensOn: fromDbDate(period.opensOn), closesOn: fromDbDate(period.closesOn) };
    for (const p of partnerships) {
      const partnership = {
        id: p.id,
        kind: p.kind,
        state: p.state,
        giverUnitClass: p.giver.unitClass,
        startsOn: fromDbDate(p.startsOn),
        endsOn: fromDbDate(p.endsOn),
      };
      for (const duty of dutiesFor(rules, partnership, span, leadsOf.get(p.receiverId) ?? [])) {
        data.push({
          id: command.newId(),
          cityId,
          giverId: p.giverId,
          receiverId: p.receiverId,
          partnershipId: p.id,
          kindId: duty.kindId,
          source: "RULE",
          quantity: duty.quantity,
          good: duty.good,
          qualifier: duty.qualifier,
          opensOn: toDbDate(duty.opensOn),
          dueOn: toDbDate(duty.dueOn),
          originalDueOn: toDbDate(duty.dueOn),
          dutyRuleId: duty.ruleId,
          periodId: period.id,
        });
      }
    }
  }
  return data;
}

/** Periods that have begun and are not sealed, those already over among them. */
function running(command: Command): Prisma.PeriodWhereInput {
  return { sealedAt: null, opensOn: { lte: toDbDate(command.today) } };
}

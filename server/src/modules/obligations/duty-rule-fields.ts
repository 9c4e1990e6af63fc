import type { PartnershipKind, PeriodKind, Prisma } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { quantity } from "../../kernel/quantity.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import type { DutyAppliesTo, ProRating } from "./duties.ts";

/** What is entered for a version of a duty rule. */
export type DutyRuleFields = {
  name: string;
  kindId: string;
  quantity: bigint;
  good?: string | null;
  periodKind: PeriodKind;
  appliesTo: DutyAppliesTo;
  unitClass?: string | null;
  partnershipKind?: PartnershipKind | null;
  qualifier?: string | null;
  proRating: ProRating;
  validFrom: LocalDate;
};

/** The columns of a new version, checked: a kind of the city that is in use on its first day, a quantity in its measure. */
export async function dutyRuleColumns(
  command: Command,
  cityId: string,
  fields: DutyRuleFields,
): Promise<Prisma.DutyRuleUncheckedCreateInput> {
  const kind = await command.tx.kind.findFirst({ where: { id: fields.kindId, cityId } });
  if (!kind) throw Rejection.notFound();
  const firstDay = toDbDate(fields.validFrom);
  if (kind.validFrom > firstDay || (kind.validTo !== null && kind.validTo < firstDay))
    throw Rejection.validation([{ path: ["kindId"], code: "KIND_NOT_IN_USE" }]);
  const { amount, good } = quantity(kind.measure, fields.quantity, fields.good);
  const optional = (text: string | null | undefined, path: string) =>
    text?.trim() ? requireText(text, path, 80) : null;
  return {
    id: command.newId(),
    cityId,
    name: requireText(fields.name, "name", 80),
    kindId: kind.id,
    quantity: amount,
    good: good ?? null,
    periodKind: fields.periodKind,
    appliesTo: fields.appliesTo,
    unitClass: optional(fields.unitClass, "unitClass"),
    partnershipKind: fields.partnershipKind ?? null,
    qualifier: optional(fields.qualifier, "qualifier"),
    proRating: fields.proRating,
    validFrom: firstDay,
  };
}

/** What the audit chain keeps of a version. */
export function auditOfRule(columns: Prisma.DutyRuleUncheckedCreateInput): Record<string, unknown> {
  const { kindId, quantity, periodKind, appliesTo, partnershipKind, proRating, validFrom } = columns;
  return { kindId, quantity, periodKind, appliesTo, partnershipKind, proRating, validFrom };
}

import type { PartnershipBasis, PartnershipKind, PartnershipState, Prisma } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { lateOn, type ObligationColumns } from "../obligations/policy.ts";

/** What a list of partnerships may be narrowed by. */
export type PartnershipFilter = {
  text?: string | null;
  kind?: PartnershipKind | null;
  basis?: PartnershipBasis | null;
  states?: readonly PartnershipState[] | null;
  divisionId?: number | null;
  giverId?: string | null;
  receiverId?: string | null;
  endsBefore?: LocalDate | null;
  lateOnly?: boolean | null;
  unacknowledgedOnly?: boolean | null;
};

const LONGEST_TEXT = 60;

/** The filter as Prisma asks it; `day` is today, `columns` those of an obligation. */
export function partnershipFilter(
  filter: PartnershipFilter,
  day: LocalDate,
  columns: ObligationColumns,
): Prisma.PartnershipWhereInput {
  const conditions: Prisma.PartnershipWhereInput[] = [];
  const text = filter.text?.trim().slice(0, LONGEST_TEXT);
  if (text) {
    const named = { contains: text, mode: "insensitive" as const };
    const organization = { OR: [{ name: named }, { shortName: named }] };
    conditions.push({ OR: [{ giver: organization }, { receiver: organization }] });
  }
  if (filter.kind) conditions.push({ kind: filter.kind });
  if (filter.basis) conditions.push({ basis: filter.basis });
  if (filter.states) conditions.push({ state: { in: [...filter.states] } });
  // A path is made of ids between slashes, so a division and all below it share its own piece.
  if (filter.divisionId)
    conditions.push({ receiver: { division: { path: { contains: `/${filter.divisionId}/` } } } });
  if (filter.giverId) conditions.push({ giverId: filter.giverId });
  if (filter.receiverId) conditions.push({ receiverId: filter.receiverId });
  if (filter.endsBefore) conditions.push({ endsOn: { lt: toDbDate(filter.endsBefore) } });
  if (filter.lateOnly) conditions.push({ obligations: { some: lateOn(day, columns) } });
  if (filter.unacknowledgedOnly)
    conditions.push({
      basis: "ASSIGNED",
      state: { in: ["ACTIVE", "SUSPENDED"] },
      OR: [{ giverAcknowledgedAt: null }, { receiverAcknowledgedAt: null }],
    });
  return { AND: conditions };
}

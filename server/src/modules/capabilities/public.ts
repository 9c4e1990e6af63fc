import type { Prisma } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { CapabilityPer } from "./model.ts";

/** One thing a unit says it can give; `quantity` in minor units of its kind's measure, null: open. */
export type OfferedCapability = {
  id: string;
  organizationId: string;
  kindId: string;
  description: string;
  good: string | null;
  skill: string | null;
  quantity: bigint | null;
  per: CapabilityPer;
};

/** Those that hold on a day. */
export function holdingOn(day: LocalDate): Prisma.CapabilityWhereInput {
  const date = toDbDate(day);
  return { validFrom: { lte: date }, OR: [{ validTo: null }, { validTo: { gte: date } }] };
}

/**
 * What these organizations say they can give on a day, by organization; without an entry for who says nothing. One statement.
 * Who may read it is the caller's to ask: a unit's own, its partners' and the offices' over it.
 */
export async function capabilitiesOf(
  tx: Pick<Transaction, "capability">,
  organizationIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, OfferedCapability[]>> {
  const found = await tx.capability.findMany({
    where: { organizationId: { in: [...organizationIds] }, ...holdingOn(day) },
    select: {
      id: true,
      organizationId: true,
      kindId: true,
      description: true,
      good: true,
      skill: true,
      quantity: true,
      per: true,
    },
    orderBy: [{ validFrom: "desc" }, { id: "desc" }],
  });
  const byOrganization = new Map<string, OfferedCapability[]>();
  for (const one of found) {
    const known = byOrganization.get(one.organizationId);
    if (known) known.push(one);
    else byOrganization.set(one.organizationId, [one]);
  }
  return byOrganization;
}

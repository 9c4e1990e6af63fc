import type { Prisma, PrismaClient } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { lateOn } from "./policy.ts";

export const obligationListStates = ["OPEN", "LATE", "AWAITING", "CLOSED"] as const;

/** What a list of obligations may be narrowed by. */
export type ObligationFilter = {
  state?: (typeof obligationListStates)[number] | null;
  kindId?: string | null;
  giverId?: string | null;
  receiverId?: string | null;
  partnershipId?: string | null;
  dueBefore?: LocalDate | null;
  dueAfter?: LocalDate | null;
};

type Columns = PrismaClient["obligation"]["fields"];

/** The filter as Prisma asks it. `columns` compares one column with another. */
export function obligationFilter(
  filter: ObligationFilter,
  day: LocalDate,
  columns: Columns,
): Prisma.ObligationWhereInput {
  const { state, dueBefore, dueAfter } = filter;
  const conditions: Prisma.ObligationWhereInput[] = [];
  if (state === "OPEN") conditions.push({ closure: null });
  if (state === "LATE") conditions.push(lateOn(day, columns));
  if (state === "AWAITING")
    conditions.push({ closure: null, unclaimed: 0n, claimed: { gt: columns.accepted } });
  if (state === "CLOSED") conditions.push({ closure: { not: null } });
  for (const column of ["kindId", "giverId", "receiverId", "partnershipId"] as const) {
    const id = filter[column];
    if (id) conditions.push({ [column]: id });
  }
  if (dueBefore) conditions.push({ dueOn: { lt: toDbDate(dueBefore) } });
  if (dueAfter) conditions.push({ dueOn: { gt: toDbDate(dueAfter) } });
  return { AND: conditions };
}

import type { AppealState } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { readsFor } from "./policy.ts";

/** What residents' appeals to one community come to. */
export type CommunityCounts = {
  receiverId: string;
  total: number;
  waiting: number;
  late: number;
  refused: number;
  oldestSince: Date | null;
};

export type AppealCounts = {
  states: { state: AppealState; count: number }[];
  communities: CommunityCounts[];
};

/** Communities named in one summary: those whose residents wait longest beyond their day. */
const MOST_COMMUNITIES = 100;

/** Counts of the appeals to the communities that the actor counts: two statements, no word of any appeal. */
export async function countAppeals(
  { prisma }: Database,
  actor: PersonActor,
  day: LocalDate,
): Promise<AppealCounts> {
  const own = readsFor(actor);
  const prefixes = territories(actor).map((path) => `${path}%`);
  const states = await prisma.$queryRaw<{ state: AppealState; count: number }[]>`
    select a."state"::text as state, count(*)::int as count
    from "Appeal" a join "Organization" o on o.id = a."receiverId" join "Division" d on d.id = o."divisionId"
    where a."cityId" = ${actor.cityId}::uuid and (a."receiverId" = any(${own}::uuid[]) or d."path" like any(${prefixes}::text[]))
    group by 1 order by 1`;
  const communities = await prisma.$queryRaw<CommunityCounts[]>`
    select a."receiverId", count(*)::int as total,
      count(a."waitingSince")::int as waiting,
      (count(*) filter (where a."answerDueOn" < ${toDbDate(day)}::date))::int as late,
      (count(*) filter (where a."state" = 'REFUSED'))::int as refused,
      min(a."waitingSince") as "oldestSince"
    from "Appeal" a join "Organization" o on o.id = a."receiverId" join "Division" d on d.id = o."divisionId"
    where a."cityId" = ${actor.cityId}::uuid and (a."receiverId" = any(${own}::uuid[]) or d."path" like any(${prefixes}::text[]))
    group by 1 order by late desc, "oldestSince" asc nulls last, 1 limit ${MOST_COMMUNITIES}`;
  return { states, communities };
}

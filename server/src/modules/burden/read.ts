import { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import { addDays, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";

/** One week of several organizations together. */
export type BurdenSum = {
  week: LocalDate;
  organizations: number;
  asks: number;
  reminders: number;
  fields: number;
  documents: number;
  fromSessions: number;
  fieldsSaved: number;
};

/** Weeks that a course shows, the running one included. */
const WEEKS = 12;

/** The last weeks of all organizations within the actor's reach, or of one of them; weeks without anything are zero. One statement. */
export async function readTrend(
  { prisma }: Database,
  actor: PersonActor,
  week: LocalDate,
  organizationId: string | null,
): Promise<BurdenSum[]> {
  const first = addDays(week, -7 * (WEEKS - 1));
  const paths = territories(actor).map((path) => `${path}%`);
  const reach = Prisma.sql`(o.id = any(${organizationIds(actor)}::uuid[]) or d.path like any(${paths}::text[]))`;
  const one = organizationId === null ? Prisma.sql`true` : Prisma.sql`o.id = ${organizationId}::uuid`;
  return prisma.$queryRaw<BurdenSum[]>`
    select s.week::text as week, count(b.id)::int as organizations, coalesce(sum(b.asks), 0)::int as asks,
      coalesce(sum(b.reminders), 0)::int as reminders, coalesce(sum(b.fields), 0)::int as fields,
      coalesce(sum(b.documents), 0)::int as documents, coalesce(sum(b."fromSessions"), 0)::int as "fromSessions",
      coalesce(sum(b."fieldsSaved"), 0)::int as "fieldsSaved"
    from (select g::date as week from generate_series(${toDbDate(first)}::date, ${toDbDate(week)}::date, '7 days') g) s
    left join (
      "BurdenWeek" b join "Organization" o on o."cityId" = b."cityId" and o.id = b."organizationId"
      join "Division" d on d.id = o."divisionId"
    ) on b.week = s.week and b."cityId" = ${actor.cityId}::uuid and ${reach} and ${one}
    group by s.week order by s.week`;
}

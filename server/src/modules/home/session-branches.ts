import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { addDays, type LocalDate, startOfDay } from "../../kernel/clock.ts";
import { branch, type Hats } from "./branch.ts";

/** So many days a held session whose list has names stands among the things to report; one without names a week. */
const TO_REPORT_DAYS = 30;
const EMPTY_DAYS = 7;

const { sql } = Prisma;
const HOST = sql`(select h."organizationId" from "ActivityHost" h where h."cityId" = a."cityId" and h."activityId" = a.id and h."leftAt" is null order by h.id limit 1)`;
const TITLE = sql`a.title || ' · ' || s.place`;

/** Sessions of today, sessions to report, and reports that wait for the actor's word. */
export function sessionBranches(actor: PersonActor, h: Hats, today: LocalDate): Prisma.Sql[] {
  const cityId = sql`${actor.cityId}::uuid`;
  const city = sql`s."cityId" = ${cityId}`;
  const begins = startOfDay(today);
  const hosted = (ids: string[]) =>
    sql`a.id in (select h."activityId" from "ActivityHost" h where h."cityId" = ${cityId} and h."organizationId" = any(${ids}::uuid[]) and h."leftAt" is null)`;
  const present = sql`exists (select from "Attendance" t where t."cityId" = ${cityId} and t."sessionId" = s.id and t.state = 'PRESENT')`;
  const of = { giverId: HOST, receiverId: HOST, text: TITLE, startsAt: sql`s."startsAt"` };
  return [
    branch({
      ...of,
      kind: "SESSION_TODAY",
      subject: sql`'ActivitySession:' || s.id`,
      dueOn: sql`(s."startsAt" at time zone 'Asia/Shanghai')`,
      since: sql`s."startsAt"`,
      version: sql`s.version`,
      from: sql`"ActivitySession" s join "Activity" a on a.id = s."activityId"`,
      where: sql`${city} and s.state = 'PLANNED' and s."startsAt" >= ${begins} and s."startsAt" < ${startOfDay(addDays(today, 1))}
        and (${hosted(h.door)} or exists (select from "Signup" u where u."cityId" = ${cityId} and u."sessionId" = s.id and u."personId" = ${actor.personId}::uuid and u.state = 'SIGNED'))`,
      order: sql`s."startsAt", s.id`,
    }),
    branch({
      ...of,
      kind: "SESSION_TO_REPORT",
      subject: sql`'ActivitySession:' || s.id`,
      since: sql`s."startsAt"`,
      version: sql`s.version`,
      from: sql`"ActivitySession" s join "Activity" a on a.id = s."activityId" left join "SessionReport" r on r."cityId" = s."cityId" and r."sessionId" = s.id`,
      where: sql`${city} and s.state <> 'CANCELLED' and s."startsAt" < ${begins} and s."startsAt" >= ${startOfDay(addDays(today, -TO_REPORT_DAYS))}
        and ${hosted(h.desk)}
        and case when r.id is null then ${present} or s."startsAt" >= ${startOfDay(addDays(today, -EMPTY_DAYS))}
          else r.state = 'REOPENED' or exists (select from "SessionPart" p where p."cityId" = ${cityId} and p."reportId" = r.id and p.state = 'DISPUTED') end`,
      order: sql`s."startsAt", s.id`,
    }),
    branch({
      ...of,
      kind: "SESSION_TO_CONFIRM",
      subject: sql`'ActivitySession:' || s.id`,
      giverId: sql`r."reportedByOrganizationId"`,
      receiverId: sql`r."reportedByOrganizationId"`,
      quantity: sql`w.people`,
      remaining: sql`w.minutes`,
      since: sql`r."reportedAt"`,
      version: sql`r.version`,
      from: sql`(select p."reportId", sum(p.people) as people, sum(p.minutes) as minutes from "SessionPart" p
          where p."cityId" = ${cityId} and p."confirmerId" = any(${h.desk}::uuid[]) and p.state = 'WAITING' group by 1) w
        join "SessionReport" r on r.id = w."reportId" join "ActivitySession" s on s.id = r."sessionId" join "Activity" a on a.id = s."activityId"`,
      where: sql`${city} and r.state = 'REPORTED' and r."reportedById" <> ${actor.personId}::uuid`,
      order: sql`r."reportedAt", r.id`,
    }),
  ];
}

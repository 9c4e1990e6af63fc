import { Prisma, type ReminderPolicy } from "@gongjian/prisma/client";
import {
  addDays,
  fromDbDate,
  type LocalDate,
  minuteOfDay,
  startOfDay,
  toDbDate,
  today,
} from "../../kernel/clock.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import { type CitySettings, minutesOf } from "../cities/model.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { type Candidate, fallsUntil, isQuiet } from "./reminder-model.ts";

/** Whom the policies of a city speak to today, worked out by the database in one statement. */

/** A person to be reminded of a thing, by the highest rung that has fallen and was not spoken of yet. */
export type Due = Candidate & {
  giverId: string | null;
  receiverId: string | null;
  partnershipId: string | null;
  /** Where it is seen by who may not open the thing itself: an office counts the appeals of others, and reads none. */
  seenAt: string | null;
  channels: ReminderPolicy["channels"];
};

const { sql } = Prisma;
/** The day in Shanghai of an instant. */
const dayOf = (instant: Prisma.Sql) => sql`(${instant} at time zone 'Asia/Shanghai')::date`;

/** The things of each subject whose own day is one of the falls: whose turn it is, who stands on the other side. */
function things(cityId: string): Prisma.Sql {
  return sql`
    select f.*, 'Obligation:' || o.id as "subjectRef", o."giverId" as "turnId", o."receiverId" as "otherId", o."giverId", o."receiverId",
      o."partnershipId", null::uuid as "notId", 'GIVER'::"Side" as side
    from falls f join "Obligation" o on f.subject = 'OBLIGATION' and o."cityId" = ${cityId}::uuid and o.closure is null and o."dueOn" = f.day
      and o.unclaimed > 0 and (o."suspendedOn" is null or o."suspendedOn" > o."dueOn") and ${dayOf(sql`o."createdAt"`)} <= f."fellOn"
    union all
    select f.*, 'Delivery:' || d.id, d."receiverId", d."giverId", d."giverId", d."receiverId", d."partnershipId", d."loggedById", 'RECEIVER'
    from falls f join "Delivery" d on f.subject = 'DELIVERY' and d."cityId" = ${cityId}::uuid and d.state = 'SUBMITTED'
      and ${dayOf(sql`d."submittedAt"`)} = f.day
    union all
    select f.*, 'ActivitySession:' || s.id, h."organizationId", null, null, null, null, null, null
    from falls f join "ActivitySession" s on f.subject = 'SESSION' and s."cityId" = ${cityId}::uuid and s.state = 'PLANNED'
      and s."startsAt" >= f.day::timestamp at time zone 'Asia/Shanghai' and s."startsAt" < (f.day + 1)::timestamp at time zone 'Asia/Shanghai'
    join "ActivityHost" h on h."cityId" = s."cityId" and h."activityId" = s."activityId" and h."leftAt" is null
    union all
    select f.*, 'Appeal:' || a.id, coalesce(a."passedToId", a."receiverId"), a."receiverId", null, a."receiverId", null, null, null
    from falls f join "Appeal" a on f.subject = 'APPEAL' and a."cityId" = ${cityId}::uuid and a."waitingSince" is not null
      and ${dayOf(sql`a."waitingSince"`)} = f.day
    union all
    select f.*, 'HelpRequest:' || r.id, w."organizationId", r."receiverId", w."organizationId", r."receiverId", w."partnershipId", null, 'GIVER'
    from falls f join "HelpRequest" r on f.subject = 'REQUEST' and r."cityId" = ${cityId}::uuid and r.state = 'OPEN' and ${dayOf(sql`r."openedAt"`)} = f.day
      and exists (select from "Need" n where n."cityId" = r."cityId" and n."helpRequestId" = r.id and n.quantity > n.claimed)
    join "HelpRequestOffer" w on w."cityId" = r."cityId" and w."helpRequestId" = r.id
      and not exists (select from "Need" n join "Claim" c on c."cityId" = n."cityId" and c."needId" = n.id
        where n."cityId" = r."cityId" and n."helpRequestId" = r.id and c."giverId" = w."organizationId" and c.state <> 'WITHDRAWN')`;
}

/**
 * The people of a thing, by whom its policy names. A liaison is the one named for that side of the partnership, all of them where nobody is
 * named, and the manager where there is none. Of the offices over the receiver it is the nearest one that hears.
 */
function people(cityId: string): Prisma.Sql {
  return sql`
    select t."policyId", t."subjectRef", m."personId", m."organizationId"
    from things t join roles m on m."organizationId" = t."turnId" and (
      ('LIAISON' = any(t.audience) and (
        (m.role in ('LIAISON', 'COORDINATOR') and (m.id = any(t.named) or cardinality(t.named) = 0))
        or (m.role = 'MANAGER' and not exists (
          select from roles l where l."organizationId" = t."turnId" and l.role in ('LIAISON', 'COORDINATOR')))))
      or ('MANAGER' = any(t.audience) and m.role = 'MANAGER')
      or ('LEADER' = any(t.audience) and m.role = 'LEADER'))
    union
    select t."policyId", t."subjectRef", m."personId", m."organizationId"
    from things t join roles m on 'OTHER_SIDE' = any(t.audience) and m."organizationId" = t."otherId" and m.role in ('LIAISON', 'MANAGER')
    union
    select t."policyId", t."subjectRef", s."personId", m."organizationId"
    from things t join "Signup" s on t.subject = 'SESSION' and 'OTHER_SIDE' = any(t.audience) and s."cityId" = ${cityId}::uuid
      and s."sessionId" = split_part(t."subjectRef", ':', 2)::uuid and s.state = 'SIGNED' and s."personId" is not null
    join lateral (select "organizationId" from roles r where r."personId" = s."personId" order by r.id limit 1) m on true
    union
    select t."policyId", t."subjectRef", m."personId", m."organizationId"
    from things t
    join lateral (
      select office.id from "Organization" covered join "Division" place on place.id = covered."divisionId"
      join "Organization" office on office."cityId" = covered."cityId" and office.kind = 'OFFICE' and office."endedOn" is null
      join "Division" territory on territory.id = office."divisionId" and starts_with(place.path, territory.path)
      where covered.id = coalesce(t."receiverId", t."turnId") order by length(territory.path) desc, office.id limit 1) nearest on true
    join roles m on 'OFFICE' = any(t.audience) and m."organizationId" = nearest.id and m.role in ('MANAGER', 'COORDINATOR')`;
}

/** What the policies of a city say on a day, before any cap. One statement; nothing is written. */
export async function gatherReminders(
  tx: Pick<Transaction, "$queryRaw">,
  cityId: string,
  policies: readonly ReminderPolicy[],
  day: LocalDate,
  calendar: Calendar,
): Promise<Due[]> {
  const falls = policies.flatMap((policy) =>
    fallsUntil(policy, fromDbDate(policy.validFrom), day, calendar).map((fall) => ({ ...fall, policy })),
  );
  if (falls.length === 0) return [];
  return tx.$queryRaw<Due[]>`
    with falls as (
      select p.id as "policyId", p.subject, p.days, p.audience::text[] as audience, p.channels::text[] as channels, f.day, f."fellOn"
      from unnest(${falls.map(({ policy }) => policy.id)}::uuid[], ${falls.map((one) => one.day)}::date[],
        ${falls.map((one) => one.fellOn)}::date[]) f ("policyId", day, "fellOn")
      join "ReminderPolicy" p on p.id = f."policyId"),
    found as (${things(cityId)}),
    things as (
      select t.*, coalesce((select array_agg(li."membershipId") from "PartnershipLiaison" li
        where li."cityId" = ${cityId}::uuid and li."partnershipId" = t."partnershipId" and li.side = t.side and li."endsOn" is null), '{}'::uuid[]) as named
      from found t),
    roles as materialized (
      select m.id, m."personId", m."organizationId", m.role from "Membership" m
      join "Person" p on p."cityId" = m."cityId" and p.id = m."personId" and p."erasedAt" is null
      where m."cityId" = ${cityId}::uuid and m."startsOn" <= ${toDbDate(day)}::date and (m."endsOn" is null or m."endsOn" >= ${toDbDate(day)}::date)),
    told as (${people(cityId)}),
    fresh as (
      select t.*, w."personId", w."organizationId" from told w
      join things t on t."policyId" = w."policyId" and t."subjectRef" = w."subjectRef"
      where w."personId" is distinct from t."notId" and not exists (
        select from "ReminderNotice" n where n."cityId" = ${cityId}::uuid and n."personId" = w."personId" and n.subject = t."subjectRef"
          and n."fellOn" >= t."fellOn")),
    highest as (
      select distinct on ("personId", "subjectRef") * from fresh
      order by "personId", "subjectRef", "fellOn" desc, days desc, "organizationId", "policyId")
    select h."policyId", h."personId", h."organizationId", h.subject::text as subject, h."subjectRef", h."fellOn"::text as "fellOn",
      h.day::text as day, h.days, h."giverId", h."receiverId", h."partnershipId",
      (select 'AppealDoor:' || d.id from "AppealDoor" d where h.subject = 'APPEAL' and h."organizationId" not in (h."turnId", h."receiverId")
        and d."cityId" = ${cityId}::uuid and d."receiverId" = h."receiverId") as "seenAt",
      (select array_agg(distinct c) from fresh f, unnest(f.channels) c
        where f."personId" = h."personId" and f."subjectRef" = h."subjectRef" and f."fellOn" = h."fellOn") as channels
    from highest h`;
}

/** What decides on a city's reminders at an instant. */
export type LadderNow = {
  day: LocalDate;
  policies: ReminderPolicy[];
  calendar: Calendar;
  settings: CitySettings;
  /** Nobody is to be disturbed now. */
  quiet: boolean;
};

/** The ladder of a city as it stands now. Three statements. */
export async function ladderNow(
  tx: Pick<Transaction, "reminderPolicy" | "calendarDay" | "citySetting">,
  clock: CommandContext["clock"],
  cityId: string,
): Promise<LadderNow> {
  const now = clock.now();
  const day = today({ now: () => now });
  const policies = await tx.reminderPolicy.findMany({
    where: { cityId, endedAt: null, active: true, validFrom: { lte: toDbDate(day) } },
    orderBy: { id: "asc" },
  });
  const calendar = await loadCalendar(tx, cityId);
  const settings = await loadSettings(tx, cityId, day);
  const peace = {
    quietFrom: minutesOf(settings.quietFrom),
    quietTo: minutesOf(settings.quietTo),
    workdaysOnly: settings.remindersOnWorkdaysOnly,
  };
  return { day, policies, calendar, settings, quiet: isQuiet(peace, day, minuteOfDay(now), calendar) };
}

/** How often each of some people was reminded in the seven days before today's end, by people and by policies. One statement. */
export async function toldInWeek(
  tx: Pick<Transaction, "$queryRaw">,
  cityId: string,
  personIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, number>> {
  const since = startOfDay(addDays(day, -6));
  const rows = await tx.$queryRaw<{ personId: string; count: number }[]>`
    select "personId", count(*)::int as count from (
      select n."personId" from "ReminderNotice" n
      where n."cityId" = ${cityId}::uuid and n."personId" = any(${[...personIds]}::uuid[]) and n."recordedAt" >= ${since} and n.outcome = 'SENT'
      union all
      select n."personId" from "Notification" n
      where n."cityId" = ${cityId}::uuid and n."personId" = any(${[...personIds]}::uuid[]) and n."createdAt" >= ${since} and n.event = 'reminder.sent') t
    group by "personId"`;
  return new Map(rows.map(({ personId, count }) => [personId, count]));
}

import { addDays, mondayOf, startOfDay, toDbDate, today } from "../../kernel/clock.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { askingEvents } from "../notifications/public.ts";
import { documentCommands, fieldsOf, fieldsPerDelivery, figuresPerDocument } from "./fields.ts";

/** A reminder is counted as such, and not once more as an ask. */
const REMINDERS = ["reminder.sent", "reminder.due", "reminder.several"];

/**
 * Counts, for one week of a city, what the system asked of each unit and community and what it saved it, and writes it over what was counted
 * before. Sets in, sets out: one statement, whatever the size of the city. Running it twice changes nothing.
 */
async function measureWeek(
  { database, clock }: Omit<CommandContext, "actor">,
  cityId: string,
  monday: ReturnType<typeof mondayOf>,
): Promise<void> {
  const from = startOfDay(monday);
  const until = startOfDay(addDays(monday, 7));
  const asking = askingEvents.filter((event) => !REMINDERS.includes(event));
  const commands = [...fieldsOf.keys()];
  const fields = [...fieldsOf.values()];
  await database.prisma.$executeRaw`
    with asks as (
      -- A thing asks an organization once, however many of its people heard of it.
      select a."organizationId", count(*)::int as n from (
        select distinct m."organizationId", n.event, n.subject, n."createdAt"
        from "Notification" n
        join "Membership" m on m."cityId" = n."cityId" and m."personId" = n."personId"
          and (n."giverId" is null and n."receiverId" is null or m."organizationId" in (n."giverId", n."receiverId"))
        where n."cityId" = ${cityId}::uuid and n."createdAt" >= ${from} and n."createdAt" < ${until} and n.event = any(${asking}::text[])) a
      group by 1),
    reminders as (
      select r."organizationId", sum(r.n)::int as n from (
        select r."toOrganizationId" as "organizationId", count(*) as n from "Reminder" r
        where r."cityId" = ${cityId}::uuid and r."createdAt" >= ${from} and r."createdAt" < ${until} group by 1
        union all
        select n."organizationId", count(distinct (n."policyId", n.subject, n."fellOn")) from "ReminderNotice" n
        where n."cityId" = ${cityId}::uuid and n."recordedAt" >= ${from} and n."recordedAt" < ${until} and n.outcome = 'SENT' group by 1) r
      group by 1),
    typed as (
      select e."organizationId", sum(f.fields)::int as n
      from "AuditEntry" e join unnest(${commands}::text[], ${fields}::int[]) f (command, fields) on f.command = e.command
      where e."cityId" = ${cityId}::uuid and e.at >= ${from} and e.at < ${until} and e."organizationId" is not null and e."personId" is not null
      group by 1),
    documents as (
      select e."organizationId", count(*)::int as n from "AuditEntry" e
      where e."cityId" = ${cityId}::uuid and e.at >= ${from} and e.at < ${until} and e.command = any(${[...documentCommands]}::text[])
        and e."organizationId" is not null
      group by 1),
    held as (
      -- Both sides were spared it: the one the logging, the other the list.
      select s."organizationId", count(*)::int as n from (
        select unnest(array[d."giverId", d."receiverId"]) as "organizationId" from "Delivery" d
        where d."cityId" = ${cityId}::uuid and d.origin = 'SESSION' and d."submittedAt" >= ${from} and d."submittedAt" < ${until}) s
      group by 1)
    insert into "BurdenWeek" as b ("id", "cityId", "organizationId", "week", "asks", "reminders", "fields", "documents", "fromSessions",
      "fieldsSaved", "computedAt")
    select gen_random_uuid(), o."cityId", o.id, ${toDbDate(monday)}::date, coalesce(a.n, 0), coalesce(r.n, 0), coalesce(t.n, 0),
      coalesce(d.n, 0), coalesce(h.n, 0), coalesce(d.n, 0) * ${figuresPerDocument}::int + coalesce(h.n, 0) * ${fieldsPerDelivery}::int, ${clock.now()}
    from "Organization" o
    left join asks a on a."organizationId" = o.id
    left join reminders r on r."organizationId" = o.id
    left join typed t on t."organizationId" = o.id
    left join documents d on d."organizationId" = o.id
    left join held h on h."organizationId" = o.id
    where o."cityId" = ${cityId}::uuid and o.kind in ('PARTNER_UNIT', 'COMMUNITY')
      and coalesce(a.n, r.n, t.n, d.n, h.n) is not null
    on conflict ("cityId", "organizationId", "week") do update set
      "asks" = excluded."asks", "reminders" = excluded."reminders", "fields" = excluded."fields", "documents" = excluded."documents",
      "fromSessions" = excluded."fromSessions", "fieldsSaved" = excluded."fieldsSaved", "computedAt" = excluded."computedAt"
    where (b."asks", b."reminders", b."fields", b."documents", b."fromSessions", b."fieldsSaved") is distinct from
      (excluded."asks", excluded."reminders", excluded."fields", excluded."documents", excluded."fromSessions", excluded."fieldsSaved")`;
}

/** Counts the running week and the one before it: what was written late is still found. */
export async function measureBurden(ctx: Omit<CommandContext, "actor">, cityId: string): Promise<void> {
  const monday = mondayOf(today(ctx.clock));
  await measureWeek(ctx, cityId, addDays(monday, -7));
  await measureWeek(ctx, cityId, monday);
}

/** Counts every week from a day on, for a city whose history was loaded. */
export async function measureBurdenSince(
  ctx: Omit<CommandContext, "actor">,
  cityId: string,
  since: Parameters<typeof mondayOf>[0],
): Promise<void> {
  const last = mondayOf(today(ctx.clock));
  for (let monday = mondayOf(since); monday <= last; monday = addDays(monday, 7))
    await measureWeek(ctx, cityId, monday);
}

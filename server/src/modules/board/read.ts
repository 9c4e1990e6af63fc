import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { addDays, type LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { addWorkdays, isWorkday } from "../../kernel/workdays.ts";
import type { BoardDay, BoardFilter, BoardOrder, BoardSort, StandingRow } from "./model.ts";
import { LONGEST_WAIT_WORKDAYS, STANDING_STATES, waitedSince } from "./model.ts";
import { boardPaths } from "./policy.ts";

/** The board's SQL: the same conditions and the same columns for a page, for totals and for a file. */

const { sql } = Prisma;

/** The columns of the order, in SQL, with the type of their values in a cursor. The partnership's id makes it unique. */
export const ORDER_KEYS: Record<
  BoardOrder,
  readonly { key: Prisma.Sql; type: "smallint" | "date" | "text" }[]
> = {
  NEEDS: [
    { key: sql`s."needsClass"`, type: "smallint" },
    { key: sql`s."needsOn"`, type: "date" },
  ],
  LATE: [{ key: sql`coalesce(s."lateFrom", date '9999-12-31')`, type: "date" }],
  STUCK: [{ key: sql`coalesce(least(s."stuckOn", s."moneyDueOn"), date '9999-12-31')`, type: "date" }],
  DISPUTE: [{ key: sql`coalesce(s."disputeSince", date '9999-12-31')`, type: "date" }],
  LAST_CONTACT: [{ key: sql`coalesce(s."lastContactOn", date '0001-01-01')`, type: "date" }],
  GIVER: [{ key: sql`s."giverName"`, type: "text" }],
  RECEIVER: [{ key: sql`s."receiverName"`, type: "text" }],
  ENDS_ON: [{ key: sql`s."endsOn"`, type: "date" }],
};

/** How many values a cursor of this order holds before the id, and of which types. */
export function keyTypesOf(by: BoardOrder): readonly ("smallint" | "date" | "text")[] {
  return ORDER_KEYS[by].map(({ type }) => type);
}

/** A row with its place in the order. */
export type PlacedRow = StandingRow & { keys: string[] };

/** Paths below a prefix: `/1/2/` up to but not `/1/20`, because a slash comes right before the zero. */
function below(column: Prisma.Sql, path: string): Prisma.Sql {
  return sql`(${column} >= ${path} and ${column} < ${`${path.slice(0, -1)}0`})`;
}

/** The rows of the actor's city that have a side in its territory; none for who is in no office. */
function territoryOf(actor: PersonActor): Prisma.Sql {
  const paths = boardPaths(actor);
  const city = sql`s."cityId" = ${actor.cityId}::uuid`;
  if (paths === null) return city;
  if (paths.length === 0) return sql`false`;
  const either = paths.flatMap((path) => [
    below(sql`s."giverPath"`, path),
    below(sql`s."receiverPath"`, path),
  ]);
  return sql`${city} and (${Prisma.join(either, " or ")})`;
}

/** Promises of a row that are late on the day; the same words as `lateOn` in obligations/policy.ts. */
export const late = (today: LocalDate) => sql`o."partnershipId" = s."partnershipId" and o.closure is null
  and o.unclaimed > 0 and o."dueOn" < ${today}::date and (o."suspendedOn" is null or o."suspendedOn" > o."dueOn")`;

/** Fen of unsent instalments of a row that are overdue on the day. */
export const overdue = (today: LocalDate) =>
  sql`coalesce((select sum(o.unclaimed) from "Obligation" o join "Kind" k on k.id = o."kindId" and k.measure = 'MONEY'
    where ${late(today)} and o.source = 'PLEDGE'), 0)::bigint`;

// The clock of a suspended partnership stopped on a day of its own; the calendar's working days come along to count up to it.
function lateAtLeast(workdays: number, { today, calendar }: BoardDay): Prisma.Sql {
  const days: LocalDate[] = [];
  const wanted = Math.min(workdays, LONGEST_WAIT_WORKDAYS);
  for (let day = addWorkdays(today, -LONGEST_WAIT_WORKDAYS, calendar); day <= today; day = addDays(day, 1))
    if (isWorkday(day, calendar)) days.push(day);
  return sql`(s."lateFrom" <= ${waitedSince(today, wanted, calendar)}::date and s."lateFrom" < ${today}::date
    and (s."suspendedOn" is null or s."suspendedOn" > ${today}::date or ${wanted} <= (
      select count(*) from unnest(${days}::date[]) w where w > s."lateFrom" and w < s."suspendedOn")))`;
}

/** Whether a row needs the office on the day: what `needs` in model.ts names. */
export function needing({ today, calendar, silenceWorkdays }: BoardDay): Prisma.Sql {
  return sql`(s."openDisputes" > 0 or s."extensionsAsked" > 0 or coalesce(s."lateFrom" < ${today}::date, false)
    or coalesce(least(s."movingSince", s."awaitingSince", s."unacknowledgedSince") <= ${waitedSince(today, silenceWorkdays, calendar)}::date, false))`;
}

/** Narrowed as the filter says, on the day. */
export function matching(filter: BoardFilter, day: BoardDay): Prisma.Sql {
  const { today, calendar } = day;
  const states = filter.states ?? STANDING_STATES;
  const conditions = [sql`s."state" = any(${states}::"PartnershipState"[])`];
  const add = (condition: Prisma.Sql) => conditions.push(condition);
  const text = filter.text?.trim().slice(0, 60).toLowerCase();
  if (text) add(sql`position(${text} in s."names") > 0`);
  if (filter.giverId) add(sql`s."giverId" = ${filter.giverId}::uuid`);
  if (filter.receiverId) add(sql`s."receiverId" = ${filter.receiverId}::uuid`);
  if (filter.divisionId) {
    const path = sql`(select d.path from "Division" d where d.id = ${filter.divisionId}::int)`;
    add(sql`(s."receiverPath" >= ${path} and s."receiverPath" < left(${path}, -1) || '0')`);
  }
  if (filter.kindId)
    add(sql`s."partnershipId" in (select o."partnershipId" from "Obligation" o
      where o.closure is null and o."kindId" = ${filter.kindId}::uuid and o."partnershipId" is not null)`);
  if (filter.partnershipKind) add(sql`s."kind" = ${filter.partnershipKind}::"PartnershipKind"`);
  if (filter.basis) add(sql`s."basis" = ${filter.basis}::"PartnershipBasis"`);
  if (filter.lateWorkdaysAtLeast != null) add(lateAtLeast(filter.lateWorkdaysAtLeast, day));
  const isOverdue = sql`(s."moneyDueOn" < ${today}::date and (s."stuckOn" is null or s."moneyDueOn" <= s."stuckOn"))`;
  if (filter.stuckWorkdaysAtLeast != null) {
    const since = waitedSince(today, filter.stuckWorkdaysAtLeast, calendar);
    add(
      sql`least(s."stuckOn", s."moneyDueOn") <= ${since}::date and (s."stuckOn" is not null or ${isOverdue})`,
    );
  }
  if (filter.stuckAtLeast != null)
    add(sql`(s."stuckOn" is not null or s."moneyDueOn" is not null)
      and case when ${isOverdue} then ${overdue(today)} else s."stuckAmount" end >= ${filter.stuckAtLeast}`);
  if (filter.disputeOpen) add(sql`s."openDisputes" > 0`);
  if (filter.unacknowledged) add(sql`s."unacknowledgedSince" is not null`);
  if (filter.needsMe) add(needing(day));
  return sql`(${Prisma.join(conditions, " and ")})`;
}

/** Names of the divisions below the city's root that lead to the receiver, the largest first. */
const RECEIVED_IN = sql`array(
  select coalesce((select l.name from "DivisionLabel" l where l."divisionId" = step.id::int order by l."validFrom" desc limit 1), '')
  from "City" c join "Division" root on root.id = c."divisionId"
  cross join lateral unnest(string_to_array(trim(both '/' from substr(s."receiverPath", length(root.path) + 1)), '/')) with ordinality step(id, at)
  where c.id = s."cityId" and step.id <> '' order by step.at)`;

/** The columns of a row of `s`, without what is read of other tables. */
const COLUMNS = sql`s."partnershipId" as id, s."giverId", s."receiverId", s."giverName", s."receiverName",
  s."kind", s."basis", s."state", s."startsOn"::text as "startsOn", s."endsOn"::text as "endsOn", s."suspendedOn"::text as "suspendedOn",
  s."openPromises", s."firstDueOn"::text as "firstDueOn", s."lateFrom"::text as "lateFrom", s."moneyDueOn"::text as "moneyDueOn",
  s."awaiting", s."awaitingSince"::text as "awaitingSince", s."openDisputes", s."disputeSince"::text as "disputeSince",
  s."extensionsAsked", s."extensionSince"::text as "extensionSince", s."unacknowledgedSince"::text as "unacknowledgedSince",
  s."pledged", s."sent", s."received", s."spent", s."stuckAt", s."stuckAmount", s."stuckOn"::text as "stuckOn",
  s."movingSince"::text as "movingSince", s."lastContactOn"::text as "lastContactOn"`;

/** Which rows of the board, in which order, on which day. */
export type BoardQuestion = { actor: PersonActor; filter: BoardFilter; sort: BoardSort; day: BoardDay };

/** What a page reads beside the rows `s` themselves: columns of its own, from tables joined to `s`. */
export type Beside = { columns: Prisma.Sql; joins: Prisma.Sql };

const besideOnScreen = ({ today }: BoardDay): Beside => ({
  columns: sql`${RECEIVED_IN} as "receivedIn",
      case when s."lateFrom" < ${today}::date then (select count(*)::int from "Obligation" o where ${late(today)}) else 0 end as "lateCount",
      case when s."moneyDueOn" < ${today}::date then ${overdue(today)} else 0::bigint end as "overdueAmount"`,
  joins: Prisma.empty,
});

/** The rows after a place in the order, at most `limit`; numbered by `place`. */
export function pageSql(
  { actor, filter, sort, day }: BoardQuestion,
  limit: number,
  after: readonly string[] | null,
  beside: Beside = besideOnScreen(day),
): Prisma.Sql {
  const keys = ORDER_KEYS[sort.by];
  const columns = [...keys.map(({ key }) => key), sql`s."partnershipId"`];
  const types = [...keys.map(({ type }) => type), "uuid"];
  const direction = Prisma.raw(sort.descending ? "desc" : "asc");
  const beyond = after
    ? sql`and (${Prisma.join(columns)}) ${Prisma.raw(sort.descending ? "<" : ">")}
        (${Prisma.join(after.map((value, index) => sql`${value}::${Prisma.raw(types[index] ?? "text")}`))})`
    : Prisma.empty;
  const order = Prisma.join(columns.map((column) => sql`${column} ${direction}`));
  // What is read of other tables is read for the rows of the page alone.
  return sql`
    select ${COLUMNS}, array[${Prisma.join(keys.map(({ key }) => sql`(${key})::text`))}] as keys,
      ${beside.columns}, row_number() over (order by ${order}) as place
    from (
      select * from "Standing" s where ${territoryOf(actor)} and ${matching(filter, day)} ${beyond}
      order by ${order} limit ${limit}
    ) s ${beside.joins}`;
}

/** The rows after a place in the order (`after`: the values of its keys, then the id), at most `limit`. One statement. */
export function readBoard(
  { prisma }: Pick<Database, "prisma">,
  question: BoardQuestion,
  limit: number,
  after: readonly string[] | null,
): Promise<PlacedRow[]> {
  return prisma.$queryRaw<PlacedRow[]>(sql`${pageSql(question, limit, after)} order by place`);
}

/** How many match, and how many that stand in the territory the filter hides. */
export type BoardCounts = { matching: number; hidden: number };

/** The same rows together with the counts of all pages, still in one statement. */
export async function readCountedBoard(
  { prisma }: Pick<Database, "prisma">,
  question: BoardQuestion,
  limit: number,
  after: readonly string[] | null,
): Promise<{ rows: PlacedRow[]; counts: BoardCounts }> {
  const { actor, filter, day } = question;
  const found = await prisma.$queryRaw<(BoardCounts & { id: string | null })[]>(sql`
    select c.*, p.*
    from (
      select count(*) filter (where q.matches)::int as matching,
        count(*) filter (where q.stands and q.matches is not true)::int as hidden
      from (
        select ${matching(filter, day)} as matches, s."state" = any(${STANDING_STATES}::"PartnershipState"[]) as stands
        from "Standing" s where ${territoryOf(actor)} offset 0
      ) q
    ) c left join (${pageSql(question, limit, after)}) p on true
    order by p.place`);
  const [first] = found;
  return {
    rows: found.filter(({ id }) => id !== null) as unknown as PlacedRow[],
    counts: { matching: first?.matching ?? 0, hidden: first?.hidden ?? 0 },
  };
}

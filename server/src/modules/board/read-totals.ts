import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { Database } from "../../kernel/db.ts";
import type { BoardDay, BoardFilter } from "./model.ts";
import { boardPaths } from "./policy.ts";
import { matching, needing } from "./read.ts";

/** Sums of the board by division. */

const { sql } = Prisma;

/** The sums of one division, or of all of them. Amounts in fen. */
export type BoardTotal = {
  divisionId: number;
  name: string;
  /** Only what sits at the division itself and in none below it. */
  directly: boolean;
  communities: number;
  communitiesWithoutUnit: number;
  partnerships: number;
  units: number;
  latePartnerships: number;
  latePromises: number;
  pledged: bigint;
  sent: bigint;
  received: bigint;
  spent: bigint;
  stuckPartnerships: number;
  stuck: bigint;
  openDisputes: number;
  disputedPartnerships: number;
  unacknowledged: number;
  needing: number;
  metOnTime: number;
  metLate: number;
  unmet: number;
};

export type BoardTotals = { total: BoardTotal; rows: BoardTotal[]; quarter: string | null };

/** What each division sums of the rows of the board themselves; what is late is known to them, how much of it is not. */
const sums = (day: BoardDay) => sql`count(*)::int as partnerships,
  count(*) filter (where s."lateFrom" < ${day.today}::date)::int as "latePartnerships",
  sum(s.pledged)::bigint as pledged, sum(s.sent)::bigint as sent, sum(s.received)::bigint as received, sum(s.spent)::bigint as spent,
  count(*) filter (where s.waiting > 0 or s."moneyDueOn" < ${day.today}::date)::int as "stuckPartnerships", sum(s.waiting)::bigint as waiting,
  sum(s."openDisputes")::int as "openDisputes", count(*) filter (where s."openDisputes" > 0)::int as "disputedPartnerships",
  count(s."unacknowledgedSince")::int as unacknowledged, count(*) filter (where ${needing(day)})::int as needing`;

const SUMMED = [
  "partnerships",
  "units",
  "latePartnerships",
  "latePromises",
  "pledged",
  "sent",
  "received",
  "spent",
  "stuckPartnerships",
  "stuck",
  "openDisputes",
  "disputedPartnerships",
  "unacknowledged",
  "needing",
  "metOnTime",
  "metLate",
  "unmet",
] as const satisfies readonly (keyof BoardTotal)[];
const AMOUNTS: readonly string[] = ["pledged", "sent", "received", "spent", "stuck"];
/** The whole is its parts added; but a unit may give in several of them. */
const ADDABLE = SUMMED.filter((name) => name !== "units");
const PARTS = Prisma.raw(ADDABLE.map((name) => `"${name}"`).join(", "));
const ADDED = Prisma.raw(
  ADDABLE.map((name) => `sum("${name}")::${AMOUNTS.includes(name) ? "bigint" : "int"} as "${name}"`).join(
    ", ",
  ),
);
const COALESCED = Prisma.raw(SUMMED.map((name) => `coalesce(s."${name}", 0) as "${name}"`).join(", "));

/** The division that is summed, and the running quarter. */
type Place = { id: number; path: string; periodId: string | null; quarter: string | null };

type Question = { actor: PersonActor; filter: BoardFilter; day: BoardDay; divisionId: number | null };

/**
 * The board summed over a division of the actor's territory and over each division right below it. Two statements.
 *
 * @returns null for who is in no office, and for a division outside of the territory.
 */
export async function readTotals(
  { prisma }: Pick<Database, "prisma">,
  { actor, filter, day, divisionId }: Question,
): Promise<BoardTotals | null> {
  const paths = boardPaths(actor) ?? [actor.cityPath];
  const [shortest] = [...paths].sort((a, b) => a.length - b.length);
  if (shortest === undefined) return null;
  const root =
    divisionId === null
      ? sql`d.path = ${shortest}`
      : sql`d.id = ${divisionId}::int and (${Prisma.join(
          paths.map((path) => sql`starts_with(d.path, ${path})`),
          " or ",
        )})`;
  const { today } = day;
  // Asked before, so that the sums are planned for this division and this quarter.
  const [place] = await prisma.$queryRaw<Place[]>(sql`
    select d.id, d.path, q.id as "periodId", q.code as quarter
    from "Division" d left join "Period" q on q."cityId" = ${actor.cityId}::uuid and q.kind = 'QUARTER' and ${today}::date between q."opensOn" and q."closesOn"
    where ${root}`);
  if (!place) return null;
  const city = sql`${actor.cityId}::uuid`;
  const childOf = (path: Prisma.Sql) =>
    sql`split_part(substr(${path}, ${place.path.length + 1}::int), '/', 1)`;
  const received =
    place.path === actor.cityPath ? Prisma.empty : sql`and starts_with(s."receiverPath", ${place.path})`;
  const found = await prisma.$queryRaw<(BoardTotal & { whole: boolean })[]>(sql`
    with s as not materialized (
      select s.*, ${childOf(sql`s."receiverPath"`)} as child
      from "Standing" s where s."cityId" = ${city} ${received} and ${matching(filter, day)}
    ), part as (
      select s.child, ${sums(day)} from s group by s.child
    ), kept as (
      select s.child,
        count(*) filter (where o.closure = 'MET' and (o."metOn" <= o."dueOn" or o."suspendedOn" <= o."dueOn"))::int as "metOnTime",
        count(*) filter (where o.closure = 'MET' and not (o."metOn" <= o."dueOn" or coalesce(o."suspendedOn" <= o."dueOn", false)))::int as "metLate",
        count(*) filter (where o.closure = 'UNMET')::int as unmet
      from "Obligation" o join s on s."partnershipId" = o."partnershipId"
      where o."cityId" = ${city} and o."periodId" = ${place.periodId}::uuid and o.closure in ('MET', 'UNMET')
      group by s.child
    ), late as (
      select s.child, count(*)::int as "latePromises",
        sum(o.unclaimed) filter (where o.source = 'PLEDGE' and o."kindId" in (
          select k.id from "Kind" k where k."cityId" = ${city} and k.measure = 'MONEY'))::bigint as overdue
      from "Obligation" o join s on s."partnershipId" = o."partnershipId"
      where o."cityId" = ${city} and o.closure is null and o.unclaimed > 0 and o."dueOn" < ${today}::date
        and (o."suspendedOn" is null or o."suspendedOn" > o."dueOn")
      group by s.child
    ), unit as (
      select s.child, s."giverId" from s group by s.child, s."giverId"
    ), units as (
      select unit.child, count(*)::int as units from unit group by unit.child
    ), sums as (
      select p.*, u.units, k."metOnTime", k."metLate", k.unmet, l."latePromises", p.waiting + coalesce(l.overdue, 0) as stuck, false as whole
      from part p left join units u using (child) left join kept k using (child) left join late l using (child)
    ), summed as (
      select child, whole, units, ${PARTS} from sums
      union all
      select null, true, (select count(*)::int from (select from unit group by unit."giverId") u), ${ADDED} from sums having count(*) > 0
    ), community as (
      select ${childOf(sql`d.path`)} as child,
        c.id in (select p."receiverId" from "Partnership" p where p."cityId" = ${city} and p.state in ('ACTIVE', 'SUSPENDED')) as paired
      from "Division" d join "Organization" c on c."divisionId" = d.id and c."cityId" = ${city} and c.kind = 'COMMUNITY'
        and c."startedOn" <= ${today}::date and (c."endedOn" is null or c."endedOn" >= ${today}::date)
      where starts_with(d.path, ${place.path})
    ), places as (
      select child, grouping(child) = 1 as whole, count(*)::int as communities, count(*) filter (where not paired)::int as "communitiesWithoutUnit"
      from community group by grouping sets ((child), ())
    ), place as (
      select ${place.id}::int as id, null::text as child, true as whole
      union all
      select d.id, d.id::text, false from "Division" d where d."parentId" = ${place.id}::int
        and (d."endedOn" is null or d."endedOn" >= ${today}::date or exists (select from sums where sums.child = d.id::text))
      union all
      select ${place.id}::int, '', false where exists (select from sums where child = '') or exists (select from places where child = '')
    )
    select place.id as "divisionId", place.whole, place.child = '' as directly,
      coalesce((select l.name from "DivisionLabel" l where l."divisionId" = place.id order by l."validFrom" desc limit 1), '') as name,
      coalesce(c.communities, 0) as communities, coalesce(c."communitiesWithoutUnit", 0) as "communitiesWithoutUnit", ${COALESCED}
    from place
    left join summed s on s.whole = place.whole and s.child is not distinct from place.child
    left join places c on c.whole = place.whole and c.child is not distinct from place.child
    order by place.whole desc, place.child = '', (select l.code from "DivisionLabel" l where l."divisionId" = place.id order by l."validFrom" desc limit 1), place.id`);
  const [total, ...rows] = found.map(({ directly, ...row }) => ({ ...row, directly: directly === true }));
  return total ? { total, rows, quarter: place.quarter } : null;
}

import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { Database } from "../../kernel/db.ts";
import type { BoardDay, BoardFilter } from "./model.ts";
import { boardPaths } from "./policy.ts";
import { late, matching, needing, overdue } from "./read.ts";

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

/** What each row sums, over `x`: the matching rows of the board with what is counted of their promises. */
const SUMS = sql`count(x.id)::int as partnerships, count(distinct x."giverId")::int as units,
  count(*) filter (where x.late > 0)::int as "latePartnerships", coalesce(sum(x.late), 0)::int as "latePromises",
  coalesce(sum(x.pledged), 0)::bigint as pledged, coalesce(sum(x.sent), 0)::bigint as sent,
  coalesce(sum(x.received), 0)::bigint as received, coalesce(sum(x.spent), 0)::bigint as spent,
  count(*) filter (where x.stuck > 0)::int as "stuckPartnerships", coalesce(sum(x.stuck), 0)::bigint as stuck,
  coalesce(sum(x."openDisputes"), 0)::int as "openDisputes", count(*) filter (where x."openDisputes" > 0)::int as "disputedPartnerships",
  count(*) filter (where x.unacknowledged)::int as unacknowledged, count(*) filter (where x.needing)::int as needing,
  coalesce(sum(x."metOnTime"), 0)::int as "metOnTime", coalesce(sum(x."metLate"), 0)::int as "metLate", coalesce(sum(x.unmet), 0)::int as unmet`;

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
const COALESCED = Prisma.raw(SUMMED.map((name) => `coalesce(s."${name}", 0) as "${name}"`).join(", "));

type Question = { actor: PersonActor; filter: BoardFilter; day: BoardDay; divisionId: number | null };

/**
 * The board summed over a division of the actor's territory and over each division right below it. One statement.
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
  const found = await prisma.$queryRaw<(BoardTotal & { quarter: string | null; whole: boolean })[]>(sql`
    with root as (
      select d.id, d.path from "Division" d where ${root}
    ), quarter as (
      select p.id, p.code from "Period" p
      where p."cityId" = ${actor.cityId}::uuid and p.kind = 'QUARTER' and ${today}::date between p."opensOn" and p."closesOn"
    ), promise as (
      select o."partnershipId",
        count(*) filter (where o.closure = 'MET' and (o."metOn" <= o."dueOn" or o."suspendedOn" <= o."dueOn"))::int as "metOnTime",
        count(*) filter (where o.closure = 'MET' and not (o."metOn" <= o."dueOn" or coalesce(o."suspendedOn" <= o."dueOn", false)))::int as "metLate",
        count(*) filter (where o.closure = 'UNMET')::int as unmet
      from "Obligation" o join quarter q on q.id = o."periodId" where o."cityId" = ${actor.cityId}::uuid and o.closure in ('MET', 'UNMET')
      group by o."partnershipId"
    ), x as (
      select s."partnershipId" as id, s."giverId", s."openDisputes", s.pledged, s.sent, s.received, s.spent,
        s."unacknowledgedSince" is not null as unacknowledged, ${needing(day)} as needing, p."metOnTime", p."metLate", p.unmet,
        case when s."lateFrom" < ${today}::date then (select count(*) from "Obligation" o where ${late(today)}) else 0 end as late,
        s.waiting + case when s."moneyDueOn" < ${today}::date then ${overdue(today)} else 0 end as stuck,
        split_part(substr(s."receiverPath", length(root.path) + 1), '/', 1) as child
      from root join "Standing" s on s."cityId" = ${actor.cityId}::uuid and starts_with(s."receiverPath", root.path)
      left join promise p on p."partnershipId" = s."partnershipId"
      where ${matching(filter, day)}
    ), community as (
      select split_part(substr(d.path, length(root.path) + 1), '/', 1) as child,
        exists (select from "Partnership" p where p."cityId" = c."cityId" and p."receiverId" = c.id and p.state in ('ACTIVE', 'SUSPENDED')) as paired
      from root join "Division" d on starts_with(d.path, root.path)
      join "Organization" c on c."divisionId" = d.id and c."cityId" = ${actor.cityId}::uuid and c.kind = 'COMMUNITY'
        and c."startedOn" <= ${today}::date and (c."endedOn" is null or c."endedOn" >= ${today}::date)
    ), sums as (
      select x.child, grouping(x.child) = 1 as whole, ${SUMS} from x group by grouping sets ((x.child), ())
    ), places as (
      select child, grouping(child) = 1 as whole, count(*)::int as communities, count(*) filter (where not paired)::int as "communitiesWithoutUnit"
      from community group by grouping sets ((child), ())
    ), place as (
      select root.id, null::text as child, true as whole from root
      union all
      select d.id, d.id::text, false from root join "Division" d on d."parentId" = root.id where d."endedOn" is null or d."endedOn" >= ${today}::date
        or exists (select from sums where sums.child = d.id::text)
      union all
      select root.id, '', false from root where exists (select from sums where child = '') or exists (select from places where child = '')
    )
    select place.id as "divisionId", place.whole, place.child = '' as directly,
      coalesce((select l.name from "DivisionLabel" l where l."divisionId" = place.id order by l."validFrom" desc limit 1), '') as name,
      (select q.code from quarter q) as quarter,
      coalesce(c.communities, 0) as communities, coalesce(c."communitiesWithoutUnit", 0) as "communitiesWithoutUnit", ${COALESCED}
    from place
    left join sums s on s.whole = place.whole and s.child is not distinct from place.child
    left join places c on c.whole = place.whole and c.child is not distinct from place.child
    order by place.whole desc, place.child = '', (select l.code from "DivisionLabel" l where l."divisionId" = place.id order by l."validFrom" desc limit 1), place.id`);
  const [total, ...rows] = found.map(({ directly, ...row }) => ({ ...row, directly: directly === true }));
  return total ? { total, rows, quarter: total.quarter } : null;
}

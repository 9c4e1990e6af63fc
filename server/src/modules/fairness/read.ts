import { Prisma } from "@gongjian/prisma/client";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import {
  type FairnessFilter,
  type FairnessOrder,
  type FairnessRow,
  type FairnessSort,
  type FairnessSummary,
  type Lines,
  STEPS,
} from "./model.ts";

/** The view's SQL: the same rows for a page, a file, the planner and the hall. */

const { sql } = Prisma;

type Reader = Pick<Transaction, "$queryRaw">;

/** Of which city, in which days, known as of which day (the last of them, or today). */
export type Span = { cityId: string; from: LocalDate; to: LocalDate; asOf: LocalDate };

/** Which rows, in which order. `paths`: territories; null for the whole city. */
export type FairnessQuestion = {
  span: Span;
  paths: readonly string[] | null;
  lines: Lines;
  filter: FairnessFilter;
  sort: FairnessSort;
};

/**
 * What is accepted, of every community of the city, with its ratios to the city's medians: the relation `rated`. Its one ratio is the middle
 * one of the three, so that a community is under-served when at least two of three lie below the line; of two the lower.
 */
function ratedSql({ cityId, from, to, asOf }: Span): Prisma.Sql {
  const city = sql`${cityId}::uuid`;
  const per = (amount: Prisma.Sql, scale: number) =>
    sql`case when c.residents > 0 then round(coalesce(${amount}, 0)::numeric * ${scale}::int / c.residents)::bigint end`;
  const ratio = (value: Prisma.Sql, median: Prisma.Sql) =>
    sql`case when ${median} > 0 and ${value} is not null then least(${value} * 1000 / ${median}, 1000000)::int end`;
  return sql`
    said as (
      select distinct on (p."organizationId") p."organizationId" as id, p.residents, p."saidBy"::text as "saidBy", p."validFrom", p.source
      from "Population" p where p."cityId" = ${city} and p."validFrom" <= ${asOf}::date
      order by p."organizationId", (p."saidBy" = 'OFFICE') desc, p."validFrom" desc, p."recordedAt" desc, p.id desc
    ), given as (
      select d."receiverId" as id,
        sum(d."acceptedQuantity") filter (where k.measure = 'MONEY') as money,
        sum(d."acceptedQuantity") filter (where k.measure = 'MINUTES') as minutes,
        sum(d."acceptedQuantity") filter (where k.code = 'JOINT_ACTIVITY') as activities
      from "Delivery" d join "Kind" k on k.id = d."kindId"
      where d."cityId" = ${city} and d."acceptedQuantity" > 0 and d."occurredOn" between ${from}::date and ${to}::date
      group by d."receiverId"
    ), wanted as (
      select r."receiverId" as id, count(*)::int as asked, (count(*) filter (where n.accepted >= n.quantity))::int as met
      from "HelpRequest" r join "Need" n on n."cityId" = r."cityId" and n."helpRequestId" = r.id
      where r."cityId" = ${city} and r.state not in ('DRAFT', 'WITHDRAWN')
        and r."openedAt" >= (${from}::date)::timestamp at time zone 'Asia/Shanghai'
        and r."openedAt" < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      group by r."receiverId"
    ), paired as (
      select distinct p."receiverId" as id, p."giverId"
      from "Partnership" p where p."cityId" = ${city} and p.state not in ('PROPOSED', 'DECLINED')
        and p."startsOn" <= ${asOf}::date and p."endsOn" >= ${asOf}::date
    ), community as (
      select o.id, o.name, d.path, coalesce(s.residents, o.residents) as residents,
        coalesce(s."saidBy", case when o.residents is not null then 'REGISTER' end) as "residentsFrom",
        s."validFrom"::text as "residentsSince", s.source as "residentsSource"
      from "Organization" o join "Division" d on d.id = o."divisionId" left join said s on s.id = o.id
      where o."cityId" = ${city} and o.kind = 'COMMUNITY' and o."startedOn" <= ${asOf}::date
        and (o."endedOn" is null or o."endedOn" >= ${asOf}::date)
    ), figures as (
      select c.*, coalesce(g.money, 0)::bigint as money, coalesce(g.minutes, 0)::bigint as minutes,
        coalesce(g.activities, 0)::bigint as activities,
        ${per(sql`g.money`, 1)} as "moneyPer", ${per(sql`g.minutes`, 1000)} as "minutesPer",
        ${per(sql`g.activities`, 1_000_000)} as "activitiesPer",
        coalesce(w.asked, 0) as "needsAsked", coalesce(w.met, 0) as "needsMet", coalesce(u.units, 0) as "unitCount"
      from community c left join given g on g.id = c.id left join wanted w on w.id = c.id
        left join (select id, count(*)::int as units from paired group by id) u on u.id = c.id
    ), median as (
      select percentile_disc(0.5) within group (order by "moneyPer") as money,
        percentile_disc(0.5) within group (order by "minutesPer") as minutes,
        percentile_disc(0.5) within group (order by "activitiesPer") as activities
      from figures where residents > 0
    ), compared as (
      select f.*, ${ratio(sql`f."moneyPer"`, sql`m.money`)} as "moneyRatio",
        ${ratio(sql`f."minutesPer"`, sql`m.minutes`)} as "minutesRatio",
        ${ratio(sql`f."activitiesPer"`, sql`m.activities`)} as "activitiesRatio"
      from figures f cross join median m
    ), rated as (
      select c.*, case num_nonnulls("moneyRatio", "minutesRatio", "activitiesRatio")
          when 3 then "moneyRatio" + "minutesRatio" + "activitiesRatio"
            - least("moneyRatio", "minutesRatio", "activitiesRatio") - greatest("moneyRatio", "minutesRatio", "activitiesRatio")
          else least("moneyRatio", "minutesRatio", "activitiesRatio") end as ratio
      from compared c
    )`;
}

/** Paths below a prefix; `paths` null: all. */
function within(paths: readonly string[] | null, column: Prisma.Sql): Prisma.Sql {
  if (paths === null) return sql`true`;
  if (paths.length === 0) return sql`false`;
  return sql`(${Prisma.join(
    paths.map((path) => sql`starts_with(${column}, ${path})`),
    " or ",
  )})`;
}

function matching(
  { text, divisionId, mark, withoutUnit, withoutResidents, unmetNeeds }: FairnessFilter,
  { under, over }: Lines,
): Prisma.Sql {
  const conditions = [sql`true`];
  const part = text?.trim().slice(0, 60).toLowerCase();
  if (part) conditions.push(sql`position(${part} in lower(r.name)) > 0`);
  if (divisionId)
    conditions.push(
      sql`starts_with(r.path, (select d.path from "Division" d where d.id = ${divisionId}::int))`,
    );
  if (mark === "UNDER") conditions.push(sql`r.ratio < ${under}::int`);
  if (mark === "OVER") conditions.push(sql`r.ratio > ${over}::int`);
  if (mark === "WITHIN") conditions.push(sql`r.ratio between ${under}::int and ${over}::int`);
  if (mark === "UNKNOWN") conditions.push(sql`r.ratio is null`);
  if (withoutUnit) conditions.push(sql`r."unitCount" = 0`);
  if (withoutResidents) conditions.push(sql`r.residents is null`);
  if (unmetNeeds) conditions.push(sql`r."needsMet" < r."needsAsked"`);
  return sql`(${Prisma.join(conditions, " and ")})`;
}

// What is unknown comes last, whichever way round.
const LAST = 9_000_000_000_000_000_000n;
const numbered = (value: Prisma.Sql) => (descending: boolean) =>
  sql`coalesce((${value})::bigint, ${descending ? -LAST : LAST}::bigint)`;

const ORDER: Record<FairnessOrder, { type: "bigint" | "text"; key: (descending: boolean) => Prisma.Sql }> = {
  RATIO: { type: "bigint", key: numbered(sql`r.ratio`) },
  MONEY: { type: "bigint", key: numbered(sql`r."moneyPer"`) },
  MINUTES: { type: "bigint", key: numbered(sql`r."minutesPer"`) },
  ACTIVITIES: { type: "bigint", key: numbered(sql`r."activitiesPer"`) },
  NEEDS: { type: "bigint", key: numbered(sql`r."needsMet" - r."needsAsked"`) },
  UNITS: { type: "bigint", key: numbered(sql`r."unitCount"`) },
  NAME: { type: "text", key: () => sql`r.name` },
};

/** The type of the first value of a cursor in this order; the second is the id. */
export function keyTypeOf(by: FairnessOrder): "bigint" | "text" {
  return ORDER[by].type;
}

/** A row with its place in the order. */
export type PlacedFairnessRow = FairnessRow & { key: string };

/** Names of the divisions below the city's root that lead to a path, the largest first. */
const WITHIN = (path: Prisma.Sql, cityId: string) => sql`array(
  select coalesce((select l.name from "DivisionLabel" l where l."divisionId" = step.id::int order by l."validFrom" desc limit 1), '')
  from "City" c join "Division" root on root.id = c."divisionId"
  cross join lateral unnest(string_to_array(trim(both '/' from substr(${path}, length(root.path) + 1)), '/')) with ordinality step(id, at)
  where c.id = ${cityId}::uuid and step.id <> '' order by step.at)`;

/**
 * The rows after a place in the order, at most `limit`, and what the whole territory comes to. One statement.
 *
 * @param after the value of the order's key and the id.
 */
export async function readFairness(
  tx: Reader,
  question: FairnessQuestion,
  limit: number,
  after: readonly [string, string] | null,
): Promise<{ rows: PlacedFairnessRow[]; summary: FairnessSummary }> {
  const { span, paths, lines, filter, sort } = question;
  const { key: keyOf, type } = ORDER[sort.by];
  const key = keyOf(sort.descending);
  const typed = Prisma.raw(type);
  const direction = Prisma.raw(sort.descending ? "desc" : "asc");
  const beyond = after
    ? sql`and (${key}, r.id) ${Prisma.raw(sort.descending ? "<" : ">")} (${after[0]}::${typed}, ${after[1]}::uuid)`
    : Prisma.empty;
  const ends = [0, ...STEPS];
  const steps = ends.map((from, index) => {
    const to = ends[index + 1];
    const below = to === undefined ? sql`true` : sql`r.ratio < ${to}::int`;
    return sql`count(*) filter (where r.ratio >= ${from}::int and ${below})::int`;
  });
  const found = await tx.$queryRaw<(PlacedFairnessRow & { summary: RawSummary })[]>(sql`
    with ${ratedSql(span)}, mine as materialized (select r.*, ${matching(filter, lines)} as matches from rated r where ${within(paths, sql`r.path`)}),
    summary as (
      select jsonb_build_object(
        'communities', count(*)::int, 'matching', count(*) filter (where r.matches)::int,
        'withoutUnit', count(*) filter (where r."unitCount" = 0)::int,
        'withoutResidents', count(*) filter (where r.residents is null)::int,
        'under', count(*) filter (where r.ratio < ${lines.under}::int)::int,
        'over', count(*) filter (where r.ratio > ${lines.over}::int)::int,
        'unknown', count(*) filter (where r.ratio is null)::int,
        'steps', jsonb_build_array(${Prisma.join(steps)}),
        'medians', (select jsonb_build_object('money', m.money::text, 'minutes', m.minutes::text, 'activities', m.activities::text) from median m)
      ) as summary from mine r
    ), page as (
      select r.*, ${key} as key, row_number() over (order by ${key} ${direction}, r.id ${direction}) as place
      from mine r where r.matches ${beyond} order by ${key} ${direction}, r.id ${direction} limit ${limit}
    )
    select s.summary, p.*, p.key::text as key, ${WITHIN(sql`p.path`, span.cityId)} as within,
      coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name, g.id)
        from paired u join "Organization" g on g.id = u."giverId" where u.id = p.id), '[]') as units
    from summary s left join page p on true order by p.place`);
  return {
    rows: found.filter(({ id }) => id !== null),
    summary: summaryOf(found[0]?.summary),
  };
}

type RawSummary = Omit<FairnessSummary, "medians"> & { medians: Record<string, string | null> };

function summaryOf(raw: RawSummary | undefined): FairnessSummary {
  if (!raw) throw new Error("the summary is one row, whatever there is");
  const median = (name: string) => {
    const said = raw.medians[name];
    return said == null ? null : BigInt(said);
  };
  return {
    ...raw,
    medians: { money: median("money"), minutes: median("minutes"), activities: median("activities") },
  };
}

/** A community as the planner and the hall need it. */
export type RatedCommunity = {
  id: string;
  name: string;
  path: string;
  residents: number | null;
  ratio: number | null;
  unitCount: number;
};

/** The ratio and the units of communities: all of the territories, or of those named. One statement. */
export function readRated(
  tx: Reader,
  span: Span,
  of: { paths: readonly string[] | null } | { ids: readonly string[] },
): Promise<RatedCommunity[]> {
  const which =
    "ids" in of ? sql`r.id = any(${[...new Set(of.ids)]}::uuid[])` : within(of.paths, sql`r.path`);
  return tx.$queryRaw<RatedCommunity[]>(sql`
    with ${ratedSql(span)} select r.id, r.name, r.path, r.residents, r.ratio, r."unitCount" from rated r where ${which} order by r.id`);
}

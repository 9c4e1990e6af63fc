import { Prisma } from "@gongjian/prisma/client";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";

/** Units and what they carry, as far as a territory shows: its own units whole, others by their pairs in it. */

const { sql } = Prisma;

export const unitOrders = ["LOAD", "NAME"] as const;
export type UnitOrder = (typeof unitOrders)[number];

/** A unit with what it carries. `capabilities`: how many things it says it can give today. */
export type UnitLoad = {
  id: string;
  name: string;
  path: string;
  communities: number;
  residents: bigint;
  capabilities: number;
  offered: string[];
};

export type UnitQuestion = {
  cityId: string;
  day: LocalDate;
  paths: readonly string[] | null;
  text?: string | null;
  none?: boolean | null;
  sort: { by: UnitOrder; descending: boolean };
};

export type PlacedUnitLoad = UnitLoad & { key: string };

const reach = (paths: readonly string[] | null, column: Prisma.Sql) => {
  if (paths === null) return sql`true`;
  if (paths.length === 0) return sql`false`;
  return sql`(${Prisma.join(
    paths.map((path) => sql`starts_with(${column}, ${path})`),
    " or ",
  )})`;
};

/** The rows after a place in the order (the key's value and the id), at most `limit`, and how many match. One statement. */
export async function readUnits(
  tx: Pick<Transaction, "$queryRaw">,
  { cityId, day, paths, text, none, sort }: UnitQuestion,
  limit: number,
  after: readonly [string, string] | null,
): Promise<{ rows: PlacedUnitLoad[]; matching: number }> {
  const city = sql`${cityId}::uuid`;
  const key = sort.by === "LOAD" ? sql`u.communities::bigint` : sql`u.name`;
  const typed = Prisma.raw(sort.by === "LOAD" ? "bigint" : "text");
  const direction = Prisma.raw(sort.descending ? "desc" : "asc");
  const beyond = after
    ? sql`and (${key}, u.id) ${Prisma.raw(sort.descending ? "<" : ">")} (${after[0]}::${typed}, ${after[1]}::uuid)`
    : Prisma.empty;
  const part = text?.trim().slice(0, 60).toLowerCase();
  const found = await tx.$queryRaw<(PlacedUnitLoad & { matching: number })[]>(sql`
    with pair as (
      select distinct p."giverId", p."receiverId"
      from "Partnership" p join "Organization" r on r.id = p."receiverId" and r.kind = 'COMMUNITY' join "Division" rd on rd.id = r."divisionId"
        join "Organization" g on g.id = p."giverId" join "Division" gd on gd.id = g."divisionId"
      where p."cityId" = ${city} and p.state not in ('PROPOSED', 'DECLINED') and p."startsOn" <= ${day}::date and p."endsOn" >= ${day}::date
        and (${reach(paths, sql`rd.path`)} or ${reach(paths, sql`gd.path`)})
    ), loaded as (
      select "giverId" as id, count(*)::int as communities, sum(coalesce(
        (select s.residents from "Population" s where s."cityId" = ${city} and s."organizationId" = "receiverId" and s."validFrom" <= ${day}::date
          order by (s."saidBy" = 'OFFICE') desc, s."validFrom" desc, s."recordedAt" desc, s.id desc limit 1),
        (select o.residents from "Organization" o where o.id = "receiverId"), 0))::bigint as residents
      from pair group by "giverId"
    ), offering as (
      select c."organizationId" as id, count(*)::int as capabilities, (array_agg(c.description order by c."validFrom" desc, c.id desc))[1:3] as offered
      from "Capability" c where c."cityId" = ${city} and c."validFrom" <= ${day}::date and (c."validTo" is null or c."validTo" >= ${day}::date)
      group by c."organizationId"
    ), u as (
      select o.id, o.name, d.path, coalesce(l.communities, 0) as communities, coalesce(l.residents, 0)::bigint as residents,
        coalesce(f.capabilities, 0) as capabilities, coalesce(f.offered, '{}') as offered
      from "Organization" o join "Division" d on d.id = o."divisionId" left join loaded l on l.id = o.id left join offering f on f.id = o.id
      where o."cityId" = ${city} and o.kind = 'PARTNER_UNIT' and (o."endedOn" is null or o."endedOn" >= ${day}::date)
        and (${reach(paths, sql`d.path`)} or l.id is not null)
        ${part ? sql`and position(${part} in lower(o.name)) > 0` : Prisma.empty}
        ${none ? sql`and l.id is null` : Prisma.empty}
    )
    select (select count(*)::int from u) as matching, p.*, p.key::text as key from (select) one left join (
      select u.*, ${key} as key from u where true ${beyond} order by ${key} ${direction}, u.id ${direction} limit ${limit}
    ) p on true order by p.key ${direction}, p.id ${direction}`);
  return { rows: found.filter(({ id }) => id !== null), matching: found[0]?.matching ?? 0 };
}

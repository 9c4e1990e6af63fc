import { Prisma, type PrismaClient } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { dateOf, type LocalDate, localDate } from "../../kernel/clock.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import type { CityRules } from "../obligations/public-rules.ts";
import { reachOf, seesAll } from "../organizations/public-reach.ts";
import {
  confirmedFrom,
  type FreshnessRules,
  type Liveliness,
  nextSessionBefore,
  type Standing,
} from "./model.ts";

type Reader = Pick<PrismaClient, "$queryRaw">;

/** What a city's rules say at an instant, as far as stations need it. */
export type StationRules = {
  now: Date;
  today: LocalDate;
  freshness: FreshnessRules;
  calendar: Calendar;
};

/** The rules of a city at an instant. */
export function stationRules(rules: CityRules, now: Date): StationRules {
  const today = dateOf(now);
  return { now, today, freshness: rules.at(today), calendar: rules.calendar };
}

/** How alive the timetable of station `s` is, as columns: closed today, since when it could hold sessions, the next and the last confirmed one. */
export function livelinessColumns({ now, today, freshness }: StationRules): Prisma.Sql {
  const { sql } = Prisma;
  const sessions = sql`"StationSession" x where x."cityId" = s."cityId" and x."stationId" = s.id`;
  const confirmed = sql`exists (
    select from "SessionReport" r join "SessionPart" p on p."cityId" = r."cityId" and p."reportId" = r.id
    where r."cityId" = x."cityId" and r."sessionId" = x."sessionId" and p."state" = 'CONFIRMED')`;
  return sql`
    exists (select from "StationClosure" c where c."cityId" = s."cityId" and c."stationId" = s.id
      and c."startsOn" <= ${today}::date and (c."endsOn" is null or c."endsOn" >= ${today}::date)) as closed,
    greatest(s."openedOn", (select max(c."endsOn") + 1 from "StationClosure" c
      where c."cityId" = s."cityId" and c."stationId" = s.id and c."startsOn" <= c."endsOn" and c."endsOn" < ${today}::date))::text as since,
    (select min(x."startsAt") from ${sessions} and x."state" = 'PLANNED'
      and x."endsAt" > ${now} and x."startsAt" < ${nextSessionBefore(today, freshness)}) as "nextSessionAt",
    (select max(x."startsAt") from ${sessions}
      and x."startsAt" >= ${confirmedFrom(today, freshness)} and x."startsAt" <= ${now} and ${confirmed}) as "lastConfirmedAt"`;
}

/** Where the columns of `livelinessColumns` leave a station: the same as `standingOf`, for filters and orders in SQL. */
export function standingColumn({ today, freshness }: StationRules): Prisma.Sql {
  return Prisma.sql`case when f.closed then 'CLOSED'
    when f."nextSessionAt" is null
      or (f.since::date <= ${dateOf(confirmedFrom(today, freshness))}::date and f."lastConfirmedAt" is null) then 'STALE'
    else 'FRESH' end`;
}

type LivelinessRow = Omit<Liveliness, "since"> & { id: string; since: string };

const livelinessOf = ({ since, ...row }: LivelinessRow): Liveliness => ({ ...row, since: localDate(since) });

/** How alive the timetables of stations are, by id. One statement. */
export async function readLiveliness(
  reader: Reader,
  rules: StationRules,
  ids: readonly string[],
): Promise<Map<string, Liveliness>> {
  const rows = await reader.$queryRaw<LivelinessRow[]>(Prisma.sql`
    select s.id, ${livelinessColumns(rules)} from "Station" s where s.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, livelinessOf(row)]));
}

export type StationFilter = {
  standing: Standing | null;
  /** Path prefix of a division. */
  divisionId: number | null;
  text: string | null;
  communityIds: readonly string[] | null;
};

/** Where a page goes on: rank, name and id of the row before. */
export type AfterStation = { rank: bigint; communityName: string; id: string };

/** One station of a list, in its order: those that need somebody first. */
export type ListedStation = AfterStation & { standing: Standing; liveliness: Liveliness };

type ListedRow = LivelinessRow & {
  rank: number;
  communityName: string;
  standing: Standing;
  matching: bigint;
};

/**
 * Stations of communities within the actor's reach: stale ones first, then closed, then fresh, by the name of the community.
 * One statement, the count of all that match included.
 */
export async function listStations(
  reader: Reader,
  rules: StationRules,
  question: {
    actor: PersonActor;
    filter: StationFilter;
    after: AfterStation | null;
    limit: number;
  },
): Promise<{ rows: ListedStation[]; count: number }> {
  const { actor, filter, after, limit } = question;
  const { sql } = Prisma;
  const whole = seesAll(actor);
  const rows = await reader.$queryRaw<ListedRow[]>(sql`
    with ${whole ? Prisma.empty : reachOf(actor, rules.today)} facts as (
      select s.id, o.name collate "C" as "communityName", ${livelinessColumns(rules)}
      from "Station" s
      join "Organization" o on o."cityId" = s."cityId" and o.id = s."communityId" and (o."endedOn" is null or o."endedOn" >= ${rules.today}::date)
      join "Division" d on d.id = o."divisionId"
      where s."cityId" = ${actor.cityId}::uuid
        ${whole ? Prisma.empty : sql`and s."communityId" in (select id from known)`}
        ${filter.divisionId === null ? Prisma.empty : sql`and starts_with(d.path, (select b.path from "Division" b where b.id = ${filter.divisionId}))`}
        ${filter.communityIds === null ? Prisma.empty : sql`and s."communityId" = any(${[...filter.communityIds]}::uuid[])`}
        ${filter.text === null ? Prisma.empty : sql`and (strpos(o.name, ${filter.text}) > 0 or strpos(s.name, ${filter.text}) > 0)`}
    ), judged as (
      select f.*, ${standingColumn(rules)} as standing from facts f
    ), ranked as (
      select j.*, array_position(array['STALE', 'CLOSED', 'FRESH'], j.standing) as rank, count(*) over () as matching
      from judged j ${filter.standing === null ? Prisma.empty : sql`where j.standing = ${filter.standing}`}
    )
    select * from ranked r
    ${after === null ? Prisma.empty : sql`where (r.rank, r."communityName", r.id) > (${Number(after.rank)}::int, ${after.communityName} collate "C", ${after.id}::uuid)`}
    order by r.rank, r."communityName", r.id limit ${limit}`);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      rank: BigInt(row.rank),
      communityName: row.communityName,
      standing: row.standing,
      liveliness: livelinessOf({
        id: row.id,
        closed: row.closed,
        since: row.since,
        nextSessionAt: row.nextSessionAt,
        lastConfirmedAt: row.lastConfirmedAt,
      }),
    })),
    count: Number(rows[0]?.matching ?? 0),
  };
}

import { Prisma } from "@gongjian/prisma/client";
import { grown, type Instant, rows } from "../../kernel/as-of.ts";
import { addDays, earlier, type LocalDate, localDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { moneyBorders } from "./frame.ts";
import type { ReportPeriod, ScopeRef } from "./report.ts";
import type {
  DeliveryFact,
  Frame,
  MoneyFact,
  ObligationFact,
  PartnershipFact,
  Place,
  RemarkFact,
  ReportRows,
} from "./rows-of-report.ts";

/**
 * Reads what reports are computed from, live or as of an instant, in six statements whatever the size of the scope. Nothing here
 * asks the policy: the caller has done so.
 */

const { sql } = Prisma;
type Reader = Pick<Transaction, "$queryRaw">;

/** How many periods before the asked one are looked at for what has changed since they were sealed. */
const PERIODS_BACK = 4;

const list = (of: Prisma.Sql) => sql`coalesce((select jsonb_agg(to_jsonb(q)) from (${of}) q), '[]'::jsonb)`;

export type FrameQuery = {
  cityId: string;
  periodId: string;
  /** Whose earlier sealed reports are wanted; null for everybody's. */
  ref: ScopeRef | null;
  at: Instant;
  /** The divisions as they were stored with a sealed report; the tree itself keeps no history by instant. */
  places?: Place[] | null;
};

/** The frame of a period's reports, in one statement. Stored texts are long: each is read once and only its two members are built. */
export async function readFrame(reader: Reader, query: FrameQuery): Promise<Frame> {
  const { cityId, periodId, ref, at, places } = query;
  const ofCity = sql`l."cityId" = ${cityId}::uuid`;
  const until = at === null ? sql`true` : sql`e."recordedAt" <= ${at}`;
  const mine =
    ref === null ? sql`true` : sql`e.scope = ${ref.scope}::"ReportScope" and e."subjectId" = ${ref.id}`;
  const [row] = await reader.$queryRaw<{ frame: Frame }[]>(sql`
    with asked as (
      select * from "Period" where "cityId" = ${cityId}::uuid and id = ${periodId}::uuid
    ), periods as (
      select p.* from "Period" p, asked a
      where p."cityId" = a."cityId" and p.kind = a.kind and p."closesOn" <= a."closesOn"
      order by p."closesOn" desc limit ${PERIODS_BACK + 1}
    )
    select jsonb_build_object(
      'cityId', ci.id, 'cityName', ci.name, 'cityPath', di.path,
      'periods', ${list(sql`select p.id, p.code, p.kind, p."opensOn", p."closesOn" from periods p order by p."closesOn" desc`)},
      'settings', ${list(sql`select s.key, s.value, s."validFrom", s."recordedAt" from ${grown("CitySetting", ofCity, at)} s order by s."validFrom", s."recordedAt", s.id`)},
      'calendar', ${list(sql`select c.date, c.kind from ${rows("CalendarDay", ofCity, at)} c`)},
      'kinds', ${list(sql`
        select k.id, k.code, k."nameZh", k."nameEn", k.measure, k."unitZh", k."unitEn"
        from ${rows("Kind", ofCity, at)} k order by k."sortOrder", k.code`)},
      'organizations', ${list(sql`
        select o.id, o.kind, o.name, o."divisionId", o."startedOn", o."endedOn" from ${rows("Organization", ofCity, at)} o`)},
      'officers', ${list(sql`
        select m."personId", m."organizationId", m."startsOn", m."endsOn"
        from ${rows("Membership", sql`${ofCity} and exists (select from "Organization" o where o.id = l."organizationId" and o.kind = 'OFFICE')`, at)} m`)},
      'suspensions', ${list(sql`
        select s."partnershipId", s."startsOn" from ${rows("PartnershipSuspension", ofCity, at)} s where s."endsOn" is null`)},
      'earlier', ${list(sql`
        select e.scope, e."subjectId", e."periodId", b.kinds, b.money
        from "SealedReport" e cross join lateral json_to_record(e.body::json) as b(kinds jsonb, money jsonb)
        where e."cityId" = ${cityId}::uuid and e."periodId" in (select p.id from periods p where p.id <> ${periodId}::uuid) and ${until} and ${mine}`)},
      'places', ${places ? sql`'[]'::jsonb` : placesSql(cityId)}
    ) as frame
    from ${rows("City", sql`l.id = ${cityId}::uuid`, at)} ci join "Division" di on di.id = ci."divisionId"`);
  if (!row) throw new Error(`no city ${cityId}`);
  return places ? { ...row.frame, places } : row.frame;
}

/** Divisions above the communities, and those in which organizations sit, by the names that hold when the period ends. */
function placesSql(cityId: string): Prisma.Sql {
  return list(sql`
    select d.id, d.path, d.level, coalesce((
      select dl.name from "DivisionLabel" dl where dl."divisionId" = d.id
      order by dl."validFrom" <= (select "closesOn" from asked) desc, abs(dl."validFrom" - (select "closesOn" from asked)) limit 1), '') as name
    from "Division" d
    where d.path like (select r.path from "City" c join "Division" r on r.id = c."divisionId" where c.id = ${cityId}::uuid) || '%'
      and (d.level not in ('COMMUNITY', 'GRID')
        or exists (select from "Organization" o where o."cityId" = ${cityId}::uuid and o."divisionId" = d.id))
    order by d.id`);
}

/** The rows of a scope, or of the whole city, in five statements. */
export async function readRows(
  reader: Reader,
  frame: Pick<Frame, "cityId" | "periods">,
  ref: ScopeRef | null,
  at: Instant,
): Promise<ReportRows> {
  const [asked] = frame.periods;
  if (!asked) throw new Error("a report has a period");
  const query: RowsQuery = {
    at,
    from: firstDay(frame.periods, asked),
    to: asked.closesOn,
    mine: narrow(frame.cityId, ref, at),
    borders: moneyBorders(frame.periods, (day) => addDays(day as LocalDate, 1)),
  };
  const read = <Row>(statement: Prisma.Sql) => reader.$queryRaw<Row[]>(statement);
  // One after the other: inside a transaction there is one connection.
  const obligations = await read<ObligationFact>(obligationsSql(query));
  const remarks = await read<RemarkFact>(remarksSql(query));
  const deliveries = await read<DeliveryFact>(deliveriesSql(query));
  const money = await read<MoneyFact>(moneySql(query));
  const partnerships = await read<PartnershipFact>(partnershipsSql(query));
  return { obligations, remarks, deliveries, money, partnerships };
}

type RowsQuery = { at: Instant; from: string; to: string; mine: Prisma.Sql; borders: string[] };

/** The first day of the earliest period, or of the year whose months are charted. */
function firstDay(periods: readonly ReportPeriod[], asked: ReportPeriod): string {
  const newYear = localDate(`${asked.opensOn.slice(0, 4)}-01-01`);
  return periods.reduce((first, { opensOn }) => earlier(first, localDate(opensOn)), newYear);
}

/**
 * The rows that can concern a scope, by columns that never change. A division's past rows are not narrowed: which receivers sat
 * in it is known by the frame alone.
 */
function narrow(cityId: string, ref: ScopeRef | null, at: Instant): Prisma.Sql {
  const ofCity = sql`l."cityId" = ${cityId}::uuid`;
  if (ref?.scope === "UNIT") return sql`${ofCity} and l."giverId" = ${ref.id}::uuid`;
  if (ref?.scope === "COMMUNITY") return sql`${ofCity} and l."receiverId" = ${ref.id}::uuid`;
  if (ref?.scope === "DISTRICT" && at === null)
    return sql`${ofCity} and l."receiverId" in (
      select o.id from "Organization" o join "Division" d on d.id = o."divisionId"
      where o."cityId" = ${cityId}::uuid and d.path like (select r.path from "Division" r where r.id = ${Number(ref.id)}) || '%')`;
  return ofCity;
}

function obligationsSql({ at, from, to, mine }: RowsQuery): Prisma.Sql {
  return sql`
    select o.id, o."partnershipId", o."giverId", o."receiverId", o."kindId", o.good, o.source::text as source,
      o.quantity::text as quantity, o.claimed::text as claimed, o.accepted::text as accepted, o.answered::text as answered,
      o."opensOn"::text as "opensOn", o."dueOn"::text as "dueOn", o."originalDueOn"::text as "originalDueOn", o."metOn"::text as "metOn",
      o.closure::text as closure, pe.kind::text as "periodKind"
    from ${rows("Obligation", mine, at)} o left join "Period" pe on pe."cityId" = o."cityId" and pe.id = o."periodId"
    where o."dueOn" between ${from}::date and ${to}::date`;
}

function remarksSql({ at, from, to, mine }: RowsQuery): Prisma.Sql {
  const ofObligation = sql`o.id as "obligationId", o."partnershipId", o."giverId", o."receiverId", o."kindId", o.good, pe.kind::text as "periodKind"`;
  // The obligation's ids and links never change, so its live row will do.
  const obligation = sql`(select l.* from "Obligation" l where ${mine}) o left join "Period" pe on pe."cityId" = o."cityId" and pe.id = o."periodId"`;
  return sql`
    select a.id, ${ofObligation}, a.kind::text as what, a."quantityBefore"::text as "quantityBefore", a."quantityAfter"::text as "quantityAfter",
      a."dueOnBefore"::text as "dueOnBefore", a."dueOnAfter"::text as "dueOnAfter", a.reason as text, null as "expectedOn",
      a."byId" as "personId", to_jsonb(a."recordedAt") #>> '{}' as "recordedAt"
    from ${obligation} join ${grown("ObligationAmendment", sql`l.kind in ('EXTEND', 'WAIVE')`, at)} a on a."cityId" = o."cityId" and a."obligationId" = o.id
    where a."dueOnBefore" between ${from}::date and ${to}::date
    union all
    select e.id, ${ofObligation}, 'EXPLAIN', null, null, null, null, e.text, e."expectedOn"::text, e."byId", to_jsonb(e."recordedAt") #>> '{}'
    from ${obligation} join ${grown("LatenessExplanation", sql`true`, at)} e on e."cityId" = o."cityId" and e."obligationId" = o.id`;
}

function deliveriesSql({ at, from, to, mine }: RowsQuery): Prisma.Sql {
  return sql`
    select d.id, d."partnershipId", d."giverId", d."receiverId", d."kindId", d.good, d.quantity::text as quantity,
      d."acceptedQuantity"::text as accepted, d."occurredOn"::text as "occurredOn",
      ${list(sql`
        select s.id, s.quantity::text as quantity, s.reason, s.state, s."openedAt", s."settledAt", s.arrived::text as arrived,
          s."notArrived"::text as "notArrived", s."writtenOff"::text as "writtenOff"
        from ${rows("Dispute", sql`l."cityId" = d."cityId" and l."deliveryId" = d.id`, at)} s`)} as disputes
    from ${rows("Delivery", mine, at)} d
    where d."occurredOn" between ${from}::date and ${to}::date and d.state not in ('DRAFT', 'WITHDRAWN')`;
}

function moneySql({ at, mine, borders }: RowsQuery): Prisma.Sql {
  // Links of pledges, lines and accounts never change; postings only grow.
  return sql`
    select p.id as "pledgeId", p."partnershipId", p."giverId", p."receiverId", p."pledgedOn"::text as "pledgedOn", pl.id as "lineId",
      a.type::text as account, width_bucket(j."occurredOn", ${borders}::date[]) as bucket, sum(po.amount)::text as amount
    from (select l.* from "Pledge" l where ${mine}) p
    join "PledgeLine" pl on pl."cityId" = p."cityId" and pl."pledgeId" = p.id and pl.measure = 'MONEY'
    join "LedgerAccount" a on a."cityId" = pl."cityId" and a."pledgeLineId" = pl.id
    join ${grown("Posting", sql`true`, at)} po on po."cityId" = a."cityId" and po."accountId" = a.id
    join "Journal" j on j."cityId" = po."cityId" and j.id = po."journalId"
    group by 1, 2, 3, 4, 5, 6, 7, 8`;
}

function partnershipsSql({ at, mine }: RowsQuery): Prisma.Sql {
  return sql`
    select p.id, p."giverId", p."receiverId", p.kind::text as kind, p.basis::text as basis, p.state::text as state, p."startsOn"::text as "startsOn",
      p."endsOn"::text as "endsOn", p."endReason", to_jsonb(p."giverAcknowledgedAt") #>> '{}' as "giverAcknowledgedAt",
      to_jsonb(p."receiverAcknowledgedAt") #>> '{}' as "receiverAcknowledgedAt"
    from ${rows("Partnership", mine, at)} p`;
}

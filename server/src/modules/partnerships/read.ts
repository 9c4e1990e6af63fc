import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { grown, type Instant, rows } from "../../kernel/as-of.ts";
import type { Database } from "../../kernel/db.ts";
import { isId } from "../../kernel/ids.ts";
import { visibleTo } from "./policy.ts";
import type {
  AuditRow,
  DeliveryRow,
  ExpenseRow,
  HeaderRow,
  HelpRequestRow,
  ObligationRow,
  PledgeRow,
} from "./snapshot-rows.ts";

/** Everything a partnership's page is made of, as stored at an instant. Amounts are digits, dates `YYYY-MM-DD`, instants ISO. */
export type SnapshotRows = {
  header: HeaderRow;
  obligations: ObligationRow[];
  deliveries: DeliveryRow[];
  pledges: PledgeRow[];
  expenses: ExpenseRow[];
  helpRequests: HelpRequestRow[];
  audit: AuditRow;
};

const { sql } = Prisma;

/** Aggregates a subselect's rows as a JSON array; empty rather than null. */
function list(of: Prisma.Sql): Prisma.Sql {
  return sql`coalesce((select jsonb_agg(to_jsonb(q)) from (${of}) q), '[]'::jsonb)`;
}

/** One subselect's row as JSON, or null. */
function one(of: Prisma.Sql): Prisma.Sql {
  return sql`(select to_jsonb(q) from (${of}) q limit 1)`;
}

/** The person behind an id, as the client shows one. */
function person(id: Prisma.Sql, at: Instant): Prisma.Sql {
  return one(
    sql`select p.id, p.name, p."erasedAt" is not null as erased from ${rows("Person", sql`l.id = ${id}`, at)} p`,
  );
}

/** The columns of a kind that a quantity needs to be read. */
function kind(id: Prisma.Sql, at: Instant): Prisma.Sql {
  return one(
    sql`select k.id, k.code, k."nameZh", k."nameEn", k.measure, k."unitZh", k."unitEn" from ${rows("Kind", sql`l.id = ${id}`, at)} k`,
  );
}

function organization(id: Prisma.Sql, at: Instant): Prisma.Sql {
  return one(sql`
    select o.id, o.kind, o.name, o."shortName", o.address, o.phone, d.path as "divisionPath",
      (select dl.name from "DivisionLabel" dl where dl."divisionId" = o."divisionId" order by dl."validFrom" desc limit 1) as "divisionName"
    from ${rows("Organization", sql`l.id = ${id}`, at)} o join "Division" d on d.id = o."divisionId"`);
}

/** The partnership behind a client's id, as far as a snapshot needs it; null when the actor may not see it, or it is no such id. */
export async function findVisible(
  { prisma }: Database,
  actor: PersonActor,
  id: string,
): Promise<{ id: string; cityId: string } | null> {
  const [prefix, uuid = ""] = id.split(":");
  if (prefix !== "Partnership" || !isId(uuid)) return null;
  const where = { id: uuid, AND: [visibleTo(actor)] };
  return prisma.partnership.findFirst({ where, select: { id: true, cityId: true } });
}

/**
 * Reads a partnership whole in seven statements, live or as of an instant. The caller has checked that the actor may see it.
 *
 * @returns null when the partnership did not exist yet at the instant.
 */
export async function readSnapshot(
  database: Database,
  partnership: { id: string; cityId: string },
  at: Instant,
): Promise<SnapshotRows | null> {
  const { prisma } = database;
  const [header] = await prisma.$queryRaw<{ header: HeaderRow }[]>(headerSql(partnership, at));
  if (!header?.header) return null;
  const read = async <Row>(statement: Prisma.Sql): Promise<Row[]> =>
    (await prisma.$queryRaw<{ row: Row }[]>(statement)).map(({ row }) => row);
  const [obligations, deliveries, pledges, expenses, helpRequests, audit] = await Promise.all([
    read<ObligationRow>(obligationsSql(partnership.id, at)),
    read<DeliveryRow>(deliveriesSql(partnership.id, at)),
    read<PledgeRow>(pledgesSql(partnership.id, at)),
    read<ExpenseRow>(expensesSql(partnership.id, at)),
    read<HelpRequestRow>(helpRequestsSql(partnership.id, at)),
    read<AuditRow>(auditSql(partnership, at)),
  ]);
  return {
    header: header.header,
    obligations,
    deliveries,
    pledges,
    expenses,
    helpRequests,
    audit: audit[0] ?? { count: 0, head: null, entries: [] },
  };
}

function headerSql({ id, cityId }: { id: string; cityId: string }, at: Instant): Prisma.Sql {
  const own = (column: string) => sql`l.${Prisma.raw(`"${column}"`)} = ${id}::uuid`;
  return sql`
    select to_jsonb(h) as header from (
      select p.*,
        ${organization(sql`p."giverId"`, at)} as giver,
        ${organization(sql`p."receiverId"`, at)} as receiver,
        ${organization(sql`p."attestorId"`, at)} as attestor,
        ${person(sql`p."giverAcknowledgedById"`, at)} as "giverAcknowledgedBy",
        ${person(sql`p."receiverAcknowledgedById"`, at)} as "receiverAcknowledgedBy",
        ${one(sql`select m.id, m.title, ${person(sql`m."personId"`, at)} as person from ${rows("Membership", sql`l.id = p."leaderMembershipId"`, at)} m`)} as leader,
        ${list(sql`
          select pl.id, pl.side, pl."startsOn", pl."endsOn", pl."membershipId", m.title, pe.id as "personId", pe.name, pe.phone, pe."erasedAt" is not null as erased
          from ${rows("PartnershipLiaison", own("partnershipId"), at)} pl
          join lateral ${rows("Membership", sql`l.id = pl."membershipId"`, at)} m on true
          join lateral ${rows("Person", sql`l.id = m."personId"`, at)} pe on true
          order by pl."startsOn", pl.id`)} as liaisons,
        ${list(sql`select s.id, s."startsOn", s."endsOn", s.reason from ${rows("PartnershipSuspension", own("partnershipId"), at)} s order by s."startsOn", s.id`)} as suspensions,
        ${list(sql`select le.id, le."startsOn", le."endsOn" from ${rows("LeadAssignment", own("partnershipId"), at)} le order by le."startsOn", le.id`)} as leads,
        ${list(sql`
          select a.id, a."versionNumber", a.state, a.note, a."draftedBySide", a."inForceAt", a."createdAt", a.version,
            ${list(sql`
              select li.id, li.list, li.text, li.quantity::text as quantity, li.good, li."dueOn", ${kind(sql`li."kindId"`, at)} as kind
              from ${rows("AgreementLine", sql`l."agreementId" = a.id`, at)} li order by li."sortOrder", li.id`)} as lines,
            ${list(sql`
              select si.id, si.side, si."recordedAt", ${person(sql`si."byId"`, at)} as by
              from ${grown("AgreementSignature", sql`l."agreementId" = a.id`, at)} si order by si."recordedAt"`)} as signatures
          from ${rows("Agreement", own("partnershipId"), at)} a order by a."versionNumber" desc`)} as agreements,
        ${list(sql`
          select r.id, r."obligationId", r.text, r."createdAt", r."seenAt", r.answer, r."answeredAt", r."toOrganizationId", r."fromOrganizationId", r.version,
            ${person(sql`r."sentById"`, at)} as "sentBy", ${person(sql`r."seenById"`, at)} as "seenBy", ${person(sql`r."answeredById"`, at)} as "answeredBy"
          from ${rows("Reminder", own("partnershipId"), at)} r order by r."createdAt", r.id`)} as reminders,
        ${list(sql`select s.key, s.value, s."validFrom", s."recordedAt" from ${grown("CitySetting", sql`l."cityId" = ${cityId}::uuid`, at)} s order by s."validFrom", s."recordedAt"`)} as settings,
        ${list(sql`select c.date, c.kind from ${rows("CalendarDay", sql`l."cityId" = ${cityId}::uuid`, at)} c order by c.date`)} as calendar
      from ${rows("Partnership", sql`l.id = ${id}::uuid`, at)} p
    ) h`;
}

function obligationsSql(id: string, at: Instant): Prisma.Sql {
  return sql`
    select to_jsonb(x) as row from (
      select o.id, o.source, o.quantity::text as quantity, o.claimed::text as claimed, o.accepted::text as accepted,
        o.answered::text as answered, o.good, o.qualifier, o."opensOn", o."dueOn", o."originalDueOn", o."metOn", o.closure,
        o."closedAt", o."answersId", o."pledgeLineId", o.instalment, o."claimId", o.version, ${kind(sql`o."kindId"`, at)} as kind,
        (select r.name from "DutyRule" r where r.id = o."dutyRuleId") as "ruleName",
        (select pe.code from "Period" pe where pe.id = o."periodId") as "periodCode",
        ${list(sql`
          select a."deliveryId", a.claimed::text as claimed, a.accepted::text as accepted, d.state, d."submittedAt"
          from ${rows("Allocation", sql`l."obligationId" = o.id`, at)} a
          join lateral ${rows("Delivery", sql`l.id = a."deliveryId"`, at)} d on true
          order by d."occurredOn", a.id`)} as allocations,
        ${list(sql`
          select am.id, am.kind, am."quantityBefore"::text as "quantityBefore", am."quantityAfter"::text as "quantityAfter",
            am."dueOnBefore", am."dueOnAfter", am.reason, am."recordedAt", ${person(sql`am."byId"`, at)} as by
          from ${grown("ObligationAmendment", sql`l."obligationId" = o.id`, at)} am order by am."recordedAt", am.id`)} as amendments,
        ${list(sql`
          select e.id, e.text, e."expectedOn", e."recordedAt", ${person(sql`e."byId"`, at)} as by
          from ${grown("LatenessExplanation", sql`l."obligationId" = o.id`, at)} e order by e."recordedAt", e.id`)} as explanations,
        ${list(sql`
          select x.id, x."requestedDueOn", x.reason, x.state, x."decidedAt", x."grantedDueOn", x."decisionNote", x."createdAt", x.version,
            ${person(sql`x."askedById"`, at)} as "askedBy", ${person(sql`x."decidedById"`, at)} as "decidedBy"
          from ${rows("ExtensionRequest", sql`l."obligationId" = o.id`, at)} x order by x."createdAt", x.id`)} as extensions
      from ${rows("Obligation", sql`l."partnershipId" = ${id}::uuid`, at)} o
      order by o."dueOn", o.id
    ) x`;
}

function deliveriesSql(id: string, at: Instant): Prisma.Sql {
  return sql`
    select to_jsonb(x) as row from (
      select d.id, d.quantity::text as quantity, d.good, d."occurredOn", d.note, d.state, d."acceptedQuantity"::text as "acceptedQuantity",
        d."onBehalf", d."submittedAt", d."createdAt", d.version, ${kind(sql`d."kindId"`, at)} as kind,
        ${person(sql`d."loggedById"`, at)} as "loggedBy",
        ${one(sql`select t.channel, t."voucherNumber", t."pledgeLineId" from ${grown("Transfer", sql`l."deliveryId" = d.id`, at)} t`)} as transfer,
        ${list(sql`
          select a.id, a.kind, a.quantity::text as quantity, a.note, a."recordedAt", a."reversesId", ${person(sql`a."byId"`, at)} as by,
            ${one(sql`select r."arrivedOn", r."voucherNumber" from ${grown("Receipt", sql`l."acceptanceId" = a.id`, at)} r`)} as receipt
          from ${grown("Acceptance", sql`l."deliveryId" = d.id`, at)} a order by a."recordedAt", a.id`)} as acceptances,
        ${list(sql`
          select s.id, s.quantity::text as quantity, s.reason, s.state, s."openedAt", s.arrived::text as arrived, s."notArrived"::text as "notArrived",
            s."writtenOff"::text as "writtenOff", s."settlementNote", s."settledAt", ${person(sql`s."openedById"`, at)} as "openedBy", ${person(sql`s."settledById"`, at)} as "settledBy"
          from ${rows("Dispute", sql`l."deliveryId" = d.id`, at)} s order by s."openedAt", s.id`)} as disputes,
        ${list(sql`
          select a."obligationId", a.claimed::text as claimed, a.accepted::text as accepted
          from ${rows("Allocation", sql`l."deliveryId" = d.id`, at)} a order by a.id`)} as allocations,
        ${list(sql`
          select e.id, e."fileName", e."mediaType", e.bytes, e."capturedAt", e.sha256, e."thumbnailKey" is not null as "hasThumbnail", e."erasedAt" is not null as erased
          from ${grown("EvidenceLink", sql`l."deliveryId" = d.id`, at)} k join "Evidence" e on e.id = k."evidenceId" order by k."recordedAt", k.id`)} as evidence
      from ${rows("Delivery", sql`l."partnershipId" = ${id}::uuid`, at)} d
      order by d."occurredOn" desc, d.id desc
    ) x`;
}

function pledgesSql(id: string, at: Instant): Prisma.Sql {
  return sql`
    select to_jsonb(x) as row from (
      select p.id, p.purpose, p."pledgedOn", p.state, p."createdAt", p.version, ${person(sql`p."byId"`, at)} as by,
        ${list(sql`
          select c.id, c.kind, c.amount::text as amount, c.reason, c."recordedAt", c."pledgeLineId", ${person(sql`c."byId"`, at)} as by
          from ${grown("PledgeChange", sql`l."pledgeId" = p.id`, at)} c order by c."recordedAt", c.id`)} as changes,
        ${list(sql`
          select pl.id, pl.measure, pl.good, ${kind(sql`pl."kindId"`, at)} as kind,
            ${list(sql`
              select a.type, a.balance::text as balance,
                ${list(sql`
                  select po.amount::text as amount, po."recordedAt", j.kind, j."occurredOn", j."deliveryId", j."expenseId", j."fundReturnId"
                  from ${grown("Posting", sql`l."accountId" = a.id`, at)} po join "Journal" j on j.id = po."journalId"
                  order by po."recordedAt", po.id`)} as postings
              from ${rows("LedgerAccount", sql`l."pledgeLineId" = pl.id`, at)} a order by a.type`)} as accounts,
            ${list(sql`
              select r.id, r.amount::text as amount, r.reason, r.state, r."sentOn", r."decidedAt", r."reopenedAt", r.version,
                ${person(sql`r."sentById"`, at)} as "sentBy", ${person(sql`r."decidedById"`, at)} as "decidedBy"
              from ${rows("FundReturn", sql`l."pledgeLineId" = pl.id`, at)} r order by r."createdAt", r.id`)} as returns
          from ${rows("PledgeLine", sql`l."pledgeId" = p.id`, at)} pl order by pl."sortOrder", pl.id`)} as lines
      from ${rows("Pledge", sql`l."partnershipId" = ${id}::uuid`, at)} p
      order by p."pledgedOn", p.id
    ) x`;
}

function expensesSql(id: string, at: Instant): Prisma.Sql {
  return sql`
    select to_jsonb(x) as row from (
      select e.id, e."voucherNumber", e.purpose, e.payee, e."occurredOn", e.total::text as total, e.measure, e.state, e."createdAt", e."attestedAt",
        e."reversedAt", e."reverseReason", e.version, ${person(sql`e."recordedById"`, at)} as "recordedBy", ${person(sql`e."attestedById"`, at)} as "attestedBy",
        ${list(sql`select k."pledgeLineId", k.amount::text as amount from ${grown("ExpenseLine", sql`l."expenseId" = e.id`, at)} k order by k.id`)} as lines,
        ${list(sql`
          select q.id, q.question, q.answer, q."createdAt", q."answeredAt", q.version, ${person(sql`q."askedById"`, at)} as "askedBy", ${person(sql`q."answeredById"`, at)} as "answeredBy"
          from ${rows("ExpenseQuery", sql`l."expenseId" = e.id`, at)} q order by q."createdAt", q.id`)} as queries,
        ${list(sql`
          select v.id, v."fileName", v."mediaType", v.bytes, v."capturedAt", v.sha256, v."thumbnailKey" is not null as "hasThumbnail", v."erasedAt" is not null as erased
          from ${grown("EvidenceLink", sql`l."expenseId" = e.id`, at)} k join "Evidence" v on v.id = k."evidenceId" order by k."recordedAt", k.id`)} as evidence
      from ${rows(
        "Expense",
        sql`exists (select from "ExpenseLine" el join "PledgeLine" pl on pl.id = el."pledgeLineId" join "Pledge" pg on pg.id = pl."pledgeId"
          where el."expenseId" = l.id and pg."partnershipId" = ${id}::uuid)`,
        at,
      )} e
      order by e."occurredOn" desc, e.id desc
    ) x`;
}

function helpRequestsSql(id: string, at: Instant): Prisma.Sql {
  return sql`
    select to_jsonb(x) as row from (
      select r.id, r.title, r.urgency, r.state, r."wishedOn", r."openedAt", r."closedAt", r."createdAt", ${person(sql`r."createdById"`, at)} as "createdBy",
        ${list(sql`
          select n.id, n.description, n.quantity::text as quantity, n.claimed::text as claimed, n.accepted::text as accepted, n.good, ${kind(sql`n."kindId"`, at)} as kind
          from ${rows("Need", sql`l."helpRequestId" = r.id`, at)} n order by n."sortOrder", n.id`)} as needs,
        ${list(sql`
          select c.id, c."needId", c.quantity::text as quantity, c."promisedOn", c.state, c."createdAt", ${person(sql`c."byId"`, at)} as by
          from ${rows("Claim", sql`l."partnershipId" = ${id}::uuid and l."needId" in (select n.id from "Need" n where n."helpRequestId" = r.id)`, at)} c
          order by c."createdAt", c.id`)} as claims
      from ${rows(
        "HelpRequest",
        sql`exists (select from "HelpRequestOffer" f where f."helpRequestId" = l.id and f."partnershipId" = ${id}::uuid)`,
        at,
      )} r
      order by r."createdAt" desc, r.id desc
    ) x`;
}

/** How many audit entries the page shows; the feed has the rest. */
const AUDIT_ENTRIES = 20;

function auditSql({ id, cityId }: { id: string; cityId: string }, at: Instant): Prisma.Sql {
  const until = at === null ? sql`true` : sql`e."at" <= ${at}`;
  return sql`
    select jsonb_build_object(
      'count', (select count(*) from "AuditEntry" e where e."partnershipId" = ${id}::uuid and ${until}),
      'head', (select encode(e.hash, 'hex') from "AuditEntry" e where e.chain = ${cityId} and e."partnershipId" = ${id}::uuid and ${until} order by e.seq desc limit 1),
      'entries', ${list(sql`
        select e.id, e.seq::text as seq, e.at, e.command, e."onBehalfOfId" is not null as "onBehalf", encode(e.hash, 'hex') as hash,
          ${person(sql`e."personId"`, at)} as by, ${one(sql`select o.id, o.name from ${rows("Organization", sql`l.id = e."organizationId"`, at)} o`)} as organization
        from "AuditEntry" e where e."partnershipId" = ${id}::uuid and ${until} order by e.seq desc limit ${AUDIT_ENTRIES}`)}
    ) as row`;
}

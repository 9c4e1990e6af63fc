import { Prisma } from "@gongjian/prisma/client";
import type { KindRow } from "../../graphql/labels.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { branch, hats, mine, seesAll, within } from "./branch.ts";
import type { TodoKind } from "./model.ts";
import { sessionBranches } from "./session-branches.ts";

/** One thing to do, as the database gives it: whose turn it is has been decided by the actor's roles. */
export type TodoRow = {
  kind: TodoKind;
  /** Node id of the thing to act on. */
  subject: string;
  partnershipId: string | null;
  giver: string;
  receiver: string;
  kindOfSupport: KindRow | null;
  /** Digits in minor units. */
  quantity: string | null;
  remaining: string | null;
  good: string | null;
  opensOn: string | null;
  dueOn: string | null;
  /** Since when it waits, ISO. */
  since: string;
  text: string | null;
  /** When the session is, ISO; null for all else. */
  startsAt: string | null;
  /** Set while the partnership's clock stands still. */
  suspendedSince: string | null;
  version: number;
};

/** How the actor's obligations of the running quarter stand, by count. */
export type SummaryRow = {
  met: number;
  open: number;
  overdue: number;
  awaiting: number;
  quarter: string | null;
};

/** Obligations count as "to do" this many days before they are due. */
const AHEAD_DAYS = 30;

const { sql } = Prisma;
/** The clock of a promise runs, or stopped only after it fell due. */
const RAN = sql`(o."suspendedOn" is null or o."suspendedOn" > o."dueOn")`;

function branches(actor: PersonActor, today: LocalDate): Prisma.Sql[] {
  const h = hats(actor);
  const city = actor.cityId;
  const until = toDbDate(today);
  const obligation = (kind: TodoKind, whose: Prisma.Sql, more: Prisma.Sql) =>
    branch({
      kind,
      subject: sql`'Obligation:' || o.id`,
      partnershipId: sql`o."partnershipId"`,
      giverId: sql`o."giverId"`,
      receiverId: sql`o."receiverId"`,
      kindId: sql`o."kindId"`,
      quantity: sql`o.quantity`,
      remaining: sql`o.quantity - o.answered - o.claimed`,
      good: sql`o.good`,
      opensOn: sql`o."opensOn"`,
      dueOn: sql`o."dueOn"`,
      since: sql`o."dueOn"`,
      version: sql`o.version`,
      from: sql`"Obligation" o`,
      where: sql`o."cityId" = ${city}::uuid and o.closure is null and o.quantity > o.answered + o.claimed and ${more} and ${whose}`,
      order: sql`o."dueOn", o.id`,
    });
  const delivery = (kind: TodoKind, whose: Prisma.Sql) =>
    branch({
      kind,
      subject: sql`'Delivery:' || d.id`,
      partnershipId: sql`d."partnershipId"`,
      giverId: sql`d."giverId"`,
      receiverId: sql`d."receiverId"`,
      kindId: sql`d."kindId"`,
      quantity: sql`d.quantity`,
      remaining: sql`d.quantity - d."acceptedQuantity"`,
      good: sql`d.good`,
      since: sql`d."submittedAt"`,
      text: sql`(select s.reason from "Dispute" s where s."deliveryId" = d.id and s.state = 'OPEN')`,
      version: sql`d.version`,
      from: sql`"Delivery" d`,
      where: sql`d."cityId" = ${city}::uuid and ${whose}`,
      order: sql`d."submittedAt", d.id`,
    });
  const partnership = (kind: TodoKind, whose: Prisma.Sql) =>
    branch({
      kind,
      subject: sql`'Partnership:' || p.id`,
      partnershipId: sql`p.id`,
      giverId: sql`p."giverId"`,
      receiverId: sql`p."receiverId"`,
      since: sql`p."createdAt"`,
      version: sql`p.version`,
      from: sql`"Partnership" p`,
      where: sql`p."cityId" = ${city}::uuid and ${whose}`,
      order: sql`p."createdAt", p.id`,
    });
  const mineGiver = mine(h, "GIVER", sql`o."giverId"`, sql`o."partnershipId"`);
  const giver = (alias: string) => mine(h, "GIVER", Prisma.raw(`${alias}."giverId"`), partnershipOf(alias));
  const receiver = (alias: string) =>
    mine(h, "RECEIVER", Prisma.raw(`${alias}."receiverId"`), partnershipOf(alias));
  return [
    ...sessionBranches(actor, h, today),
    obligation(
      "OBLIGATION_DUE",
      mineGiver,
      sql`o."dueOn" <= ${until}::date + ${AHEAD_DAYS}::int and o."opensOn" <= ${until}::date`,
    ),
    obligation(
      "OBLIGATION_LATE_IN_TERRITORY",
      within(actor, h.watching, sql`o."receiverId"`),
      sql`o."dueOn" < ${until}::date and ${RAN}`,
    ),
    delivery(
      "DELIVERY_TO_CONFIRM",
      sql`d.state = 'SUBMITTED' and d."loggedById" <> ${actor.personId}::uuid and ${receiver("d")}`,
    ),
    delivery(
      "DISPUTE_TO_SETTLE",
      sql`d.state = 'DISPUTED' and ${within(actor, h.settling, sql`d."receiverId"`)}`,
    ),
    partnership(
      "PARTNERSHIP_TO_ACKNOWLEDGE",
      sql`p.basis = 'ASSIGNED' and p.state in ('ACTIVE', 'SUSPENDED') and (
        (p."giverAcknowledgedAt" is null and ${giver("p")}) or (p."receiverAcknowledgedAt" is null and ${receiver("p")}))`,
    ),
    partnership(
      "PROPOSAL_TO_ANSWER",
      sql`p.state = 'PROPOSED' and ((p."proposedBy" = 'RECEIVER' and ${giver("p")}) or (p."proposedBy" = 'GIVER' and ${receiver("p")}))`,
    ),
    partnership(
      "ASSIGNMENT_UNACKNOWLEDGED",
      sql`p.basis = 'ASSIGNED' and p.state = 'ACTIVE' and p."giverAcknowledgedAt" is null and p."createdAt" < ${until}::date - 14 and ${within(actor, h.settling, sql`p."receiverId"`)}`,
    ),
    branch({
      kind: "AGREEMENT_TO_SIGN",
      subject: sql`'Agreement:' || a.id`,
      partnershipId: sql`p.id`,
      giverId: sql`p."giverId"`,
      receiverId: sql`p."receiverId"`,
      since: sql`a."createdAt"`,
      text: sql`a."versionNumber"`,
      version: sql`a.version`,
      from: sql`"Agreement" a join "Partnership" p on p.id = a."partnershipId"`,
      where: sql`a."cityId" = ${city}::uuid and a.state = 'DRAFT' and (
        (p."giverId" = any(${h.signing}::uuid[]) and not exists (select from "AgreementSignature" s where s."agreementId" = a.id and s.side = 'GIVER'))
        or (p."receiverId" = any(${h.signing}::uuid[]) and not exists (select from "AgreementSignature" s where s."agreementId" = a.id and s.side = 'RECEIVER')))`,
      order: sql`a."createdAt", a.id`,
    }),
    branch({
      kind: "REMINDER_TO_ANSWER",
      subject: sql`'Reminder:' || r.id`,
      partnershipId: sql`p.id`,
      giverId: sql`p."giverId"`,
      receiverId: sql`p."receiverId"`,
      since: sql`r."createdAt"`,
      text: sql`r.text`,
      version: sql`r.version`,
      from: sql`"Reminder" r join "Partnership" p on p.id = r."partnershipId"`,
      where: sql`r."cityId" = ${city}::uuid and r."answeredAt" is null and (
        (r."toOrganizationId" = p."giverId" and ${giver("p")}) or (r."toOrganizationId" = p."receiverId" and ${receiver("p")}))`,
      order: sql`r."createdAt", r.id`,
    }),
    branch({
      kind: "EXTENSION_TO_DECIDE",
      subject: sql`'ExtensionRequest:' || x.id`,
      partnershipId: sql`o."partnershipId"`,
      giverId: sql`o."giverId"`,
      receiverId: sql`o."receiverId"`,
      kindId: sql`o."kindId"`,
      quantity: sql`o.quantity`,
      good: sql`o.good`,
      since: sql`x."createdAt"`,
      text: sql`x.reason`,
      version: sql`x.version`,
      from: sql`"ExtensionRequest" x join "Obligation" o on o.id = x."obligationId"`,
      where: sql`x."cityId" = ${city}::uuid and x.state = 'ASKED' and ${within(actor, h.deciding, sql`o."receiverId"`)}`,
      order: sql`x."createdAt", x.id`,
    }),
    branch({
      kind: "HELP_OFFERED",
      subject: sql`'HelpRequest:' || r.id`,
      partnershipId: sql`f."partnershipId"`,
      giverId: sql`p."giverId"`,
      receiverId: sql`r."receiverId"`,
      since: sql`r."openedAt"`,
      text: sql`r.title`,
      version: sql`r.version`,
      from: sql`"HelpRequestOffer" f join "HelpRequest" r on r.id = f."helpRequestId" join "Partnership" p on p.id = f."partnershipId"`,
      where: sql`f."cityId" = ${city}::uuid and r.state = 'OPEN' and ${giver("p")}
        and exists (select from "Need" n where n."helpRequestId" = r.id and n.quantity > n.claimed)`,
      order: sql`r."openedAt", r.id`,
    }),
    branch({
      kind: "HELP_TO_CLOSE",
      subject: sql`'HelpRequest:' || r.id`,
      giverId: sql`r."receiverId"`,
      receiverId: sql`r."receiverId"`,
      since: sql`coalesce(r."openedAt", r."createdAt")`,
      text: sql`r.title`,
      version: sql`r.version`,
      from: sql`"HelpRequest" r`,
      where: sql`r."cityId" = ${city}::uuid and r.state in ('DELIVERED', 'DRAFT') and r."receiverId" = any(${[...h.managed, ...h.liaison]}::uuid[])`,
      order: sql`r."createdAt", r.id`,
    }),
    branch({
      kind: "EXPENSE_TO_ATTEST",
      subject: sql`'Expense:' || e.id`,
      giverId: sql`e."receiverId"`,
      receiverId: sql`e."receiverId"`,
      kindId: sql`(select k.id from "Kind" k where k."cityId" = e."cityId" and k.measure = e.measure order by k."sortOrder" limit 1)`,
      quantity: sql`e.total`,
      since: sql`e."createdAt"`,
      text: sql`e.purpose`,
      version: sql`e.version`,
      from: sql`"Expense" e`,
      where: sql`e."cityId" = ${city}::uuid and e.state = 'RECORDED' and e."recordedById" <> ${actor.personId}::uuid and e."receiverId" = any(${h.attesting}::uuid[])`,
      order: sql`e."createdAt", e.id`,
    }),
    branch({
      kind: "EXPENSE_QUERY_TO_ANSWER",
      subject: sql`'ExpenseQuery:' || q.id`,
      giverId: sql`e."receiverId"`,
      receiverId: sql`e."receiverId"`,
      since: sql`q."createdAt"`,
      text: sql`q.question`,
      version: sql`q.version`,
      from: sql`"ExpenseQuery" q join "Expense" e on e.id = q."expenseId"`,
      where: sql`q."cityId" = ${city}::uuid and q."answeredAt" is null and e."receiverId" = any(${[...h.managed, ...h.liaison]}::uuid[])`,
      order: sql`q."createdAt", q.id`,
    }),
    branch({
      kind: "RETURN_TO_CONFIRM",
      subject: sql`'FundReturn:' || x.id`,
      partnershipId: sql`pg."partnershipId"`,
      giverId: sql`pg."giverId"`,
      receiverId: sql`pg."receiverId"`,
      kindId: sql`pl."kindId"`,
      quantity: sql`x.amount`,
      good: sql`pl.good`,
      since: sql`x."createdAt"`,
      text: sql`x.reason`,
      version: sql`x.version`,
      from: sql`"FundReturn" x join "PledgeLine" pl on pl.id = x."pledgeLineId" join "Pledge" pg on pg.id = pl."pledgeId"`,
      where: sql`x."cityId" = ${city}::uuid and x.state = 'SENT' and ${giver("pg")}`,
      order: sql`x."createdAt", x.id`,
    }),
  ];
}

/** The column by which a branch's rows hang on a partnership. */
function partnershipOf(alias: string): Prisma.Sql {
  return Prisma.raw(alias === "p" ? "p.id" : `${alias}."partnershipId"`);
}

/** Everything that waits for the actor, in one statement. */
export async function readTodos(
  database: Database,
  actor: PersonActor,
  today: LocalDate,
): Promise<TodoRow[]> {
  const rows = await database.prisma.$queryRaw<{ row: TodoRow }[]>(sql`
    select jsonb_build_object(
      'kind', t.kind, 'subject', t.subject, 'partnershipId', t."partnershipId", 'quantity', t.quantity, 'remaining', t.remaining,
      'good', t.good, 'opensOn', t."opensOn", 'dueOn', t."dueOn", 'since', t.since, 'text', t.text, 'startsAt', t."startsAt", 'version', t.version,
      'giver', coalesce(g."shortName", g.name), 'receiver', coalesce(r."shortName", r.name),
      'kindOfSupport', case when k.id is null then null else jsonb_build_object('id', k.id, 'code', k.code, 'nameZh', k."nameZh", 'nameEn', k."nameEn",
        'measure', k.measure, 'unitZh', k."unitZh", 'unitEn', k."unitEn") end,
      'suspendedSince', (select s."startsOn" from "PartnershipSuspension" s where s."partnershipId" = t."partnershipId" and s."endsOn" is null)
    ) as row
    from (${Prisma.join(branches(actor, today), " union all ")}) t
    join "Organization" g on g.id = t.giver_id
    join "Organization" r on r.id = t.receiver_id
    left join "Kind" k on k.id = t.kind_id`);
  return rows.map(({ row }) => row);
}

/** How the promises within the actor's reach stand that are due in the running quarter, in one statement. */
export async function readSummary(
  database: Database,
  actor: PersonActor,
  today: LocalDate,
): Promise<SummaryRow> {
  const h = hats(actor);
  const own = [
    ...new Set(actor.memberships.filter((m) => m.organizationKind !== "OFFICE").map((m) => m.organizationId)),
  ];
  const day = toDbDate(today);
  const city = sql`o."cityId" = ${actor.cityId}::uuid and o."dueOn" between q."opensOn" and q."closesOn"`;
  const over = within(actor, h.watching, sql`o."receiverId"`);
  const late = sql`o."dueOn" < ${day}::date and ${RAN}`;
  // Of a whole city each number is a piece of an index of its own; what one organization or one territory has is read once.
  const counts = seesAll(actor, h.watching)
    ? sql`select (select count(*)::int from "Obligation" o where ${city} and o.closure = 'MET') as met,
        (select count(*)::int from "Obligation" o where ${city} and o.closure is null) as open,
        (select count(*)::int from "Obligation" o where ${city} and o.closure is null and o.unclaimed > 0 and ${late}) as overdue,
        (select count(*)::int from "Obligation" o where ${city} and o.closure is null and o.claimed > o.accepted) as awaiting,
        q.code as quarter
      from quarter q`
    : sql`select count(*) filter (where o.closure = 'MET')::int as met,
        count(*) filter (where o.closure is null)::int as open,
        count(*) filter (where o.closure is null and o.unclaimed > 0 and ${late})::int as overdue,
        count(*) filter (where o.closure is null and o.claimed > o.accepted)::int as awaiting,
        (select code from quarter) as quarter
      from "Obligation" o, quarter q
      where ${city} and (o."giverId" = any(${own}::uuid[]) or o."receiverId" = any(${own}::uuid[]) or ${over})`;
  const [row] = await database.prisma.$queryRaw<SummaryRow[]>(sql`
    with quarter as (
      select "opensOn", "closesOn", code from "Period"
      where "cityId" = ${actor.cityId}::uuid and kind = 'QUARTER' and ${day}::date between "opensOn" and "closesOn")
    ${counts}`);
  return row ?? { met: 0, open: 0, overdue: 0, awaiting: 0, quarter: null };
}

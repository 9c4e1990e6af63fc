import { Prisma } from "@gongjian/prisma/client";
import { endOfDay, type LocalDate } from "./clock.ts";

/** The instant a read looks at: null is now, the live rows. */
export type Instant = Date | null;

/** The instant of "as of a day": what the system knew at the end of that day in Shanghai. */
export function instantOf(asOf: LocalDate | null | undefined): Instant {
  return asOf ? endOfDay(asOf) : null;
}

/** Tables whose versions `RowHistory` keeps and that snapshots read. */
export type HistoryTable =
  | "City"
  | "CalendarDay"
  | "Kind"
  | "Organization"
  | "Person"
  | "Membership"
  | "Partnership"
  | "PartnershipLiaison"
  | "PartnershipSuspension"
  | "LeadAssignment"
  | "Agreement"
  | "AgreementLine"
  | "Obligation"
  | "ExtensionRequest"
  | "Reminder"
  | "Delivery"
  | "Allocation"
  | "Dispute"
  | "Pledge"
  | "PledgeLine"
  | "LedgerAccount"
  | "Expense"
  | "ExpenseQuery"
  | "FundReturn"
  | "HelpRequest"
  | "Need"
  | "Claim";

/** Tables that only grow: a row is known from its `recordedAt` on. */
export type GrowingTable =
  | "CitySetting"
  | "AgreementSignature"
  | "ObligationAmendment"
  | "LatenessExplanation"
  | "Acceptance"
  | "Transfer"
  | "Receipt"
  | "Journal"
  | "Posting"
  | "ExpenseLine"
  | "PledgeChange"
  | "EvidenceLink";

/**
 * The rows of a table at an instant, as a subselect for `from`: the live table, or each row's version at the instant.
 * `where` speaks of the live row as `l` and may use only columns that never change (ids and links).
 * One text serves both, so a page reads live and as-of through the same SQL.
 */
export function rows(table: HistoryTable, where: Prisma.Sql, at: Instant): Prisma.Sql {
  const name = Prisma.raw(`"${table}"`);
  if (at === null) return Prisma.sql`(select l.* from ${name} l where ${where})`;
  return Prisma.sql`(select v.* from ${name} l
    join "RowHistory" h on h."tableName" = ${table} and h."rowId" = l.id::text
      and h."recordedAt" <= ${at} and (h."replacedAt" is null or h."replacedAt" > ${at})
    cross join lateral jsonb_populate_record(null::${name}, h."row") v
    where ${where})`;
}

/** The rows of a table that only grows, as far as they were recorded at the instant. */
export function grown(table: GrowingTable, where: Prisma.Sql, at: Instant): Prisma.Sql {
  const name = Prisma.raw(`"${table}"`);
  return at === null
    ? Prisma.sql`(select l.* from ${name} l where ${where})`
    : Prisma.sql`(select l.* from ${name} l where ${where} and l."recordedAt" <= ${at})`;
}

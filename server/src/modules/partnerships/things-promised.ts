import type { SnapshotObligation } from "./snapshot.ts";
import type { AgreementRow, HeaderRow, LiaisonRow, ReminderRow } from "./snapshot-rows.ts";
import { type Columns, countedIn, type Thing, thing, UNCOUNTED } from "./thing.ts";

/** The things of a snapshot that were agreed and promised, with the type of every column. */

const PARTNERSHIP: Columns<
  HeaderRow,
  "cityId" | "liaisons" | "suspensions" | "leads" | "agreements" | "reminders" | "settings" | "calendar"
> = {
  kind: "CODE",
  basis: "CODE",
  state: "CODE",
  startsOn: "DATE",
  endsOn: "DATE",
  documentNumber: "TEXT",
  documentDate: "DATE",
  sectionName: "TEXT",
  sectionFrom: "TEXT",
  sectionTo: "TEXT",
  proposedBy: "CODE",
  giverAcknowledgedAt: "INSTANT",
  receiverAcknowledgedAt: "INSTANT",
  giverAcknowledgedBy: "PERSON",
  receiverAcknowledgedBy: "PERSON",
  endReason: "TEXT",
  createdAt: "INSTANT",
  giver: "ORGANIZATION",
  receiver: "ORGANIZATION",
  attestor: "ORGANIZATION",
  leader: "PERSON",
};
// A telephone number is no fact of the partnership; who it was is told by the membership's person.
const LIAISON: Columns<LiaisonRow, "membershipId" | "personId" | "name" | "phone" | "erased"> & {
  person: "PERSON";
} = {
  side: "CODE",
  startsOn: "DATE",
  endsOn: "DATE",
  title: "TEXT",
  person: "PERSON",
};
const TERM: Columns<HeaderRow["leads"][number], never> = { startsOn: "DATE", endsOn: "DATE" };
const SUSPENSION: Columns<HeaderRow["suspensions"][number], never> = { ...TERM, reason: "TEXT" };
const AGREEMENT: Columns<AgreementRow, "lines" | "signatures"> = {
  versionNumber: "NUMBER",
  state: "CODE",
  note: "TEXT",
  draftedBySide: "CODE",
  inForceAt: "INSTANT",
  createdAt: "INSTANT",
};
const AGREEMENT_LINE: Columns<AgreementRow["lines"][number], "kind"> = {
  list: "CODE",
  text: "TEXT",
  quantity: "AMOUNT",
  good: "TEXT",
  dueOn: "DATE",
};
const SIGNATURE: Columns<AgreementRow["signatures"][number], never> = {
  side: "CODE",
  recordedAt: "INSTANT",
  by: "PERSON",
};
const REMINDER: Columns<ReminderRow, never> = {
  obligationId: "REFERENCE",
  text: "TEXT",
  createdAt: "INSTANT",
  seenAt: "INSTANT",
  answer: "TEXT",
  answeredAt: "INSTANT",
  toOrganizationId: "REFERENCE",
  fromOrganizationId: "REFERENCE",
  sentBy: "PERSON",
  seenBy: "PERSON",
  answeredBy: "PERSON",
};

/** The partnership itself, its people, agreements and reminders. */
export function ofHeader(header: HeaderRow): Thing[] {
  const person = ({ personId, name, erased }: LiaisonRow) => ({ id: personId, name, erased });
  return [
    thing("PARTNERSHIP", { ...header, leader: header.leader?.person ?? null } as { id: string }, PARTNERSHIP),
    ...header.liaisons.map((row) =>
      thing("LIAISON", { ...row, person: person(row) } as { id: string }, LIAISON),
    ),
    ...header.suspensions.map((row) => thing("SUSPENSION", row, SUSPENSION)),
    ...header.leads.map((row) => thing("LEAD", row, TERM)),
    ...header.agreements.flatMap((row) => {
      const whole = { thing: "AGREEMENT" as const, id: row.id };
      return [
        thing("AGREEMENT", row, AGREEMENT),
        ...row.lines.map((line) =>
          thing("AGREEMENT_LINE", line, AGREEMENT_LINE, countedIn(line.kind, line.good), whole),
        ),
        ...row.signatures.map((one) => thing("AGREEMENT_SIGNATURE", one, SIGNATURE, UNCOUNTED, whole)),
      ];
    }),
    ...header.reminders.map((row) => thing("REMINDER", row, REMINDER)),
  ];
}

const OBLIGATION: Columns<
  SnapshotObligation,
  "kind" | "allocations" | "amendments" | "explanations" | "extensions" | "derived" | "pace" | "remaining"
> & { state: "CODE" } = {
  source: "CODE",
  state: "CODE",
  quantity: "AMOUNT",
  claimed: "AMOUNT",
  accepted: "AMOUNT",
  answered: "AMOUNT",
  good: "TEXT",
  qualifier: "TEXT",
  opensOn: "DATE",
  dueOn: "DATE",
  originalDueOn: "DATE",
  metOn: "DATE",
  closure: "CODE",
  closedAt: "INSTANT",
  answersId: "REFERENCE",
  pledgeLineId: "REFERENCE",
  instalment: "NUMBER",
  claimId: "REFERENCE",
  ruleName: "TEXT",
  periodCode: "TEXT",
};
const AMENDMENT: Columns<SnapshotObligation["amendments"][number], never> = {
  kind: "CODE",
  quantityBefore: "AMOUNT",
  quantityAfter: "AMOUNT",
  dueOnBefore: "DATE",
  dueOnAfter: "DATE",
  reason: "TEXT",
  recordedAt: "INSTANT",
  by: "PERSON",
};
const EXPLANATION: Columns<SnapshotObligation["explanations"][number], never> = {
  text: "TEXT",
  expectedOn: "DATE",
  recordedAt: "INSTANT",
  by: "PERSON",
};
const EXTENSION: Columns<SnapshotObligation["extensions"][number], never> = {
  requestedDueOn: "DATE",
  reason: "TEXT",
  state: "CODE",
  decidedAt: "INSTANT",
  grantedDueOn: "DATE",
  decisionNote: "TEXT",
  createdAt: "INSTANT",
  askedBy: "PERSON",
  decidedBy: "PERSON",
};

/** A promise and what was said about it. */
export function ofObligation(row: SnapshotObligation): Thing[] {
  const counted = countedIn(row.kind, row.good);
  const whole = { thing: "OBLIGATION" as const, id: row.id };
  return [
    thing("OBLIGATION", { ...row, state: row.derived.state } as { id: string }, OBLIGATION, counted),
    ...row.amendments.map((one) => thing("AMENDMENT", one, AMENDMENT, counted, whole)),
    ...row.explanations.map((one) => thing("EXPLANATION", one, EXPLANATION, counted, whole)),
    ...row.extensions.map((one) => thing("EXTENSION", one, EXTENSION, counted, whole)),
  ];
}

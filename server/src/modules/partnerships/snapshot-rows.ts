import type { EvidenceRow, KindRow, OrganizationRow, PersonRow } from "../../graphql/labels.ts";

/** Rows of a partnership's snapshot as `read.ts` gives them: amounts are digits, dates `YYYY-MM-DD`, instants ISO texts. */

export type LiaisonRow = {
  id: string;
  side: "GIVER" | "RECEIVER";
  startsOn: string;
  endsOn: string | null;
  membershipId: string;
  title: string | null;
  personId: string;
  name: string;
  phone: string | null;
  erased: boolean;
};

export type AgreementRow = {
  id: string;
  versionNumber: number;
  state: "DRAFT" | "IN_FORCE" | "SUPERSEDED" | "WITHDRAWN";
  note: string | null;
  draftedBySide: "GIVER" | "RECEIVER";
  inForceAt: string | null;
  createdAt: string;
  version: number;
  lines: {
    id: string;
    list: "RESOURCES" | "NEEDS" | "PROJECTS";
    text: string;
    quantity: string | null;
    good: string | null;
    dueOn: string | null;
    kind: KindRow | null;
  }[];
  signatures: { id: string; side: "GIVER" | "RECEIVER"; recordedAt: string; by: PersonRow }[];
};

export type ReminderRow = {
  id: string;
  obligationId: string | null;
  text: string;
  createdAt: string;
  seenAt: string | null;
  answer: string | null;
  answeredAt: string | null;
  toOrganizationId: string;
  fromOrganizationId: string;
  version: number;
  sentBy: PersonRow;
  seenBy: PersonRow | null;
  answeredBy: PersonRow | null;
};

export type HeaderRow = {
  id: string;
  cityId: string;
  kind: "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION";
  basis: "ASSIGNED" | "AGREED";
  state: "PROPOSED" | "ACTIVE" | "SUSPENDED" | "ENDED" | "DECLINED";
  startsOn: string;
  endsOn: string;
  documentNumber: string | null;
  documentDate: string | null;
  sectionName: string | null;
  sectionFrom: string | null;
  sectionTo: string | null;
  proposedBy: "GIVER" | "RECEIVER" | null;
  giverAcknowledgedAt: string | null;
  receiverAcknowledgedAt: string | null;
  endReason: string | null;
  createdAt: string;
  version: number;
  giver: OrganizationRow;
  receiver: OrganizationRow;
  attestor: OrganizationRow | null;
  giverAcknowledgedBy: PersonRow | null;
  receiverAcknowledgedBy: PersonRow | null;
  leader: { id: string; title: string | null; person: PersonRow } | null;
  liaisons: LiaisonRow[];
  suspensions: { id: string; startsOn: string; endsOn: string | null; reason: string }[];
  leads: { id: string; startsOn: string; endsOn: string | null }[];
  agreements: AgreementRow[];
  reminders: ReminderRow[];
  settings: { key: string; value: unknown; validFrom: string; recordedAt: string }[];
  calendar: { date: string; kind: "WORKING" | "HOLIDAY" }[];
};

export type ObligationRow = {
  id: string;
  source: "RULE" | "AGREEMENT" | "PLEDGE" | "CLAIM" | "COMMITMENT" | "RECTIFICATION";
  quantity: string;
  claimed: string;
  accepted: string;
  answered: string;
  good: string | null;
  qualifier: string | null;
  opensOn: string;
  dueOn: string;
  originalDueOn: string;
  metOn: string | null;
  closure: "MET" | "WAIVED" | "CANCELLED" | "UNMET" | null;
  closedAt: string | null;
  answersId: string | null;
  pledgeLineId: string | null;
  instalment: number | null;
  claimId: string | null;
  version: number;
  kind: KindRow;
  ruleName: string | null;
  periodCode: string | null;
  allocations: {
    deliveryId: string;
    claimed: string;
    accepted: string;
    state: string;
    submittedAt: string | null;
  }[];
  amendments: {
    id: string;
    kind: string;
    quantityBefore: string;
    quantityAfter: string;
    dueOnBefore: string;
    dueOnAfter: string;
    reason: string;
    recordedAt: string;
    by: PersonRow | null;
  }[];
  explanations: { id: string; text: string; expectedOn: string | null; recordedAt: string; by: PersonRow }[];
  extensions: {
    id: string;
    requestedDueOn: string;
    reason: string;
    state: "ASKED" | "GRANTED" | "REFUSED" | "WITHDRAWN";
    decidedAt: string | null;
    grantedDueOn: string | null;
    decisionNote: string | null;
    createdAt: string;
    version: number;
    askedBy: PersonRow;
    decidedBy: PersonRow | null;
  }[];
};

export type DeliveryRow = {
  id: string;
  quantity: string;
  good: string | null;
  occurredOn: string;
  note: string | null;
  state: "DRAFT" | "SUBMITTED" | "ACCEPTED" | "DISPUTED" | "SETTLED" | "WITHDRAWN";
  acceptedQuantity: string;
  onBehalf: boolean;
  submittedAt: string | null;
  createdAt: string;
  version: number;
  kind: KindRow;
  loggedBy: PersonRow;
  transfer: { channel: string; voucherNumber: string | null; pledgeLineId: string } | null;
  acceptances: {
    id: string;
    kind: "ACCEPT" | "SETTLEMENT" | "REVERSAL";
    quantity: string;
    note: string | null;
    recordedAt: string;
    reversesId: string | null;
    by: PersonRow;
    receipt: { arrivedOn: string; voucherNumber: string | null } | null;
  }[];
  disputes: {
    id: string;
    quantity: string;
    reason: string;
    state: "OPEN" | "SETTLED" | "WITHDRAWN";
    openedAt: string;
    arrived: string | null;
    notArrived: string | null;
    writtenOff: string | null;
    settlementNote: string | null;
    settledAt: string | null;
    openedBy: PersonRow;
    settledBy: PersonRow | null;
  }[];
  allocations: { obligationId: string; claimed: string; accepted: string }[];
  evidence: EvidenceRow[];
};

export type AccountType =
  | "GIVER"
  | "PROMISED"
  | "IN_TRANSIT"
  | "AVAILABLE"
  | "SPENT"
  | "RETURNING"
  | "RETURNED"
  | "WAIVED"
  | "CANCELLED";

export type PostingRow = {
  amount: string;
  recordedAt: string;
  kind: string;
  occurredOn: string;
  deliveryId: string | null;
  expenseId: string | null;
  fundReturnId: string | null;
};

export type PledgeRow = {
  id: string;
  purpose: string;
  pledgedOn: string;
  state: "ACTIVE" | "CANCELLED";
  createdAt: string;
  version: number;
  by: PersonRow;
  changes: {
    id: string;
    kind: string;
    amount: string;
    reason: string;
    recordedAt: string;
    pledgeLineId: string;
    by: PersonRow;
  }[];
  lines: {
    id: string;
    measure: "MONEY" | "GOODS";
    good: string | null;
    kind: KindRow;
    accounts: { type: AccountType; balance: string; postings: PostingRow[] }[];
    returns: {
      id: string;
      amount: string;
      reason: string;
      state: "SENT" | "CONFIRMED" | "REFUSED";
      sentOn: string;
      decidedAt: string | null;
      reopenedAt: string | null;
      version: number;
      sentBy: PersonRow;
      decidedBy: PersonRow | null;
    }[];
  }[];
};

export type ExpenseRow = {
  id: string;
  voucherNumber: string;
  purpose: string;
  payee: string | null;
  occurredOn: string;
  total: string;
  measure: "MONEY" | "GOODS";
  state: "RECORDED" | "ATTESTED" | "REVERSED";
  createdAt: string;
  attestedAt: string | null;
  reversedAt: string | null;
  reverseReason: string | null;
  version: number;
  recordedBy: PersonRow;
  attestedBy: PersonRow | null;
  lines: { pledgeLineId: string; amount: string }[];
  queries: {
    id: string;
    question: string;
    answer: string | null;
    createdAt: string;
    answeredAt: string | null;
    version: number;
    askedBy: PersonRow;
    answeredBy: PersonRow | null;
  }[];
  evidence: EvidenceRow[];
};

export type HelpRequestRow = {
  id: string;
  title: string;
  urgency: string;
  state: string;
  wishedOn: string | null;
  openedAt: string | null;
  closedAt: string | null;
  createdAt: string;
  createdBy: PersonRow;
  needs: {
    id: string;
    description: string;
    quantity: string;
    claimed: string;
    accepted: string;
    good: string | null;
    kind: KindRow;
  }[];
  claims: {
    id: string;
    needId: string;
    quantity: string;
    promisedOn: string;
    state: string;
    createdAt: string;
    by: PersonRow;
  }[];
};

export type AuditRow = {
  count: number;
  head: string | null;
  entries: {
    id: string;
    seq: string;
    at: string;
    command: string;
    onBehalf: boolean;
    hash: string;
    by: PersonRow | null;
    organization: { id: string; name: string } | null;
  }[];
};

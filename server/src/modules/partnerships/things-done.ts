import type { EvidenceRow } from "../../graphql/labels.ts";
import { moneyWords } from "../funding/model.ts";
import { balancesOf } from "../funding/stuck.ts";
import type { DeliveryRow, ExpenseRow, HelpRequestRow, PledgeRow } from "./snapshot-rows.ts";
import { type Columns, type Counted, countedIn, type Thing, thing, UNCOUNTED } from "./thing.ts";

/** The things of a snapshot that were done: support, money, vouchers, requests, with the type of every column. */

const DELIVERY: Columns<
  DeliveryRow,
  "kind" | "transfer" | "acceptances" | "disputes" | "allocations" | "evidence"
> & { channel: "CODE"; voucherNumber: "TEXT"; pledgeLineId: "REFERENCE" } = {
  state: "CODE",
  quantity: "AMOUNT",
  acceptedQuantity: "AMOUNT",
  good: "TEXT",
  occurredOn: "DATE",
  note: "TEXT",
  onBehalf: "FLAG",
  submittedAt: "INSTANT",
  createdAt: "INSTANT",
  loggedBy: "PERSON",
  channel: "CODE",
  voucherNumber: "TEXT",
  pledgeLineId: "REFERENCE",
};
const ALLOCATION: Columns<DeliveryRow["allocations"][number], never> = {
  obligationId: "REFERENCE",
  claimed: "AMOUNT",
  accepted: "AMOUNT",
};
const ACCEPTANCE: Columns<DeliveryRow["acceptances"][number], "receipt"> & {
  arrivedOn: "DATE";
  voucherNumber: "TEXT";
} = {
  kind: "CODE",
  quantity: "AMOUNT",
  note: "TEXT",
  recordedAt: "INSTANT",
  reversesId: "REFERENCE",
  by: "PERSON",
  arrivedOn: "DATE",
  voucherNumber: "TEXT",
};
const DISPUTE: Columns<DeliveryRow["disputes"][number], never> = {
  quantity: "AMOUNT",
  reason: "TEXT",
  state: "CODE",
  openedAt: "INSTANT",
  arrived: "AMOUNT",
  notArrived: "AMOUNT",
  writtenOff: "AMOUNT",
  settlementNote: "TEXT",
  settledAt: "INSTANT",
  openedBy: "PERSON",
  settledBy: "PERSON",
};
// Of a file: which one, and whether its bytes are still there.
const EVIDENCE: Columns<EvidenceRow, "mediaType" | "bytes" | "capturedAt" | "hasThumbnail"> = {
  fileName: "TEXT",
  sha256: "TEXT",
  erased: "FLAG",
};

const evidenceOf = (files: readonly EvidenceRow[], whole: Thing["of"]) =>
  files.map((file) => thing("EVIDENCE", file, EVIDENCE, UNCOUNTED, whole));

/** An act of support with what the other side said of it. */
export function ofDelivery(row: DeliveryRow): Thing[] {
  const counted = countedIn(row.kind, row.good);
  const whole = { thing: "DELIVERY" as const, id: row.id };
  return [
    thing("DELIVERY", { ...row.transfer, ...row }, DELIVERY, counted),
    ...row.acceptances.map((one) =>
      thing("ACCEPTANCE", { ...one.receipt, ...one }, ACCEPTANCE, counted, whole),
    ),
    ...row.disputes.map((one) => thing("DISPUTE", one, DISPUTE, counted, whole)),
    ...row.allocations.map((one) =>
      thing("ALLOCATION", { ...one, id: one.obligationId }, ALLOCATION, counted, whole),
    ),
    ...evidenceOf(row.evidence, whole),
  ];
}

const PLEDGE: Columns<PledgeRow, "changes" | "lines"> = {
  purpose: "TEXT",
  pledgedOn: "DATE",
  state: "CODE",
  createdAt: "INSTANT",
  by: "PERSON",
};
const PLEDGE_CHANGE: Columns<PledgeRow["changes"][number], never> = {
  kind: "CODE",
  amount: "AMOUNT",
  reason: "TEXT",
  recordedAt: "INSTANT",
  pledgeLineId: "REFERENCE",
  by: "PERSON",
};
const PLEDGE_LINE = {
  pledged: "AMOUNT",
  promised: "AMOUNT",
  sent: "AMOUNT",
  received: "AMOUNT",
  spent: "AMOUNT",
  available: "AMOUNT",
  returning: "AMOUNT",
  returned: "AMOUNT",
  waived: "AMOUNT",
  cancelled: "AMOUNT",
} as const;
const FUND_RETURN: Columns<PledgeRow["lines"][number]["returns"][number], never> = {
  amount: "AMOUNT",
  reason: "TEXT",
  state: "CODE",
  sentOn: "DATE",
  decidedAt: "INSTANT",
  reopenedAt: "INSTANT",
  sentBy: "PERSON",
  decidedBy: "PERSON",
};

/** A pledge; its lines in the words for money, because the ledger's postings only grow. */
export function ofPledge(row: PledgeRow): Thing[] {
  const whole = { thing: "PLEDGE" as const, id: row.id };
  const countedOf = (lineId: string): Counted => {
    const line = row.lines.find(({ id }) => id === lineId);
    return line ? countedIn(line.kind, line.good) : UNCOUNTED;
  };
  return [
    thing("PLEDGE", row, PLEDGE),
    ...row.changes.map((one) =>
      thing("PLEDGE_CHANGE", one, PLEDGE_CHANGE, countedOf(one.pledgeLineId), whole),
    ),
    ...row.lines.flatMap(({ id, accounts, returns }) => {
      const balances = balancesOf(accounts);
      const words = { ...moneyWords(balances), available: balances.AVAILABLE, returning: balances.RETURNING };
      const line = { thing: "PLEDGE_LINE" as const, id };
      return [
        thing("PLEDGE_LINE", { id, ...words }, PLEDGE_LINE, countedOf(id), whole),
        ...returns.map((one) => thing("FUND_RETURN", one, FUND_RETURN, countedOf(id), line)),
      ];
    }),
  ];
}

const EXPENSE: Columns<ExpenseRow, "lines" | "queries" | "evidence"> = {
  voucherNumber: "TEXT",
  purpose: "TEXT",
  payee: "TEXT",
  occurredOn: "DATE",
  total: "AMOUNT",
  measure: "CODE",
  state: "CODE",
  createdAt: "INSTANT",
  attestedAt: "INSTANT",
  reversedAt: "INSTANT",
  reverseReason: "TEXT",
  recordedBy: "PERSON",
  attestedBy: "PERSON",
};
const EXPENSE_LINE: Columns<ExpenseRow["lines"][number], never> = {
  pledgeLineId: "REFERENCE",
  amount: "AMOUNT",
};
const EXPENSE_QUERY: Columns<ExpenseRow["queries"][number], never> = {
  question: "TEXT",
  answer: "TEXT",
  createdAt: "INSTANT",
  answeredAt: "INSTANT",
  askedBy: "PERSON",
  answeredBy: "PERSON",
};

/** A voucher with its lines and what the giver asked about it. */
export function ofExpense(row: ExpenseRow): Thing[] {
  const counted: Counted = { ...UNCOUNTED, measure: row.measure };
  const whole = { thing: "EXPENSE" as const, id: row.id };
  return [
    thing("EXPENSE", row, EXPENSE, counted),
    ...row.lines.map((one) =>
      thing("EXPENSE_LINE", { ...one, id: one.pledgeLineId }, EXPENSE_LINE, counted, whole),
    ),
    ...row.queries.map((one) => thing("EXPENSE_QUERY", one, EXPENSE_QUERY, counted, whole)),
    ...evidenceOf(row.evidence, whole),
  ];
}

const HELP_REQUEST: Columns<HelpRequestRow, "needs" | "claims"> = {
  title: "TEXT",
  urgency: "CODE",
  state: "CODE",
  wishedOn: "DATE",
  openedAt: "INSTANT",
  closedAt: "INSTANT",
  createdAt: "INSTANT",
  createdBy: "PERSON",
};
const NEED: Columns<HelpRequestRow["needs"][number], "kind"> = {
  description: "TEXT",
  quantity: "AMOUNT",
  claimed: "AMOUNT",
  accepted: "AMOUNT",
  good: "TEXT",
};
const CLAIM: Columns<HelpRequestRow["claims"][number], never> = {
  needId: "REFERENCE",
  quantity: "AMOUNT",
  promisedOn: "DATE",
  state: "CODE",
  createdAt: "INSTANT",
  by: "PERSON",
};

/** A request with what is needed and who took it on. */
export function ofHelpRequest(row: HelpRequestRow): Thing[] {
  const whole = { thing: "HELP_REQUEST" as const, id: row.id };
  const needs = new Map(row.needs.map((need) => [need.id, countedIn(need.kind, need.good)]));
  return [
    thing("HELP_REQUEST", row, HELP_REQUEST),
    ...row.needs.map((need) => thing("NEED", need, NEED, needs.get(need.id), whole)),
    ...row.claims.map((one) => thing("CLAIM", one, CLAIM, needs.get(one.needId), whole)),
  ];
}

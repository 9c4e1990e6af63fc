import type { ThingChangeItem_ThingChangeFragment } from "../../../gql/graphql.ts";

type Thing = ThingChangeItem_ThingChangeFragment["thing"];

const PERIOD = ["startsOn", "endsOn"] as const;
const MONEY = ["sent", "received", "spent", "returned", "waived", "cancelled"] as const;

/**
 * Of each thing the fields that say something to a person, in the order of the sentence. Others are ids, moments, or
 * follow from these. A thing without any is bookkeeping, told by the things that it belongs to.
 */
export const FIELDS = {
  PARTNERSHIP: [
    ...(["state", "kind", "basis", "giver", "receiver", "leader", "attestor", ...PERIOD] as const),
    ...(["documentNumber", "documentDate", "sectionName", "endReason"] as const),
    ...(["giverAcknowledgedBy", "receiverAcknowledgedBy"] as const),
  ],
  LIAISON: ["side", "person", "title", ...PERIOD],
  SUSPENSION: [...PERIOD, "reason"],
  LEAD: PERIOD,
  AGREEMENT: ["state", "versionNumber", "note"],
  AGREEMENT_LINE: ["list", "text", "quantity", "dueOn"],
  AGREEMENT_SIGNATURE: ["side", "by"],
  REMINDER: ["text", "sentBy", "answer", "answeredBy"],
  OBLIGATION: ["state", "quantity", "dueOn", "claimed", "accepted", "metOn", "ruleName", "periodCode"],
  AMENDMENT: ["kind", "quantity", "dueOn", "reason", "by"],
  EXPLANATION: ["text", "expectedOn", "by"],
  EXTENSION: [
    ...([
      "state",
      "requestedDueOn",
      "reason",
      "askedBy",
      "grantedDueOn",
      "decisionNote",
      "decidedBy",
    ] as const),
  ],
  DELIVERY: [
    ...(["state", "quantity", "occurredOn", "acceptedQuantity", "loggedBy", "onBehalf"] as const),
    ...(["channel", "voucherNumber", "note"] as const),
  ],
  ALLOCATION: [],
  ACCEPTANCE: ["kind", "quantity", "arrivedOn", "by", "voucherNumber", "note"],
  DISPUTE: [
    ...(["state", "quantity", "reason", "openedBy", "arrived", "notArrived", "writtenOff"] as const),
    ...(["settlementNote", "settledBy"] as const),
  ],
  EVIDENCE: ["fileName", "erased"],
  PLEDGE: ["state", "purpose", "pledgedOn", "by"],
  PLEDGE_CHANGE: ["kind", "amount", "reason", "by"],
  PLEDGE_LINE: ["pledged", ...MONEY],
  FUND_RETURN: ["state", "amount", "sentOn", "reason", "sentBy", "decidedBy"],
  EXPENSE: [
    ...(["state", "total", "occurredOn", "purpose", "payee", "voucherNumber"] as const),
    ...(["recordedBy", "attestedBy", "reverseReason"] as const),
  ],
  EXPENSE_LINE: [],
  EXPENSE_QUERY: ["question", "askedBy", "answer", "answeredBy"],
  HELP_REQUEST: ["state", "title", "urgency", "wishedOn", "createdBy"],
  NEED: ["description", "quantity", "claimed", "accepted"],
  CLAIM: ["state", "quantity", "promisedOn", "by"],
} as const satisfies Record<Thing, readonly string[]>;

export type FieldName = (typeof FIELDS)[Thing][number];

/** In which part of the page a thing is told, by the thing at its top. */
export const SECTIONS = {
  obligations: ["OBLIGATION", "AMENDMENT", "EXPLANATION", "EXTENSION"],
  deliveries: ["DELIVERY", "ACCEPTANCE", "DISPUTE", "EVIDENCE"],
  funds: ["PLEDGE", "PLEDGE_CHANGE", "PLEDGE_LINE", "FUND_RETURN", "EXPENSE", "EXPENSE_QUERY"],
  requests: ["HELP_REQUEST", "NEED", "CLAIM"],
  pairing: [
    ...(["PARTNERSHIP", "LIAISON", "SUSPENSION", "LEAD", "AGREEMENT"] as const),
    ...(["AGREEMENT_LINE", "AGREEMENT_SIGNATURE", "REMINDER"] as const),
  ],
} as const satisfies Record<string, readonly Thing[]>;

/** Things whose own name is an act: that they came is said by it. */
export const ACTS: ReadonlySet<Thing> = new Set([
  ...(["AMENDMENT", "EXPLANATION", "EXTENSION", "ACCEPTANCE", "DISPUTE", "EVIDENCE", "REMINDER"] as const),
  ...(["AGREEMENT_SIGNATURE", "PLEDGE_CHANGE", "EXPENSE_QUERY", "FUND_RETURN", "CLAIM"] as const),
]);

/** Things that are called by their kind: 延期, 豁免; 确认, 裁定; 认捐, 增加. */
export const CALLED_BY_KIND: ReadonlySet<Thing> = new Set(["AMENDMENT", "ACCEPTANCE", "PLEDGE_CHANGE"]);

/** Codes that have words of their own. */
export const CODES = [
  "PROPOSED",
  "ACTIVE",
  "SUSPENDED",
  "ENDED",
  "DECLINED",
  "DRAFT",
  "IN_FORCE",
  "SUPERSEDED",
  "WITHDRAWN",
  "UPCOMING",
  "DUE",
  "AT_RISK",
  "OVERDUE",
  "AWAITING",
  "MET",
  "MET_LATE",
  "WAIVED",
  "CANCELLED",
  "UNMET",
  "SUBMITTED",
  "ACCEPTED",
  "DISPUTED",
  "SETTLED",
  "OPEN",
  "DELIVERED",
  "CLOSED",
  "CLOSED_UNSOLVED",
  "FULFILLED",
  "RECORDED",
  "ATTESTED",
  "REVERSED",
  "SENT",
  "CONFIRMED",
  "REFUSED",
  "ASKED",
  "GRANTED",
  "GIVER",
  "RECEIVER",
  "CO_BUILDING",
  "LEADER_CONTACT",
  "ROAD_SECTION",
  "ASSIGNED",
  "AGREED",
  "RESOURCES",
  "NEEDS",
  "PROJECTS",
  "ACCEPT",
  "SETTLEMENT",
  "REVERSAL",
  "AMEND",
  "EXTEND",
  "WAIVE",
  "CANCEL",
  "WRITE_OFF",
  "REOPEN",
  "PLEDGE",
  "RAISE",
  "LOWER",
  "RESCHEDULE",
  "COMMUNITY",
  "STREET_BOOKS",
  "BOUGHT_FOR",
  "LOW",
  "NORMAL",
  "URGENT",
] as const;

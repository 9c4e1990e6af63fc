import type { KindRow } from "../../graphql/labels.ts";
import type { CitySettings, PeriodKind } from "../cities/model.ts";
import type { LedgerMoneyWord } from "./money.ts";

/**
 * A period report as it is stored and shown: plain JSON, amounts as digits in minor units, days as `YYYY-MM-DD`. It holds no
 * name of a person. What is sealed is the canonical text of this, so a field is only ever added together with a new `format`.
 */

/** Raised when the meaning or the form of a stored report changes. */
export const REPORT_FORMAT = 1;

export const reportScopes = ["UNIT", "COMMUNITY", "DISTRICT", "CITY"] as const;
export type ReportScope = (typeof reportScopes)[number];

/** What a report is about: an organization's uuid, a division's number, or the city's uuid. */
export type ScopeRef = { scope: ReportScope; id: string };

/** A number with the way to the facts below it: `facts` is a key for `reportFacts`. */
export type Figure = { amount: string; count: number; facts: string };

/** What is told of each kind of support; amounts of one kind (and one good) only are ever added. */
export const kindWords = [
  "owed",
  "claimed",
  "accepted",
  "metOnTime",
  "metLate",
  "partlyMet",
  "awaiting",
  "late",
  "unmet",
  "open",
  "waived",
  "cancelled",
  "given",
  "arrived",
] as const;
export type KindWord = (typeof kindWords)[number];

/** What promises of any kind are counted by. Every promise has exactly one of the words after `owed`. */
export const promiseWords = [
  "owed",
  "metOnTime",
  "metLate",
  "awaiting",
  "late",
  "unmet",
  "open",
  "waived",
  "cancelled",
] as const;
export type PromiseWord = (typeof promiseWords)[number];
export type Outcome = Exclude<PromiseWord, "owed">;

export type KindFigures = { kind: KindRow; good: string | null } & Record<KindWord, Figure>;
export type PromiseCounts = Record<PromiseWord, Figure>;

/** One word of the money river: before the period, by the period, after it, in fen. */
export type MoneyFigure = { word: LedgerMoneyWord; opening: Figure; change: Figure; closing: Figure };

export type Party = { id: string; name: string };
export type Sides = { partnershipId: string | null; giver: Party; receiver: Party };

/** A promise that was not kept on its day. */
export type LatePromise = Sides & {
  obligationId: string;
  kind: KindRow;
  good: string | null;
  owed: string;
  accepted: string;
  dueOn: string;
  metOn: string | null;
  outcome: "late" | "unmet" | "metLate";
  lateWorkdays: number;
  explained: boolean;
};

export type ReportedDispute = Sides & {
  deliveryId: string;
  kind: KindRow;
  good: string | null;
  quantity: string;
  reason: string;
  state: string;
  openedOn: string;
  settledOn: string | null;
  arrived: string | null;
  notArrived: string | null;
  writtenOff: string | null;
};

export type ReportedExplanation = Sides & {
  obligationId: string;
  kind: KindRow;
  text: string;
  expectedOn: string | null;
  recordedOn: string;
};

/** A decision of an office on a promise: a later day, or a part that is not asked for any more. */
export type ReportedDecision = Sides & {
  obligationId: string;
  kind: KindRow;
  good: string | null;
  quantity: string;
  dueOnBefore: string;
  dueOnAfter: string;
  reason: string;
  decidedOn: string;
  /** The office whose role the decider held; null when the system moved the day (a suspension ended). */
  office: Party | null;
  /** Resolved to a name when it is shown, so that erasing a person is one change. */
  personId: string | null;
};

export type ReportedPartnership = Sides & {
  kind: "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION";
  startsOn: string;
  endsOn: string;
  endReason: string | null;
  /** Sides that have not acknowledged the assignment. */
  missing: ("GIVER" | "RECEIVER")[];
};

/** A list with how many there are in all; `rows` stops at `LIST_LIMIT`. */
export type ListOf<Row> = { total: number; rows: Row[] };
export const LIST_LIMIT = 1000;

/** One line of a table: a division, a unit or a community. */
export type TableRow = {
  id: string;
  name: string;
  partnerships: Figure;
  promises: PromiseCounts;
  /** Money pledged, sent and attested as received in the period, in fen. */
  pledged: Figure;
  sent: Figure;
  received: Figure;
};

/** One kind through the months of the year, added up from January. */
export type Series = {
  kind: KindRow;
  good: string | null;
  months: { month: string; promised: string; accepted: string }[];
};

/** A number of a sealed period that facts recorded after its sealing have changed. */
export type Adjustment = {
  periodCode: string;
  kind: KindRow | null;
  good: string | null;
  /** A word of a kind, or `money.<word>` for what the river held at the end of that period. */
  word: string;
  sealed: string;
  now: string;
  facts: string;
};

export type ReportPeriod = {
  id: string;
  code: string;
  kind: PeriodKind;
  opensOn: string;
  closesOn: string;
};

export type Comparison = {
  period: ReportPeriod;
  promises: PromiseCounts;
  kinds: KindFigures[];
  money: MoneyFigure[];
};

export type PeriodReport = ScopeRef & {
  format: typeof REPORT_FORMAT;
  cityName: string;
  name: string;
  period: ReportPeriod;
  /** The day against which lateness is told: today, or the day of sealing. */
  today: string;
  rules: CitySettings;
  promises: PromiseCounts;
  kinds: KindFigures[];
  money: MoneyFigure[];
  partnerships: {
    active: Figure;
    begun: ListOf<ReportedPartnership>;
    ended: ListOf<ReportedPartnership>;
    unacknowledged: ListOf<ReportedPartnership>;
  };
  late: ListOf<LatePromise>;
  disputes: ListOf<ReportedDispute>;
  explanations: ListOf<ReportedExplanation>;
  extensions: ListOf<ReportedDecision>;
  waivers: ListOf<ReportedDecision>;
  divisions: TableRow[];
  units: TableRow[];
  communities: TableRow[];
  series: Series[];
  before: Comparison | null;
  adjustments: Adjustment[];
};

/** A fact below a number. */
export type ReportFact = {
  /** `Obligation:<uuid>`, `Delivery:<uuid>`, `Pledge:<uuid>` or `Partnership:<uuid>`. */
  subject: string;
  partnershipId: string | null;
  giver: Party;
  receiver: Party;
  kind: KindRow | null;
  good: string | null;
  /** What it adds to the number. */
  amount: string;
  /** The day on which it is due or happened. */
  on: string;
};

import type { KindRow } from "../../graphql/labels.ts";
import type { LineBalances } from "../funding/model.ts";
import type { ObligationClosure, ObligationSource } from "../obligations/model.ts";
import type { KindFigures, MoneyFigure, ReportPeriod, ReportScope } from "./report.ts";

/** Flat rows as `read.ts` gives them: amounts are digits, days `YYYY-MM-DD`, instants ISO texts. */

export type OrganizationFact = {
  id: string;
  kind: "PARTNER_UNIT" | "COMMUNITY" | "OFFICE" | "TEAM";
  name: string;
  divisionId: number;
  startedOn: string;
  endedOn: string | null;
};

/** A division that reports are told by, or in which an organization sits. */
export type Place = { id: number; path: string; level: string; name: string };

/** What the reports of a city are computed in. */
export type Frame = {
  cityId: string;
  cityName: string;
  /** Path of the city's root division. */
  cityPath: string;
  /** The asked period first, then those before it, latest first. */
  periods: ReportPeriod[];
  settings: { key: string; value: unknown; validFrom: string; recordedAt: string }[];
  calendar: { date: string; kind: "WORKING" | "HOLIDAY" }[];
  kinds: KindRow[];
  organizations: OrganizationFact[];
  /** Who held a role in an office, for telling which office decided. */
  officers: { personId: string; organizationId: string; startsOn: string; endsOn: string | null }[];
  /** Suspensions that last; ended ones are in the due dates. */
  suspensions: { partnershipId: string; startsOn: string }[];
  places: Place[];
  /** What earlier periods said when they were sealed. */
  earlier: {
    scope: ReportScope;
    subjectId: string;
    periodId: string;
    kinds: KindFigures[];
    money: MoneyFigure[];
  }[];
};

type Between = { partnershipId: string | null; giverId: string; receiverId: string };

export type ObligationFact = Between & {
  id: string;
  kindId: string;
  good: string | null;
  source: ObligationSource;
  quantity: string;
  claimed: string;
  accepted: string;
  answered: string;
  opensOn: string;
  dueOn: string;
  originalDueOn: string;
  metOn: string | null;
  closure: ObligationClosure | null;
  /** Kind of the period of its rule; null when no rule made it. */
  periodKind: string | null;
};

/** A decision or an explanation about an obligation. */
export type RemarkFact = Between & {
  id: string;
  obligationId: string;
  kindId: string;
  good: string | null;
  periodKind: string | null;
  what: "EXTEND" | "WAIVE" | "EXPLAIN";
  quantityBefore: string | null;
  quantityAfter: string | null;
  dueOnBefore: string | null;
  dueOnAfter: string | null;
  text: string;
  expectedOn: string | null;
  personId: string | null;
  recordedAt: string;
};

export type DeliveryFact = Between & {
  id: string;
  kindId: string;
  good: string | null;
  quantity: string;
  accepted: string;
  occurredOn: string;
  disputes: {
    id: string;
    quantity: string;
    reason: string;
    state: string;
    openedAt: string;
    settledAt: string | null;
    arrived: string | null;
    notArrived: string | null;
    writtenOff: string | null;
  }[];
};

/** What was posted on an account of a money line between two borders of periods. */
export type MoneyFact = Between & {
  pledgeId: string;
  pledgedOn: string;
  lineId: string;
  account: keyof LineBalances;
  /** How many of `moneyBorders` lie on or before the days of the postings. */
  bucket: number;
  amount: string;
};

export type PartnershipFact = {
  id: string;
  giverId: string;
  receiverId: string;
  kind: "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION";
  basis: "ASSIGNED" | "AGREED";
  state: "PROPOSED" | "ACTIVE" | "SUSPENDED" | "ENDED" | "DECLINED";
  startsOn: string;
  endsOn: string;
  endReason: string | null;
  giverAcknowledgedAt: string | null;
  receiverAcknowledgedAt: string | null;
};

/** Everything that reports are computed from; of a whole city, or of one scope. */
export type ReportRows = {
  obligations: ObligationFact[];
  remarks: RemarkFact[];
  deliveries: DeliveryFact[];
  money: MoneyFact[];
  partnerships: PartnershipFact[];
};

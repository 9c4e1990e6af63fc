import type { LocalDate } from "../../kernel/clock.ts";
import { minAmount } from "../../kernel/quantity.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import type { CitySettings } from "../cities/model.ts";
import { type Obligation, ownPart } from "../obligations/model.ts";
import { type ObligationState, obligationState, type StateContext } from "../obligations/state.ts";
import type { KindWord, Outcome, ReportPeriod } from "./report.ts";
import type { ObligationFact } from "./rows-of-report.ts";

/** By what a period's promises are judged. */
export type Judging = {
  today: LocalDate;
  calendar: Calendar;
  settings: CitySettings;
  /** Since when a partnership's clock stands still, by its id. */
  suspended: ReadonlyMap<string, LocalDate>;
};

export type Judged = {
  outcome: Outcome;
  /** How the promise's own part divides into the words of its kind; words without a part are absent. */
  parts: Partial<Record<KindWord, bigint>>;
  owed: bigint;
  accepted: bigint;
  lateWorkdays: number;
};

const outcomes: Record<ObligationState, Outcome> = {
  MET: "metOnTime",
  MET_LATE: "metLate",
  AWAITING: "awaiting",
  OVERDUE: "late",
  UNMET: "unmet",
  WAIVED: "waived",
  CANCELLED: "cancelled",
  UPCOMING: "open",
  DUE: "open",
  AT_RISK: "open",
};

function toModel(fact: ObligationFact): Obligation {
  return {
    source: fact.source,
    quantity: BigInt(fact.quantity),
    claimed: BigInt(fact.claimed),
    accepted: BigInt(fact.accepted),
    answered: BigInt(fact.answered),
    opensOn: fact.opensOn as LocalDate,
    dueOn: fact.dueOn as LocalDate,
    originalDueOn: fact.originalDueOn as LocalDate,
    metOn: fact.metOn as LocalDate | null,
    closure: fact.closure,
    closedAt: null,
  };
}

/** Whether a promise belongs to a period: it falls due in it, and no rule of a longer or shorter period made it. As sealing asks. */
export function belongsTo(fact: { periodKind: string | null }, dueOn: string, period: ReportPeriod): boolean {
  return (
    dueOn >= period.opensOn &&
    dueOn <= period.closesOn &&
    (fact.periodKind === null || fact.periodKind === period.kind)
  );
}

/**
 * What became of a promise, and of which amounts. Only its own part counts: what others answer is told of them. Null when
 * nothing of it is its own.
 */
export function judge(
  fact: ObligationFact,
  { today, calendar, settings, suspended }: Judging,
): Judged | null {
  const obligation = toModel(fact);
  const own = ownPart(obligation);
  if (own === 0n) return null;
  const since = fact.partnershipId === null ? undefined : suspended.get(fact.partnershipId);
  const context: StateContext = {
    today,
    calendar,
    settings,
    suspensions: since === undefined ? [] : [{ startsOn: since, endsOn: null }],
  };
  const { state, lateWorkdays } = obligationState(obligation, context);
  const outcome = outcomes[state];
  const accepted = minAmount(obligation.accepted, own);
  const judged = { outcome, owed: own, accepted, lateWorkdays };
  if (outcome === "waived" || outcome === "cancelled") return { ...judged, parts: { [outcome]: own } };
  const claimed = minAmount(obligation.claimed, own);
  const parts: Partial<Record<KindWord, bigint>> = { owed: own, claimed, accepted };
  if (outcome === "metOnTime" || outcome === "metLate") {
    parts[outcome] = own;
    return { ...judged, parts };
  }
  parts.partlyMet = accepted;
  parts.awaiting = claimed - accepted;
  parts[outcome === "unmet" || outcome === "late" ? outcome : "open"] = own - claimed;
  // What was closed as unmet is as late as it would be had it stayed open.
  const open = outcome === "unmet" ? { ...obligation, closure: null } : obligation;
  return { ...judged, lateWorkdays: obligationState(open, context).lateWorkdays, parts };
}

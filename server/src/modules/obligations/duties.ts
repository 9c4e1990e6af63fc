import { diffDays, earlier, type LocalDate, later } from "../../kernel/clock.ts";

/** Which duties a city's rules ask of a partnership in a period. */

export const dutyAppliesTo = ["EACH", "LEAD"] as const;
export type DutyAppliesTo = (typeof dutyAppliesTo)[number];

export const proRatings = ["FULL", "SKIP", "DAYS"] as const;
export type ProRating = (typeof proRatings)[number];

export type DutyRule = {
  id: string;
  kindId: string;
  quantity: bigint;
  good: string | null;
  periodKind: "QUARTER" | "HALF_YEAR" | "YEAR";
  appliesTo: DutyAppliesTo;
  unitClass: string | null;
  partnershipKind: "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION" | null;
  qualifier: string | null;
  proRating: ProRating;
  validFrom: LocalDate;
  /** First day on which it no longer applies. */
  validTo: LocalDate | null;
};

export type DutyPartnership = {
  id: string;
  kind: "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION";
  state: "PROPOSED" | "ACTIVE" | "SUSPENDED" | "ENDED" | "DECLINED";
  giverUnitClass: string | null;
  startsOn: LocalDate;
  endsOn: LocalDate;
};

export type DutyPeriod = {
  id: string;
  kind: "QUARTER" | "HALF_YEAR" | "YEAR";
  opensOn: LocalDate;
  closesOn: LocalDate;
};

/** Lead assignments of the receiver, of every partnership. `endsOn` is the last day. */
export type Lead = { partnershipId: string; startsOn: LocalDate; endsOn: LocalDate | null };

/** One obligation to open. */
export type Duty = {
  ruleId: string;
  kindId: string;
  quantity: bigint;
  good: string | null;
  qualifier: string | null;
  opensOn: LocalDate;
  dueOn: LocalDate;
};

type Span = { from: LocalDate; to: LocalDate };

function overlap(a: Span, b: { from: LocalDate; to: LocalDate | null }): Span | null {
  const from = later(a.from, b.from);
  const to = b.to === null ? a.to : earlier(a.to, b.to);
  return from <= to ? { from, to } : null;
}

/** A rule holds for a period when it is valid on the day the period opens: a new version never changes a running one. */
export function ruleApplies(rule: DutyRule, period: DutyPeriod): boolean {
  return (
    rule.periodKind === period.kind &&
    rule.validFrom <= period.opensOn &&
    (rule.validTo === null || period.opensOn < rule.validTo)
  );
}

/**
 * The quantity for a partnership that covers `coveredDays` of `periodDays`: FULL whole, SKIP none unless all days are
 * covered, DAYS by days and rounded up. Null when nothing is owed.
 */
export function proRate(
  quantity: bigint,
  rating: ProRating,
  periodDays: number,
  coveredDays: number,
): bigint | null {
  if (coveredDays <= 0) return null;
  if (coveredDays >= periodDays || rating === "FULL") return quantity;
  if (rating === "SKIP") return null;
  const days = BigInt(periodDays);
  return (quantity * BigInt(coveredDays) + days - 1n) / days;
}

/** The days of a period for which a rule binds a partnership. */
function covered(
  rule: DutyRule,
  partnership: DutyPartnership,
  period: DutyPeriod,
  leads: readonly Lead[],
): Span | null {
  const whole = { from: period.opensOn, to: period.closesOn };
  const term = overlap(whole, { from: partnership.startsOn, to: partnership.endsOn });
  if (term === null || rule.appliesTo === "EACH") return term;
  const inPeriod = leads
    .map((lead) => ({ lead, span: overlap(whole, { from: lead.startsOn, to: lead.endsOn }) }))
    .filter((entry) => entry.span !== null)
    .sort((a, b) => (a.lead.startsOn < b.lead.startsOn ? -1 : 1));
  // A duty asked in full is owed once per receiver: by the first lead of the period, not again by the next one.
  if (rule.proRating === "FULL" && inPeriod[0]?.lead.partnershipId !== partnership.id) return null;
  let result: Span | null = null;
  for (const { lead, span } of inPeriod) {
    if (lead.partnershipId !== partnership.id || span === null) continue;
    const own = overlap(term, span);
    if (own === null) continue;
    // Leading twice in one period counts from the first day to the last: one duty per rule, period and partnership.
    result = result === null ? own : { from: result.from, to: own.to };
  }
  return result;
}

/**
 * The duties of one partnership in one period. Rules of other period kinds, unit classes or partnership kinds do not bind it;
 * a partnership only proposed or declined owes nothing. Opens when both period and cover have begun, due on the last
 * day covered.
 */
export function dutiesFor(
  rules: readonly DutyRule[],
  partnership: DutyPartnership,
  period: DutyPeriod,
  leads: readonly Lead[],
): Duty[] {
  if (partnership.state === "PROPOSED" || partnership.state === "DECLINED") return [];
  const periodDays = diffDays(period.opensOn, period.closesOn) + 1;
  const duties: Duty[] = [];
  for (const rule of rules) {
    if (!ruleApplies(rule, period)) continue;
    if (rule.unitClass !== null && rule.unitClass !== partnership.giverUnitClass) continue;
    if (rule.partnershipKind !== null && rule.partnershipKind !== partnership.kind) continue;
    const span = covered(rule, partnership, period, leads);
    if (span === null) continue;
    const quantity = proRate(rule.quantity, rule.proRating, periodDays, diffDays(span.from, span.to) + 1);
    if (quantity === null) continue;
    duties.push({
      ruleId: rule.id,
      kindId: rule.kindId,
      quantity,
      good: rule.good,
      qualifier: rule.qualifier,
      opensOn: span.from,
      dueOn: span.to,
    });
  }
  return duties;
}

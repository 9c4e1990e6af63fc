import type { Urgency } from "./model.ts";

/**
 * How well a request of the hall fits a unit, as points with their reasons: what the unit said it can give, how near it sits, what it
 * has delivered before, and how the community fares. Orders the hall; decides nothing, and says nothing about any person.
 */

/** A division that holds both, by its level; null when only the city does. */
export type Near = "COMMUNITY" | "STREET" | "COUNTY" | null;

/** One thing that the unit said it can give. */
export type Offer = { kindId: string; good: string | null; skill: string | null; description: string };

/** What is known of a request, beside what it asks for. */
export type Signals = {
  urgency: Urgency;
  needs: readonly { kindId: string; good: string | null; description: string }[];
  title: string;
  /** Levels of the divisions that hold the community, from the unit's own chain of divisions. */
  near: Near;
  /** How many claims of each kind the unit has delivered in time. */
  deliveredInTime: ReadonlyMap<string, number>;
  /** No unit is paired with the community. */
  withoutUnit: boolean;
  /** What it was given in thousandths of the city's median; null where nothing is known. */
  ratio: number | null;
  /** Nothing was accepted there in the last ninety days. */
  unhelped: boolean;
  /** Days since it was opened. */
  waitingDays: number;
};

export const fitCodes = [
  "CAPABILITY",
  "KIND",
  "NEAR_COMMUNITY",
  "NEAR_STREET",
  "NEAR_COUNTY",
  "HISTORY",
  "WITHOUT_UNIT",
  "UNDERSERVED",
  "UNHELPED",
  "URGENT",
  "WAITING",
] as const;
export type FitCode = (typeof fitCodes)[number];

/** Why a request stands where it stands: what it is worth, with what fills its words. */
export type FitReason = { code: FitCode; points: number; what?: string; count?: number };

export type Fit = { score: number; reasons: FitReason[] };

/** Points of each reason. What was said beats all that is guessed; how long it waits only breaks ties. */
const POINTS = {
  capability: 40,
  kind: 20,
  near: { COMMUNITY: 30, STREET: 25, COUNTY: 10 },
  historyEach: 5,
  historyMost: 15,
  withoutUnit: 15,
  underserved: 10,
  unhelped: 8,
  urgent: 20,
  notUrgent: -5,
  waitingDaysEach: 5,
  waitingMost: 9,
} as const;

/** Below so many thousandths of the median a community is under-served. */
const UNDERSERVED_BELOW = 700;

/** Points and reasons of one request for a unit, the weightiest reason first; without a unit only the community's side counts. */
export function fitOf(signals: Signals, offers: readonly Offer[]): Fit {
  const reasons: FitReason[] = [
    ...capabilityReason(signals, offers),
    ...(signals.near ? [{ code: `NEAR_${signals.near}` as const, points: POINTS.near[signals.near] }] : []),
    ...historyReason(signals),
    ...(signals.withoutUnit ? [{ code: "WITHOUT_UNIT" as const, points: POINTS.withoutUnit }] : []),
    ...(signals.ratio !== null && signals.ratio < UNDERSERVED_BELOW
      ? [{ code: "UNDERSERVED" as const, points: POINTS.underserved }]
      : []),
    ...(signals.unhelped ? [{ code: "UNHELPED" as const, points: POINTS.unhelped }] : []),
    ...(signals.urgency === "URGENT" ? [{ code: "URGENT" as const, points: POINTS.urgent }] : []),
    ...waitingReason(signals.waitingDays),
  ].sort((a, b) => b.points - a.points || (a.code < b.code ? -1 : 1));
  const score = reasons.reduce((sum, { points }) => sum + points, 0);
  return { score: score + (signals.urgency === "LOW" ? POINTS.notUrgent : 0), reasons };
}

/** The best match: a good or a skill by its name, else the kind alone. */
function capabilityReason({ needs, title }: Signals, offers: readonly Offer[]): FitReason[] {
  const kinds = new Set(needs.map(({ kindId }) => kindId));
  const offered = offers.filter(({ kindId }) => kinds.has(kindId));
  const said = [title, ...needs.flatMap(({ good, description }) => [good ?? "", description])].join("\n");
  const named = offered.find(({ good, skill }) => [good, skill].some((name) => name && said.includes(name)));
  if (named) {
    return [
      { code: "CAPABILITY", points: POINTS.capability, what: named.skill || named.good || named.description },
    ];
  }
  const [first] = offered;
  return first
    ? [{ code: "KIND", points: POINTS.kind, what: first.skill || first.good || first.description }]
    : [];
}

function historyReason({ needs, deliveredInTime }: Signals): FitReason[] {
  const count = Math.max(0, ...needs.map(({ kindId }) => deliveredInTime.get(kindId) ?? 0));
  if (count === 0) return [];
  return [{ code: "HISTORY", points: Math.min(POINTS.historyMost, count * POINTS.historyEach), count }];
}

function waitingReason(days: number): FitReason[] {
  const points = Math.min(POINTS.waitingMost, Math.floor(days / POINTS.waitingDaysEach));
  return points > 0 ? [{ code: "WAITING", points, count: days }] : [];
}

/** The nearest division that holds both, from the unit's chain of divisions (`/1/4/9/` and what each is) and the community's path. */
export function nearOf(
  chain: readonly { path: string; level: string }[],
  receiverPath: string,
  cityPath: string,
): Near {
  const levels = ["COMMUNITY", "STREET", "COUNTY"] as const;
  for (const level of levels) {
    if (
      chain.some((one) => one.level === level && one.path !== cityPath && receiverPath.startsWith(one.path))
    )
      return level;
  }
  return null;
}

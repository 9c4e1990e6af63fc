import type { LocalDate } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import type { CitySettings } from "../cities/model.ts";

/** How support lies over the communities, as pure rules. Ratios are thousandths of the city's median. */

export const marks = ["UNDER", "WITHIN", "OVER", "UNKNOWN"] as const;
/** Where a ratio lies: below the lower line, above the upper one, between them; unknown where there is no ratio. */
export type Mark = (typeof marks)[number];

/** The two lines of a city, in thousandths of its median. */
export type Lines = { under: number; over: number };

export function linesOf({ fairnessUnderPercent, fairnessOverPercent }: CitySettings): Lines {
  return { under: fairnessUnderPercent * 10, over: fairnessOverPercent * 10 };
}

/** Below the lower line is under, above the upper line over; on a line is neither. */
export function markOf(ratio: number | null, { under, over }: Lines): Mark {
  if (ratio === null) return "UNKNOWN";
  if (ratio < under) return "UNDER";
  return ratio > over ? "OVER" : "WITHIN";
}

export const fairnessOrders = ["RATIO", "MONEY", "MINUTES", "ACTIVITIES", "NEEDS", "UNITS", "NAME"] as const;
/** By what communities are ordered; each has the least served first. */
export type FairnessOrder = (typeof fairnessOrders)[number];
export type FairnessSort = { by: FairnessOrder; descending: boolean };

/** What the view may be narrowed by; what is absent does not narrow. */
export type FairnessFilter = {
  text?: string | null;
  divisionId?: number | null;
  mark?: Mark | null;
  withoutUnit?: boolean | null;
  withoutResidents?: boolean | null;
  unmetNeeds?: boolean | null;
};

/** One community over a period. Amounts in fen and minutes; what is per resident is rounded half up. */
export type FairnessRow = {
  /** The community. */
  id: string;
  name: string;
  /** Names of the divisions below the city's root that lead to it, the largest first. */
  within: string[];
  residents: number | null;
  residentsFrom: "OFFICE" | "COMMUNITY" | "REGISTER" | null;
  residentsSince: LocalDate | null;
  residentsSource: string | null;
  units: { id: string; name: string }[];
  money: bigint;
  minutes: bigint;
  activities: bigint;
  /** Fen for each resident. */
  moneyPer: bigint | null;
  /** Thousandths of a minute for each resident. */
  minutesPer: bigint | null;
  /** Thousandths of an activity for 1,000 residents. */
  activitiesPer: bigint | null;
  moneyRatio: number | null;
  minutesRatio: number | null;
  activitiesRatio: number | null;
  ratio: number | null;
  needsAsked: number;
  needsMet: number;
};

/** Upper ends of the steps in which ratios are counted, in thousandths; the last step is open. */
export const STEPS = [250, 500, 750, 1000, 1500, 2000] as const;

/** What all communities of the territory come to. */
export type FairnessSummary = {
  communities: number;
  /** How many match the filter. */
  matching: number;
  withoutUnit: number;
  withoutResidents: number;
  under: number;
  over: number;
  /** The city's medians, in the units of the row's `…Per`; null where no community's residents are known. */
  medians: { money: bigint | null; minutes: bigint | null; activities: bigint | null };
  /** How many ratios lie below each end of STEPS, above the last, and how many are unknown. */
  steps: number[];
  unknown: number;
};

/** One line of a list of residents. */
export type PopulationLine = { code: string; residents: number };
export const MOST_LINES = 5000;
export const MOST_RESIDENTS = 1_000_000;

/** What is wrong with a number of residents. */
export function residentsProblem(residents: number): FieldProblem | null {
  if (Number.isInteger(residents) && residents >= 1 && residents <= MOST_RESIDENTS) return null;
  return { path: ["residents"], code: "OUT_OF_RANGE", params: { min: "1", max: String(MOST_RESIDENTS) } };
}

export type PopulationOutcomeCode =
  | "SET"
  | "UNCHANGED"
  | "NOT_FOUND"
  | "NAME_TWICE"
  | "LINE_TWICE"
  | "OUT_OF_RANGE"
  | "NOT_ALLOWED";

/** What becomes, or would become, of one line. */
export type PopulationOutcome = {
  code: string;
  residents: number;
  outcome: PopulationOutcomeCode;
  communityId: string | null;
  communityName: string | null;
  before: number | null;
};

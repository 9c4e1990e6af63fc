import { addDays, addMonths, type LocalDate, localDate, parseLocalDate } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import type { DivisionLevel } from "../divisions/model.ts";

/** A city's dated settings, its kinds and its periods: what there is and what is allowed, as pure functions. */

// ---------------------------------------------------------------- root

// A municipality, a prefecture-level city, a county-level city or a district that competes by itself, a zone.
const rootLevels: readonly DivisionLevel[] = ["PROVINCE", "CITY", "COUNTY", "ZONE"];

/** Whether a city may be rooted at a division of this level. */
export function mayBeRoot(level: DivisionLevel): boolean {
  return rootLevels.includes(level);
}

// ---------------------------------------------------------------- settings

type NumberSetting = { type: "number"; default: number; min: number; max: number };
type SwitchSetting = { type: "boolean"; default: boolean };
/** A time of the day in Shanghai, `HH:MM`. */
type TimeSetting = { type: "time"; default: string };
type SettingDefinition = NumberSetting | SwitchSetting | TimeSetting;

/** Every setting there is: a whole number within bounds, a switch, or a time of the day. What a city has not set follows the default. */
export const settingDefinitions = {
  /** A delivery counts as on time when it was submitted within so many working days after it happened. */
  reportingWindowWorkdays: { type: "number", default: 5, min: 0, max: 60 },
  /** An obligation is at risk from so many working days before it is due. */
  atRiskWorkdays: { type: "number", default: 10, min: 0, max: 120 },
  /** What waits for the other side longer than so many working days is shown to the office. */
  silenceWorkdays: { type: "number", default: 5, min: 1, max: 60 },
  /** How often one obligation may be extended. */
  extensionsPerObligation: { type: "number", default: 2, min: 0, max: 10 },
  /** How often one thing may be reminded of in seven days. */
  remindersPerWeek: { type: "number", default: 2, min: 1, max: 20 },
  /** A station is stale when no session comes within so many days. */
  stationNextSessionDays: { type: "number", default: 14, min: 1, max: 90 },
  /** A station is stale when no session of so many past days was confirmed. */
  stationConfirmedSessionDays: { type: "number", default: 30, min: 1, max: 365 },
  /** A community is under-served below so many percent of the city's median, over-served above so many. */
  fairnessUnderPercent: { type: "number", default: 50, min: 1, max: 100 },
  fairnessOverPercent: { type: "number", default: 200, min: 100, max: 1000 },
  /** Only the paired units are asked for so many working days; then a request stands in the hall of the city. */
  offerWindowWorkdays: { type: "number", default: 3, min: 1, max: 30 },
  /** A unit with a claim that is past its day by more working days, with nothing delivered, takes on nothing more. */
  staleClaimWorkdays: { type: "number", default: 10, min: 0, max: 60 },
  /** Who asked for help has so many working days to say whether it is solved. */
  solvedAnswerWorkdays: { type: "number", default: 5, min: 1, max: 30 },
  /** Name and contact of who asked are deleted so many days after the request ended. */
  askerKeptDays: { type: "number", default: 90, min: 1, max: 730 },
  /** A resident's appeal is answered within so many working days. */
  appealAnswerWorkdays: { type: "number", default: 5, min: 1, max: 60 },
  /** How a resident can be reached is deleted after so many days. */
  appealContactKeptDays: { type: "number", default: 180, min: 7, max: 1095 },
  /** How many days ahead the sessions of a series stand in the calendar. */
  sessionHorizonDays: { type: "number", default: 92, min: 14, max: 366 },
  /** Name and phone of who signed up from outside are deleted so many days after the session. */
  guestKeptDays: { type: "number", default: 30, min: 0, max: 366 },
  /** Whether a transfer of money needs evidence before it is submitted. */
  moneyNeedsEvidence: { type: "boolean", default: false },
  /** Whether members of offices sign in with a second factor. */
  twoFactorForOffices: { type: "boolean", default: false },
  /** How often a person is reminded in seven days, by people and by policies; what is more urgent comes first. */
  reminderCapPerWeek: { type: "number", default: 10, min: 1, max: 100 },
  /** Nobody is reminded by the system from this time … */
  quietFrom: { type: "time", default: "20:00" },
  /** … to this one. Equal: no quiet hours. */
  quietTo: { type: "time", default: "08:00" },
  /** Whether reminders and summaries wait for the next working day. */
  remindersOnWorkdaysOnly: { type: "boolean", default: true },
  /** When everybody gets the summary of the day. */
  digestAt: { type: "time", default: "08:30" },
  /** A week with more asks and reminders than this is marked on the burden page. */
  burdenMarkAsks: { type: "number", default: 10, min: 1, max: 200 },
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof settingDefinitions;

/** The values of all settings on one day. */
export type CitySettings = {
  -readonly [Key in SettingKey]: (typeof settingDefinitions)[Key]["type"] extends "number"
    ? number
    : (typeof settingDefinitions)[Key]["type"] extends "boolean"
      ? boolean
      : string;
};

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Minutes since midnight of a time `HH:MM`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

export const settingKeys = Object.keys(settingDefinitions) as SettingKey[];

/** Whether a text names a setting. */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingDefinitions, key);
}

/** The value that a text means for a setting (`5`, `true`), or what is wrong with it. */
export function parseSetting(
  key: string,
  text: string,
): { value: number | boolean | string } | { problems: FieldProblem[] } {
  if (!isSettingKey(key)) return { problems: [{ path: ["key"], code: "UNKNOWN_SETTING" }] };
  const definition: SettingDefinition = settingDefinitions[key];
  if (definition.type === "time") {
    if (TIME.test(text)) return { value: text };
    return { problems: [{ path: ["value"], code: "NOT_A_TIME" }] };
  }
  if (definition.type === "boolean") {
    if (text === "true" || text === "false") return { value: text === "true" };
    return { problems: [{ path: ["value"], code: "NOT_A_SWITCH" }] };
  }
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= definition.min && value <= definition.max) return { value };
  const params = { min: String(definition.min), max: String(definition.max) };
  return { problems: [{ path: ["value"], code: "OUT_OF_RANGE", params }] };
}

/** One dated value as it is stored. */
export type DatedSetting = { key: string; value: unknown; validFrom: LocalDate; recordedAt: Date };

const STORED_AS = { number: "number", boolean: "boolean", time: "string" } as const;

/** The values that hold on a day: for each key the one that began last; of one day's, the one recorded last. */
export function settingsOn(rows: readonly DatedSetting[], day: LocalDate): CitySettings {
  const values: Record<string, number | boolean | string> = {};
  for (const key of settingKeys) values[key] = settingDefinitions[key].default;
  const inOrder = rows
    .filter((row) => row.validFrom <= day && isSettingKey(row.key))
    .sort((a, b) =>
      a.validFrom === b.validFrom
        ? a.recordedAt.getTime() - b.recordedAt.getTime()
        : a.validFrom < b.validFrom
          ? -1
          : 1,
    );
  for (const { key, value } of inOrder) {
    if (isSettingKey(key) && typeof value === STORED_AS[settingDefinitions[key].type])
      values[key] = value as number | boolean | string;
  }
  return values as CitySettings;
}

// ---------------------------------------------------------------- kinds

export type Measure = "MONEY" | "GOODS" | "MINUTES" | "COUNT" | "DONE";

export type KindFields = {
  code: string;
  nameZh: string;
  nameEn: string;
  measure: Measure;
  unitZh: string;
  unitEn: string;
};

/** The kinds that every city begins with, in their order. */
export const seededKinds: readonly KindFields[] = [
  { code: "FUNDS", measure: "MONEY", nameZh: "工作经费", nameEn: "Funds", unitZh: "", unitEn: "" },
  { code: "GOODS", measure: "GOODS", nameZh: "物资", nameEn: "Goods", unitZh: "", unitEn: "" },
  {
    code: "JOINT_ACTIVITY",
    measure: "COUNT",
    nameZh: "联合活动",
    nameEn: "Joint activities",
    unitZh: "场",
    unitEn: "activities",
  },
  {
    code: "VOLUNTEER_HOURS",
    measure: "MINUTES",
    nameZh: "志愿服务",
    nameEn: "Volunteer hours",
    unitZh: "",
    unitEn: "",
  },
  { code: "VISIT", measure: "COUNT", nameZh: "走访", nameEn: "Visits", unitZh: "次", unitEn: "visits" },
  {
    code: "PROBLEM_SOLVED",
    measure: "COUNT",
    nameZh: "解决问题",
    nameEn: "Problems solved",
    unitZh: "件",
    unitEn: "problems",
  },
];

const KIND_CODE = /^[A-Z][A-Z0-9_]{1,39}$/;

/** What is wrong with a kind, by field. */
export function checkKind(kind: KindFields): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!KIND_CODE.test(kind.code)) problems.push({ path: ["code"], code: "KIND_CODE_FORM" });
  for (const field of ["nameZh", "nameEn", "unitZh", "unitEn"] as const) {
    const text = kind[field];
    const max = field.startsWith("name") ? 40 : 16;
    const isRequired = field.startsWith("name") || kind.measure === "COUNT";
    if (text.trim() === "" && isRequired) problems.push({ path: [field], code: "REQUIRED" });
    if ([...text].length > max)
      problems.push({ path: [field], code: "TOO_LONG", params: { max: String(max) } });
    // Money, goods and time bring their own units.
    if (text !== "" && field.startsWith("unit") && kind.measure !== "COUNT") {
      problems.push({ path: [field], code: "UNIT_NOT_FOR_MEASURE" });
    }
  }
  return problems;
}

// ---------------------------------------------------------------- periods

export type PeriodKind = "QUARTER" | "HALF_YEAR" | "YEAR";

/** A period of the calendar: its code says its kind and its days. */
export type PeriodSpan = { code: string; kind: PeriodKind; opensOn: LocalDate; closesOn: LocalDate };

const PERIOD_CODE = /^(\d{4})(?:Q([1-4])|H([12]))?$/;

/** The period of a code (`2026Q4`, `2026H2`, `2026`), or null when it is not one. */
export function periodOf(code: string): PeriodSpan | null {
  const match = PERIOD_CODE.exec(code);
  const newYear = match ? parseLocalDate(`${match[1]}-01-01`) : null;
  if (!match || newYear === null) return null;
  const [, , quarter, half] = match;
  const [kind, months, number]: [PeriodKind, number, number] = quarter
    ? ["QUARTER", 3, Number(quarter)]
    : half
      ? ["HALF_YEAR", 6, Number(half)]
      : ["YEAR", 12, 1];
  const opensOn = addMonths(newYear, months * (number - 1));
  return { code, kind, opensOn, closesOn: addDays(addMonths(opensOn, months), -1) };
}

/** The four quarters of a year and the year itself. */
export function periodsOfYear(year: number): PeriodSpan[] {
  return ["Q1", "Q2", "Q3", "Q4", ""].flatMap((part) => periodOf(`${year}${part}`) ?? []);
}

/** The year in which a day lies. */
export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** The first and the last day of a year. */
export function daysOfYear(year: number): { first: LocalDate; last: LocalDate } {
  return { first: localDate(`${year}-01-01`), last: localDate(`${year}-12-31`) };
}

// ---------------------------------------------------------------- calendar

/** A day that differs from the plain week. */
export type NamedDay = { date: LocalDate; kind: "WORKING" | "HOLIDAY"; name: string };

/** Most days that one command sets. */
export const MOST_DAYS_AT_ONCE = 400;

/** What is wrong with days that are to be set, by position. */
export function checkDays(days: readonly NamedDay[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (days.length === 0) problems.push({ path: ["days"], code: "REQUIRED" });
  if (days.length > MOST_DAYS_AT_ONCE) {
    problems.push({ path: ["days"], code: "TOO_MANY", params: { max: String(MOST_DAYS_AT_ONCE) } });
  }
  const seen = new Set<string>();
  for (const [position, { date, name }] of days.entries()) {
    const at = (field: string) => ["days", String(position), field];
    if (seen.has(date)) problems.push({ path: at("date"), code: "DAY_TWICE" });
    seen.add(date);
    if (name.trim() === "") problems.push({ path: at("name"), code: "REQUIRED" });
    if ([...name].length > 40) problems.push({ path: at("name"), code: "TOO_LONG", params: { max: "40" } });
  }
  return problems;
}

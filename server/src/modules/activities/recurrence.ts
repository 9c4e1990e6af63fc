import { RRuleTemporal } from "rrule-temporal";
import { addDays, type LocalDate, parseLocalDate, startOfDay } from "../../kernel/clock.ts";
import { addWorkdays, type Calendar } from "../../kernel/workdays.ts";
import type { HolidayPolicy } from "./model.ts";

/**
 * The days of a series: a rule of RFC 5545 over days in Asia/Shanghai, and what it does when the city rests.
 * The time of day is no part of the rule: every session of a series begins at the same minute.
 */

/** The most sessions that one series has ahead of it. */
export const MOST_SESSIONS = 400;
const MOST_INTERVAL: Record<string, number> = { DAILY: 60, WEEKLY: 26, MONTHLY: 12, YEARLY: 2 };
const LONGEST_RULE = 200;

const NUMBERS = (max: number) => {
  const number = (text: string) =>
    /^-?\d{1,3}$/.test(text) && Number(text) !== 0 && Math.abs(Number(text)) <= max;
  return (value: string) => value.split(",").every(number);
};
const PARTS: Record<string, (value: string) => boolean> = {
  FREQ: (value) => value in MOST_INTERVAL,
  INTERVAL: (value) => /^[1-9]\d?$/.test(value),
  COUNT: (value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MOST_SESSIONS,
  UNTIL: (value) => untilOf(value) !== null,
  BYDAY: (value) => value.split(",").every((day) => /^(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)$/.test(day)),
  BYMONTHDAY: NUMBERS(31),
  BYMONTH: (value) => value.split(",").every((month) => /^(?:[1-9]|1[0-2])$/.test(month)),
  BYSETPOS: NUMBERS(31),
  WKST: (value) => value === "MO" || value === "SU",
};

/** The last day that an UNTIL allows: `20261231`, or an instant in UTC, whose day is that of Shanghai. */
function untilOf(value: string): LocalDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(value);
  if (!match) return null;
  const day = parseLocalDate(`${match[1]}-${match[2]}-${match[3]}`);
  if (day === null || match[4] === undefined) return day;
  const hours = Number(match[4]);
  if (hours > 23 || Number(match[5]) > 59 || Number(match[6]) > 59) return null;
  return hours >= 16 ? addDays(day, 1) : day;
}

/** A rule as it is stored, or why it is none of ours. */
export type ParsedRule = { rule: string } | { code: "RULE_FORM" | "RULE_PART" | "RULE_LIMIT" };

const ORDER = Object.keys(PARTS);

/**
 * Reads the value of an RRULE (`FREQ=WEEKLY;BYDAY=FR`), with or without its name before it. Only days: nothing more often than daily,
 * no hours. Bounded: COUNT at most 400, INTERVAL by frequency.
 */
export function parseRule(text: string): ParsedRule {
  const value = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "");
  if (value === "" || value.length > LONGEST_RULE) return { code: "RULE_FORM" };
  const parts = new Map<string, string>();
  for (const part of value.split(";")) {
    const [name = "", content = "", ...rest] = part.split("=");
    if (rest.length > 0 || content === "" || parts.has(name)) return { code: "RULE_FORM" };
    if (!Object.hasOwn(PARTS, name)) return { code: "RULE_PART" };
    parts.set(name, content);
  }
  const frequency = parts.get("FREQ") ?? "";
  if (!(frequency in MOST_INTERVAL)) return { code: frequency === "" ? "RULE_FORM" : "RULE_PART" };
  for (const [name, content] of parts) if (!PARTS[name]?.(content)) return { code: "RULE_LIMIT" };
  if (parts.has("COUNT") && parts.has("UNTIL")) return { code: "RULE_FORM" };
  const isNumbered = /\d/.test(parts.get("BYDAY") ?? "");
  if (isNumbered && frequency !== "MONTHLY" && frequency !== "YEARLY") return { code: "RULE_FORM" };
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY") return { code: "RULE_FORM" };
  if (parts.has("BYSETPOS") && !["BYDAY", "BYMONTHDAY", "BYMONTH"].some((name) => parts.has(name)))
    return { code: "RULE_FORM" };
  if (Number(parts.get("INTERVAL") ?? 1) > (MOST_INTERVAL[frequency] ?? 0)) return { code: "RULE_LIMIT" };
  const until = parts.get("UNTIL");
  if (until !== undefined) parts.set("UNTIL", (untilOf(until) as LocalDate).replaceAll("-", ""));
  const sorted = [...parts].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return { rule: sorted.map(([name, content]) => `${name}=${content}`).join(";") };
}

/** What a series is made of. */
export type Series = {
  firstOn: LocalDate;
  /** A parsed rule; null for what is held once. */
  recurrence: string | null;
  holidays: HolidayPolicy;
  /** Its last day, by the rule; null while the rule alone says. */
  endsOn: LocalDate | null;
};

/** One day of a series: when the rule has it, and when it is held. */
export type SeriesDay = { ruleOn: LocalDate; heldOn: LocalDate };

// The library gives its answers through a calendar library of the caller's choice; their text is all that is wanted here.
const asText = {
  ZonedDateTime: { from: (text: string) => ({ timeZoneId: "Asia/Shanghai", toString: () => text }) },
};

/** The days that a rule has from one day to another, both included, before holidays are thought of. */
export function ruleDays(series: Series, from: LocalDate, to: LocalDate): LocalDate[] {
  const last = series.endsOn !== null && series.endsOn < to ? series.endsOn : to;
  if (series.recurrence === null) {
    return series.firstOn >= from && series.firstOn <= last ? [series.firstOn] : [];
  }
  if (last < from) return [];
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=Asia/Shanghai:${series.firstOn.replaceAll("-", "")}T000000\nRRULE:${series.recurrence}`,
    temporal: asText,
  });
  const found = rule.between(startOfDay(from), startOfDay(last), true);
  return found.map((instant) => instant.toString().slice(0, 10) as LocalDate);
}

// A holiday with its make-up days lasts a fortnight at most: what is moved comes from no earlier day.
const LONGEST_MOVE_DAYS = 40;

/**
 * The days on which a series is held whose rule has them from one day to another. A day named a holiday is kept, left out or moved to
 * the next working day, make-up days counted; a day has one session, so that what is moved onto another one is left out.
 */
export function seriesDays(series: Series, calendar: Calendar, from: LocalDate, to: LocalDate): SeriesDay[] {
  const byRule = ruleDays(series, addDays(from, -LONGEST_MOVE_DAYS), to);
  const taken = new Set<LocalDate>(byRule.filter((day) => calendar.get(day) !== "HOLIDAY"));
  // The rule's own days just after `to` keep their place as well.
  for (const day of ruleDays(series, addDays(to, 1), addDays(to, LONGEST_MOVE_DAYS))) taken.add(day);
  const days: SeriesDay[] = [];
  for (const ruleOn of byRule) {
    let heldOn = ruleOn;
    if (calendar.get(ruleOn) === "HOLIDAY") {
      if (series.holidays === "SKIP") continue;
      if (series.holidays === "NEXT_WORKDAY") {
        heldOn = addWorkdays(ruleOn, 1, calendar);
        if (taken.has(heldOn)) continue;
        taken.add(heldOn);
      }
    }
    if (ruleOn >= from) days.push({ ruleOn, heldOn });
  }
  return days.slice(0, MOST_SESSIONS);
}

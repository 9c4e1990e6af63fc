import { addDays, addMonths, weekdayOf } from "./days.ts";

const RULE_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** How often something comes again, of the few ways that people plan in. */
export const REPEATS = ["NONE", "WEEK", "TWO_WEEKS", "MONTH_WEEKDAY", "MONTH_DAY"] as const;
export type Repeat = (typeof REPEATS)[number];

/** A choice of repetition, as a form holds it. */
export interface Recurrence {
  repeat: Repeat;
  /** 0 for Monday to 6 for Sunday; for the weekly ways. */
  weekdays: readonly number[];
  /** The last local date on which it may fall. */
  until: string;
}

/** The week of its month in which a date lies: 1 to 4, or −1 for a fifth, which means the last. */
export function weekOfMonth(date: string): number {
  const nth = Math.ceil(Number(date.slice(8)) / 7);
  return nth > 4 ? -1 : nth;
}

/** The value of an RFC 5545 RRULE for a choice that begins on a local date; null for something held once. */
export function ruleOf({ repeat, weekdays, until }: Recurrence, firstOn: string): string | null {
  const end = `UNTIL=${until.replaceAll("-", "")}`;
  const days = [...weekdays].sort((a, b) => a - b).map((day) => RULE_DAYS[day]);
  switch (repeat) {
    case "NONE":
      return null;
    case "WEEK":
      return `FREQ=WEEKLY;BYDAY=${days.join(",")};${end}`;
    case "TWO_WEEKS":
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${days.join(",")};${end}`;
    case "MONTH_WEEKDAY":
      return `FREQ=MONTHLY;BYDAY=${weekOfMonth(firstOn)}${RULE_DAYS[weekdayOf(firstOn)]};${end}`;
    case "MONTH_DAY":
      return `FREQ=MONTHLY;BYMONTHDAY=${Number(firstOn.slice(8))};${end}`;
  }
}

/** What a rule says, as far as it is one of the plain ways. */
export interface ReadRule {
  repeat: Exclude<Repeat, "NONE">;
  weekdays: number[];
  /** Which week of the month, or which day of it. */
  nth: number | null;
  until: string | null;
}

/** Reads a rule back; null for one that is none of the plain ways. */
export function readRule(rule: string): ReadRule | null {
  const parts = new Map(
    rule
      .replace(/^RRULE:/, "")
      .split(";")
      .map((part) => part.split("=", 2) as [string, string]),
  );
  const known = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "WKST"];
  if ([...parts.keys()].some((key) => !known.includes(key))) return null;
  const interval = parts.get("INTERVAL") ?? "1";
  const until = readUntil(parts.get("UNTIL"));
  const days = (parts.get("BYDAY") ?? "").split(",").filter(Boolean);
  const plain = days.map((day) => RULE_DAYS.findIndex((it) => it === day));
  if (parts.get("FREQ") === "WEEKLY" && days.length > 0 && plain.every((day) => day >= 0)) {
    if (interval === "1") return { repeat: "WEEK", weekdays: plain, nth: null, until };
    if (interval === "2") return { repeat: "TWO_WEEKS", weekdays: plain, nth: null, until };
    return null;
  }
  if (parts.get("FREQ") !== "MONTHLY" || interval !== "1") return null;
  const monthDay = parts.get("BYMONTHDAY");
  if (monthDay && days.length === 0 && /^\d{1,2}$/.test(monthDay))
    return { repeat: "MONTH_DAY", weekdays: [], nth: Number(monthDay), until };
  const [, nth, day] = /^([1-4]|-1)([A-Z]{2})$/.exec(days[0] ?? "") ?? [];
  const weekday = RULE_DAYS.findIndex((it) => it === day);
  if (days.length !== 1 || weekday < 0) return null;
  return { repeat: "MONTH_WEEKDAY", weekdays: [weekday], nth: Number(nth), until };
}

/** The local date of an UNTIL, which may be a date, a local or a UTC time. */
function readUntil(value: string | undefined): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})\d{4}(Z?))?$/.exec(value ?? "");
  if (!match) return null;
  const [, year, month, day, hour, utc] = match;
  const date = `${year}-${month}-${day}`;
  return utc && Number(hour) >= 16 ? addDays(date, 1) : date;
}

/** What is proposed when somebody wants it again and again: to the end of the year, or three months where that is near. */
export function proposedUntil(firstOn: string): string {
  const newYear = `${firstOn.slice(0, 4)}-12-31`;
  const soon = addMonths(firstOn, 3);
  return newYear > addMonths(firstOn, 1) ? newYear : soon;
}

import { dayNumber, fromDayNumber, type LocalDate } from "./clock.ts";

/**
 * The days that differ from the plain week Monday to Friday: public holidays, and weekend days that are
 * worked in exchange (调休). Data of a city; a day that is absent follows the plain week.
 */
export type Calendar = ReadonlyMap<LocalDate, "WORKING" | "HOLIDAY">;

/** The plain week without holidays. */
export const plainWeek: Calendar = new Map();

// A calendar that makes everything a holiday is a mistake of data; better a clear error than a hang.
const LONGEST_REST_DAYS = 366;

function isWorkdayNumber(day: number, calendar: Calendar): boolean {
  const named = calendar.get(fromDayNumber(day));
  if (named !== undefined) return named === "WORKING";
  // Day 0, 1970-01-01, was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday >= 1 && weekday <= 5;
}

/** Whether people work on that day. */
export function isWorkday(date: LocalDate, calendar: Calendar): boolean {
  return isWorkdayNumber(dayNumber(date), calendar);
}

/**
 * The n-th working day after `date` (before it when negative); `date` itself when n is 0, working day or not.
 * Throws RangeError when the calendar holds no working day for a year.
 */
export function addWorkdays(date: LocalDate, n: number, calendar: Calendar): LocalDate {
  let day = dayNumber(date);
  const step = n < 0 ? -1 : 1;
  let left = Math.abs(Math.trunc(n));
  let rest = 0;
  while (left > 0) {
    day += step;
    if (isWorkdayNumber(day, calendar)) {
      left -= 1;
      rest = 0;
    } else {
      rest += 1;
      if (rest > LONGEST_REST_DAYS) throw new RangeError(`no working day near ${fromDayNumber(day)}`);
    }
  }
  return fromDayNumber(day);
}

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier (then the working days
 * after `to` up to and including `from`). Zero for the same day. `workdaysBetween(due, today)` is the lateness.
 */
export function workdaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  const a = dayNumber(from);
  const b = dayNumber(to);
  const last = Math.max(a, b);
  let count = 0;
  for (let day = Math.min(a, b) + 1; day <= last; day += 1) if (isWorkdayNumber(day, calendar)) count += 1;
  return b < a && count !== 0 ? -count : count;
}

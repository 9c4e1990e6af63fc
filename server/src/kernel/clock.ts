/**
 * Instants and local dates. Instants are stored in UTC; every date a person reads or types is a day in
 * Asia/Shanghai, which has been UTC+8 without daylight saving since 1991. The shift is therefore plain
 * arithmetic: the product keeps no fact older than that.
 */

declare const localDateBrand: unique symbol;

/** A day in Asia/Shanghai as `YYYY-MM-DD`. Strings of this form compare in the order of time. */
export type LocalDate = string & { readonly [localDateBrand]: true };

/** Where "now" comes from; injected so that history can be written and tests can travel. */
export type Clock = { now(): Date };

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The date a text means, or null when it is not a real day between 1992 and 2999 in the form `YYYY-MM-DD`. */
export function parseLocalDate(text: string): LocalDate | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  if (year < 1992 || year > 2999) return null;
  const utc = new Date(Date.UTC(year, Number(match[2]) - 1, Number(match[3])));
  return utc.toISOString().slice(0, 10) === text ? (text as LocalDate) : null;
}

/** Like `parseLocalDate`, for text that must be right: throws RangeError otherwise. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new RangeError(`not a date: ${JSON.stringify(text)}`);
  return date;
}

/** Days since 1970-01-01, for arithmetic on dates. */
export function dayNumber(date: LocalDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

/** The date of a day number. */
export function fromDayNumber(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as LocalDate;
}

/** The day in Shanghai on which an instant falls. */
export function dateOf(instant: Date): LocalDate {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as LocalDate;
}

/** Today in Shanghai. */
export function today(clock: Clock): LocalDate {
  return dateOf(clock.now());
}

/** The first instant of a day in Shanghai. */
export function startOfDay(date: LocalDate): Date {
  return new Date(dayNumber(date) * DAY_MS - SHANGHAI_OFFSET_MS);
}

/** The last millisecond of a day in Shanghai; `recordedAt <= endOfDay(d)` is "known by the end of d". */
export function endOfDay(date: LocalDate): Date {
  return new Date(startOfDay(date).getTime() + DAY_MS - 1);
}

/** The value of a `date` column as the database driver wants it: midnight UTC of that day. */
export function toDbDate(date: LocalDate): Date {
  return new Date(dayNumber(date) * DAY_MS);
}

/** The day of a `date` column as the database driver gives it (midnight UTC). */
export function fromDbDate(value: Date): LocalDate {
  return value.toISOString().slice(0, 10) as LocalDate;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The same day of the month `months` later, or that month's last day when it is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const first = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(Number(date.slice(8, 10)), lastDay));
  return first.toISOString().slice(0, 10) as LocalDate;
}

/** Calendar days from `from` to `to`: positive when `to` is later. */
export function diffDays(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** -1, 0 or 1, as `sort` wants it. */
export function compareDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The earlier of two days. */
export function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a <= b ? a : b;
}

/** The later of two days. */
export function later(a: LocalDate, b: LocalDate): LocalDate {
  return a >= b ? a : b;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  // Day 0, 1970-01-01, was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the week in which a day lies. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** Minutes since midnight in Shanghai. */
export function minuteOfDay(instant: Date): number {
  return Math.floor((instant.getTime() - startOfDay(dateOf(instant)).getTime()) / 60_000);
}

/** `19:30` of minutes since midnight; `24:00` is the day's end. */
export function clockTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** An instant as people in Shanghai read it: `2026-03-06 19:30:05`. */
export function localTime(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

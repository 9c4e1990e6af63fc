import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  clockTime,
  compareDates,
  dateOf,
  diffDays,
  endOfDay,
  fromDbDate,
  localDate,
  localTime,
  minuteOfDay,
  mondayOf,
  parseLocalDate,
  startOfDay,
  toDbDate,
  today,
  weekdayOf,
} from "./clock.ts";

test("today changes at midnight in Shanghai, which is 16:00 UTC", () => {
  expect(today({ now: () => new Date("2026-11-21T15:59:59.999Z") })).toBe("2026-11-21");
  expect(today({ now: () => new Date("2026-11-21T16:00:00Z") })).toBe("2026-11-22");
});

test("the arithmetic agrees with the time zone data of the platform", () => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
  for (let hour = 0; hour < 24 * 400; hour += 7) {
    const instant = new Date(Date.UTC(2024, 0, 1, hour));
    expect(dateOf(instant)).toBe(format.format(instant));
  }
});

test("a day ends one millisecond before the next begins", () => {
  const day = localDate("2026-02-28");
  expect(endOfDay(day).toISOString()).toBe("2026-02-28T15:59:59.999Z");
  expect(startOfDay(addDays(day, 1)).getTime() - endOfDay(day).getTime()).toBe(1);
  expect(dateOf(endOfDay(day))).toBe(day);
  expect(dateOf(startOfDay(day))).toBe(day);
});

test("only real days in the exact form are dates", () => {
  for (const text of [
    "2026-02-29",
    "2026-13-01",
    "2026-1-1",
    "26-01-01",
    "2026-01-01T00:00",
    "0001-01-01",
    "",
  ])
    expect(parseLocalDate(text)).toBeNull();
  expect(parseLocalDate("2028-02-29")).toBe("2028-02-29");
  expect(() => localDate("tomorrow")).toThrow(RangeError);
});

test("database dates are midnight UTC", () => {
  const day = localDate("2026-03-01");
  expect(toDbDate(day).toISOString()).toBe("2026-03-01T00:00:00.000Z");
  expect(fromDbDate(toDbDate(day))).toBe(day);
});

test("days and months", () => {
  expect(addDays(localDate("2026-12-31"), 1)).toBe("2027-01-01");
  expect(addMonths(localDate("2026-01-31"), 1)).toBe("2026-02-28");
  expect(addMonths(localDate("2026-11-30"), 3)).toBe("2027-02-28");
  expect(addMonths(localDate("2026-01-15"), -2)).toBe("2025-11-15");
  expect(diffDays(localDate("2026-01-01"), localDate("2027-01-01"))).toBe(365);
  expect(compareDates(localDate("2026-01-01"), localDate("2026-01-02"))).toBe(-1);
});

test("weeks begin on Monday, and an instant is told by the clock in Shanghai", () => {
  const days = ["2026-03-02", "2026-03-05", "2026-03-08"].map(localDate);
  expect(days.map(weekdayOf)).toEqual([1, 4, 7]);
  expect(days.map(mondayOf)).toEqual(["2026-03-02", "2026-03-02", "2026-03-02"]);
  const instant = new Date("2026-03-01T16:05:09Z");
  expect([minuteOfDay(instant), clockTime(minuteOfDay(instant)), clockTime(1440)]).toEqual([
    5,
    "00:05",
    "24:00",
  ]);
  expect(localTime(instant)).toBe("2026-03-02 00:05:09");
});

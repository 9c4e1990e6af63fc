import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type LocalDate, localDate } from "./clock.ts";
import { addWorkdays, type Calendar, isWorkday, plainWeek, workdaysBetween } from "./workdays.ts";

const day = localDate;
// The national week of October with its make-up days: Saturday 26 September and Saturday 10 October are worked.
const october: Calendar = new Map<LocalDate, "WORKING" | "HOLIDAY">([
  [day("2026-09-26"), "WORKING"],
  ...[1, 2, 5, 6, 7].map((d) => [day(`2026-10-0${d}`), "HOLIDAY"] as const),
  [day("2026-10-10"), "WORKING"],
]);

test("weekends rest, make-up days work, holidays rest", () => {
  expect(isWorkday(day("2026-11-20"), plainWeek)).toBe(true);
  expect(isWorkday(day("2026-11-21"), plainWeek)).toBe(false);
  expect(isWorkday(day("1992-01-04"), plainWeek)).toBe(false);
  expect(isWorkday(day("2026-10-10"), october)).toBe(true);
  expect(isWorkday(day("2026-10-05"), october)).toBe(false);
});

test("working days jump over the holiday week and count the make-up day", () => {
  expect(addWorkdays(day("2026-09-30"), 1, october)).toBe("2026-10-08");
  expect(addWorkdays(day("2026-09-30"), 3, october)).toBe("2026-10-10");
  expect(addWorkdays(day("2026-10-12"), -1, october)).toBe("2026-10-10");
  expect(addWorkdays(day("2026-10-03"), 0, october)).toBe("2026-10-03");
  expect(workdaysBetween(day("2026-09-30"), day("2026-10-10"), october)).toBe(3);
  expect(workdaysBetween(day("2026-10-10"), day("2026-09-30"), october)).toBe(-3);
  expect(workdaysBetween(day("2026-10-03"), day("2026-10-03"), october)).toBe(0);
});

test("a calendar without working days is an error, not a hang", () => {
  const never = new Map<LocalDate, "HOLIDAY">();
  for (let i = 0; i < 500; i += 1) never.set(addDays(day("2026-01-01"), i), "HOLIDAY");
  expect(() => addWorkdays(day("2026-01-01"), 1, never)).toThrow(RangeError);
});

test("adding and counting agree", () => {
  fc.assert(
    fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 120 }), (n, offset) => {
      const start = addDays(day("2026-08-01"), offset);
      const end = addWorkdays(start, n, october);
      const counted = workdaysBetween(start, end, october);
      // Going back from a rest day, the day reached is excluded from the count and the start adds nothing.
      if (n >= 0) expect(counted).toBe(n);
      else if (isWorkday(start, october)) expect(counted).toBe(n);
      else expect(counted).toBe(n + 1 === 0 ? 0 : n + 1);
    }),
  );
});

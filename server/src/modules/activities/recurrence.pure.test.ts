import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  dayNumber,
  fromDayNumber,
  type LocalDate,
  localDate,
  mondayOf,
} from "../../kernel/clock.ts";
import { type Calendar, isWorkday } from "../../kernel/workdays.ts";
import { nationalDays } from "../cities/national-days.ts";
import { parseRule, ruleDays, type Series, seriesDays } from "./recurrence.ts";

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** 0 is Monday. Day 0, 1970-01-01, was a Thursday. */
const weekdayOf = (day: LocalDate) => (dayNumber(day) + 3) % 7;

const series = (recurrence: string, firstOn: string, more: Partial<Series> = {}): Series => ({
  firstOn: localDate(firstOn),
  recurrence,
  holidays: "KEEP",
  endsOn: null,
  ...more,
});

describe("what is a rule", () => {
  test.each([
    ["RRULE:freq=weekly;byday=fr", "FREQ=WEEKLY;BYDAY=FR"],
    ["BYDAY=MO,WE;INTERVAL=2;FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"],
    ["FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231T160000Z", "FREQ=MONTHLY;UNTIL=20270101;BYDAY=-1FR"],
    ["FREQ=MONTHLY;BYMONTHDAY=5,20;COUNT=400", "FREQ=MONTHLY;COUNT=400;BYMONTHDAY=5,20"],
  ])("%s", (text, rule) => expect(parseRule(text)).toEqual({ rule }));

  test.each([
    ["", "RULE_FORM"],
    ["FREQ=WEEKLY;FREQ=DAILY", "RULE_FORM"],
    ["BYDAY=FR", "RULE_FORM"],
    ["FREQ=WEEKLY;COUNT=3;UNTIL=20261231", "RULE_FORM"],
    ["FREQ=WEEKLY;BYDAY=2FR", "RULE_FORM"],
    ["FREQ=HOURLY", "RULE_PART"],
    ["FREQ=SECONDLY;COUNT=2", "RULE_PART"],
    ["FREQ=DAILY;BYHOUR=9,15", "RULE_PART"],
    ["FREQ=DAILY;COUNT=401", "RULE_LIMIT"],
    ["FREQ=DAILY;INTERVAL=0", "RULE_LIMIT"],
    ["FREQ=DAILY;INTERVAL=61", "RULE_LIMIT"],
    ["FREQ=WEEKLY;BYDAY=XX", "RULE_LIMIT"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "RULE_LIMIT"],
    ["FREQ=WEEKLY;UNTIL=20261332", "RULE_LIMIT"],
    [`FREQ=WEEKLY;BYDAY=${"MO,".repeat(80)}FR`, "RULE_FORM"],
  ])("%s: %s", (text, code) => expect(parseRule(text)).toEqual({ code }));

  test("what was read is read the same again, and no text throws", () => {
    const part = fc.constantFrom(
      "FREQ=WEEKLY",
      "INTERVAL=3",
      "BYDAY=MO,FR",
      "COUNT=5",
      "WKST=SU",
      "X=1",
      "=",
      ";",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join(";")),
          fc.string(),
        ),
        (text) => {
          const parsed = parseRule(text);
          if ("rule" in parsed) expect(parseRule(parsed.rule)).toEqual(parsed);
        },
      ),
    );
  });
});

describe("the days of a rule", () => {
  const weekdays = fc.uniqueArray(fc.nat(6), { minLength: 1 }).map((days) => days.sort((a, b) => a - b));
  const day = fc.integer({
    min: dayNumber(localDate("2025-12-01")),
    max: dayNumber(localDate("2026-12-31")),
  });

  test("every n weeks on some weekdays, so many times: as counted day by day", () => {
    fc.assert(
      fc.property(
        weekdays,
        day,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 60 }),
        (on, first, n, count) => {
          const byday = on.map((each) => WEEKDAYS[each]).join(",");
          const rule = `FREQ=WEEKLY;INTERVAL=${n};COUNT=${count};BYDAY=${byday}`;
          const to = fromDayNumber(first + 300);
          const found = ruleDays(series(rule, fromDayNumber(first)), fromDayNumber(first), to);
          const firstMonday = dayNumber(mondayOf(fromDayNumber(first)));
          const expected: LocalDate[] = [];
          for (let at = first; at <= first + 300 && expected.length < count; at += 1) {
            const week = Math.floor((at - firstMonday) / 7);
            if (week % n === 0 && on.includes(weekdayOf(fromDayNumber(at)))) expected.push(fromDayNumber(at));
          }
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a window of a series is what the whole of it has there", () => {
    const rules = fc.constantFrom(
      "FREQ=DAILY;INTERVAL=3",
      "FREQ=WEEKLY;BYDAY=TU,SA;COUNT=40",
      "FREQ=MONTHLY;BYDAY=1SU,-1FR",
      "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20270301",
      "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5",
    );
    const holidays = fc.constantFrom("KEEP" as const, "SKIP" as const, "NEXT_WORKDAY" as const);
    const calendar: Calendar = new Map(nationalDays([2025, 2026]).days.map(({ date, kind }) => [date, kind]));
    fc.assert(
      fc.property(rules, holidays, day, fc.nat(200), fc.nat(90), (rule, policy, first, skip, length) => {
        const whole = series(rule, fromDayNumber(first), { holidays: policy });
        const [from, to] = [fromDayNumber(first + skip), fromDayNumber(first + skip + length)];
        const all = seriesDays(whole, calendar, whole.firstOn, addDays(to, 50));
        const window = seriesDays(whole, calendar, from, to);
        expect(window).toEqual(all.filter(({ ruleOn }) => ruleOn >= from && ruleOn <= to));
        // One session a day, at the earliest on its own day, and never moved onto a day of rest.
        expect(new Set(all.map(({ heldOn }) => heldOn)).size).toBe(all.length);
        for (const { ruleOn, heldOn } of window) {
          expect(heldOn >= ruleOn).toBe(true);
          if (heldOn !== ruleOn) expect(isWorkday(heldOn, calendar)).toBe(true);
          if (policy !== "KEEP") expect(calendar.get(heldOn)).not.toBe("HOLIDAY");
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("a year of Fridays around the holidays of 2026", () => {
  const calendar: Calendar = new Map(nationalDays([2026]).days.map(({ date, kind }) => [date, kind]));
  const fridays: LocalDate[] = [];
  for (let at = localDate("2026-01-01"); at <= "2026-12-31"; at = addDays(at, 1)) {
    if (weekdayOf(at) === 4) fridays.push(at);
  }
  const resting = fridays.filter((each) => calendar.get(each) === "HOLIDAY");
  // Otherwise this would show nothing.
  expect(resting.length).toBeGreaterThan(2);
  const held = (holidays: Series["holidays"]) =>
    seriesDays(
      series("FREQ=WEEKLY;BYDAY=FR", "2026-01-01", { holidays }),
      calendar,
      localDate("2026-01-01"),
      localDate("2026-12-31"),
    ).map(({ heldOn }) => heldOn);

  expect(held("KEEP")).toEqual(fridays);
  expect(held("SKIP")).toEqual(fridays.filter((each) => !resting.includes(each)));
  const moved = fridays.map((friday) => {
    let at = friday;
    if (!resting.includes(friday)) return at;
    do at = addDays(at, 1);
    while (calendar.get(at) === "HOLIDAY" || (weekdayOf(at) > 4 && calendar.get(at) !== "WORKING"));
    return at;
  });
  expect(held("NEXT_WORKDAY")).toEqual(moved);
  // At least one of them is a Saturday or Sunday on which people work in exchange.
  expect(moved.some((each) => weekdayOf(each) > 4)).toBe(true);
});

test("days that would fall on the same working day are one session; the end of a series is its last day", () => {
  const calendar: Calendar = new Map([
    [localDate("2026-03-05"), "HOLIDAY"],
    [localDate("2026-03-06"), "HOLIDAY"],
  ]);
  const daily = series("FREQ=DAILY", "2026-03-04", {
    holidays: "NEXT_WORKDAY",
    endsOn: localDate("2026-03-06"),
  });
  const days = seriesDays(daily, calendar, daily.firstOn, localDate("2026-03-31"));
  expect(days).toEqual([
    { ruleOn: "2026-03-04", heldOn: "2026-03-04" },
    { ruleOn: "2026-03-05", heldOn: "2026-03-09" },
  ]);
  expect(ruleDays({ ...daily, recurrence: null }, daily.firstOn, localDate("2026-03-31"))).toEqual([
    "2026-03-04",
  ]);
});

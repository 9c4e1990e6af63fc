import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, clockTime, localDate, startOfDay, weekdayOf } from "../../kernel/clock.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import {
  type Closure,
  checkClosure,
  checkHours,
  inOrder,
  instantOf,
  type Liveliness,
  liftedOn,
  minuteOf,
  type Openings,
  openState,
  overlap,
  spansOn,
  staleBecause,
  standingOf,
  type WeekSpan,
} from "./model.ts";

const MONDAY = localDate("2026-03-02");
const SATURDAY = localDate("2026-03-07");
const noDays: Calendar = new Map();

const morning: WeekSpan = { weekday: 1, opens: 510, closes: 690 };
const afternoon: WeekSpan = { weekday: 1, opens: 840, closes: 1050 };
const station = (change: Partial<Openings> = {}): Openings => ({
  hours: [afternoon, morning],
  opensOnHolidays: false,
  closures: [],
  ...change,
});
const closed = (startsOn: string, endsOn: string | null): Closure => ({
  reason: "REPAIR",
  note: null,
  startsOn: localDate(startsOn),
  endsOn: endsOn === null ? null : localDate(endsOn),
});

test("a day has the hours of its weekday, a public holiday none, a worked weekend day those of a Monday", () => {
  expect(weekdayOf(MONDAY)).toBe(1);
  expect(weekdayOf(addDays(MONDAY, 6))).toBe(7);
  const both = [
    { opens: 510, closes: 690 },
    { opens: 840, closes: 1050 },
  ];
  expect(spansOn(station(), MONDAY, noDays)).toEqual({ spans: both, because: null });
  expect(spansOn(station(), SATURDAY, noDays)).toEqual({ spans: [], because: "HOURS" });
  const holiday: Calendar = new Map([[MONDAY, "HOLIDAY"]]);
  expect(spansOn(station(), MONDAY, holiday)).toEqual({ spans: [], because: "HOLIDAY" });
  expect(spansOn(station({ opensOnHolidays: true }), MONDAY, holiday).spans).toEqual(both);
  const worked: Calendar = new Map([[SATURDAY, "WORKING"]]);
  expect(spansOn(station(), SATURDAY, worked).spans).toEqual(both);
  const own = { weekday: 6, opens: 600, closes: 660 };
  expect(spansOn(station({ hours: [morning, own] }), SATURDAY, worked).spans).toEqual([
    { opens: 600, closes: 660 },
  ]);
});

test("open until the last of spans that touch; closed with the reason and the next opening", () => {
  const touching = station({ hours: [morning, { weekday: 1, opens: 690, closes: 720 }] });
  expect(openState(touching, instantOf(MONDAY, 600), noDays)).toEqual({
    open: true,
    until: instantOf(MONDAY, 720),
  });
  // The last minute is outside.
  expect(openState(station(), instantOf(MONDAY, 690), noDays)).toEqual({
    open: false,
    because: "HOURS",
    closure: null,
    opensAt: instantOf(MONDAY, 840),
  });
  const repair = closed("2026-03-01", "2026-03-10");
  expect(openState(station({ closures: [repair] }), instantOf(MONDAY, 600), noDays)).toEqual({
    open: false,
    because: "CLOSURE",
    closure: repair,
    opensAt: instantOf(localDate("2026-03-16"), 510),
  });
  expect(
    openState(station({ closures: [closed("2026-03-01", null)] }), instantOf(MONDAY, 600), noDays),
  ).toMatchObject({ because: "CLOSURE", opensAt: null });
  expect(openState(station({ hours: [] }), instantOf(MONDAY, 600), noDays)).toMatchObject({
    open: false,
    opensAt: null,
  });
});

const week = fc
  .array(
    fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      opens: fc.integer({ min: 0, max: 1439 }),
      closes: fc.integer({ min: 1, max: 1440 }),
    }),
    { maxLength: 8 },
  )
  .filter((hours) => checkHours(hours).length === 0);

test("what the door says next is true when the time comes", () => {
  fc.assert(
    fc.property(week, fc.integer({ min: 0, max: 7 * 1440 - 1 }), (hours, minute) => {
      const openings = station({ hours });
      const now = instantOf(MONDAY, minute);
      const state = openState(openings, now, noDays);
      if (state.open) {
        const at = openState(openings, state.until, noDays);
        // What goes on after midnight belongs to the next day.
        const isMidnight = (state.until.getTime() - startOfDay(MONDAY).getTime()) % 86_400_000 === 0;
        if (!isMidnight) expect(at.open).toBe(false);
        expect(state.until.getTime()).toBeGreaterThan(now.getTime());
      } else if (hours.length === 0) expect(state.opensAt).toBeNull();
      else {
        const opensAt = state.opensAt as Date;
        expect(opensAt.getTime()).toBeGreaterThan(now.getTime());
        expect(openState(openings, opensAt, noDays).open).toBe(true);
      }
    }),
  );
});

test("hours are refused by field, and stand in the order of the week", () => {
  expect(inOrder([afternoon, { ...morning, weekday: 2 }, morning])).toEqual([
    morning,
    afternoon,
    { ...morning, weekday: 2 },
  ]);
  expect(
    checkHours([
      { weekday: 8, opens: 510, closes: 510 },
      { weekday: 1, opens: -1, closes: 600 },
      { weekday: 2, opens: 500, closes: 600 },
      { weekday: 2, opens: 599, closes: 700 },
      { weekday: 3, opens: 500, closes: 600 },
      { weekday: 3, opens: 600, closes: 1441 },
    ]).map(({ path, code }) => `${path.slice(1).join(".")} ${code}`),
  ).toEqual([
    "0.weekday OUT_OF_RANGE",
    "0.closes BEFORE_START",
    "1.opens OUT_OF_RANGE",
    "3.opens HOURS_OVERLAP",
    "5.closes BEFORE_START",
  ]);
});

test("closed from today on at the earliest; lifted before it began it never was", () => {
  expect(checkClosure({ startsOn: MONDAY, endsOn: null }, MONDAY)).toEqual([]);
  expect(
    checkClosure({ startsOn: addDays(MONDAY, -1), endsOn: addDays(MONDAY, -2) }, MONDAY).map(
      ({ code }) => code,
    ),
  ).toEqual(["IN_THE_PAST", "BEFORE_START"]);
  expect(liftedOn({ startsOn: addDays(MONDAY, -5) }, MONDAY)).toBe("2026-03-01");
  expect(liftedOn({ startsOn: addDays(MONDAY, 5) }, MONDAY)).toBe("2026-03-06");
});

test("fresh while sessions come and were confirmed, at both ends of both spans", () => {
  const rules = { stationNextSessionDays: 14, stationConfirmedSessionDays: 30 };
  const at = (days: number, minute = 600) => instantOf(addDays(MONDAY, days), minute);
  const lively = (change: Partial<Liveliness> = {}): Liveliness => ({
    nextSessionAt: at(1),
    lastConfirmedAt: at(-1),
    since: localDate("2025-01-01"),
    closed: false,
    ...change,
  });
  const reasons = (change: Partial<Liveliness>) => staleBecause(lively(change), MONDAY, rules);
  expect(reasons({})).toEqual([]);
  expect(reasons({ nextSessionAt: at(14, 1439), lastConfirmedAt: at(-30, 0) })).toEqual([]);
  expect(reasons({ nextSessionAt: at(15, 0) })).toEqual(["NOTHING_PLANNED"]);
  expect(reasons({ lastConfirmedAt: at(-31, 1439) })).toEqual(["NOTHING_CONFIRMED"]);
  expect(reasons({ nextSessionAt: null, lastConfirmedAt: null })).toEqual([
    "NOTHING_PLANNED",
    "NOTHING_CONFIRMED",
  ]);
  // Opened, or opened again, less than thirty days ago: it could not have held enough yet.
  expect(reasons({ lastConfirmedAt: null, since: addDays(MONDAY, -29) })).toEqual([]);
  expect(reasons({ lastConfirmedAt: null, since: addDays(MONDAY, -30) })).toEqual(["NOTHING_CONFIRMED"]);
  expect(standingOf(lively({ closed: true, nextSessionAt: null }), MONDAY, rules)).toBe("CLOSED");
  expect(standingOf(lively({ nextSessionAt: null }), MONDAY, rules)).toBe("STALE");
});

test("a time of the day reads back as it was written; two uses that touch do not overlap", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minute) => {
      expect(minuteOf(clockTime(minute))).toBe(minute);
    }),
  );
  for (const text of ["24:01", "8:30", "08:60", "", "08:30:00"]) expect(minuteOf(text)).toBeNull();
  const use = (from: number, to: number) => ({
    startsAt: instantOf(MONDAY, from),
    endsAt: instantOf(MONDAY, to),
  });
  expect(overlap(use(0, 60), use(60, 120))).toBe(false);
  expect(overlap(use(0, 61), use(60, 120))).toBe(true);
});

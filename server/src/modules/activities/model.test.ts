import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, clockTime, localDate } from "../../kernel/clock.ts";
import {
  checkTerms,
  checkWords,
  cleanWords,
  instantOf,
  minuteOf,
  placesToPass,
  refusalToChange,
  refusalToSignUp,
  stateOnArrival,
} from "./model.ts";
import {
  carryOver,
  type ExpectedSession,
  expectedSessions,
  reconcile,
  type StandingSession,
} from "./series.ts";

const today = localDate("2026-03-02");

test("times are minutes of the day, and days are those of Shanghai", () => {
  fc.assert(fc.property(fc.nat(1439), (minute) => minuteOf(clockTime(minute)) === minute));
  for (const wrong of ["9:00", "24:00", "09:60", "", "0900"]) expect(minuteOf(wrong)).toBeNull();
  expect(instantOf(today, 9 * 60).toISOString()).toBe("2026-03-02T01:00:00.000Z");
});

test("what people write is bounded by field", () => {
  expect(cleanWords({ title: " 扫雪 ", skills: ["电工", " 电工 ", ""] })).toEqual({
    title: "扫雪",
    body: null,
    skills: ["电工"],
  });
  const long = checkWords({ title: "字".repeat(61), body: null, skills: Array(11).fill("x") });
  expect(long.map(({ code }) => code)).toEqual(["TOO_LONG", "TOO_MANY"]);
  const terms = { firstOn: today, startTime: "09:00", durationMinutes: 120, place: "广场", capacity: 20 };
  expect(checkTerms(terms, today)).toEqual([]);
  const codes = (more: object) => checkTerms({ ...terms, ...more }, today).map(({ code }) => code);
  expect(codes({ startTime: "9" })).toEqual(["TIME_FORM"]);
  expect(codes({ firstOn: addDays(today, -61) })).toEqual(["TOO_FAR"]);
  expect(codes({ firstOn: addDays(today, -60) })).toEqual([]);
  expect(codes({ durationMinutes: 9, capacity: 0, place: " " })).toEqual([
    "OUT_OF_RANGE",
    "REQUIRED",
    "OUT_OF_RANGE",
  ]);
});

test("places go to who comes first, and never past their number", () => {
  const seats = fc.record({
    capacity: fc.option(fc.integer({ min: 1, max: 30 })),
    signed: fc.nat(30),
    waiting: fc.nat(30),
  });
  fc.assert(
    fc.property(seats, (at) => {
      const state = stateOnArrival(at);
      if (at.waiting > 0) expect(state).toBe("WAITING");
      if (at.capacity !== null && at.signed >= at.capacity) expect(state).toBe("WAITING");
      const passed = placesToPass(at);
      expect(passed).toBeLessThanOrEqual(at.waiting);
      if (at.capacity !== null && at.signed <= at.capacity) {
        expect(at.signed + passed).toBeLessThanOrEqual(at.capacity);
        expect(passed === at.waiting || at.signed + passed === at.capacity).toBe(true);
      }
    }),
  );
});

test("a session is changed until it ends and signed up for until it begins", () => {
  const session = (state: "PLANNED" | "CANCELLED" | "ENDED") => ({
    state,
    startsAt: instantOf(today, 540),
    endsAt: instantOf(today, 600),
  });
  expect(refusalToSignUp(session("PLANNED"), instantOf(today, 539))).toBeNull();
  expect(refusalToSignUp(session("PLANNED"), instantOf(today, 540))).toBe("SESSION_STARTED");
  expect(refusalToChange(session("PLANNED"), instantOf(today, 599))).toBeNull();
  expect(refusalToChange(session("PLANNED"), instantOf(today, 600))).toBe("SESSION_ENDED");
  expect(refusalToChange(session("CANCELLED"), instantOf(today, 1))).toBe("SESSION_NOT_PLANNED");
  expect(refusalToSignUp(session("ENDED"), instantOf(today, 1))).toBe("SESSION_NOT_PLANNED");
});

describe("what stands and what should", () => {
  const series = {
    firstOn: today,
    recurrence: "FREQ=WEEKLY;BYDAY=FR",
    holidays: "NEXT_WORKDAY" as const,
    endsOn: null,
    startMinute: 540,
    durationMinutes: 120,
    place: "广场",
    capacity: null,
  };
  const friday = localDate("2026-03-13");
  const expected = (calendar = new Map()) => expectedSessions(series, calendar, today, addDays(today, 30));
  const stand = (rows: ExpectedSession[]): StandingSession[] =>
    rows.map((row, at) => ({ ...row, id: String(at), state: "PLANNED", byHand: false }));
  const now = instantOf(today, 0);

  test("once written, nothing is to do; a holiday named later moves its session alone", () => {
    const standing = stand(expected());
    expect(reconcile(expected(), standing, now)).toEqual({ add: [], move: [], cancel: [] });
    const named = new Map([[friday, "HOLIDAY" as const]]);
    const { add, move, cancel } = reconcile(expected(named), standing, now);
    expect([add, cancel]).toEqual([[], []]);
    expect(move.map(({ session, startsAt }) => [session.startsAt, startsAt])).toEqual([
      [instantOf(friday, 540), instantOf(addDays(friday, 3), 540)],
    ]);
  });

  test("what the rule no longer has is cancelled; what was moved or cancelled by hand stays", () => {
    const standing = stand(expected()).map((session, at) =>
      at === 0
        ? { ...session, byHand: true }
        : at === 1
          ? { ...session, state: "CANCELLED" as const }
          : session,
    );
    const { add, move, cancel } = reconcile([], standing, now);
    expect([add, move]).toEqual([[], []]);
    expect(cancel.map(({ id }) => id)).toEqual(standing.slice(2).map(({ id }) => id));
    expect(reconcile(expected(), standing, now)).toEqual({ add: [], move: [], cancel: [] });
  });

  test("a changed series takes its sessions along: the same day, else the same week, each once", () => {
    const standing = stand(expected());
    const thursdays = expectedSessions(
      { ...series, recurrence: "FREQ=WEEKLY;BYDAY=TH" },
      new Map(),
      today,
      addDays(today, 24),
    );
    const { carried, left, add } = carryOver(standing, thursdays);
    expect(
      carried.map(({ session, as }) => session.originalStartsAt.getTime() - as.originalStartsAt.getTime()),
    ).toEqual(Array(4).fill(86_400_000));
    expect(left).toHaveLength(standing.length - 4);
    expect(add).toEqual([]);
    const twice = expectedSessions(
      { ...series, recurrence: "FREQ=WEEKLY;BYDAY=TU,FR" },
      new Map(),
      today,
      addDays(today, 30),
    );
    const both = carryOver(standing, twice);
    expect(both.carried.every(({ session, as }) => +session.startsAt === +as.startsAt)).toBe(true);
    expect([both.left, both.carried.length + both.add.length]).toEqual([[], twice.length]);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { timeOf, todoKinds, worstFirst } from "./model.ts";

const calendar = new Map();
const since = "2026-03-02T01:00:00.000Z";

test("lateness counts working days and stands still while the partnership is suspended", () => {
  const today = localDate("2026-03-20");
  const due = { dueOn: "2026-03-13", since, suspendedSince: null };
  expect(timeOf(due, today, calendar)).toMatchObject({ lateWorkdays: 5, daysLeft: -7 });
  expect(timeOf({ ...due, suspendedSince: "2026-03-17" }, today, calendar).lateWorkdays).toBe(2);
  expect(timeOf({ ...due, suspendedSince: "2026-03-10" }, today, calendar)).toMatchObject({
    lateWorkdays: 0,
    daysLeft: 3,
  });
  expect(timeOf({ ...due, dueOn: null }, today, calendar)).toEqual({
    lateWorkdays: 0,
    daysLeft: null,
    waitedWorkdays: 14,
  });
});

test("what others wait for comes before what is late, and what is late before what is only good to know", () => {
  const time = { lateWorkdays: 0, daysLeft: null, waitedWorkdays: 0 };
  const sorted = [
    { kind: "ASSIGNMENT_UNACKNOWLEDGED" as const, ...time, waitedWorkdays: 200 },
    { kind: "OBLIGATION_DUE" as const, ...time, daysLeft: 4 },
    { kind: "OBLIGATION_DUE" as const, ...time, lateWorkdays: 9, daysLeft: -12 },
    { kind: "DISPUTE_TO_SETTLE" as const, ...time, waitedWorkdays: 1 },
  ].sort(worstFirst);
  expect(sorted.map(({ kind, lateWorkdays }) => [kind, lateWorkdays])).toEqual([
    ["DISPUTE_TO_SETTLE", 0],
    ["OBLIGATION_DUE", 9],
    ["OBLIGATION_DUE", 0],
    ["ASSIGNMENT_UNACKNOWLEDGED", 0],
  ]);
});

test("the order is one order, whatever the list", () => {
  const todo = fc.record({
    kind: fc.constantFrom(...todoKinds),
    lateWorkdays: fc.nat(5),
    daysLeft: fc.option(fc.integer({ min: -5, max: 9 }), { nil: null }),
    waitedWorkdays: fc.nat(5),
  });
  fc.assert(
    fc.property(todo, todo, todo, (a, b, c) => {
      expect(Math.sign(worstFirst(a, b)) + Math.sign(worstFirst(b, a))).toBe(0);
      if (worstFirst(a, b) <= 0 && worstFirst(b, c) <= 0) expect(worstFirst(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type Instalment,
  planCancel,
  planLower,
  planNew,
  planRaise,
  planReopen,
  planReschedule,
  planWaive,
} from "./instalments.ts";

const d = localDate;
const failureOf = (step: () => unknown): unknown => {
  try {
    step();
  } catch (error) {
    if (error instanceof Rejection) return error.failure;
    throw error;
  }
  return null;
};

const two: Instalment[] = [
  { id: "a", instalment: 1, quantity: 20n, claimed: 15n, dueOn: d("2026-06-30"), closure: null },
  { id: "b", instalment: 2, quantity: 20n, claimed: 0n, dueOn: d("2026-11-30"), closure: null },
];

test("a first plan sums to the pledge, in order, none before the pledge", () => {
  const on = d("2026-03-01");
  const parts = [
    { quantity: 20n, dueOn: d("2026-06-30") },
    { quantity: 20n, dueOn: d("2026-11-30") },
  ];
  expect(planNew(40n, parts, on).map((c) => c.step)).toEqual(["open", "open"]);
  expect(failureOf(() => planNew(41n, parts, on))).toMatchObject({ problems: [{ code: "INSTALMENTS_SUM" }] });
  expect(failureOf(() => planNew(40n, [...parts].reverse(), on))).toMatchObject({
    problems: [{ path: ["instalments", "1", "dueOn"], code: "DUE_NOT_IN_ORDER" }],
  });
  expect(failureOf(() => planNew(0n, [], on))).toMatchObject({ problems: [{ code: "REQUIRED" }] });
});

test("lowering takes from the last unsent instalments, raising adds to the last", () => {
  expect(planLower(two, 22n)).toEqual([
    { step: "lower", id: "b", amount: 20n },
    { step: "lower", id: "a", amount: 2n },
  ]);
  expect(failureOf(() => planLower(two, 26n))).toMatchObject({
    code: "PLEDGE_SENT_MORE",
    params: { unsent: "25" },
  });
  expect(planRaise(two, 5n)).toEqual({ step: "raise", id: "b", amount: 5n });
  expect(planRaise(two, 5n, { dueOn: d("2026-12-31") })).toMatchObject({ step: "open", instalment: 3 });
  const done = two.map((i) => ({ ...i, claimed: i.quantity, closure: "MET" as const }));
  expect(failureOf(() => planRaise(done, 5n))).toMatchObject({ problems: [{ code: "DUE_DATE_REQUIRED" }] });
  expect(planRaise(done, 5n, { fallbackDueOn: d("2026-11-21") })).toMatchObject({
    step: "open",
    quantity: 5n,
  });
});

test("cancelling, waiving, reopening and rescheduling", () => {
  expect(planCancel(two)).toMatchObject({ amount: 25n });
  expect(planWaive(two, "a")).toEqual({ amount: 5n, changes: [{ step: "lower", id: "a", amount: 5n }] });
  expect(planReopen(two, "a", 3n)).toEqual({ step: "raise", id: "a", amount: 3n });
  const moved = planReschedule(two, [{ id: "b", dueOn: d("2026-12-31") }], d("2026-03-01"));
  expect(moved).toEqual([{ step: "reschedule", id: "b", dueOn: "2026-12-31" }]);
  const done = two.map((i) => ({ ...i, claimed: i.quantity, closure: "MET" as const }));
  expect(
    failureOf(() => planReschedule(done, [{ id: "b", dueOn: d("2026-12-31") }], d("2026-03-01"))),
  ).toMatchObject({
    code: "INSTALMENT_SENT",
  });
  expect(failureOf(() => planCancel(done))).toMatchObject({ code: "NOTHING_TO_CANCEL" });
});

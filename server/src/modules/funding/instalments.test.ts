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
  const done = two.map((i) => ({ ...i, claimed: i.quantity, closure: "MET" as const }));
  expect(failureOf(() => planCancel(done))).toMatchObject({ code: "NOTHING_TO_CANCEL" });
});

test("a new plan keeps the sum, leaves what was sent alone, and does not touch what is late", () => {
  const one = (
    id: string,
    instalment: number,
    quantity: bigint,
    claimed: bigint,
    dueOn: string,
  ): Instalment => ({
    id,
    instalment,
    quantity,
    claimed,
    dueOn: d(dueOn),
    closure: claimed === quantity ? "MET" : null,
  });
  const plan = [
    one("sent", 1, 10n, 10n, "2026-03-31"),
    one("half", 2, 10n, 4n, "2026-06-30"),
    one("last", 3, 20n, 0n, "2026-09-30"),
  ];
  const at = { pledgedOn: d("2026-01-05"), today: d("2026-04-01") };
  const changes = planReschedule(
    plan,
    [
      { id: "half", unsent: 16n, dueOn: d("2026-07-31") },
      { unsent: 10n, dueOn: d("2026-12-31") },
    ],
    at,
  );
  expect(changes).toEqual([
    { step: "raise", id: "half", amount: 10n },
    { step: "open", instalment: 4, quantity: 10n, dueOn: "2026-12-31" },
    { step: "reschedule", id: "half", dueOn: "2026-07-31" },
    { step: "lower", id: "last", amount: 20n },
  ]);
  const last = { id: "last", unsent: 20n, dueOn: d("2026-12-31") };
  const half = { id: "half", unsent: 6n, dueOn: d("2026-06-30") };
  const attempt = (wanted: Parameters<typeof planReschedule>[1], today = "2026-04-01") =>
    failureOf(() => planReschedule(plan, wanted, { ...at, today: d(today) }));
  expect(attempt([half, last])).toBeNull();
  expect(attempt([half])).toMatchObject({ problems: [{ code: "INSTALMENTS_SUM" }] });
  expect(attempt([half, half, { ...last, unsent: 14n }])).toMatchObject({
    problems: [{ code: "DUPLICATE" }],
  });
  expect(attempt([half, last, { id: "sent", unsent: 1n, dueOn: d("2026-12-31") }])).toMatchObject({
    code: "INSTALMENT_SENT",
  });
  // What is late stays late: the office extends it. Naming it unchanged is no change.
  expect(attempt([{ ...half, dueOn: d("2026-12-31") }, last], "2026-07-01")).toMatchObject({
    code: "INSTALMENT_OVERDUE",
  });
  expect(attempt([half, last], "2026-07-01")).toBeNull();
});

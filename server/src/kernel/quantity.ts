import { type AmountProblem, amountProblem, MONEY_MAX, parseMinorUnits } from "./money.ts";
import { Rejection } from "./result.ts";

/** Money in fen, goods in thousandths of one named good, time in minutes, occasions, or done / not done. */
export const measures = ["MONEY", "GOODS", "MINUTES", "COUNT", "DONE"] as const;
export type Measure = (typeof measures)[number];

/** An amount with its meaning. `good` is the name of the good and stands only with GOODS. */
export type Quantity = { measure: Measure; amount: bigint; good?: string };

/** The largest amount of one fact, in minor units: 10^13 fen, 10^9 goods, 10^7 hours, a million occasions, one deed. */
export const maxAmount: Readonly<Record<Measure, bigint>> = {
  MONEY: MONEY_MAX,
  GOODS: 1_000_000_000_000n,
  MINUTES: 600_000_000n,
  COUNT: 1_000_000n,
  DONE: 1n,
};

/** The problem of an amount in a measure, or null: 1..max, and exactly 1 for DONE. */
export function quantityProblem(amount: bigint, measure: Measure): AmountProblem | null {
  const problem = amountProblem(amount, maxAmount[measure]);
  if (measure === "DONE" && problem?.code === "AMOUNT_TOO_LARGE") return { code: "AMOUNT_NOT_ONE" };
  return problem;
}

/** Digits in minor units → bigint within the measure's bounds, or the problem. */
export function parseAmount(text: string, measure: Measure): bigint | AmountProblem {
  const parsed = parseMinorUnits(text, maxAmount[measure]);
  if (typeof parsed !== "bigint" && measure === "DONE" && parsed.code === "AMOUNT_TOO_LARGE") {
    return { code: "AMOUNT_NOT_ONE" };
  }
  return parsed;
}

/** The amount itself when it is within the measure's bounds; else a validation Rejection at `path`. */
export function requireAmount(amount: bigint, measure: Measure, path: string[]): bigint {
  const problem = quantityProblem(amount, measure);
  if (problem) throw Rejection.validation([{ path, ...problem }]);
  return amount;
}

/**
 * A checked quantity. A good is named for GOODS (GOOD_REQUIRED, at most 40 characters: GOOD_TOO_LONG) and for
 * nothing else (GOOD_NOT_ALLOWED). Paths are `path` + quantity / good.
 */
export function quantity(
  measure: Measure,
  amount: bigint,
  good?: string | null,
  path: string[] = [],
): Quantity {
  requireAmount(amount, measure, [...path, "quantity"]);
  const name = good?.trim() ?? "";
  if (measure !== "GOODS") {
    if (name !== "") throw Rejection.validation([{ path: [...path, "good"], code: "GOOD_NOT_ALLOWED" }]);
    return { measure, amount };
  }
  if (name === "") throw Rejection.validation([{ path: [...path, "good"], code: "GOOD_REQUIRED" }]);
  if (name.length > 40) throw Rejection.validation([{ path: [...path, "good"], code: "GOOD_TOO_LONG" }]);
  return { measure, amount, good: name };
}

/** Whether two quantities may be added: one measure and one good. Never a sum of unlike things. */
export function sameUnit(a: Quantity, b: Quantity): boolean {
  return a.measure === b.measure && a.good === b.good;
}

function mustMatch(a: Quantity, b: Quantity): void {
  if (!sameUnit(a, b)) throw new RangeError(`unlike quantities: ${a.measure}, ${b.measure}`);
}

/** a + b; RangeError for unlike quantities. */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  mustMatch(a, b);
  return { ...a, amount: a.amount + b.amount };
}

/** a − b; RangeError for unlike quantities and when b is more than a. */
export function subtractQuantity(a: Quantity, b: Quantity): Quantity {
  mustMatch(a, b);
  if (b.amount > a.amount) throw new RangeError(`${b.amount} is more than ${a.amount}`);
  return { ...a, amount: a.amount - b.amount };
}

/** The smaller one; RangeError for unlike quantities. */
export function minQuantity(a: Quantity, b: Quantity): Quantity {
  mustMatch(a, b);
  return a.amount <= b.amount ? a : b;
}

/** The smaller of two amounts. */
export function minAmount(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** The larger of two amounts. */
export function largerAmount(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

import type { Measure } from "../../lib/format.ts";
import { NOTHING_TYPED, prefilled, type TypedQuantity } from "../../lib/typed-quantity.ts";

/** One instalment as it is being typed; `obligationId` names one that stands already. */
export interface InstalmentDraft {
  key: string;
  amount: TypedQuantity;
  /** A local date, or empty. */
  dueOn: string;
  obligationId?: string;
}

/** A local date some days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const MONTH = 30;

/** Equal parts in whole yuan or pieces; the last one takes what is left over. */
export function splitAmount(measure: Measure, total: bigint, parts: number): bigint[] {
  const one = measure === "MONEY" ? 100n : measure === "GOODS" ? 1000n : 1n;
  const count = BigInt(parts);
  const share = total / one >= count ? (total / one / count) * one : total / count;
  return Array.from({ length: parts }, (_, at) => (at < parts - 1 ? share : total - share * (count - 1n)));
}

/** Days for instalments: a month apart, or evenly up to the day by which the whole is due. */
export function splitDays(today: string, parts: number, until?: string): string[] {
  const last = until && until > today ? until : daysAfter(today, MONTH * parts);
  const days = Math.round((Date.parse(last) - Date.parse(today)) / 86_400_000);
  return Array.from({ length: parts }, (_, at) => daysAfter(today, Math.round((days * (at + 1)) / parts)));
}

/** A whole plan for an amount. */
export function splitPlan(
  measure: Measure,
  total: bigint,
  parts: number,
  today: string,
  until?: string,
): InstalmentDraft[] {
  const amounts = splitAmount(measure, total, parts);
  return splitDays(today, parts, until).map((dueOn, at) => ({
    key: `new${at}`,
    amount: prefilled(measure, amounts[at] ?? 0n),
    dueOn,
  }));
}

/** An empty instalment to fill in. */
export function emptyInstalment(key: string): InstalmentDraft {
  return { key, amount: NOTHING_TYPED, dueOn: "" };
}

/** What a plan comes to against what it should: its sum, and whether something is missing or out of order. */
export function checkPlan(plan: readonly InstalmentDraft[], total: bigint) {
  const sum = plan.reduce((so, { amount }) => so + BigInt(amount.quantity ?? "0"), 0n);
  const complete =
    plan.length > 0 && plan.every(({ amount, dueOn }) => amount.quantity !== null && dueOn !== "");
  const inOrder = plan.every(({ dueOn }, at) => at === 0 || dueOn >= (plan[at - 1]?.dueOn ?? ""));
  return { sum, complete, inOrder, fits: complete && inOrder && sum === total };
}

/** A pledge line that a voucher may be paid from. */
export interface Purse {
  id: string;
  available: bigint;
}

/** How an amount is spread over purses, the first one first; what none of them holds is left out. */
export function spread(amount: bigint, purses: readonly Purse[]): Map<string, bigint> {
  const parts = new Map<string, bigint>();
  let rest = amount;
  for (const { id, available } of purses) {
    let part = available;
    if (rest < part) part = rest;
    if (part > 0n) parts.set(id, part);
    rest -= part;
  }
  return parts;
}

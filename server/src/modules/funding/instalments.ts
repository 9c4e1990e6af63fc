import type { LocalDate } from "../../kernel/clock.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";

/**
 * The instalment plan of one pledge line. Instalments are obligations; those neither waived nor cancelled sum to the
 * pledge less WAIVED and CANCELLED at every moment. A plan function says what changes; apply each change with the step
 * named in it (`obligations/model.ts`) and write the journal of the same amount in the same command.
 */

export const MAX_INSTALMENTS = 24;

export type Instalment = {
  id: string;
  /** Position in the line, from 1. */
  instalment: number;
  quantity: bigint;
  claimed: bigint;
  dueOn: LocalDate;
  closure: "MET" | "WAIVED" | "CANCELLED" | "UNMET" | null;
};

export type InstalmentChange =
  /** A new instalment. */
  | { step: "open"; instalment: number; quantity: bigint; dueOn: LocalDate }
  /** `raise` of the obligation; a met one opens again. */
  | { step: "raise"; id: string; amount: bigint }
  /** `lower` of the obligation; it closes when nothing of it was sent. */
  | { step: "lower"; id: string; amount: bigint }
  /** `amend` or `extend` of its due date. */
  | { step: "reschedule"; id: string; dueOn: LocalDate };

/** What the plan sums to: instalments neither waived nor cancelled. */
export function planSum(instalments: readonly Pick<Instalment, "quantity" | "closure">[]): bigint {
  return instalments.reduce(
    (sum, i) => (i.closure === "WAIVED" || i.closure === "CANCELLED" ? sum : sum + i.quantity),
    0n,
  );
}

function unsentOf(i: Instalment): bigint {
  return i.closure === null ? i.quantity - i.claimed : 0n;
}

/** What is promised and not sent; equals the line's PROMISED balance. */
export function unsent(instalments: readonly Instalment[]): bigint {
  return instalments.reduce((sum, i) => sum + unsentOf(i), 0n);
}

function byPosition(instalments: readonly Instalment[]): Instalment[] {
  return [...instalments].sort((a, b) => a.instalment - b.instalment);
}

function nextPosition(instalments: readonly Instalment[]): number {
  return (byPosition(instalments).at(-1)?.instalment ?? 0) + 1;
}

/**
 * The first plan: one instalment or more (at most 24), each positive, in the order of their due dates, none due before
 * the pledge, summing to the total. Problems name `instalments.<index>.<field>`.
 */
export function planNew(
  total: bigint,
  parts: readonly { quantity: bigint; dueOn: LocalDate }[],
  pledgedOn: LocalDate,
): InstalmentChange[] {
  const problems: FieldProblem[] = [];
  if (parts.length === 0) problems.push({ path: ["instalments"], code: "REQUIRED" });
  if (parts.length > MAX_INSTALMENTS) {
    problems.push({ path: ["instalments"], code: "TOO_MANY", params: { max: String(MAX_INSTALMENTS) } });
  }
  parts.forEach((part, index) => {
    const path = ["instalments", String(index)];
    const before = parts[index - 1];
    if (part.quantity <= 0n) problems.push({ path: [...path, "quantity"], code: "AMOUNT_ZERO" });
    if (part.dueOn < pledgedOn) problems.push({ path: [...path, "dueOn"], code: "DUE_BEFORE_OPEN" });
    if (before && part.dueOn < before.dueOn)
      problems.push({ path: [...path, "dueOn"], code: "DUE_NOT_IN_ORDER" });
  });
  const sum = parts.reduce((s, part) => s + part.quantity, 0n);
  if (problems.length === 0 && sum !== total) {
    const params = { total: total.toString(), sum: sum.toString() };
    problems.push({ path: ["instalments"], code: "INSTALMENTS_SUM", params });
  }
  if (problems.length > 0) throw Rejection.validation(problems);
  return parts.map((part, index) => ({ step: "open", instalment: index + 1, ...part }));
}

/**
 * More is promised: with `dueOn` as a new instalment, else onto the last open one. Without an open one a date is needed
 * (DUE_DATE_REQUIRED); an over-payment passes the day it was sent as `fallbackDueOn` instead. Journal: raise.
 */
export function planRaise(
  instalments: readonly Instalment[],
  amount: bigint,
  when: { dueOn?: LocalDate | null; fallbackDueOn?: LocalDate } = {},
): InstalmentChange {
  if (amount <= 0n) throw Rejection.validation([{ path: ["amount"], code: "AMOUNT_ZERO" }]);
  const ordered = byPosition(instalments);
  const last = ordered.findLast((i) => i.closure === null);
  if (last && !when.dueOn) return { step: "raise", id: last.id, amount };
  const dueOn = when.dueOn ?? when.fallbackDueOn;
  if (!dueOn) throw Rejection.validation([{ path: ["dueOn"], code: "DUE_DATE_REQUIRED" }]);
  return { step: "open", instalment: nextPosition(instalments), quantity: amount, dueOn };
}

/**
 * An office says that a returned amount is owed again: onto the instalment that brought it (`raise` as REOPEN), or, where that was
 * judged in a sealed period, as a new one due on `anewOn`. Journal: raise.
 */
export function planReopen(
  instalments: readonly Instalment[],
  id: string,
  amount: bigint,
  anewOn: LocalDate | null = null,
): InstalmentChange {
  const one = instalments.find((i) => i.id === id);
  if (!one) throw Rejection.notFound();
  if (one.closure !== null && one.closure !== "MET") {
    throw Rejection.invalidTransition({ from: one.closure, allowed: [], code: "OBLIGATION_CLOSED" });
  }
  if (anewOn !== null)
    return { step: "open", instalment: nextPosition(instalments), quantity: amount, dueOn: anewOn };
  return { step: "raise", id, amount };
}

/** Less is promised: taken from the last unsent instalments backwards. PLEDGE_SENT_MORE beyond what is unsent. Journal: lower or cancel. */
export function planLower(instalments: readonly Instalment[], amount: bigint): InstalmentChange[] {
  if (amount <= 0n) throw Rejection.validation([{ path: ["amount"], code: "AMOUNT_ZERO" }]);
  const open = unsent(instalments);
  if (amount > open) {
    throw Rejection.invalidTransition({
      from: "ACTIVE",
      allowed: [],
      code: "PLEDGE_SENT_MORE",
      params: { unsent: open.toString() },
    });
  }
  const changes: InstalmentChange[] = [];
  let left = amount;
  for (const i of byPosition(instalments).reverse()) {
    const part = minAmount(left, unsentOf(i));
    if (part <= 0n) continue;
    changes.push({ step: "lower", id: i.id, amount: part });
    left -= part;
  }
  return changes;
}

/** The whole unsent rest ends (NOTHING_TO_CANCEL when all is sent). Journal: cancel of `amount`. */
export function planCancel(instalments: readonly Instalment[]): {
  amount: bigint;
  changes: InstalmentChange[];
} {
  const amount = unsent(instalments);
  if (amount === 0n)
    throw Rejection.invalidTransition({ from: "ACTIVE", allowed: [], code: "NOTHING_TO_CANCEL" });
  return { amount, changes: planLower(instalments, amount) };
}

/** An office waives the unsent rest of one instalment (NOTHING_TO_WAIVE when it is sent). Journal: waive of `amount`. */
export function planWaive(
  instalments: readonly Instalment[],
  id: string,
): { amount: bigint; changes: InstalmentChange[] } {
  const one = instalments.find((i) => i.id === id);
  if (!one) throw Rejection.notFound();
  const amount = unsentOf(one);
  if (amount === 0n) {
    throw Rejection.invalidTransition({ from: one.closure ?? "OPEN", allowed: [], code: "NOTHING_TO_WAIVE" });
  }
  return { amount, changes: [{ step: "lower", id, amount }] };
}

/**
 * A new plan for what is unsent: each entry names an open instalment, or none for a new one, with the unsent amount that it
 * shall carry and its due date. What is left out loses its unsent rest. The sum stays (INSTALMENTS_SUM), so there is no
 * journal. Refused: INSTALMENT_SENT for one with nothing unsent, INSTALMENT_OVERDUE for one whose date has passed (the office
 * extends it), DUE_BEFORE_OPEN, DUPLICATE. Raises come first, so that nothing closes in between.
 */
export function planReschedule(
  instalments: readonly Instalment[],
  wanted: readonly { id?: string | null; unsent: bigint; dueOn: LocalDate }[],
  at: { pledgedOn: LocalDate; today: LocalDate },
): InstalmentChange[] {
  const problems: FieldProblem[] = [];
  const raises: InstalmentChange[] = [];
  const lowers: InstalmentChange[] = [];
  const dates: InstalmentChange[] = [];
  const named = new Set<string>();
  let next = nextPosition(instalments);
  if (wanted.length > MAX_INSTALMENTS) {
    problems.push({ path: ["instalments"], code: "TOO_MANY", params: { max: String(MAX_INSTALMENTS) } });
  }
  wanted.forEach(({ id, unsent: amount, dueOn }, index) => {
    const path = ["instalments", String(index)];
    if (amount <= 0n)
      problems.push({ path: [...path, "quantity"], code: amount < 0n ? "AMOUNT_NEGATIVE" : "AMOUNT_ZERO" });
    if (dueOn < at.pledgedOn) problems.push({ path: [...path, "dueOn"], code: "DUE_BEFORE_OPEN" });
    if (!id) {
      raises.push({ step: "open", instalment: next++, quantity: amount, dueOn });
      return;
    }
    const one = instalments.find((i) => i.id === id);
    if (!one) throw Rejection.notFound();
    if (named.has(id)) problems.push({ path: [...path, "id"], code: "DUPLICATE" });
    named.add(id);
    const before = unsentOf(one);
    if (before === 0n) {
      throw Rejection.invalidTransition({
        from: one.closure ?? "OPEN",
        allowed: [],
        code: "INSTALMENT_SENT",
      });
    }
    if (amount > before) raises.push({ step: "raise", id, amount: amount - before });
    if (amount < before) lowers.push({ step: "lower", id, amount: before - amount });
    if (dueOn !== one.dueOn) dates.push({ step: "reschedule", id, dueOn });
    const changed = amount !== before || dueOn !== one.dueOn;
    if (changed && one.dueOn < at.today) throw overdue(one);
  });
  for (const left of instalments) {
    if (named.has(left.id) || unsentOf(left) === 0n) continue;
    if (left.dueOn < at.today) throw overdue(left);
    lowers.push({ step: "lower", id: left.id, amount: unsentOf(left) });
  }
  const sum = wanted.reduce((total, entry) => total + entry.unsent, 0n);
  const total = unsent(instalments);
  if (problems.length === 0 && sum !== total) {
    const params = { total: total.toString(), sum: sum.toString() };
    problems.push({ path: ["instalments"], code: "INSTALMENTS_SUM", params });
  }
  if (problems.length > 0) throw Rejection.validation(problems);
  return [...raises, ...dates, ...lowers];
}

function overdue(one: Instalment): Rejection {
  return Rejection.invalidTransition({
    from: "OVERDUE",
    allowed: ["requestExtension"],
    code: "INSTALMENT_OVERDUE",
    params: { instalment: String(one.instalment), dueOn: one.dueOn },
  });
}

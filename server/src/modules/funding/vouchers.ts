import { Rejection, requireText } from "../../kernel/result.ts";

/** The machines around the ledger: pledges, expenses with their queries, returns. */

export const pledgeStates = ["ACTIVE", "CANCELLED"] as const;
export type PledgeState = (typeof pledgeStates)[number];

export const expenseStates = ["RECORDED", "ATTESTED", "REVERSED"] as const;
export type ExpenseState = (typeof expenseStates)[number];

export const fundReturnStates = ["SENT", "CONFIRMED", "REFUSED"] as const;
export type FundReturnState = (typeof fundReturnStates)[number];

/** A cancelled pledge takes no further change (PLEDGE_CANCELLED). What was sent of it is received, spent and returned as ever. */
export function mustBeActive(state: PledgeState): void {
  if (state !== "ACTIVE")
    throw Rejection.invalidTransition({ from: state, allowed: [], code: "PLEDGE_CANCELLED" });
}

export type Expense = { state: ExpenseState; recordedById: string; attestedById: string | null };

/** What an expense allows now. */
export function allowedForExpense(state: ExpenseState): string[] {
  if (state === "RECORDED") return ["attest", "reverse"];
  return state === "ATTESTED" ? ["reverse"] : [];
}

function mustAllow(state: ExpenseState, act: string): void {
  const allowed = allowedForExpense(state);
  if (!allowed.includes(act)) throw Rejection.invalidTransition({ from: state, allowed });
}

/**
 * A voucher's lines: one or more (at most 20), each line once and positive, one measure and for GOODS one good, summing to the
 * voucher's total (LINES_SUM). `available` is the line's AVAILABLE balance, which every recorded voucher has already lowered
 * (LEDGER_INSUFFICIENT as a field problem).
 */
export function checkExpenseLines(
  total: bigint,
  lines: readonly { pledgeLineId: string; amount: bigint; available: bigint }[],
): void {
  const problem = (path: string[], code: string, params?: Record<string, string>) =>
    Rejection.validation([{ path, code, params }]);
  if (lines.length === 0) throw problem(["lines"], "REQUIRED");
  if (lines.length > 20) throw problem(["lines"], "TOO_MANY", { max: "20" });
  const seen = new Set<string>();
  let sum = 0n;
  lines.forEach((line, index) => {
    const path = ["lines", String(index)];
    if (seen.has(line.pledgeLineId)) throw problem([...path, "pledgeLineId"], "DUPLICATE");
    if (line.amount <= 0n) throw problem([...path, "amount"], "AMOUNT_ZERO");
    if (line.amount > line.available) {
      throw problem([...path, "amount"], "LEDGER_INSUFFICIENT", { available: line.available.toString() });
    }
    seen.add(line.pledgeLineId);
    sum += line.amount;
  });
  if (sum !== total) throw problem(["lines"], "LINES_SUM", { total: total.toString(), sum: sum.toString() });
}

/**
 * Another member of the receiver attests the voucher and so seals it. Its money left AVAILABLE when it was recorded, so that
 * nothing is spent twice (`spendJournal`).
 */
export function attestExpense<E extends Expense>(expense: E, byId: string): E {
  mustAllow(expense.state, "attest");
  if (byId === expense.recordedById) throw Rejection.forbidden("SAME_PERSON");
  return { ...expense, state: "ATTESTED", attestedById: byId };
}

/** A wrong voucher is reversed with a reason, and its SPEND journal with it; the voucher number is free again. */
export function reverseExpense<E extends Expense>(expense: E, reason: string): E {
  mustAllow(expense.state, "reverse");
  requireText(reason, "reason");
  return { ...expense, state: "REVERSED" };
}

/** The receiver answers the giver's question once (ALREADY_ANSWERED). */
export function answerQuery<
  Q extends { answer: string | null; answeredAt: Date | null; answeredById: string | null },
>(query: Q, answer: string, byId: string, at: Date): Q {
  const said = requireText(answer, "answer");
  if (query.answeredAt !== null) {
    throw Rejection.invalidTransition({ from: "ANSWERED", allowed: [], code: "ALREADY_ANSWERED" });
  }
  return { ...query, answer: said, answeredAt: at, answeredById: byId };
}

/** The giver confirms or refuses a return, by another person than who sent it. */
export function decideReturn<R extends { state: FundReturnState; sentById: string }>(
  fundReturn: R,
  decision: "CONFIRMED" | "REFUSED",
  byId: string,
): R {
  if (fundReturn.state !== "SENT") {
    throw Rejection.invalidTransition({ from: fundReturn.state, allowed: [] });
  }
  if (byId === fundReturn.sentById) throw Rejection.forbidden("SAME_PERSON");
  return { ...fundReturn, state: decision };
}

/** An office lets a confirmed return be owed again, once (RETURN_REOPENED). Then `planReopen` and `raiseJournal`. */
export function reopenReturn<R extends { state: FundReturnState; reopenedAt: Date | null }>(
  fundReturn: R,
  at: Date,
): R {
  if (fundReturn.state !== "CONFIRMED" || fundReturn.reopenedAt !== null) {
    const code = fundReturn.reopenedAt !== null ? "RETURN_REOPENED" : undefined;
    throw Rejection.invalidTransition({ from: fundReturn.state, allowed: [], code });
  }
  return { ...fundReturn, reopenedAt: at };
}

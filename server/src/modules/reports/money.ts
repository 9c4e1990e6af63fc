import type { LineBalances, MoneyWords } from "../funding/model.ts";
import { moneyWords } from "../funding/model.ts";

/** The stations of the money river in a report, in its order; each is defined in `funding/model.ts`. */
export const ledgerMoneyWords = [
  "pledged",
  "promised",
  "sent",
  "received",
  "spent",
  "returned",
  "waived",
  "cancelled",
] as const satisfies readonly (keyof MoneyWords)[];
export type LedgerMoneyWord = (typeof ledgerMoneyWords)[number];

/** What one pledge line held before the period, and at its end. */
export type LineInTime = { opening: LineBalances; closing: LineBalances };

/** The words of a line before, by and after the period. `change` is what the period brought, negative when less stands than before. */
export function wordsInTime(line: LineInTime): Record<"opening" | "change" | "closing", MoneyWords> {
  const opening = moneyWords(line.opening);
  const closing = moneyWords(line.closing);
  const change = { ...closing };
  for (const word of ledgerMoneyWords) change[word] = closing[word] - opening[word];
  return { opening, change, closing };
}

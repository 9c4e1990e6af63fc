import { fromMinor } from "../../lib/format.ts";

/** Fen for each resident in yuan: `4.00`. */
export const perMoney = (fen: string) => fromMinor(fen, 2, true);

/** Thousandths in at most two places: `1.25`, `0.3`. */
export function perThousandths(value: string): string {
  const number = BigInt(value);
  return number < 5n && number > 0n ? fromMinor(number, 3) : fromMinor((number + 5n) / 10n, 2);
}

/** A ratio of thousandths in whole percent. */
export const percentOf = (ratio: number) => String(Math.round(ratio / 10));

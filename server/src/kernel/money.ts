/** Money is whole fen in a bigint: 1 yuan = 100 fen. Never a float, never a decimal. */

/** The largest amount of one fact, 100,000,000,000 yuan; the smallest is 1 fen. */
export const MONEY_MAX = 10_000_000_000_000n;

export const amountCodes = [
  "AMOUNT_ZERO",
  "AMOUNT_NEGATIVE",
  "AMOUNT_TOO_LARGE",
  "AMOUNT_NOT_DIGITS",
  "AMOUNT_NOT_ONE",
] as const;

/** What is wrong with an amount; `max` is in minor units. */
export type AmountProblem = { code: (typeof amountCodes)[number]; params?: Record<string, string> };

/** The problem of an amount outside 1..max, or null. */
export function amountProblem(amount: bigint, max: bigint = MONEY_MAX): AmountProblem | null {
  if (amount === 0n) return { code: "AMOUNT_ZERO" };
  if (amount < 0n) return { code: "AMOUNT_NEGATIVE" };
  if (amount > max) return { code: "AMOUNT_TOO_LARGE", params: { max: max.toString() } };
  return null;
}

/**
 * Digits in minor units → bigint. Full-width digits (１２３) are accepted; signs, exponents, points and
 * separators are not: a client sends minor units.
 */
export function parseMinorUnits(text: string, max: bigint = MONEY_MAX): bigint | AmountProblem {
  const plain = text.normalize("NFKC").trim();
  if (/^[-−]\d+$/.test(plain)) return { code: "AMOUNT_NEGATIVE" };
  if (!/^\d+$/.test(plain)) return { code: "AMOUNT_NOT_DIGITS" };
  const digits = plain.replace(/^0+(?=\d)/, "");
  // 40 digits are beyond every bound; do not build a number out of megabytes of text.
  if (digits.length > 40) return { code: "AMOUNT_TOO_LARGE", params: { max: max.toString() } };
  const amount = BigInt(digits);
  return amountProblem(amount, max) ?? amount;
}

/** Digits in fen → bigint in 1..10^13, or the problem. */
export function parseFen(text: string): bigint | AmountProblem {
  return parseMinorUnits(text, MONEY_MAX);
}

/** Exact text of an amount of fen in yuan for logs and errors: `20,000.00`. People's screens format on the client. */
export function formatFen(fen: bigint): string {
  const absolute = fen < 0n ? -fen : fen;
  const yuan = (absolute / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0n ? "-" : ""}${yuan}.${(absolute % 100n).toString().padStart(2, "0")}`;
}

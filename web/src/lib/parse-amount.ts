/** Why a typed number was refused. */
export type AmountErrorCode =
  | "EMPTY"
  | "NOT_A_NUMBER"
  | "NEGATIVE"
  | "ZERO"
  | "EXPONENT"
  | "TOO_MANY_DECIMALS"
  | "TOO_LARGE"
  | "NOT_WHOLE_MINUTES";

/** What a typed amount means. `fen` are digits in minor units. `offer` waits for the person's yes. */
export type ParsedAmount =
  | { kind: "ok"; fen: string }
  | { kind: "offer"; fen: string; typed: string }
  | { kind: "error"; code: AmountErrorCode };

/** What a typed quantity means, as digits in the measure's minor unit. */
export type ParsedQuantity = { kind: "ok"; value: string } | { kind: "error"; code: AmountErrorCode };

/** Minor units have at most this many digits: within a 64-bit integer, sums of many included. */
const MAX_DIGITS = 15;

/** Full-width digits and signs as people type them with a Chinese keyboard, made plain. */
function toPlain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[。]/g, ".")
    .replace(/[、]/g, ",")
    .replace(/[−–—﹣]/g, "-")
    .trim();
}

/** Digits with `decimals` places as an integer of minor units. Commas only where thousands stand. */
function toMinor(plain: string, decimals: number): ParsedQuantity {
  const text = plain.replace(/\s+/g, "");
  if (text === "") return { kind: "error", code: "EMPTY" };
  if (/^[+]?[\d,.]+e[+-]?\d+$/i.test(text)) return { kind: "error", code: "EXPONENT" };
  if (/^-[\d,.]+/.test(text)) return { kind: "error", code: "NEGATIVE" };
  const match = /^\+?(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/.exec(text);
  const whole = (match?.[1] ?? "").replaceAll(",", "");
  const fraction = (match?.[2] ?? "").replace(/0+$/, "");
  if (!match || (whole === "" && (match[2] ?? "") === "")) return { kind: "error", code: "NOT_A_NUMBER" };
  if (fraction.length > decimals) return { kind: "error", code: "TOO_MANY_DECIMALS" };
  const minor = `${whole}${fraction.padEnd(decimals, "0")}`.replace(/^0+/, "");
  if (minor === "") return { kind: "error", code: "ZERO" };
  if (minor.length > MAX_DIGITS) return { kind: "error", code: "TOO_LARGE" };
  return { kind: "ok", value: minor };
}

/**
 * Reads an amount of money as typed: `20000`, `20,000.50`, `２００００元`, `¥ 200`. With 万 it offers the conversion
 * instead of making it, because ten thousand times too much is the dearest slip of all.
 */
export function parseAmount(text: string): ParsedAmount {
  const plain = toPlain(text)
    .replace(/^(CN¥|CNY|RMB|¥)\s*/i, "")
    .replace(/\s*(元|圆|块)$/, "")
    .trim();
  const tenThousands = /^(.*?)\s*[万萬]$/.exec(plain);
  if (tenThousands) {
    const parsed = toMinor(tenThousands[1] ?? "", 6);
    return parsed.kind === "ok" ? { kind: "offer", fen: parsed.value, typed: text.trim() } : parsed;
  }
  const parsed = toMinor(plain, 2);
  return parsed.kind === "ok" ? { kind: "ok", fen: parsed.value } : parsed;
}

/** Reads a number of a good, in thousandths. */
export function parseGoods(text: string): ParsedQuantity {
  return toMinor(toPlain(text), 3);
}

/** Reads a whole number. */
export function parseCount(text: string): ParsedQuantity {
  return toMinor(toPlain(text), 0);
}

/** Reads hours (`2.5` or `2:30`) as minutes. */
export function parseHours(text: string): ParsedQuantity {
  const plain = toPlain(text)
    .replace(/\s*(小时|h|hours?)$/i, "")
    .trim();
  const clock = /^(\d{1,6}):([0-5]\d)$/.exec(plain);
  if (clock) {
    const minutes = BigInt(clock[1] ?? 0) * 60n + BigInt(clock[2] ?? 0);
    return minutes === 0n ? { kind: "error", code: "ZERO" } : { kind: "ok", value: String(minutes) };
  }
  const hundredths = toMinor(plain, 2);
  if (hundredths.kind === "error") return hundredths;
  const sixty = BigInt(hundredths.value) * 60n;
  if (sixty % 100n !== 0n) return { kind: "error", code: "NOT_WHOLE_MINUTES" };
  return { kind: "ok", value: String(sixty / 100n) };
}

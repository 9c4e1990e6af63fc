import type { KindRow } from "../../graphql/labels.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { reportWords } from "./words.ts";

/** Numbers, days and periods as a document writes them. Pure; never by the machine's locale, so that equal facts make equal bytes. */

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A whole number of minor units with so many decimals, trailing zeros kept or cut. */
function decimal(amount: bigint, decimals: number, keepZeros: boolean): string {
  const absolute = amount < 0n ? -amount : amount;
  const digits = absolute.toString().padStart(decimals + 1, "0");
  const whole = grouped(digits.slice(0, digits.length - decimals));
  const rest = digits.slice(digits.length - decimals);
  const kept = keepZeros ? rest : rest.replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${whole}${kept === "" ? "" : `.${kept}`}`;
}

/** An amount of fen: `20,000.00 元` / `¥20,000.00`. */
export function yuanText(fen: bigint | string, locale: Locale): string {
  const text = decimal(BigInt(fen), 2, true);
  return locale === "zh" ? `${text} 元` : text.startsWith("-") ? `-¥${text.slice(1)}` : `¥${text}`;
}

/** A quantity of a kind with its unit. */
export function quantityText(
  amount: bigint | string,
  kind: KindRow,
  good: string | null,
  locale: Locale,
): string {
  const value = BigInt(amount);
  const unit = locale === "zh" ? kind.unitZh : kind.unitEn;
  switch (kind.measure) {
    case "MONEY":
      return yuanText(value, locale);
    case "GOODS":
      return `${decimal(value, 3, false)} ${good ?? ""}`.trim();
    case "MINUTES": {
      // Hours to a hundredth, rounded half away from zero.
      const hundredths = (value * 100n + (value < 0n ? -30n : 30n)) / 60n;
      return `${decimal(hundredths, 2, false)} ${locale === "zh" ? "小时" : "h"}`;
    }
    default:
      return `${decimal(value, 0, false)} ${unit}`.trim();
  }
}

/** A kind by name, of goods with the good. */
export function kindText(kind: KindRow, good: string | null, locale: Locale): string {
  const name = locale === "zh" ? kind.nameZh : kind.nameEn;
  return good === null ? name : locale === "zh" ? `${name}（${good}）` : `${name} (${good})`;
}

/** `2026Q1` → `2026 年第一季度` / `first quarter of 2026`. */
export function periodText(code: string, locale: Locale): string {
  const words = reportWords[locale];
  const [, y = code, letter, n] = /^(\d{4})(?:([QH])(\d))?$/.exec(code) ?? [];
  if (letter === undefined) return fill(words.periods.year, { y });
  const numbers: Record<string, string> = words.numbers;
  return letter === "Q"
    ? fill(words.periods.quarter, { y, n: numbers[`n${n}`] ?? "" })
    : fill(words.periods.half, { y, n: numbers[`h${n}`] ?? "" });
}

/** A day as offices write it: `2026 年 3 月 31 日` / `31 March 2026`. */
export function dayText(day: string, locale: Locale): string {
  const [year = "", month = "", date = ""] = day.split("-");
  if (locale === "zh") return `${year} 年 ${Number(month)} 月 ${Number(date)} 日`;
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

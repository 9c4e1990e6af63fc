import { dateOf, fromDayNumber, type LocalDate, parseLocalDate } from "../../kernel/clock.ts";
import type { Column } from "./columns.ts";

/** What a cell holds once read; absent when it is empty. */
export type CellValue = string | bigint | number | LocalDate;

/** Why a cell cannot be read. */
export type CellProblem = { code: string; params?: Record<string, string> };

export type ReadCell = { value: CellValue | null } | { problem: CellProblem };

/** Excel counts days from the last day of 1899; 25,569 is 1970-01-01. */
const SERIAL_OF_1970 = 25_569;
const LONGEST_TEXT = 500;

/** Text as people meant it: no spaces at its ends (the wide one included), one space between words. */
export function plainText(value: unknown): string {
  return String(value)
    .normalize("NFC")
    .replace(/[\s\u3000]+/g, " ")
    .trim();
}

/** Reads one cell: formulas come as their value; numbers as text, texts as numbers, wide digits, 万, many forms of dates. */
export function readCell(raw: unknown, column: Column): ReadCell {
  const text = raw === null || raw === undefined ? "" : raw instanceof Date ? "date" : plainText(raw);
  if (text === "") return column.required ? { problem: { code: "REQUIRED" } } : { value: null };
  if (text.length > LONGEST_TEXT)
    return { problem: { code: "TOO_LONG", params: { max: String(LONGEST_TEXT) } } };
  // A formula that failed shows its error.
  if (/^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL)[!?]?$/.test(text))
    return { problem: { code: "FORMULA_ERROR" } };
  switch (column.form) {
    case "date":
      return readDate(raw, text);
    case "integer":
      return readInteger(text);
    case "yuan":
      return readDecimal(text, 2);
    case "thousandths":
      return readDecimal(text, 3);
    case "choice":
      return readChoice(text, column);
    case "code":
      return raw instanceof Date
        ? { problem: { code: "NOT_TEXT" } }
        : { value: text.normalize("NFKC").replaceAll(" ", "").toUpperCase() };
    case "text":
      return raw instanceof Date ? { value: dateOf(raw) } : { value: text };
  }
}

function readDate(raw: unknown, text: string): ReadCell {
  const wrong = { problem: { code: "DATE_UNREADABLE" } };
  if (raw instanceof Date) {
    const day = Number.isNaN(raw.getTime()) ? null : parseLocalDate(raw.toISOString().slice(0, 10));
    return day === null ? wrong : { value: day };
  }
  const plain = text.normalize("NFKC").replaceAll(" ", "");
  if (/^\d{5}(\.\d+)?$/.test(plain))
    return { value: fromDayNumber(Math.floor(Number(plain)) - SERIAL_OF_1970) };
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const [, year, month, day] = match ?? [];
  const date = match ? parseLocalDate(`${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`) : null;
  return date === null ? wrong : { value: date };
}

function readInteger(text: string): ReadCell {
  const plain = text.normalize("NFKC").replace(/[, ]/g, "");
  return /^\d{1,9}$/.test(plain) ? { value: Number(plain) } : { problem: { code: "NOT_A_NUMBER" } };
}

/** An amount in minor units. Never through a float: what Excel holds as 0.1+0.2 is cut to fifteen digits, as Excel shows it. */
function readDecimal(text: string, decimals: number): ReadCell {
  const plain = text.normalize("NFKC").replace(/[,\s¥元]/g, "");
  const isTenThousands = plain.endsWith("万");
  const digits = isTenThousands ? plain.slice(0, -1) : plain;
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(digits);
  if (!match) return { problem: { code: "AMOUNT_NOT_DIGITS" } };
  if (match[1] === "-") return { problem: { code: "AMOUNT_NEGATIVE" } };
  const places = decimals + (isTenThousands ? 4 : 0);
  const whole = match[2] ?? "";
  const fraction = (match[3] ?? "").slice(0, Math.max(places, 15 - whole.length)).replace(/0+$/, "");
  if (fraction.length > places)
    return { problem: { code: "AMOUNT_TOO_FINE", params: { decimals: String(decimals) } } };
  const value = BigInt(whole + fraction.padEnd(places, "0"));
  return value === 0n ? { problem: { code: "AMOUNT_ZERO" } } : { value };
}

function readChoice(text: string, column: Column): ReadCell {
  const wanted = text.normalize("NFKC").toLowerCase();
  for (const [value, words] of Object.entries(column.choices ?? {})) {
    if (value.toLowerCase() === wanted || words.includes(wanted)) return { value };
  }
  const known = Object.values(column.choices ?? {}).map(([word]) => word);
  return { problem: { code: "UNKNOWN_WORD", params: { known: known.join("、") } } };
}

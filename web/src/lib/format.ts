import { translate } from "./i18n.ts";
import { type Locale, useLocale } from "./locale.tsx";
import { messages } from "./messages.ts";

/** What a quantity counts; its minor unit is fen, thousandths of a good, minutes, one, or done. */
export type Measure = "MONEY" | "GOODS" | "MINUTES" | "COUNT" | "DONE";

/** A quantity as the API carries it: digits in minor units, and the city's word for one of it (场, 盏, …). */
export interface Quantity {
  measure: Measure;
  value: string | bigint;
  unit?: string | null;
}

const group = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** An integer of minor units with its decimal point: `fromMinor(1250n, 3)` is `1.25`. Thousands are grouped. */
export function fromMinor(value: string | bigint, decimals: number, keepZeros = false): string {
  const number = BigInt(value);
  const digits = String(number < 0n ? -number : number).padStart(decimals + 1, "0");
  const whole = group(decimals ? digits.slice(0, -decimals) : digits);
  const fraction = decimals ? digits.slice(-decimals) : "";
  const shown = keepZeros ? fraction : fraction.replace(/0+$/, "");
  return `${number < 0n ? "−" : ""}${whole}${shown ? `.${shown}` : ""}`;
}

/** `20,000.00 元` or `CN¥20,000.00`, exact to the fen. */
export function formatMoney(fen: string | bigint, locale: Locale): string {
  const amount = fromMinor(fen, 2, true);
  if (locale === "zh") return `${amount} 元`;
  return amount.startsWith("−") ? `−CN¥${amount.slice(1)}` : `CN¥${amount}`;
}

/** For charts and narrow places: `2 万元`, `1.25 亿元`, `CN¥20k`; below ten thousand without empty decimals. */
export function formatMoneyShort(fen: string | bigint, locale: Locale): string {
  const value = BigInt(fen);
  const size = value < 0n ? -value : value;
  const steps: [bigint, string, string][] = [
    [10_000_000_000n, "亿元", "CN¥"],
    [1_000_000n, "万元", "CN¥"],
  ];
  if (locale === "zh") {
    for (const [step, word] of steps)
      if (size >= step) return `${fromMinor((value * 100n + step / 2n) / step, 2)} ${word}`;
    return `${fromMinor(value, 2)} 元`;
  }
  const sign = value < 0n ? "−" : "";
  if (size >= 100_000_000n) return `${sign}CN¥${fromMinor((size + 500_000n) / 1_000_000n, 2)}m`;
  if (size >= 1_000_000n) return `${sign}CN¥${fromMinor((size + 5_000n) / 10_000n, 1)}k`;
  return `${sign}CN¥${fromMinor(size, 2)}`;
}

/** The city gives its counting words as plurals: `activities`, `visits`. */
const singular = (unit: string) =>
  unit
    .replace(/ies$/, "y")
    .replace(/(ss|sh|ch|x)es$/, "$1")
    .replace(/([^isu])s$/, "$1");

/** A quantity in words: `20,000.00 元`, `3 盏`, `2.5 小时`, `4 场`, `已完成`. */
export function formatQuantity({ measure, value, unit }: Quantity, locale: Locale): string {
  const t = translate(messages, locale);
  const gap = unit ? " " : "";
  switch (measure) {
    case "MONEY":
      return formatMoney(value, locale);
    case "GOODS":
      return `${fromMinor(value, 3)}${gap}${unit ?? ""}`;
    case "MINUTES": {
      const minutes = BigInt(value);
      if (minutes % 6n === 0n) return t("hours", { hours: fromMinor(minutes / 6n, 1) });
      const rest = Number(minutes % 60n);
      if (minutes < 60n) return t("minutes", { minutes: rest });
      return t("hoursMinutes", { hours: fromMinor(minutes / 60n, 0), minutes: rest });
    }
    case "COUNT":
      if (!unit) return t("times", { count: Number(value) });
      return `${fromMinor(value, 0)} ${locale === "en" && BigInt(value) === 1n ? singular(unit) : unit}`;
    case "DONE":
      return BigInt(value) > 0n ? t("done") : t("notDone");
  }
}

// Making one costs more than formatting a hundred dates, and long tables format thousands.
const LOCAL_DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });
const LOCAL_CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
});

/** Today's local date in China, as `YYYY-MM-DD`. */
export function todayInChina(now: Date = new Date()): string {
  return LOCAL_DAY.format(now);
}

const WEEKDAYS: Record<Locale, readonly string[]> = {
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `11月21日 周六` or `Sat 21 Nov`; with the year when it is not that of `today`. */
export function formatDate(date: string, locale: Locale, today: string = todayInChina()): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const weekday = WEEKDAYS[locale][new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  const otherYear = String(year) !== today.slice(0, 4);
  if (locale === "zh") return `${otherYear ? `${year}年` : ""}${month}月${day}日 ${weekday}`;
  return `${weekday} ${day} ${MONTHS[month - 1]}${otherYear ? ` ${year}` : ""}`;
}

/** `11月21日` or `21 Nov`, where a row of days leaves no room for more. */
export function formatShortDate(date: string, locale: Locale): string {
  const [, month = 1, day = 1] = date.split("-").map(Number);
  return locale === "zh" ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`;
}

/** The local date of an instant in China. */
export function dateOf(instant: string): string {
  return todayInChina(new Date(instant));
}

/** An instant as date and clock time in China: `11月21日 周六 09:30`. */
export function formatInstant(instant: string, locale: Locale, today?: string): string {
  return `${formatDate(dateOf(instant), locale, today)} ${clockOf(instant)}`;
}

/** The clock time of an instant in China: `09:30`. */
export function clockOf(instant: string): string {
  return LOCAL_CLOCK.format(new Date(instant));
}

/** Calendar days from one local date to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `今天`, `明天`, `12 天后`, `4 天前`. */
export function formatRelativeDay(date: string, locale: Locale, today: string = todayInChina()): string {
  const days = daysBetween(today, date);
  const t = translate(messages, locale);
  if (days === 0) return t("today");
  if (days === 1) return t("tomorrow");
  if (days === -1) return t("yesterday");
  return days > 0 ? t("inDays", { days }) : t("daysAgo", { days: -days });
}

/** Lateness as the server counted it: `9 个工作日`. */
export function formatWorkingDays(days: number, locale: Locale): string {
  return translate(messages, locale)("workingDays", { days });
}

/** Every formatting function with the language already chosen. */
export function useFormat() {
  const { locale } = useLocale();
  return {
    money: (fen: string | bigint) => formatMoney(fen, locale),
    moneyShort: (fen: string | bigint) => formatMoneyShort(fen, locale),
    quantity: (quantity: Quantity) => formatQuantity(quantity, locale),
    date: (date: string) => formatDate(date, locale),
    shortDate: (date: string) => formatShortDate(date, locale),
    instant: (instant: string) => formatInstant(instant, locale),
    relativeDay: (date: string) => formatRelativeDay(date, locale),
    workingDays: (days: number) => formatWorkingDays(days, locale),
  };
}

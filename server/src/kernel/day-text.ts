import { type LocalDate, weekdayOf } from "./clock.ts";
import type { Locale } from "./words.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: Record<Locale, readonly string[]> = {
  zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

/** A day as people write it: `2026年11月23日`, `23 Nov 2026`. */
export function dayText(locale: Locale, on: LocalDate): string {
  const [year = 0, month = 1, day = 1] = on.split("-").map(Number);
  return locale === "zh" ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

/** A day with its weekday: `2026年11月23日 周一`, `Mon 23 Nov 2026`. */
export function weekdayText(locale: Locale, on: LocalDate): string {
  const weekday = WEEKDAYS[locale][weekdayOf(on) - 1];
  return locale === "zh" ? `${dayText(locale, on)} ${weekday}` : `${weekday} ${dayText(locale, on)}`;
}

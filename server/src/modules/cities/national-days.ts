import chineseDays from "chinese-days";
import { addDays, type LocalDate, localDate } from "../../kernel/clock.ts";
import { daysOfYear, type NamedDay } from "./model.ts";

/**
 * The days of the given years that differ from the plain week by the State Council's arrangement: public holidays on
 * weekdays and weekends, and weekend days worked in exchange (调休). The arrangement of a year is announced in November
 * of the year before: a year that is not known yet has no days and is named in `unknownYears`.
 */
export function nationalDays(years: readonly number[]): { days: NamedDay[]; unknownYears: number[] } {
  const days: NamedDay[] = [];
  const unknownYears: number[] = [];
  for (const year of years) {
    const found = daysIn(year);
    if (found.length === 0) unknownYears.push(year);
    days.push(...found);
  }
  return { days, unknownYears };
}

function daysIn(year: number): NamedDay[] {
  const { first, last } = daysOfYear(year);
  const found: NamedDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const day = namedDay(date);
    if (day) found.push(day);
  }
  return found;
}

function namedDay(date: LocalDate): NamedDay | null {
  const { work, name } = chineseDays.getDayDetail(date);
  // Plain days are named by their weekday; arranged ones as `National Day,国庆节,3`.
  const [, chinese] = name.split(",");
  if (chinese === undefined) return null;
  return { date: localDate(date), kind: work ? "WORKING" : "HOLIDAY", name: chinese };
}

import { addDays, dayNumber, type LocalDate } from "../../kernel/clock.ts";

/** The Monday of the week in which a day lies. */
export function mondayOf(day: LocalDate): LocalDate {
  // Day 0, 1970-01-01, was a Thursday.
  return addDays(day, -(((dayNumber(day) + 3) % 7) + 7) % 7);
}

import type { LocalDate } from "../../kernel/clock.ts";
import { addWorkdays, type Calendar } from "../../kernel/workdays.ts";

/** On which day an act counts, and on which day a promise was met. */

/** One accepted part of an obligation and the day on which it counts (`countsOn`). */
export type MetDay = { day: LocalDate; accepted: bigint };

/**
 * The day on which an act counts: its own day when it was submitted within the city's window of working days after it, else the
 * day it was submitted. Back-dating gains nothing.
 */
export function countsOn(
  act: { occurredOn: LocalDate; submittedOn: LocalDate },
  reportingWindowWorkdays: number,
  calendar: Calendar,
): LocalDate {
  const lastDay = addWorkdays(act.occurredOn, reportingWindowWorkdays, calendar);
  return act.submittedOn <= lastDay ? act.occurredOn : act.submittedOn;
}

/** The first day on which the accepted parts reached `needed`, in the order of the acts; null when they do not. */
export function metOn(metDays: readonly MetDay[], needed: bigint): LocalDate | null {
  let sum = 0n;
  for (const part of [...metDays].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    sum += part.accepted;
    if (sum >= needed) return part.day;
  }
  return null;
}

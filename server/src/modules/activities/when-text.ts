import { dateOf, dayNumber } from "../../kernel/clock.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { whenParams } from "./tell.ts";
import { words } from "./words.ts";

/** When a session is, in words: its day, weekday and hours in Asia/Shanghai. */
export function whenText(locale: Locale, session: { startsAt: Date; endsAt: Date }): string {
  const w = words[locale];
  const start = whenParams(session.startsAt);
  const end = whenParams(session.endsAt);
  // Day 0, 1970-01-01, was a Thursday.
  const weekday = ((((dayNumber(dateOf(session.startsAt)) + 3) % 7) + 7) % 7) + 1;
  return fill(start.day === end.day ? w.when : w.whenTwoDays, {
    day: start.day,
    weekday: w.weekdays[weekday as keyof typeof w.weekdays],
    from: start.when,
    lastDay: end.day,
    to: end.when,
  });
}

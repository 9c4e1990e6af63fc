import { dateOf } from "../../kernel/clock.ts";
import { weekdayText } from "../../kernel/day-text.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { whenParams } from "./tell.ts";
import { words } from "./words.ts";

/** When a session is, in words: its day, weekday and hours in Asia/Shanghai. */
export function whenText(locale: Locale, session: { startsAt: Date; endsAt: Date }): string {
  const w = words[locale];
  const first = dateOf(session.startsAt);
  const last = dateOf(session.endsAt);
  return fill(first === last ? w.when : w.whenTwoDays, {
    day: weekdayText(locale, first),
    from: whenParams(session.startsAt).when,
    lastDay: weekdayText(locale, last),
    to: whenParams(session.endsAt).when,
  });
}

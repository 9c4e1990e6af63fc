import type { LocalDate } from "../../kernel/clock.ts";
import { type PeriodSpan, periodOf, yearOf } from "../cities/model.ts";
import type { Span } from "./read.ts";

/** The quarter in which a day lies. */
export function quarterOf(day: LocalDate): PeriodSpan {
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  const period = periodOf(`${yearOf(day)}Q${quarter}`);
  if (!period) throw new Error(`no quarter of ${day}`);
  return period;
}

/** The days of a period, seen on its last day, or today while it runs. */
export function spanOf(cityId: string, period: PeriodSpan, today: LocalDate): Span {
  const asOf = today < period.closesOn ? today : period.closesOn;
  return { cityId, from: period.opensOn, to: period.closesOn, asOf };
}

import { addDays, addMonths, type LocalDate, localDate, startOfDay } from "../../server/src/kernel/clock.ts";
import { addWorkdays, type Calendar, isWorkday } from "../../server/src/kernel/workdays.ts";
import { type PeriodSpan, periodOf } from "../../server/src/modules/cities/model.ts";
import { nationalDays } from "../../server/src/modules/cities/national-days.ts";

/** A quarter of the city's history. */
export type Quarter = PeriodSpan & {
  /** The working day on which the office seals it; whether it comes is for the anchor to say. */
  sealOn: LocalDate;
};

/** The time in which the demo city lives: six whole quarters and the running one, up to the day before the anchor. */
export type History = {
  anchor: LocalDate;
  firstDay: LocalDate;
  /** The last day on which anything happens. */
  lastDay: LocalDate;
  quarters: Quarter[];
  years: number[];
  /** Years whose public holidays are known. */
  calendarYears: number[];
  calendar: Calendar;
};

const WHOLE_QUARTERS = 6;
/** An office seals a quarter so many days after its end: by then what was reported late is confirmed, all but a little. */
const SEALED_AFTER_DAYS = 34;

/** The city's time before an anchor. */
export function historyBefore(anchor: LocalDate): History {
  const running = quarterOf(anchor);
  const firstDay = addMonths(running.opensOn, -3 * WHOLE_QUARTERS);
  const years = range(Number(firstDay.slice(0, 4)), Number(anchor.slice(0, 4)));
  const { days, unknownYears } = nationalDays([...years, Number(anchor.slice(0, 4)) + 1]);
  const calendar: Calendar = new Map(days.map(({ date, kind }) => [date, kind]));
  const quarters = range(0, WHOLE_QUARTERS).map((n): Quarter => {
    const span = quarterOf(addMonths(firstDay, 3 * n));
    return { ...span, sealOn: onOrAfter(addDays(span.closesOn, SEALED_AFTER_DAYS), calendar) };
  });
  return {
    anchor,
    firstDay,
    lastDay: addDays(anchor, -1),
    quarters,
    years,
    calendarYears: years.filter((year) => !unknownYears.includes(year)),
    calendar,
  };
}

function quarterOf(day: LocalDate): PeriodSpan {
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  const span = periodOf(`${day.slice(0, 4)}Q${quarter}`);
  if (!span) throw new RangeError(`no quarter holds ${day}`);
  return span;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The working day on a day or after it. */
export function onOrAfter(day: LocalDate, calendar: Calendar): LocalDate {
  return isWorkday(day, calendar) ? day : addWorkdays(day, 1, calendar);
}

/** The working day on a day or before it. */
export function onOrBefore(day: LocalDate, calendar: Calendar): LocalDate {
  return isWorkday(day, calendar) ? day : addWorkdays(day, -1, calendar);
}

/** The last day that is sealed for an act on a day; what happened until then is not written any more. */
export function sealedThrough(history: History, day: LocalDate): LocalDate {
  const sealed = history.quarters.filter(({ sealOn }) => sealOn <= day).at(-1);
  return sealed?.closesOn ?? localDate("2000-01-01");
}

/** The instant of a day at so many minutes after midnight. */
export function moment(day: LocalDate, minutes: number): number {
  return startOfDay(day).getTime() + minutes * 60_000;
}

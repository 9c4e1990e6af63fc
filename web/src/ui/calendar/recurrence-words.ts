import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import { readRule } from "./recurrence.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** What happens to a date on which the city rests. */
export const HOLIDAY_WAYS = ["NEXT_WORKDAY", "SKIP", "KEEP"] as const;
export type HolidayWay = (typeof HOLIDAY_WAYS)[number];

/** When something is held, as it is stored. */
export interface Schedule {
  /** RFC 5545, the value of RRULE; null for something held once. */
  rule: string | null;
  firstOn: string;
  /** Local clock times. */
  from: string;
  to: string;
  holidays: HolidayWay;
  /** The last day, where a series was ended early. */
  endsOn?: string | null;
}

/** Says a schedule: `每周五 09:00–11:00，至 12月31日 周四，遇节假日顺延`. */
export function useScheduleWords(): (schedule: Schedule) => string {
  const t = useMessages(messages);
  const { date } = useFormat();
  return ({ rule, firstOn, from, to, holidays, endsOn }) => {
    if (rule === null) return t("said.once", { day: date(firstOn), from, to });
    const read = readRule(rule);
    if (!read) return t("said.other", { from, to });
    const days = read.weekdays.map((day) => t(`weekday.${WEEKDAYS[day] ?? "mon"}`)).join(t("and"));
    const nth = String(read.nth ?? "");
    const until = endsOn ?? read.until;
    return [
      t(`said.${read.repeat}`, { days, nth, from, to }),
      ...(until ? [t("said.until", { day: date(until) })] : []),
      t(`said.${holidays}`),
    ].join(t("comma"));
  };
}

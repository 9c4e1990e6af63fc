import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { monthGrid } from "../../ui/calendar/month-grid.ts";
import classes from "./cities.module.css";
import { messages } from "./messages.ts";

const MONTH_NAMES = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
] as const;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

interface MonthViewProps {
  year: number;
  month: number;
  /** Days that differ from the plain week, by date. */
  marked: ReadonlyMap<string, { kind: "HOLIDAY" | "WORKING"; name: string }>;
}

/** One month: each day with whether people rest or work, in a letter and a colour. */
export function MonthView({ year, month, marked }: MonthViewProps) {
  const t = useMessages(messages);
  const today = todayInChina();
  const grid = monthGrid(year, month);
  const weeks = Array.from({ length: Math.ceil(grid.length / 7) }, (_, week) =>
    grid.slice(week * 7, week * 7 + 7),
  );
  return (
    <table className={classes.month}>
      <caption>{t(`calendar.month.${MONTH_NAMES[month - 1] ?? "jan"}`)}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {t(`calendar.weekday.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month never change their order.
          <tr key={index}>
            {WEEKDAYS.map((weekday, place) => {
              const day = week[place];
              if (!day) return <td key={weekday} />;
              const special = marked.get(day.date);
              return (
                <td
                  key={weekday}
                  data-day={special?.kind ?? (day.weekend ? "weekend" : "plain")}
                  data-today={day.date === today || undefined}
                  title={special?.name}
                >
                  {day.day}
                  {special && <sup>{t(`calendar.mark.${special.kind}`)}</sup>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

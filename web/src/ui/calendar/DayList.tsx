import type { ReactNode } from "react";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./calendar.module.css";
import { byDay, type CalendarItem, type MarkedDay } from "./calendar-item.ts";
import { messages } from "./messages.ts";

interface DayListProps<Item extends Pick<CalendarItem, "id" | "date" | "startsAt">> {
  items: readonly Item[];
  marked: ReadonlyMap<string, MarkedDay>;
  render: (item: Item) => ReactNode;
}

/** What takes place, day by day below each other. */
export function DayList<Item extends Pick<CalendarItem, "id" | "date" | "startsAt">>(
  props: DayListProps<Item>,
) {
  const { items, marked, render } = props;
  const t = useMessages(messages);
  const { date: say, relativeDay } = useFormat();
  return (
    <div className={classes.days}>
      {[...byDay(items)].map(([date, held]) => {
        const special = marked.get(date);
        return (
          <section key={date} className={classes.listDay}>
            <h2>
              {say(date)}
              <span className={classes.when}>
                {relativeDay(date)}
                {special && ` · ${t(`marked.${special.kind}`, { name: special.name })}`}
              </span>
            </h2>
            <ul className={classes.cards}>
              {held.map((item) => (
                <li key={item.id}>{render(item)}</li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

import { VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./calendar.module.css";
import { byDay, type CalendarItem, type MarkedDay } from "./calendar-item.ts";
import { dayByKey, weekdayOf } from "./days.ts";
import { messages } from "./messages.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** What month and week have in common. */
export interface CalendarGridProps {
  /** Says what the calendar holds. */
  label: string;
  /** The chosen local date: the grid shows what is around it. */
  selected: string;
  onSelect: (date: string) => void;
  items: readonly CalendarItem[];
  marked: ReadonlyMap<string, MarkedDay>;
}

interface DayGridProps extends CalendarGridProps {
  weeks: readonly (readonly string[])[];
  /** How far PageUp and PageDown go, and how much a day has room for. */
  page: "week" | "month";
}

/** Days in weeks: one is chosen; arrow keys move between them. On a phone a day shows dots for what it holds. */
export function DayGrid({ label, weeks, page, selected, onSelect, items, marked }: DayGridProps) {
  const t = useMessages(messages);
  const { date: say } = useFormat();
  const grid = useRef<HTMLTableElement>(null);
  const byKey = useRef(false);
  const today = todayInChina();
  const days = byDay(items);
  const room = page === "week" ? 8 : 3;

  useEffect(() => {
    // The focus follows the chosen day where the keyboard moved it, also into another month.
    if (byKey.current) grid.current?.querySelector<HTMLElement>(`[data-date="${selected}"]`)?.focus();
    byKey.current = false;
  }, [selected]);

  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = dayByKey(event.key, selected, page);
    if (!next) return;
    event.preventDefault();
    byKey.current = true;
    onSelect(next);
  };

  return (
    <table
      ref={grid}
      className={classes.grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of days is a table one moves in.
      role="grid"
      aria-label={label}
      data-page={page}
      onKeyDown={move}
    >
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {t(`weekday.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => {
              const held = days.get(date) ?? [];
              const special = marked.get(date);
              const weekend = weekdayOf(date) >= 5;
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the button in it has the focus.
                <td
                  key={date}
                  // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of that grid.
                  role="gridcell"
                  aria-selected={date === selected}
                  className={classes.cell}
                  data-day={special?.kind ?? (weekend ? "weekend" : "plain")}
                  data-outside={(page === "month" && date.slice(0, 7) !== selected.slice(0, 7)) || undefined}
                >
                  <button
                    type="button"
                    className={classes.day}
                    data-date={date}
                    tabIndex={date === selected ? 0 : -1}
                    aria-current={date === today ? "date" : undefined}
                    onClick={() => onSelect(date)}
                  >
                    <VisuallyHidden>
                      {[
                        say(date),
                        ...(special ? [t(`marked.${special.kind}`, { name: special.name })] : []),
                        t("held", { count: held.length }),
                      ].join(t("comma"))}
                    </VisuallyHidden>
                    <span className={classes.number} aria-hidden>
                      {Number(date.slice(8))}
                      {special && <sup>{t(`mark.${special.kind}`)}</sup>}
                    </span>
                    {held.slice(0, room).map(({ id, startsAt, title, tone }) => (
                      <span key={id} className={classes.held} data-tone={tone}>
                        <b>{startsAt}</b> {title}
                      </span>
                    ))}
                    {held.length > room && (
                      <span className={classes.rest}>{t("more", { count: held.length - room })}</span>
                    )}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

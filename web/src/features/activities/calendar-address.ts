import { todayInChina } from "../../lib/format.ts";
import type { OrganizationKind } from "../../lib/viewer.ts";
import type { ActivitiesSearch } from "../../routes/search.ts";
import { CALENDAR_VIEWS, type CalendarView } from "../../ui/calendar/CalendarHead.tsx";
import { addDays, addMonths, weekOf, weeksOfMonth } from "../../ui/calendar/days.ts";

/** Whose activities are shown. */
export const WHOSE = ["mine", "ours", "city"] as const;
export type Whose = (typeof WHOSE)[number];

/** What the calendar shows, read from its address. */
export interface CalendarAddress {
  view: CalendarView;
  /** The chosen local date. */
  on: string;
  whose: Whose;
  /** Id of a kind of activity. */
  kind: string | null;
  /** A part of a place's name. */
  place: string;
  /** Only what people can still sign up for. */
  open: boolean;
}

/** Reads the address. Without one: this month, of one's organization; of the whole territory for an office. */
export function readAddress(
  search: ActivitiesSearch,
  of: OrganizationKind | undefined,
  today: string = todayInChina(),
): CalendarAddress {
  const { view, on, whose, kind, place, open } = search;
  return {
    view: CALENDAR_VIEWS.find((it) => it === view) ?? "month",
    on: on && /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on)) ? on : today,
    whose: WHOSE.find((it) => it === whose) ?? (of === "OFFICE" ? "city" : "ours"),
    kind: kind ?? null,
    place: place ?? "",
    open: open === "1",
  };
}

/** From which local date to which, both included, the calendar needs what takes place. */
export function rangeOf({ view, on }: Pick<CalendarAddress, "view" | "on">): { from: string; to: string } {
  if (view === "week") {
    const week = weekOf(on);
    return { from: week[0] ?? on, to: week[6] ?? on };
  }
  if (view === "list") {
    // From the chosen day on; of a month that was turned to, from its beginning.
    return { from: on, to: addDays(addMonths(`${on.slice(0, 7)}-01`, 1), -1) };
  }
  const weeks = weeksOfMonth(on);
  return { from: weeks[0]?.[0] ?? on, to: weeks.at(-1)?.[6] ?? on };
}

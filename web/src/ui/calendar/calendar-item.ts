/** What a calendar shows of one thing that takes place. */
export interface CalendarItem {
  id: string;
  /** Local date `YYYY-MM-DD`. */
  date: string;
  /** Local clock time `09:00`. */
  startsAt: string;
  title: string;
  /** `mine` stands out, `off` is struck through. */
  tone: "plain" | "mine" | "off";
}

/** A day that differs from the plain week: people rest, or work although it is a weekend. */
export interface MarkedDay {
  kind: "HOLIDAY" | "WORKING";
  name: string;
}

/** Things by their day, each day's by the clock. */
export function byDay<Item extends Pick<CalendarItem, "date" | "startsAt">>(
  items: readonly Item[],
): Map<string, Item[]> {
  const sorted = [...items].sort((a, b) => (`${a.date} ${a.startsAt}` < `${b.date} ${b.startsAt}` ? -1 : 1));
  return Map.groupBy(sorted, ({ date }) => date);
}

const DAY_MS = 86_400_000;

const at = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** The local date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(at(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day so many months later, or the month's last where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: string): number {
  return (new Date(at(date)).getUTCDay() + 6) % 7;
}

/** The seven days of a date's week, Monday first. */
export function weekOf(date: string): string[] {
  const monday = addDays(date, -weekdayOf(date));
  return Array.from({ length: 7 }, (_, day) => addDays(monday, day));
}

/** The whole weeks that a date's month touches, Monday first. */
export function weeksOfMonth(date: string): string[][] {
  const first = `${date.slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const weeks: string[][] = [];
  for (let day = first; ; day = addDays(day, 7)) {
    const week = weekOf(day);
    weeks.push(week);
    if (week.includes(last)) return weeks;
  }
}

/** Where an arrow key leads from a date in a calendar; null for any other key. `page` is how far PageUp and PageDown go. */
export function dayByKey(key: string, date: string, page: "week" | "month"): string | null {
  const turn = (pages: number) => (page === "week" ? addDays(date, 7 * pages) : addMonths(date, pages));
  switch (key) {
    case "ArrowLeft":
      return addDays(date, -1);
    case "ArrowRight":
      return addDays(date, 1);
    case "ArrowUp":
      return addDays(date, -7);
    case "ArrowDown":
      return addDays(date, 7);
    case "Home":
      return weekOf(date)[0] ?? date;
    case "End":
      return weekOf(date)[6] ?? date;
    case "PageUp":
      return turn(-1);
    case "PageDown":
      return turn(1);
    default:
      return null;
  }
}

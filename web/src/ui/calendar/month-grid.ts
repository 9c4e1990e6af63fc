/** One day of a month's grid; null is a gap before the first day, so that weeks begin on Monday. */
export type GridDay = { date: string; day: number; weekend: boolean } | null;

/** The days of a month as they stand in a calendar. `month` is 1 to 12. */
export function monthGrid(year: number, month: number): GridDay[] {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weekday = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const gaps: GridDay[] = Array.from({ length: weekday }, () => null);
  const dated = Array.from({ length: days }, (_, index) => ({
    date: `${year}-${String(month).padStart(2, "0")}-${String(index + 1).padStart(2, "0")}`,
    day: index + 1,
    weekend: (weekday + index) % 7 >= 5,
  }));
  return [...gaps, ...dated];
}

import { type CalendarGridProps, DayGrid } from "./DayGrid.tsx";
import { weeksOfMonth } from "./days.ts";

/** The month of the chosen day in whole weeks, Monday first; neighbours' days are paler. */
export function MonthGrid(props: CalendarGridProps) {
  return <DayGrid {...props} weeks={weeksOfMonth(props.selected)} page="month" />;
}

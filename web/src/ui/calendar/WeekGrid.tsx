import { type CalendarGridProps, DayGrid } from "./DayGrid.tsx";
import { weekOf } from "./days.ts";

/** The week of the chosen day, with room for what each day holds. */
export function WeekGrid(props: CalendarGridProps) {
  return <DayGrid {...props} weeks={[weekOf(props.selected)]} page="week" />;
}

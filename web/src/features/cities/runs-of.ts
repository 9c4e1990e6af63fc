import { daysBetween } from "../../lib/format.ts";

/** A day that differs from the plain week. */
export interface SpecialDay {
  date: string;
  kind: "HOLIDAY" | "WORKING";
  name: string;
}

/** Days in a row for one reason. */
export interface Run {
  kind: SpecialDay["kind"];
  name: string;
  days: SpecialDay[];
}

/** Puts days that follow each other for the same reason together; `days` are in order. */
export function runsOf(days: readonly SpecialDay[]): Run[] {
  const runs: Run[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const last = run?.days.at(-1);
    const goesOn = run && last && run.kind === day.kind && run.name === day.name;
    if (goesOn && daysBetween(last.date, day.date) === 1) run.days.push(day);
    else runs.push({ kind: day.kind, name: day.name, days: [day] });
  }
  return runs;
}

import { addDays, diffDays, type LocalDate, later } from "../../kernel/clock.ts";
import { type Calendar, isWorkday, workdaysBetween } from "../../kernel/workdays.ts";
import { free, type Obligation } from "./model.ts";

/** What an obligation is called on a day. Derived, never stored. */
export const obligationStates = [
  "UPCOMING",
  "DUE",
  "AT_RISK",
  "OVERDUE",
  "AWAITING",
  "MET",
  "MET_LATE",
  "WAIVED",
  "CANCELLED",
  "UNMET",
] as const;
export type ObligationState = (typeof obligationStates)[number];

/**
 * A time in which the clock stands still; `endsOn` is the last such day, null while it lasts. Pass only those whose days
 * are not yet in `dueOn`: when a suspension ends, `resume` moves the due dates and it is passed no more.
 */
export type Suspension = { startsOn: LocalDate; endsOn: LocalDate | null };

export type StateContext = {
  today: LocalDate;
  calendar: Calendar;
  settings: { atRiskWorkdays: number; silenceWorkdays: number };
  suspensions: readonly Suspension[];
  /** The day on which the oldest delivery still waiting for the other side was submitted. */
  awaitingSince?: LocalDate | null;
};

export type DerivedState = {
  state: ObligationState;
  /** Due date with the suspended days added. */
  dueOn: LocalDate;
  /** Working days past the due date: for OVERDUE until today, for MET_LATE until it was met; else 0. */
  lateWorkdays: number;
  /** Calendar days until the due date; negative when it is past. */
  daysLeft: number;
  /** AWAITING for as long as the city allows: the office's turn. */
  silent: boolean;
};

/** Days of `[from, to]` that are suspended. */
function suspendedDays(from: LocalDate, to: LocalDate, suspensions: readonly Suspension[]): number {
  let days = 0;
  for (const s of suspensions) {
    const start = later(s.startsOn, from);
    const end = s.endsOn === null || s.endsOn > to ? to : s.endsOn;
    if (start <= end) days += diffDays(start, end) + 1;
  }
  return days;
}

/** The due date as it stands on `today`: moved by the suspended days since the obligation opened, an open suspension's until today. */
export function effectiveDueOn(
  o: Pick<Obligation, "opensOn" | "dueOn">,
  suspensions: readonly Suspension[],
  today: LocalDate,
): LocalDate {
  let due = o.dueOn;
  for (const s of [...suspensions].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))) {
    // What was late before the suspension began stays late; the suspended days are left out of the count below.
    if (s.startsOn > due) break;
    due = addDays(due, suspendedDays(o.opensOn, today, [s]));
  }
  return due;
}

function lateness(due: LocalDate, until: LocalDate, context: StateContext): number {
  if (until <= due) return 0;
  let late = workdaysBetween(due, until, context.calendar);
  for (const s of context.suspensions) {
    if (s.startsOn <= due) continue;
    const end = s.endsOn === null || s.endsOn > until ? until : s.endsOn;
    for (let day = s.startsOn; day <= end; day = addDays(day, 1))
      if (isWorkday(day, context.calendar)) late -= 1;
  }
  return Math.max(0, late);
}

/**
 * The state of an obligation on a day. Fully claimed but unconfirmed is AWAITING whatever the date: the other side's turn.
 * An obligation whose whole rest is answered by others is DUE until they are done: they are the ones that can be late.
 */
export function obligationState(o: Obligation, context: StateContext): DerivedState {
  const { today, calendar, settings } = context;
  const dueOn = effectiveDueOn(o, context.suspensions, o.metOn ?? today);
  const derived = (state: ObligationState, lateWorkdays = 0, silent = false): DerivedState => ({
    state,
    dueOn,
    lateWorkdays,
    daysLeft: diffDays(today, dueOn),
    silent,
  });
  if (o.closure === "MET") {
    if (o.metOn === null || o.metOn <= dueOn) return derived("MET");
    return derived("MET_LATE", lateness(dueOn, o.metOn, context));
  }
  if (o.closure !== null) return derived(o.closure);
  if (free(o) === 0n) {
    if (o.claimed > o.accepted) {
      const since = context.awaitingSince;
      const silent = since ? workdaysBetween(since, today, calendar) >= settings.silenceWorkdays : false;
      return derived("AWAITING", 0, silent);
    }
    return derived(today < o.opensOn ? "UPCOMING" : "DUE");
  }
  if (today > dueOn) return derived("OVERDUE", lateness(dueOn, today, context));
  if (today < o.opensOn) return derived("UPCOMING");
  if (workdaysBetween(today, dueOn, calendar) <= settings.atRiskWorkdays) return derived("AT_RISK");
  return derived("DUE");
}

/** Where the tick of the promise bar stands: thousandths of the time between opening and due date that has run, suspended days left out. */
export function pace(
  o: Pick<Obligation, "opensOn" | "dueOn">,
  today: LocalDate,
  suspensions: readonly Suspension[] = [],
): number {
  if (today < o.opensOn) return 0;
  const total = diffDays(o.opensOn, o.dueOn) + 1;
  const run = diffDays(o.opensOn, today) + 1 - suspendedDays(o.opensOn, today, suspensions);
  if (run >= total) return 1000;
  return Math.max(0, Math.floor((run * 1000) / total));
}

/**
 * A suspension ended: the due date that an open obligation has from now on. The same day when it is closed or opens only
 * after the suspension. The change is an EXTEND amendment; `originalDueOn` stays.
 */
export function resume(
  o: Pick<Obligation, "opensOn" | "dueOn" | "closure">,
  suspension: { startsOn: LocalDate; endsOn: LocalDate },
): LocalDate {
  if (o.closure !== null) return o.dueOn;
  return addDays(o.dueOn, suspendedDays(o.opensOn, suspension.endsOn, [suspension]));
}

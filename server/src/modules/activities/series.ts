import { addDays, dateOf, type LocalDate, mondayOf } from "../../kernel/clock.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import { instantOf } from "./model.ts";
import { type Series, seriesDays } from "./recurrence.ts";

/** What of a series should stand as sessions, and what has to change so that it does. Pure. */

/** A series with the time, place and places of its sessions. */
export type PlannedSeries = Series & {
  startMinute: number;
  durationMinutes: number;
  place: string;
  capacity: number | null;
};

/** A session as the series has it. */
export type ExpectedSession = {
  originalStartsAt: Date;
  startsAt: Date;
  endsAt: Date;
  place: string;
  capacity: number | null;
};

/** A session that stands. */
export type StandingSession = ExpectedSession & {
  id: string;
  state: "PLANNED" | "CANCELLED" | "ENDED";
  byHand: boolean;
};

/** The sessions that a series has by its rule from one day to another. */
export function expectedSessions(
  series: PlannedSeries,
  calendar: Calendar,
  from: LocalDate,
  to: LocalDate,
): ExpectedSession[] {
  const { startMinute, durationMinutes, place, capacity } = series;
  return seriesDays(series, calendar, from, to).map(({ ruleOn, heldOn }) => {
    const startsAt = instantOf(heldOn, startMinute);
    return {
      originalStartsAt: instantOf(ruleOn, startMinute),
      startsAt,
      endsAt: new Date(startsAt.getTime() + durationMinutes * 60_000),
      place,
      capacity,
    };
  });
}

/** What has to change. */
export type Reconciliation = {
  add: ExpectedSession[];
  /** Those whose time changes, with the new one. */
  move: { session: StandingSession; startsAt: Date; endsAt: Date }[];
  /** Those that the series no longer has. */
  cancel: StandingSession[];
};

/**
 * Compares what a series should have with the sessions that stand, by the instant at which the rule has them. What somebody moved or
 * cancelled by hand, what has begun and what has ended stays as it is.
 */
export function reconcile(
  expected: readonly ExpectedSession[],
  standing: readonly StandingSession[],
  now: Date,
): Reconciliation {
  const byInstant = new Map(standing.map((session) => [session.originalStartsAt.getTime(), session]));
  const wanted = new Set(expected.map(({ originalStartsAt }) => originalStartsAt.getTime()));
  const result: Reconciliation = { add: [], move: [], cancel: [] };
  const isOpen = (session: StandingSession) =>
    session.state === "PLANNED" && !session.byHand && session.startsAt > now;
  for (const each of expected) {
    const session = byInstant.get(each.originalStartsAt.getTime());
    if (!session) result.add.push(each);
    else if (
      isOpen(session) &&
      session.startsAt.getTime() !== each.startsAt.getTime() &&
      each.startsAt > now
    ) {
      result.move.push({ session, startsAt: each.startsAt, endsAt: each.endsAt });
    }
  }
  for (const session of standing) {
    if (isOpen(session) && !wanted.has(session.originalStartsAt.getTime())) result.cancel.push(session);
  }
  return result;
}

/** A session of the old series with the one of the new series that it becomes. */
export type Carried = { session: StandingSession; as: ExpectedSession };

/**
 * How the sessions of a series go over to the one that continues it: on the same day of the rule, else within the same week in their
 * order, so that who signed up for Friday comes on Thursday. What has no place in the new series is left over.
 */
export function carryOver(
  standing: readonly StandingSession[],
  expected: readonly ExpectedSession[],
): { carried: Carried[]; left: StandingSession[]; add: ExpectedSession[] } {
  const carried: Carried[] = [];
  const free = new Map(expected.map((each) => [dateOf(each.originalStartsAt), each]));
  const inOrder = [...standing].sort((a, b) => a.originalStartsAt.getTime() - b.originalStartsAt.getTime());
  const rest = inOrder.filter((session) => {
    const day = dateOf(session.originalStartsAt);
    const as = free.get(day);
    if (!as) return true;
    free.delete(day);
    carried.push({ session, as });
    return false;
  });
  const left: StandingSession[] = [];
  for (const session of rest) {
    const monday = mondayOf(dateOf(session.originalStartsAt));
    const near = [...free.keys()].sort().find((day) => day >= monday && day < addDays(monday, 7));
    const as = near === undefined ? undefined : free.get(near);
    if (near === undefined || !as) left.push(session);
    else {
      free.delete(near);
      carried.push({ session, as });
    }
  }
  return { carried, left, add: [...free.values()] };
}

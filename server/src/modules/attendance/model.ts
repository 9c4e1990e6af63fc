import { type FieldProblem, Rejection } from "../../kernel/result.ts";

/** When somebody was at a session and how long: arithmetic on instants, no database. Minutes are computed here and nowhere typed. */

export type Span = { startsAt: Date; endsAt: Date };

const MINUTE = 60_000;

/** From so many minutes before its start people may check in; their time begins with the session. */
export const EARLY_MINUTES = 60;
/** So many minutes after its end the host may still complete the list; what is written later is typed, and marked so. */
export const LIST_GRACE_MINUTES = 60;

/** Whole minutes of a span. */
export function minutesOf(span: Span): bigint {
  return BigInt(Math.max(0, Math.floor((span.endsAt.getTime() - span.startsAt.getTime()) / MINUTE)));
}

/** Whether two spans share an instant. Spans that touch do not; an empty one never does. */
export function overlap(a: Span, b: Span): boolean {
  const isEmpty = (span: Span) => span.startsAt >= span.endsAt;
  return !isEmpty(a) && !isEmpty(b) && a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

function clip(at: Date, { startsAt, endsAt }: Span): Date {
  return at < startsAt ? startsAt : at > endsAt ? endsAt : at;
}

/**
 * The time of somebody who checks in: from then (or since the session began) until the session's end, which a check-out may bring
 * forward. So nobody's time ever runs on, and nothing needs to end it at night.
 *
 * @throws Rejection SESSION_NOT_YET, SESSION_OVER.
 */
export function checkIn(session: Span, now: Date, graceMinutes: number): Span {
  if (now.getTime() < session.startsAt.getTime() - EARLY_MINUTES * MINUTE) throw refusal("SESSION_NOT_YET");
  if (now.getTime() > session.endsAt.getTime() + graceMinutes * MINUTE) throw refusal("SESSION_OVER");
  return { startsAt: clip(now, session), endsAt: session.endsAt };
}

/**
 * The time of somebody whom the host puts on the list, by when they came (now when nothing is said): not later than now and within
 * the session.
 *
 * @throws Rejection SESSION_NOT_YET, SESSION_OVER; OUTSIDE_SESSION, DATE_IN_FUTURE at `arrivedAt`.
 */
export function tick(session: Span, now: Date, arrivedAt: Date | null): Span {
  const span = checkIn(session, now, LIST_GRACE_MINUTES);
  if (arrivedAt === null) return span;
  const problems: FieldProblem[] = [];
  if (arrivedAt > now && arrivedAt > session.startsAt)
    problems.push({ path: ["arrivedAt"], code: "DATE_IN_FUTURE" });
  else if (arrivedAt < session.startsAt || arrivedAt > session.endsAt)
    problems.push({ path: ["arrivedAt"], code: "OUTSIDE_SESSION" });
  if (problems.length > 0) throw Rejection.validation(problems);
  return { startsAt: arrivedAt, endsAt: session.endsAt };
}

/** The time of somebody who leaves at an instant: never longer than it was. */
export function checkOut(span: Span, leftAt: Date): Span {
  return { startsAt: span.startsAt, endsAt: clip(leftAt, span) };
}

/**
 * The time of typed minutes: from the session's start, at most its length, not before it has begun.
 *
 * @throws Rejection SESSION_NOT_YET; MINUTES_OUT_OF_RANGE at `minutes`.
 */
export function typedSpan(session: Span, minutes: bigint, now: Date): Span {
  if (now < session.endsAt) throw refusal("SESSION_NOT_YET");
  const longest = minutesOf(session);
  if (minutes < 1n || minutes > longest) {
    throw Rejection.validation([
      { path: ["minutes"], code: "MINUTES_OUT_OF_RANGE", params: { max: longest.toString() } },
    ]);
  }
  const endsAt = new Date(session.startsAt.getTime() + Number(minutes) * MINUTE);
  return { startsAt: session.startsAt, endsAt };
}

function refusal(code: string): Rejection {
  return Rejection.invalidTransition({ from: "PLANNED", allowed: [], code });
}

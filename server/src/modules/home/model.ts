import type { LocalDate } from "../../kernel/clock.ts";
import { addDays, dateOf, diffDays } from "../../kernel/clock.ts";
import { type Calendar, workdaysBetween } from "../../kernel/workdays.ts";

/** What can wait for a person. Each has one button on the home page. */
export const todoKinds = [
  "OBLIGATION_DUE",
  "OBLIGATION_LATE_IN_TERRITORY",
  "DELIVERY_TO_CONFIRM",
  "DISPUTE_TO_SETTLE",
  "PARTNERSHIP_TO_ACKNOWLEDGE",
  "PROPOSAL_TO_ANSWER",
  "ASSIGNMENT_UNACKNOWLEDGED",
  "AGREEMENT_TO_SIGN",
  "REMINDER_TO_ANSWER",
  "EXTENSION_TO_DECIDE",
  "HELP_OFFERED",
  "HELP_TO_CLOSE",
  "EXPENSE_TO_ATTEST",
  "EXPENSE_QUERY_TO_ANSWER",
  "RETURN_TO_CONFIRM",
  "SESSION_TODAY",
  "SESSION_TO_REPORT",
  "SESSION_TO_CONFIRM",
] as const;
export type TodoKind = (typeof todoKinds)[number];

/** How pressing a thing to do is. */
export type TodoTime = {
  /** Working days past the due date; 0 when it is not late or has none. */
  lateWorkdays: number;
  /** Calendar days until the due date; negative when past; null without one. */
  daysLeft: number | null;
  /** Working days that it has waited for this person. */
  waitedWorkdays: number;
};

/** How late a thing is on a day. While the partnership is suspended its clock stands still. */
export function timeOf(
  todo: { dueOn: string | null; since: string; suspendedSince: string | null },
  today: LocalDate,
  calendar: Calendar,
): TodoTime {
  const waitedWorkdays = Math.max(0, workdaysBetween(dateOf(new Date(todo.since)), today, calendar));
  if (todo.dueOn === null) return { lateWorkdays: 0, daysLeft: null, waitedWorkdays };
  const due = todo.dueOn as LocalDate;
  const suspended = todo.suspendedSince as LocalDate | null;
  const until = suspended !== null && suspended < today ? suspended : today;
  const still = suspended !== null && suspended <= today ? diffDays(suspended, today) : 0;
  const effectiveDue = suspended !== null && suspended <= due ? addDays(due, still) : due;
  return {
    lateWorkdays: until > due ? Math.max(0, workdaysBetween(due, until, calendar)) : 0,
    daysLeft: diffDays(today, effectiveDue),
    waitedWorkdays,
  };
}

/** Whose turn it is: 0 others wait for this person's word, 1 a promise of this person's own or of its territory, 2 good to know. */
const TURN: Record<TodoKind, 0 | 1 | 2> = {
  DELIVERY_TO_CONFIRM: 0,
  DISPUTE_TO_SETTLE: 0,
  EXTENSION_TO_DECIDE: 0,
  REMINDER_TO_ANSWER: 0,
  PROPOSAL_TO_ANSWER: 0,
  RETURN_TO_CONFIRM: 0,
  EXPENSE_TO_ATTEST: 0,
  EXPENSE_QUERY_TO_ANSWER: 0,
  SESSION_TO_CONFIRM: 0,
  SESSION_TODAY: 1,
  SESSION_TO_REPORT: 1,
  OBLIGATION_DUE: 1,
  OBLIGATION_LATE_IN_TERRITORY: 1,
  HELP_OFFERED: 1,
  AGREEMENT_TO_SIGN: 2,
  PARTNERSHIP_TO_ACKNOWLEDGE: 2,
  HELP_TO_CLOSE: 2,
  ASSIGNMENT_UNACKNOWLEDGED: 2,
};

/** First what others wait for, then the latest, then what is due soonest, then what has waited longest. */
export function worstFirst(a: TodoTime & { kind: TodoKind }, b: TodoTime & { kind: TodoKind }): number {
  if (TURN[a.kind] !== TURN[b.kind]) return TURN[a.kind] - TURN[b.kind];
  if (a.lateWorkdays !== b.lateWorkdays) return b.lateWorkdays - a.lateWorkdays;
  if (a.daysLeft !== b.daysLeft) return (a.daysLeft ?? 3) - (b.daysLeft ?? 3);
  return b.waitedWorkdays - a.waitedWorkdays;
}

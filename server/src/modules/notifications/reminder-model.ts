import type { ReminderAudience, ReminderChannel, ReminderSubject } from "@gongjian/prisma/client";
import { addDays, diffDays, type LocalDate } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import { addWorkdays, type Calendar, isWorkday } from "../../kernel/workdays.ts";

/** When a rung of the ladder falls, who of many comes first, and when nobody is disturbed: pure. */

/** What a policy says. */
export type Rung = {
  subject: ReminderSubject;
  /** Negative before the day, 0 on it, positive after it. */
  days: number;
  workdays: boolean;
  audience: ReminderAudience[];
  channels: ReminderChannel[];
};

/** The farthest a rung may be from its day. */
export const MOST_DAYS = 120;

/** The ladder that every city begins with: calm, and with the office last. */
export const defaultLadder: readonly Rung[] = [
  { subject: "OBLIGATION", days: -10, workdays: true, audience: ["LIAISON"], channels: ["IN_APP"] },
  { subject: "OBLIGATION", days: 0, workdays: false, audience: ["LIAISON"], channels: ["IN_APP"] },
  {
    subject: "OBLIGATION",
    days: 3,
    workdays: true,
    audience: ["LIAISON", "LEADER"],
    channels: ["IN_APP", "MAIL"],
  },
  { subject: "OBLIGATION", days: 10, workdays: true, audience: ["OFFICE"], channels: ["IN_APP", "WEBHOOK"] },
  { subject: "DELIVERY", days: 3, workdays: true, audience: ["LIAISON"], channels: ["IN_APP"] },
  { subject: "SESSION", days: -1, workdays: false, audience: ["LIAISON"], channels: ["IN_APP"] },
  { subject: "APPEAL", days: 3, workdays: true, audience: ["LIAISON"], channels: ["IN_APP"] },
  // The office over the community is told once by the appeals themselves.
  { subject: "APPEAL", days: 8, workdays: true, audience: ["MANAGER"], channels: ["IN_APP"] },
  { subject: "REQUEST", days: 3, workdays: true, audience: ["LIAISON"], channels: ["IN_APP"] },
  { subject: "REQUEST", days: 8, workdays: true, audience: ["OFFICE"], channels: ["IN_APP"] },
];

/** What is wrong with a rung. What waits has no day before it began to wait. */
export function checkRung(rung: Rung): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const ahead = rung.subject === "OBLIGATION" || rung.subject === "SESSION";
  const [min, max] = [ahead ? -MOST_DAYS : 0, MOST_DAYS];
  if (!Number.isInteger(rung.days) || rung.days < min || rung.days > max)
    problems.push({
      path: ["days"],
      code: "OUT_OF_RANGE",
      params: { min: String(min), max: String(max) },
    });
  if (rung.audience.length === 0) problems.push({ path: ["audience"], code: "REQUIRED" });
  if (rung.channels.length === 0) problems.push({ path: ["channels"], code: "REQUIRED" });
  return problems;
}

/** The day on which a rung falls for a thing whose own day is `day`. */
export function fallsOn(
  rung: Pick<Rung, "days" | "workdays">,
  day: LocalDate,
  calendar: Calendar,
): LocalDate {
  return rung.workdays ? addWorkdays(day, rung.days, calendar) : addDays(day, rung.days);
}

/**
 * A rung that fell while nobody was to be disturbed, or while no server ran, is caught up with for so many days: longer than any
 * public holiday.
 */
export const CATCH_UP_DAYS = 12;

/** A day of things, and the day on which the rung falls for them. */
export type Fall = { day: LocalDate; fellOn: LocalDate };

/**
 * The days whose things a policy speaks of today: those for which it fell today, or lately and not before it began to hold. The database
 * joins its things to these, so that nothing is worked out row by row.
 */
export function fallsUntil(
  rung: Pick<Rung, "days" | "workdays">,
  validFrom: LocalDate,
  today: LocalDate,
  calendar: Calendar,
): Fall[] {
  // Working days are spread over at most twice as many days and a long holiday.
  const span = Math.abs(rung.days) * (rung.workdays ? 2 : 1) + CATCH_UP_DAYS + 20;
  const middle = addDays(today, -rung.days);
  const falls: Fall[] = [];
  for (let offset = -span; offset <= span; offset++) {
    const day = addDays(middle, offset);
    const fellOn = fallsOn(rung, day, calendar);
    const ago = diffDays(fellOn, today);
    if (ago >= 0 && ago <= CATCH_UP_DAYS && fellOn >= validFrom) falls.push({ day, fellOn });
  }
  return falls;
}

/** When a city wants peace. Times are minutes since midnight; quiet hours may run over midnight, equal ends mean none. */
export type Peace = { quietFrom: number; quietTo: number; workdaysOnly: boolean };

/** Whether nobody is to be reminded now; what falls is caught up with later. */
export function isQuiet(peace: Peace, day: LocalDate, minute: number, calendar: Calendar): boolean {
  if (peace.workdaysOnly && !isWorkday(day, calendar)) return true;
  const { quietFrom, quietTo } = peace;
  return quietFrom <= quietTo
    ? minute >= quietFrom && minute < quietTo
    : minute >= quietFrom || minute < quietTo;
}

/** Something a person is to be reminded of. */
export type Candidate = {
  policyId: string;
  personId: string;
  organizationId: string;
  subject: ReminderSubject;
  subjectRef: string;
  fellOn: LocalDate;
  /** The thing's own day. */
  day: LocalDate;
  /** How far up the ladder. */
  days: number;
};

/** The most urgent first: what others wait for and what is late before what comes, the highest rung first, then the earliest day. */
export function mostUrgentFirst(a: Candidate, b: Candidate): number {
  if (a.days !== b.days) return b.days - a.days;
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.subjectRef < b.subjectRef ? -1 : a.subjectRef > b.subjectRef ? 1 : 0;
}

/**
 * What is sent and what is kept back: for each person at most so many as the week's cap leaves, the most urgent first.
 *
 * @param told how often each person was reminded in the seven days before, by people and by policies.
 */
export function withinCap<One extends Candidate>(
  candidates: readonly One[],
  told: ReadonlyMap<string, number>,
  cap: number,
): { sent: One[]; suppressed: One[] } {
  const left = new Map<string, number>();
  const sent: One[] = [];
  const suppressed: One[] = [];
  for (const one of [...candidates].sort(mostUrgentFirst)) {
    const rest = left.get(one.personId) ?? Math.max(0, cap - (told.get(one.personId) ?? 0));
    left.set(one.personId, Math.max(0, rest - 1));
    (rest > 0 ? sent : suppressed).push(one);
  }
  return { sent, suppressed };
}

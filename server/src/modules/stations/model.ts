import { addDays, dateOf, earlier, type LocalDate, startOfDay, weekdayOf } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import type { Calendar } from "../../kernel/workdays.ts";

/** When a practice station is open, and whether its timetable is alive: pure functions of its hours, closed days and sessions. */

export const MOST_SPANS = 21;
export const MOST_ROOMS = 30;
const MINUTES_OF_DAY = 1_440;
const MONDAY = 1;

/** One opening span of a week: 1 is Monday, minutes of the day, the last one not included. */
export type WeekSpan = { weekday: number; opens: number; closes: number };

/** A span of one day, minutes. */
export type DaySpan = { opens: number; closes: number };

export type ClosureReason = "REPAIR" | "STAFF" | "WEATHER" | "EVENT" | "OTHER";

/** Closed from a day to a day, until further notice when `endsOn` is null; taken back when it ends before it starts. */
export type Closure = {
  reason: ClosureReason;
  note: string | null;
  startsOn: LocalDate;
  endsOn: LocalDate | null;
};

/** What a station says of its openings. */
export type Openings = {
  hours: readonly WeekSpan[];
  opensOnHolidays: boolean;
  closures: readonly Closure[];
};

/** Spans in the order of the week. */
export function inOrder(hours: readonly WeekSpan[]): WeekSpan[] {
  return [...hours].sort((a, b) => a.weekday - b.weekday || a.opens - b.opens);
}

/** What is wrong with opening hours, by position in the list as it was given. */
export function checkHours(hours: readonly WeekSpan[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (hours.length > MOST_SPANS) {
    problems.push({ path: ["hours"], code: "TOO_MANY", params: { max: String(MOST_SPANS) } });
  }
  for (const [position, { weekday, opens, closes }] of hours.entries()) {
    const at = (field: string) => ["hours", String(position), field];
    if (!isWithin(weekday, 1, 7)) problems.push({ path: at("weekday"), code: "OUT_OF_RANGE" });
    if (!isWithin(opens, 0, MINUTES_OF_DAY - 1)) problems.push({ path: at("opens"), code: "OUT_OF_RANGE" });
    else if (!isWithin(closes, opens + 1, MINUTES_OF_DAY))
      problems.push({ path: at("closes"), code: "BEFORE_START" });
    const isOverlapping = hours.some(
      (other, earlierPosition) =>
        earlierPosition < position &&
        other.weekday === weekday &&
        other.opens < closes &&
        opens < other.closes,
    );
    if (isOverlapping) problems.push({ path: at("opens"), code: "HOURS_OVERLAP" });
  }
  return problems;
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

/** What is wrong with the days of a closure. */
export function checkClosure(
  closure: Pick<Closure, "startsOn" | "endsOn">,
  today: LocalDate,
): FieldProblem[] {
  const { startsOn, endsOn } = closure;
  const problems: FieldProblem[] = [];
  if (startsOn < today) problems.push({ path: ["startsOn"], code: "IN_THE_PAST" });
  if (endsOn !== null && endsOn < startsOn) problems.push({ path: ["endsOn"], code: "BEFORE_START" });
  return problems;
}

/** The last closed day of a closure that is lifted today: the day before, or the day before it begins. */
export function liftedOn(closure: Pick<Closure, "startsOn">, today: LocalDate): LocalDate {
  return addDays(closure.startsOn > today ? closure.startsOn : today, -1);
}

/** The closure that holds on a day. */
export function closureOn<C extends Pick<Closure, "startsOn" | "endsOn">>(
  closures: readonly C[],
  day: LocalDate,
): C | null {
  return (
    closures.find(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || day <= endsOn)) ?? null
  );
}

/** Why nothing is open on a day: closed with a reason, a public holiday, or no hours on that weekday. */
export type ShutBecause = "CLOSURE" | "HOLIDAY" | "HOURS";

/**
 * The opening spans of one day. Public holidays have none unless the station says otherwise; a weekend day that is worked in
 * exchange (调休) and has no hours of its own has those of a Monday.
 */
export function spansOn(
  openings: Openings,
  day: LocalDate,
  calendar: Calendar,
): { spans: DaySpan[]; because: ShutBecause | null } {
  if (closureOn(openings.closures, day)) return { spans: [], because: "CLOSURE" };
  const named = calendar.get(day);
  if (named === "HOLIDAY" && !openings.opensOnHolidays) return { spans: [], because: "HOLIDAY" };
  const of = (weekday: number) => inOrder(openings.hours).filter((span) => span.weekday === weekday);
  const own = of(weekdayOf(day));
  const spans = own.length === 0 && named === "WORKING" ? of(MONDAY) : own;
  return {
    spans: spans.map(({ opens, closes }) => ({ opens, closes })),
    because: spans.length === 0 ? "HOURS" : null,
  };
}

/** Open until an instant, or closed for a reason until it next opens (null: nobody knows within the days looked at). */
export type OpenState =
  | { open: true; until: Date }
  | { open: false; because: ShutBecause; closure: Closure | null; opensAt: Date | null };

/** How many days ahead the next opening is looked for. */
export const LOOK_AHEAD_DAYS = 60;

/** Whether the station is open at an instant, and what comes next. */
export function openState(openings: Openings, now: Date, calendar: Calendar): OpenState {
  const day = dateOf(now);
  const minute = Math.floor((now.getTime() - startOfDay(day).getTime()) / 60_000);
  const { spans, because } = spansOn(openings, day, calendar);
  const current = spans.find(({ opens, closes }) => opens <= minute && minute < closes);
  if (current) return { open: true, until: instantOf(day, closing(spans, current)) };
  return {
    open: false,
    because: because ?? "HOURS",
    closure: closureOn(openings.closures, day),
    opensAt: nextOpening(openings, day, minute, calendar),
  };
}

/** Two spans that touch are one to who stands at the door. */
function closing(spans: readonly DaySpan[], current: DaySpan): number {
  let closes = current.closes;
  for (const span of spans) if (span.opens === closes) closes = span.closes;
  return closes;
}

function nextOpening(openings: Openings, today: LocalDate, minute: number, calendar: Calendar): Date | null {
  if (openings.hours.length === 0) return null;
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    const { spans } = spansOn(openings, day, calendar);
    const next = spans.find(({ opens }) => ahead > 0 || opens > minute);
    if (next) return instantOf(day, next.opens);
  }
  return null;
}

/** The instant of a minute of a day in Shanghai. */
export function instantOf(day: LocalDate, minute: number): Date {
  return new Date(startOfDay(day).getTime() + minute * 60_000);
}

/** The minute of the day that `08:30` means, or null. */
export function minuteOf(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  const total = hour * 60 + minute;
  return minute < 60 && total <= MINUTES_OF_DAY ? total : null;
}

// ---------------------------------------------------------------- freshness

/** Why a timetable is stale: no session comes, or none was held and confirmed. */
export type StaleBecause = "NOTHING_PLANNED" | "NOTHING_CONFIRMED";

/** FRESH and STALE of the timetable; a station that is closed with a reason is neither. */
export type Standing = "FRESH" | "STALE" | "CLOSED";

/** What is known of a station's sessions. */
export type Liveliness = {
  /** Start of the next session that is planned. */
  nextSessionAt: Date | null;
  /** Start of the last session that was held and confirmed. */
  lastConfirmedAt: Date | null;
  /** Since when it could hold sessions: its first day, or the day after it was last closed. */
  since: LocalDate;
  /** Closed with a reason today. */
  closed: boolean;
};

/** The city's two numbers. */
export type FreshnessRules = { stationNextSessionDays: number; stationConfirmedSessionDays: number };

/** The first instant that is too late for the next session. */
export function nextSessionBefore(today: LocalDate, rules: FreshnessRules): Date {
  return startOfDay(addDays(today, rules.stationNextSessionDays + 1));
}

/** The first instant from which a confirmed session is recent. */
export function confirmedFrom(today: LocalDate, rules: FreshnessRules): Date {
  return startOfDay(addDays(today, -rules.stationConfirmedSessionDays));
}

/**
 * Why a timetable is stale; empty when it is fresh. A station that could not yet have held sessions for the whole span is not
 * blamed for having none that were confirmed.
 */
export function staleBecause(
  { nextSessionAt, lastConfirmedAt, since }: Liveliness,
  today: LocalDate,
  rules: FreshnessRules,
): StaleBecause[] {
  const reasons: StaleBecause[] = [];
  if (nextSessionAt === null || nextSessionAt >= nextSessionBefore(today, rules))
    reasons.push("NOTHING_PLANNED");
  const recent = confirmedFrom(today, rules);
  if (startOfDay(since) <= recent && (lastConfirmedAt === null || lastConfirmedAt < recent))
    reasons.push("NOTHING_CONFIRMED");
  return reasons;
}

/** What a station is called in lists. */
export function standingOf(liveliness: Liveliness, today: LocalDate, rules: FreshnessRules): Standing {
  if (liveliness.closed) return "CLOSED";
  return staleBecause(liveliness, today, rules).length > 0 ? "STALE" : "FRESH";
}

// ---------------------------------------------------------------- rooms

export type RoomFields = { name: string; seats: number | null };

/** What is wrong with a room. */
export function checkRoom({ name, seats }: RoomFields): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (name === "") problems.push({ path: ["name"], code: "REQUIRED" });
  if ([...name].length > 40) problems.push({ path: ["name"], code: "TOO_LONG", params: { max: "40" } });
  if (seats !== null && !isWithin(seats, 1, 10_000)) {
    problems.push({ path: ["seats"], code: "OUT_OF_RANGE", params: { min: "1", max: "10000" } });
  }
  return problems;
}

/** A room is used from an instant to an instant, the last one not included. */
export type Use = { startsAt: Date; endsAt: Date };

/** Whether two uses of one room get in each other's way. */
export function overlap(a: Use, b: Use): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** The local days that a use touches, first and last. */
export function daysOf({ startsAt, endsAt }: Use): { first: LocalDate; last: LocalDate } {
  const first = dateOf(startsAt);
  const last = dateOf(new Date(endsAt.getTime() - 1));
  return { first: earlier(first, last), last };
}

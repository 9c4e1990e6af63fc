import { addDays, type LocalDate, startOfDay } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";

/** Activities, sessions and who comes: what is allowed, as pure functions. */

// ---------------------------------------------------------------- kinds

export type SeededActivityKind = {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Codes of the city's kinds as which a held session and its hours count. */
  counts: string;
  minutes: string;
};

/** The kinds of activity that every city begins with, in their order. */
export const seededActivityKinds: readonly SeededActivityKind[] = [
  ["PUBLICITY", "宣传教育", "Publicity and education"],
  ["ENVIRONMENT", "环境卫生整治", "Environment and sanitation"],
  ["VOLUNTEER_SERVICE", "志愿服务", "Volunteer service"],
  ["CIVILITY", "文明劝导", "Civility persuasion"],
  ["THEME_DAY", "主题党日", "Theme day"],
].map(([code = "", nameZh = "", nameEn = ""]) => ({
  code,
  nameZh,
  nameEn,
  counts: "JOINT_ACTIVITY",
  minutes: "VOLUNTEER_HOURS",
}));

const CODE = /^[A-Z][A-Z0-9_]{1,39}$/;

/** What is wrong with a kind of activity, by field. */
export function checkActivityKind(kind: { code: string; nameZh: string; nameEn: string }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!CODE.test(kind.code)) problems.push({ path: ["code"], code: "KIND_CODE_FORM" });
  for (const field of ["nameZh", "nameEn"] as const) {
    if (kind[field].trim() === "") problems.push({ path: [field], code: "REQUIRED" });
    if ([...kind[field]].length > 40) problems.push(tooLong(field, 40));
  }
  return problems;
}

/** Whether a dated kind may be used on a day. */
export function holdsOn(kind: { validFrom: LocalDate; validTo: LocalDate | null }, day: LocalDate): boolean {
  return kind.validFrom <= day && (kind.validTo === null || kind.validTo >= day);
}

// ---------------------------------------------------------------- activities

export type SessionState = "PLANNED" | "CANCELLED" | "ENDED";
export type CancelReason = "WEATHER" | "HOLIDAY" | "OTHER";
export type HolidayPolicy = "KEEP" | "SKIP" | "NEXT_WORKDAY";

/** How far back something that was held may still be put in. */
export const LATEST_ENTRY_DAYS = 60;
export const MOST_PLACES = 10_000;
export const SHORTEST_MINUTES = 10;
export const LONGEST_MINUTES = 24 * 60;
export const MOST_SKILLS = 10;
export const MOST_PARTNERSHIPS = 20;
export const MOST_HOSTS = 20;
const LONGEST = { title: 60, body: 4_000, place: 120, skill: 20, note: 500 } as const;

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes after midnight of `HH:MM`; null for another text. */
export function minuteOf(time: string): number | null {
  const match = TIME.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** The instant of a minute of a day in Asia/Shanghai. */
export function instantOf(day: LocalDate, minute: number): Date {
  return new Date(startOfDay(day).getTime() + minute * 60_000);
}

/** What people write of an activity. */
export type ActivityWords = {
  title: string;
  body: string | null;
  skills: readonly string[];
};

/** When and where its sessions are. */
export type SeriesTerms = {
  firstOn: LocalDate;
  startTime: string;
  durationMinutes: number;
  place: string;
  capacity: number | null;
};

function tooLong(field: string, max: number): FieldProblem {
  return { path: [field], code: "TOO_LONG", params: { max: String(max) } };
}

function outOfRange(field: string, min: number, max: number): FieldProblem {
  return { path: [field], code: "OUT_OF_RANGE", params: { min: String(min), max: String(max) } };
}

/** What is not seen, or turns the direction of what stands beside it; it has no place in a line on a poster or a list. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** A text in one line, as it is read. */
function oneLine(text: string): string {
  return text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
}

/** The words as they are stored: trimmed, empty ones absent, each skill once. */
export function cleanWords(words: {
  title: string;
  body?: string | null;
  skills?: readonly string[] | null;
}): ActivityWords {
  const skills = (words.skills ?? []).map(oneLine).filter((skill) => skill !== "");
  return { title: oneLine(words.title), body: words.body?.trim() || null, skills: [...new Set(skills)] };
}

/** What is wrong with the words, by field. */
export function checkWords({ title, body, skills }: ActivityWords): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (title === "") problems.push({ path: ["title"], code: "REQUIRED" });
  if (title.length > LONGEST.title) problems.push(tooLong("title", LONGEST.title));
  if (body !== null && body.length > LONGEST.body) problems.push(tooLong("body", LONGEST.body));
  if (skills.length > MOST_SKILLS) {
    problems.push({ path: ["skills"], code: "TOO_MANY", params: { max: String(MOST_SKILLS) } });
  }
  if (skills.some((skill) => skill.length > LONGEST.skill)) problems.push(tooLong("skills", LONGEST.skill));
  return problems;
}

/** What is wrong with times, place and places, by field. */
export function checkTerms(terms: SeriesTerms, today: LocalDate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (minuteOf(terms.startTime) === null) problems.push({ path: ["startTime"], code: "TIME_FORM" });
  if (terms.firstOn < addDays(today, -LATEST_ENTRY_DAYS) || terms.firstOn > addDays(today, 366)) {
    problems.push({ path: ["firstOn"], code: "TOO_FAR" });
  }
  return [...problems, ...checkDuration(terms.durationMinutes), ...checkPlaces(terms)];
}

/** What is wrong with how long something lasts. */
export function checkDuration(minutes: number): FieldProblem[] {
  const isFine = minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES;
  return isFine ? [] : [outOfRange("durationMinutes", SHORTEST_MINUTES, LONGEST_MINUTES)];
}

/** What is wrong with where something is and for how many. */
export function checkPlaces({ place, capacity }: { place: string; capacity: number | null }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (place.trim() === "") problems.push({ path: ["place"], code: "REQUIRED" });
  if (place.trim().length > LONGEST.place) problems.push(tooLong("place", LONGEST.place));
  if (capacity !== null && (capacity < 1 || capacity > MOST_PLACES)) {
    problems.push(outOfRange("capacity", 1, MOST_PLACES));
  }
  return problems;
}

/** A note to a cancelled session, as long as it may be. */
export const MOST_NOTE = LONGEST.note;

// ---------------------------------------------------------------- sessions and who comes

type Held = { state: SessionState; startsAt: Date; endsAt: Date };

/** What may still be done with a session at an instant; null when it may be moved or cancelled, else the code why not. */
export function refusalToChange(session: Held, now: Date): string | null {
  if (session.state !== "PLANNED") return "SESSION_NOT_PLANNED";
  return session.endsAt <= now ? "SESSION_ENDED" : null;
}

/** Why nobody may sign up for a session at an instant, as a code; null when one may. */
export function refusalToSignUp(session: Held, now: Date): string | null {
  if (session.state !== "PLANNED") return "SESSION_NOT_PLANNED";
  return session.startsAt <= now ? "SESSION_STARTED" : null;
}

/** The state in which who comes now enters: a place when there is one and nobody waits for it. */
export function stateOnArrival(seats: {
  capacity: number | null;
  signed: number;
  waiting: number;
}): "SIGNED" | "WAITING" {
  const isFree = seats.capacity === null || seats.signed < seats.capacity;
  return isFree && seats.waiting === 0 ? "SIGNED" : "WAITING";
}

/** How many of those who wait get a place now. */
export function placesToPass(seats: { capacity: number | null; signed: number; waiting: number }): number {
  const free =
    seats.capacity === null ? seats.waiting : Math.max(0, seats.capacity - Math.max(0, seats.signed));
  return Math.min(free, seats.waiting);
}

// ---------------------------------------------------------------- guests

export const MOST_GUEST_NAME = 30;
export const MOST_PHONE = 20;

/** What a guest wrote, as it is stored: the name in one line, the phone in plain digits, one from this country without its prefix. */
export function cleanGuest({ name, phone }: { name: string; phone: string }): {
  name: string;
  phone: string;
} {
  const digits = phone.normalize("NFKC").replace(UNSEEN, "").replace(/[\s-]/g, "");
  return { name: oneLine(name), phone: digits.replace(/^(?:\+|00)86(?=1\d{10}$)/, "") };
}

/** What is wrong with what a guest wrote, by field: a phone has 5 to 15 digits, with a + before them or not. */
export function checkGuest(guest: { name: string; phone: string; consent: boolean }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (guest.name === "") problems.push({ path: ["name"], code: "REQUIRED" });
  if (guest.name.length > MOST_GUEST_NAME) problems.push(tooLong("name", MOST_GUEST_NAME));
  if (guest.phone === "") problems.push({ path: ["phone"], code: "REQUIRED" });
  else if (!/^\+?\d{5,15}$/.test(guest.phone)) problems.push({ path: ["phone"], code: "PHONE_FORM" });
  if (!guest.consent) problems.push({ path: ["consent"], code: "CONSENT_MISSING" });
  return problems;
}

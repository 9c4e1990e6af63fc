import { addDays, weekdayOf } from "../../ui/calendar/days.ts";
import type { RecurrenceChoice } from "../../ui/calendar/RecurrenceFields.tsx";
import { proposedUntil, readRule, ruleOf } from "../../ui/calendar/recurrence.ts";

/** Who may sign up. */
export const AUDIENCES = ["MEMBERS", "CITY", "PUBLIC"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** An activity as it is typed. */
export interface PlanDraft {
  kindId: string;
  title: string;
  body: string;
  firstOn: string;
  from: string;
  to: string;
  recurrence: RecurrenceChoice;
  place: string;
  /** The room that is booked with it; null for a place in words. */
  roomId: string | null;
  /** Digits, or empty for as many as come. */
  capacity: string;
  /** As typed, with commas between. */
  skills: string;
  audience: Audience;
}

/** What an empty form begins with: in a week at nine, for two hours. */
export function emptyPlan(today: string, on?: string): PlanDraft {
  const firstOn = on && on >= today ? on : addDays(today, 7);
  return {
    kindId: "",
    title: "",
    body: "",
    firstOn,
    from: "09:00",
    to: "11:00",
    recurrence: {
      repeat: "NONE",
      weekdays: [weekdayOf(firstOn)],
      until: proposedUntil(firstOn),
      holidays: "NEXT_WORKDAY",
    },
    place: "",
    roomId: null,
    capacity: "",
    skills: "",
    audience: "MEMBERS",
  };
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const isTime = (time: string) => /^\d{2}:\d{2}$/.test(time);

/** How many minutes it lasts; a time before the beginning is no end. Null while one is missing. */
export function durationOf({ from, to }: Pick<PlanDraft, "from" | "to">): number | null {
  if (!isTime(from) || !isTime(to)) return null;
  const lasts = minutes(to) - minutes(from);
  return lasts > 0 ? lasts : null;
}

/** The clock time so many minutes after another, within the day. */
export function endOf(from: string, lasts: number): string {
  const end = Math.min(minutes(from) + lasts, 23 * 60 + 59);
  return `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}

/** The skills that were typed, each once. */
export function skillsOf(typed: string): string[] {
  const skills = typed.split(/[,，、;；\n]/).map((skill) => skill.trim());
  return [...new Set(skills.filter(Boolean))];
}

/** What is still missing before it can be sent; null when nothing is. */
export function missingOf(
  draft: PlanDraft,
): "kind" | "title" | "day" | "time" | "until" | "place" | "capacity" | null {
  if (!draft.kindId) return "kind";
  if (draft.title.trim() === "") return "title";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.firstOn)) return "day";
  if (durationOf(draft) === null) return "time";
  const { repeat, until } = draft.recurrence;
  if (repeat !== "NONE" && !(until >= draft.firstOn)) return "until";
  if (draft.roomId === null && draft.place.trim() === "") return "place";
  if (draft.capacity !== "" && !/^[1-9]\d{0,4}$/.test(draft.capacity)) return "capacity";
  return null;
}

/** What the draft says, as it is sent. */
export function termsOf(draft: PlanDraft) {
  return {
    title: draft.title.trim(),
    body: draft.body.trim() || null,
    firstOn: draft.firstOn,
    startTime: draft.from,
    durationMinutes: durationOf(draft) ?? 0,
    recurrence: ruleOf(draft.recurrence, draft.firstOn),
    holidays: draft.recurrence.holidays,
    // A room says by itself where it is.
    place: draft.roomId === null ? draft.place.trim() : "",
    roomId: draft.roomId,
    capacity: draft.capacity === "" ? null : Number(draft.capacity),
    skills: skillsOf(draft.skills),
    audience: draft.audience,
  };
}

/** A stored rule as a choice; one that is none of the plain ways becomes something held once. */
export function choiceOf(
  rule: string | null,
  firstOn: string,
  holidays: RecurrenceChoice["holidays"],
): RecurrenceChoice {
  const read = rule === null ? null : readRule(rule);
  return {
    repeat: read?.repeat ?? "NONE",
    weekdays: read && read.weekdays.length > 0 ? read.weekdays : [weekdayOf(firstOn)],
    until: read?.until ?? proposedUntil(firstOn),
    holidays,
  };
}

import { addDays, diffDays, type LocalDate } from "../../kernel/clock.ts";
import { addWorkdays, type Calendar, workdaysBetween } from "../../kernel/workdays.ts";

/** What a row of the board says on a day: everything that depends on the day is derived here from stored dates. */

type PartnershipKind = "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION";
type PartnershipBasis = "ASSIGNED" | "AGREED";
type PartnershipState = "PROPOSED" | "ACTIVE" | "SUSPENDED" | "ENDED" | "DECLINED";

/** By what the board is ordered; each has its worst first. */
export const boardOrders = [
  "NEEDS",
  "LATE",
  "STUCK",
  "DISPUTE",
  "LAST_CONTACT",
  "GIVER",
  "RECEIVER",
  "ENDS_ON",
] as const;
export type BoardOrder = (typeof boardOrders)[number];
export type BoardSort = { by: BoardOrder; descending: boolean };

/** Why a partnership needs the office. */
export type StandingNeed =
  | "DISPUTE"
  | "EXTENSION"
  | "LATE"
  | "STUCK"
  | "UNACKNOWLEDGED"
  | "SILENT"
  | "NOTHING";

/** What the board may be narrowed by; what is absent does not narrow, except that `states` begins with those that stand. */
export type BoardFilter = {
  text?: string | null;
  giverId?: string | null;
  receiverId?: string | null;
  /** Received in this division or below it. */
  divisionId?: number | null;
  /** Has an open promise of this kind of support. */
  kindId?: string | null;
  partnershipKind?: PartnershipKind | null;
  basis?: PartnershipBasis | null;
  states?: readonly PartnershipState[] | null;
  lateWorkdaysAtLeast?: number | null;
  stuckWorkdaysAtLeast?: number | null;
  stuckAtLeast?: bigint | null;
  disputeOpen?: boolean | null;
  unacknowledged?: boolean | null;
  needsMe?: boolean | null;
};

/** The partnerships that the board shows unless it is asked for others. */
export const STANDING_STATES: readonly PartnershipState[] = ["ACTIVE", "SUSPENDED"];

type StuckPlace = "PROMISED_OVERDUE" | "IN_TRANSIT" | "DISPUTED" | "AVAILABLE" | "RETURNING";

/** One row as the database gives it on a day. Amounts in fen. */
export type StandingRow = {
  /** The partnership. */
  id: string;
  giverId: string;
  receiverId: string;
  giverName: string;
  receiverName: string;
  /** Names of the divisions below the city's root in which it is received, the largest first. */
  receivedIn: string[];
  kind: PartnershipKind;
  basis: PartnershipBasis;
  state: PartnershipState;
  startsOn: LocalDate;
  endsOn: LocalDate;
  suspendedOn: LocalDate | null;
  openPromises: number;
  firstDueOn: LocalDate | null;
  lateFrom: LocalDate | null;
  /** Promises that are late on the day. */
  lateCount: number;
  /** Of unsent instalments of money: the first due date, and what is overdue on the day. */
  moneyDueOn: LocalDate | null;
  overdueAmount: bigint;
  awaiting: number;
  awaitingSince: LocalDate | null;
  openDisputes: number;
  disputeSince: LocalDate | null;
  extensionsAsked: number;
  extensionSince: LocalDate | null;
  unacknowledgedSince: LocalDate | null;
  pledged: bigint;
  sent: bigint;
  received: bigint;
  spent: bigint;
  stuckAt: Exclude<StuckPlace, "PROMISED_OVERDUE"> | null;
  stuckAmount: bigint;
  stuckOn: LocalDate | null;
  movingSince: LocalDate | null;
  lastContactOn: LocalDate | null;
};

/** Money that waits: where, how much, since when, for how many working days, and who must act. */
export type StandingStuck = {
  at: StuckPlace;
  amount: bigint;
  since: LocalDate;
  workdays: number;
  waitsFor: "GIVER" | "RECEIVER" | "OFFICE";
};

/** A row with what is derived of it on the day: what the screen, the API and the export show. */
export type Standing = StandingRow & {
  lateWorkdays: number;
  stuck: StandingStuck | null;
  /** Somebody has not confirmed for as long as the city allows. */
  silent: boolean;
  unacknowledgedDays: number | null;
  needs: StandingNeed;
  needsSince: LocalDate | null;
};

/** The day, and the city's rules by which it is judged. */
export type BoardDay = { today: LocalDate; calendar: Calendar; silenceWorkdays: number };

const WAITS_FOR: Record<StuckPlace, StandingStuck["waitsFor"]> = {
  PROMISED_OVERDUE: "GIVER",
  IN_TRANSIT: "RECEIVER",
  DISPUTED: "OFFICE",
  AVAILABLE: "RECEIVER",
  RETURNING: "GIVER",
};

/** No filter counts further back than about three years of working days. */
export const LONGEST_WAIT_WORKDAYS = 750;

/** The last day since which something has waited `workdays` working days on `today`. */
export function waitedSince(today: LocalDate, workdays: number, calendar: Calendar): LocalDate {
  const counted = Math.min(Math.max(workdays, 0), LONGEST_WAIT_WORKDAYS);
  return addDays(addWorkdays(addDays(today, 1), -counted, calendar), -1);
}

/** What was counted on a day object, so that thousands of rows of one file or page count each span of days once. */
const counted = new WeakMap<BoardDay, { longAgo: LocalDate; spans: Map<string, number> }>();

function countedOn(day: BoardDay) {
  const known = counted.get(day);
  if (known) return known;
  const made = { longAgo: waitedSince(day.today, day.silenceWorkdays, day.calendar), spans: new Map() };
  counted.set(day, made);
  return made;
}

/** Working days after `from` up to `to`, none when it lies before. */
function workdaysWaited(from: LocalDate, to: LocalDate, day: BoardDay): number {
  const { spans } = countedOn(day);
  const span = from + to;
  const known = spans.get(span);
  if (known !== undefined) return known;
  const workdays = Math.max(0, workdaysBetween(from, to, day.calendar));
  spans.set(span, workdays);
  return workdays;
}

/** The last day that counts as late: the day before the clock stopped, else today. */
function lateUntil(row: StandingRow, today: LocalDate): LocalDate {
  const { lateFrom, suspendedOn } = row;
  const stopped = lateFrom !== null && suspendedOn !== null && suspendedOn > lateFrom && suspendedOn <= today;
  return stopped ? addDays(suspendedOn, -1) : today;
}

/** Where the money of a row has waited longest on the day; null where none waits. */
function stuckOf(row: StandingRow, day: BoardDay): StandingStuck | null {
  const { today } = day;
  const { moneyDueOn, stuckAt, stuckOn } = row;
  const place = (at: StuckPlace, amount: bigint, since: LocalDate): StandingStuck => ({
    at,
    amount,
    since,
    workdays: workdaysWaited(since, today, day),
    waitsFor: WAITS_FOR[at],
  });
  if (moneyDueOn !== null && moneyDueOn < today && (stuckOn === null || moneyDueOn <= stuckOn))
    return place("PROMISED_OVERDUE", row.overdueAmount, moneyDueOn);
  return stuckAt !== null && stuckOn !== null ? place(stuckAt, row.stuckAmount, stuckOn) : null;
}

/** Why the office is needed on the day, and since when: decisions of its own first, then what has waited longest. */
function needOf(row: StandingRow, day: BoardDay): Pick<Standing, "needs" | "needsSince"> {
  const { longAgo } = countedOn(day);
  const oldest = (of: readonly [StandingNeed, LocalDate | null, boolean][]) =>
    of.reduce<{ needs: StandingNeed; needsSince: LocalDate } | null>(
      (first, [needs, since, holds]) =>
        holds && since !== null && (first === null || since < first.needsSince)
          ? { needs, needsSince: since }
          : first,
      null,
    );
  const waitsLong = (since: LocalDate | null) => since !== null && since <= longAgo;
  return (
    oldest([
      ["DISPUTE", row.disputeSince, true],
      ["EXTENSION", row.extensionSince, true],
    ]) ??
    oldest([
      ["LATE", row.lateFrom, row.lateFrom !== null && row.lateFrom < day.today],
      ["STUCK", row.movingSince, waitsLong(row.movingSince)],
      ["UNACKNOWLEDGED", row.unacknowledgedSince, waitsLong(row.unacknowledgedSince)],
      ["SILENT", row.awaitingSince, waitsLong(row.awaitingSince)],
    ]) ?? { needs: "NOTHING", needsSince: null }
  );
}

/** What a row says on a day. */
export function standingOf(row: StandingRow, day: BoardDay): Standing {
  const { today } = day;
  const late = row.lateFrom !== null && row.lateFrom < today;
  return {
    ...row,
    lateWorkdays: late ? workdaysWaited(row.lateFrom as LocalDate, lateUntil(row, today), day) : 0,
    stuck: stuckOf(row, day),
    silent: row.awaitingSince !== null && row.awaitingSince <= countedOn(day).longAgo,
    unacknowledgedDays: row.unacknowledgedSince === null ? null : diffDays(row.unacknowledgedSince, today),
    ...needOf(row, day),
  };
}

const LONGEST_PARAMETERS = 4000;

/** Whether a text is what a saved view keeps: a JSON object whose members are texts. */
export function isViewParameters(text: string): boolean {
  if (text.length > LONGEST_PARAMETERS) return false;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
    return Object.values(value).every((member) => typeof member === "string");
  } catch {
    return false;
  }
}

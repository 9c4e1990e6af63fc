import { addDays, earlier, type LocalDate, later } from "../../server/src/kernel/clock.ts";
import { isWorkday } from "../../server/src/kernel/workdays.ts";
import { delivery } from "./delivery-chapter.ts";
import { onOrAfter, onOrBefore, type Quarter, sealedThrough } from "./history.ts";
import { isIdle } from "./office-chapter.ts";
import type { KindCode, PlannedPair, PromiseRef } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Random } from "./random.ts";
import { officeOver, type Telling } from "./telling.ts";
import { isSeason, texts } from "./texts.ts";
import type { Diligence } from "./units.ts";

/** How likely a unit does a duty, and how its work lies in the quarter. */
const HABITS: Record<Diligence, { does: number; reports: [number, number]; window: [number, number] }> = {
  GOOD: { does: 0.97, reports: [0, 2], window: [0.1, 0.75] },
  ORDINARY: { does: 0.86, reports: [0, 4], window: [0.25, 0.97] },
  SLOW: { does: 0.58, reports: [2, 9], window: [0.7, 1.14] },
  TERRIBLE: { does: 0, reports: [9, 9], window: [1, 1] },
};

/** What units do in every quarter for what the rules ask, and what is said when they do not. */
export function everydayChapter(told: Telling, pairs: readonly PlannedPair[]): void {
  for (const pair of pairs) {
    for (const quarter of told.history.quarters) {
      if (quarter.closesOn < pair.startsOn) continue;
      const random = told.random.fork(`${pair.key}/${quarter.code}`);
      for (const kind of dutiesOf(pair)) duty(told, pair, quarter, kind, random.fork(kind));
    }
  }
}

function dutiesOf(pair: PlannedPair): KindCode[] {
  if (pair.kind === "LEADER_CONTACT") return ["VISIT"];
  if (pair.kind === "ROAD_SECTION") return ["VOLUNTEER_HOURS"];
  return pair.lead ? ["JOINT_ACTIVITY", "VOLUNTEER_HOURS", "VISIT"] : ["JOINT_ACTIVITY", "VOLUNTEER_HOURS"];
}

function duty(told: Telling, pair: PlannedPair, quarter: Quarter, kind: KindCode, random: Random): void {
  const { history } = told;
  const habit = HABITS[told.organization(pair.giver).diligence];
  const promise: PromiseRef = {
    of: "rule",
    partnership: partnershipOf(pair, quarter.opensOn),
    kind,
    period: quarter.code,
  };
  if (!random.chance(habit.does)) {
    neglected(told, pair, quarter, promise, random);
    return;
  }
  // A year's partnership owes until its own last day.
  const termEnd = `${quarter.opensOn.slice(0, 4)}-12-31` as LocalDate;
  const inQuarter = habit.window[0] + random.next() * (habit.window[1] - habit.window[0]);
  let happened = earlier(addDays(quarter.opensOn, Math.round(inQuarter * 90)), termEnd);
  happened = later(happened, addDays(pair.startsOn, 5));
  // Volunteers come on weekends too; offices work on working days.
  const weekends = kind === "VOLUNTEER_HOURS" || (kind === "JOINT_ACTIVITY" && random.chance(0.4));
  if (!weekends && !isWorkday(happened, history.calendar)) happened = onOrBefore(happened, history.calendar);
  // Before a long holiday the last working day may lie outside of the term.
  if (happened <= pair.startsOn) happened = onOrAfter(addDays(pair.startsOn, 1), history.calendar);
  if (isIdle(history, pair, happened)) return;
  const parts = kind === "VOLUNTEER_HOURS" && random.chance(0.3) ? 2 : 1;
  for (let n = 0; n < parts; n++) {
    const day = n === 0 ? happened : addDays(happened, 7);
    if (day > termEnd) continue;
    const reported = onOrAfter(addDays(day, random.int(...habit.reports)), history.calendar);
    if (day <= sealedThrough(history, reported)) continue;
    delivery(told, pair, {
      key: `done:${pair.key}:${quarter.code}:${kind}:${n}`,
      kind,
      quantity: kind === "VOLUNTEER_HOURS" ? minutes(random, pair, parts) : 1n,
      occurredOn: day,
      reportedOn: reported,
      note: random.chance(0.7) ? random.pick(notesOf(kind, day)) : undefined,
      random: random.fork(`done${n}`),
    });
  }
}

function minutes(random: Random, pair: PlannedPair, parts: number): bigint {
  const asked = pair.kind === "ROAD_SECTION" ? 1_800 : 1_440;
  const given = Math.round((asked / parts) * (0.92 + random.next() * 0.35));
  return BigInt(Math.round(given / 30) * 30);
}

function notesOf(kind: KindCode, day: LocalDate): readonly string[] {
  if (kind === "VISIT") return texts.visit;
  const ofSeason = texts.seasonal.filter(({ months }) => isSeason(months, day)).map(({ text }) => text);
  return kind === "JOINT_ACTIVITY" ? [...texts.activity, ...ofSeason] : texts.volunteer;
}

/** What is said about a duty that is not done. */
function neglected(
  told: Telling,
  pair: PlannedPair,
  quarter: Quarter,
  promise: PromiseRef,
  random: Random,
): void {
  const { tell, history } = told;
  const { receiver, giver } = pair;
  const liaison = `${giver}.liaison`;
  const office = officeOver(told, pair, random);
  const soon = onOrBefore(addDays(quarter.closesOn, -random.int(5, 12)), history.calendar);
  if (isIdle(history, pair, soon) || quarter.opensOn < pair.startsOn) return;
  const draw = random.next();
  if (draw < 0.12) {
    const key = `ask:${pair.key}:${quarter.code}`;
    const requestedDueOn = addDays(quarter.closesOn, random.int(20, 45));
    tell(
      soon,
      liaison,
      receiver,
      { do: "askExtension", key, promise, requestedDueOn, reason: random.pick(texts.extensionReason) },
      { ifStill: true },
    );
    const grant = random.chance(0.65);
    const note = grant ? texts.extensionNote.granted : texts.extensionNote.refused;
    tell(
      told.later(soon, 3),
      "office:city.manager",
      receiver,
      { do: "decideExtension", extension: key, grant, note },
      { ifStill: true },
    );
  } else if (draw < 0.17) {
    tell(
      soon,
      "office:city.manager",
      receiver,
      { do: "waive", promise, reason: random.pick(texts.waiver) },
      { ifStill: true },
    );
  } else if (draw < 0.6) {
    const key = `remind:${pair.key}:${quarter.code}:${promise.of === "rule" ? promise.kind : ""}`;
    const by = random.chance(0.75) ? `${office}.coordinator` : `${receiver}.manager`;
    tell(
      soon,
      by,
      receiver,
      {
        do: "remind",
        key,
        partnership: partnershipOf(pair, quarter.opensOn),
        text: random.pick(texts.reminder),
        promise,
      },
      { ifStill: true },
    );
    if (random.chance(0.75)) {
      const seen = told.later(soon, random.int(0, 3));
      tell(seen, liaison, receiver, { do: "seeReminder", reminder: key }, { hour: 15, ifStill: true });
      if (random.chance(0.6)) {
        tell(
          told.later(seen, 1),
          liaison,
          receiver,
          { do: "answerReminder", reminder: key, answer: random.pick(texts.reminderAnswer) },
          { ifStill: true },
        );
      }
    }
  }
  if (random.chance(0.35)) {
    const day = onOrAfter(addDays(quarter.closesOn, random.int(2, 9)), history.calendar);
    tell(
      day,
      liaison,
      receiver,
      { do: "explain", promise, text: random.pick(texts.lateness) },
      { hour: 11, ifStill: true },
    );
  }
}

import { addDays, earlier, type LocalDate, later } from "../../server/src/kernel/clock.ts";
import { isWorkday } from "../../server/src/kernel/workdays.ts";
import { onOrAfter, onOrBefore, type Quarter, sealedThrough } from "./history.ts";
import { isIdle } from "./office-chapter.ts";
import type { Key, KindCode, PlannedPair, PromiseRef } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Random } from "./random.ts";
import { officeOver, type Telling } from "./telling.ts";
import { texts } from "./texts.ts";
import type { Diligence } from "./units.ts";

/** How likely a unit does a duty, and how its work lies in the quarter. */
const HABITS: Record<Diligence, { does: number; reports: [number, number]; window: [number, number] }> = {
  GOOD: { does: 0.97, reports: [0, 2], window: [0.1, 0.75] },
  ORDINARY: { does: 0.86, reports: [0, 4], window: [0.25, 0.97] },
  SLOW: { does: 0.58, reports: [2, 9], window: [0.7, 1.14] },
  TERRIBLE: { does: 0, reports: [9, 9], window: [1, 1] },
};

const CONFIRMS: Record<Diligence, [number, number]> = {
  GOOD: [0, 2],
  ORDINARY: [1, 5],
  SLOW: [4, 11],
  TERRIBLE: [9, 20],
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
      note: random.chance(0.7) ? random.pick(notesOf(kind)) : undefined,
      random: random.fork(`done${n}`),
    });
  }
}

function minutes(random: Random, pair: PlannedPair, parts: number): bigint {
  const asked = pair.kind === "ROAD_SECTION" ? 1_800 : 1_440;
  const given = Math.round((asked / parts) * (0.92 + random.next() * 0.35));
  return BigInt(Math.round(given / 30) * 30);
}

function notesOf(kind: KindCode): readonly string[] {
  return kind === "VISIT" ? texts.visit : kind === "JOINT_ACTIVITY" ? texts.activity : texts.volunteer;
}

/** One delivery as it is logged, with what the other side then does. */
export type PlannedDelivery = {
  key: Key;
  kind: KindCode;
  quantity: bigint;
  occurredOn: LocalDate;
  reportedOn: LocalDate;
  note?: string | undefined;
  good?: string;
  promise?: PromiseRef;
  pictures?: number[];
  random: Random;
};

/** Tells a delivery and its end. @returns the day on which it is confirmed whole; null when it is not. */
export function delivery(told: Telling, pair: PlannedPair, planned: PlannedDelivery): LocalDate | null {
  const { random, reportedOn, occurredOn, quantity, kind, key, ...rest } = planned;
  const partnership = partnershipOf(pair, occurredOn);
  const lane = pair.receiver;
  // Now and then an office enters what a unit reported by telephone.
  const onBehalf = random.chance(0.02);
  const by = onBehalf
    ? "office:city.coordinator2"
    : `${pair.giver}.${random.chance(0.8) ? "liaison" : "manager"}`;
  const log = { do: "deliver" as const, partnership, kind, quantity, occurredOn, ...rest };
  let at = reportedOn;
  const fate = random.next();
  if (fate > 0.985 && !onBehalf && kind !== "FUNDS" && kind !== "GOODS") {
    // A digit too many, or one activity counted twice: taken back and logged anew.
    const wrong = kind === "VOLUNTEER_HOURS" ? quantity * 10n : quantity + 1n;
    told.tell(at, by, lane, { ...log, key: `${key}:wrong`, quantity: wrong }, { hour: 9 });
    told.tell(at, by, lane, { do: "withdraw", delivery: `${key}:wrong`, note: texts.withdraw }, { hour: 11 });
    at = told.later(at, 1);
    if (occurredOn <= sealedThrough(told.history, at)) return null;
  }
  told.tell(at, by, lane, { ...log, key }, { hour: 14 });
  const receiver = told.organization(pair.receiver);
  const worker = `${pair.receiver}.${random.chance(0.7) ? "liaison" : "manager"}`;
  const confirmed = told.later(at, random.int(...CONFIRMS[receiver.diligence]));
  const settled = told.later(confirmed, random.int(3, 12));
  const office = `${officeOver(told, pair, random)}.coordinator`;
  const part = partOf(quantity, kind, random);
  if (fate < 0.02) {
    told.tell(
      confirmed,
      worker,
      lane,
      { do: "dispute", delivery: key, reason: random.pick(texts.disputeReason) },
      { hour: 16 },
    );
    const arrived = random.chance(0.5) ? part : 0n;
    settle(
      told,
      settled,
      office,
      lane,
      key,
      { arrived, notArrived: quantity - arrived, writtenOff: 0n },
      random,
    );
    return null;
  }
  if (fate < 0.055 && part > 0n) {
    const reason =
      texts.partReason[
        kind === "FUNDS"
          ? "funds"
          : kind === "GOODS"
            ? "goods"
            : kind === "VOLUNTEER_HOURS"
              ? "minutes"
              : "count"
      ];
    told.tell(
      confirmed,
      worker,
      lane,
      { do: "accept", delivery: key, part: { quantity: part, reason } },
      { hour: 16 },
    );
    const rest = quantity - part;
    const arrived = random.chance(0.4) ? rest : 0n;
    const writtenOff = arrived === 0n && random.chance(0.3) ? rest : 0n;
    settle(
      told,
      settled,
      office,
      lane,
      key,
      { arrived, notArrived: rest - arrived - writtenOff, writtenOff },
      random,
    );
    return null;
  }
  if (fate < 0.065) {
    const day = told.later(at, random.int(8, 14));
    const note = random.pick(texts.silentNote);
    told.tell(
      day,
      office,
      lane,
      { do: "settle", delivery: key, arrived: quantity, notArrived: 0n, writtenOff: 0n, note },
      { hour: 16 },
    );
    return null;
  }
  told.tell(confirmed, worker, lane, { do: "accept", delivery: key }, { hour: 16 });
  return confirmed;
}

type Parts = { arrived: bigint; notArrived: bigint; writtenOff: bigint };

function settle(
  told: Telling,
  day: LocalDate,
  by: Key,
  lane: Key,
  key: Key,
  parts: Parts,
  random: Random,
): void {
  told.tell(
    day,
    by,
    lane,
    { do: "settle", delivery: key, ...parts, note: random.pick(texts.settleNote) },
    { hour: 17 },
  );
}

function partOf(quantity: bigint, kind: KindCode, random: Random): bigint {
  const share = BigInt(random.int(6, 9));
  const unit = kind === "FUNDS" ? 10_000n : kind === "GOODS" ? 1_000n : kind === "VOLUNTEER_HOURS" ? 30n : 1n;
  return ((quantity * share) / 10n / unit) * unit;
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

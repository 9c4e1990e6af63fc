import type { LocalDate } from "../../server/src/kernel/clock.ts";
import { sealedThrough } from "./history.ts";
import type { Key, KindCode, PlannedPair, PromiseRef } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Random } from "./random.ts";
import { officeOver, type Telling } from "./telling.ts";
import { texts } from "./texts.ts";
import type { Diligence } from "./units.ts";

/** Within how many working days a community answers. */
const CONFIRMS: Record<Diligence, [number, number]> = {
  GOOD: [0, 2],
  ORDINARY: [1, 5],
  SLOW: [4, 11],
  TERRIBLE: [9, 20],
};

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

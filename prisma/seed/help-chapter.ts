import { addDays, earlier, type LocalDate, localDate } from "../../server/src/kernel/clock.ts";
import { onOrAfter } from "./history.ts";
import { isIdle } from "./office-chapter.ts";
import type { Key, PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Telling } from "./telling.ts";
import { isSeason, requests } from "./texts.ts";

/** What communities ask for, who takes it on, and how it ends: one of each end comes round again and again. */
export function helpChapter(told: Telling, pairs: readonly PlannedPair[], count: number): void {
  const { history, random } = told;
  const days = (Date.parse(history.lastDay) - Date.parse(history.firstDay)) / 86_400_000;
  for (let n = 0; n < count; n++) {
    const chance = random.fork(`help/${n}`);
    // More and more are asked: word gets round that it helps.
    const passed = Math.round(days * Math.sqrt((n + 0.5) / count) * 0.99);
    const day = onOrAfter(addDays(history.firstDay, Math.max(25, passed)), history.calendar);
    const able = pairs.filter(
      (pair) =>
        pair.kind === "CO_BUILDING" &&
        pair.key !== "pair:4" &&
        !isIdle(history, pair, day) &&
        !isIdle(history, pair, addDays(day, 60)),
    );
    help(told, chance.pick(able), `help:${n}`, day, n, chance);
  }
}

const PICTURED = 3;
/** Numbers of pictures from here on belong to requests. */
const PICTURES = 10;

function help(told: Telling, pair: PlannedPair, key: Key, day: LocalDate, n: number, random: Random): void {
  const { tell, history } = told;
  const inSeason = requests.filter((one) => isSeason("months" in one ? one.months : undefined, day));
  const asked = inSeason[n % inSeason.length] ?? requests[1];
  const { receiver } = pair;
  const ending = n % 9;
  const drafted = ending === 7;
  tell(
    day,
    `${receiver}.${drafted ? "grid1" : "liaison"}`,
    receiver,
    {
      do: "request",
      key,
      receiver,
      title: asked.title,
      body: asked.body,
      urgency: random.pick(["LOW", "NORMAL", "NORMAL", "NORMAL", "URGENT"]),
      wishedOn: addDays(day, random.int(15, 40)),
      need: {
        kind: asked.kind,
        quantity: asked.quantity,
        description: asked.need,
        ...("good" in asked ? { good: asked.good } : {}),
      },
      open: !drafted,
      ...(n % 4 === PICTURED ? { pictures: [PICTURES + n] } : {}),
    },
    { hour: 10 },
  );
  // A grid member's draft that the desk has not opened yet.
  if (drafted && random.chance(0.4)) return;
  const opened = told.later(day, 1);
  if (drafted)
    tell(opened, `${receiver}.liaison`, receiver, { do: "openRequest", request: key }, { hour: 9 });
  const decided = told.later(opened, random.int(2, 9));
  // It was offered to the partnership of its year.
  if (decided.slice(0, 4) !== day.slice(0, 4)) return;
  if (ending === 8) {
    tell(decided, `${receiver}.manager`, receiver, { do: "withdrawRequest", request: key }, { hour: 11 });
    return;
  }
  if (ending === 6) {
    tell(
      told.later(decided, 20),
      `${receiver}.manager`,
      receiver,
      { do: "closeRequest", request: key, solved: false, note: "居民自筹解决，不再需要" },
      { hour: 11 },
    );
    return;
  }
  if (ending === 5) return;
  taken(
    told,
    pair,
    {
      key,
      day: decided,
      quantity: asked.quantity,
      kind: asked.kind,
      ending,
      ...("good" in asked ? { good: asked.good } : {}),
    },
    random,
    history.calendar,
  );
}

/** A unit with a claim long past its day takes on nothing more: what follows of it is then not told. */
const still = (hour: number) => ({ hour, ifStill: true });

type Taken = {
  key: Key;
  day: LocalDate;
  quantity: bigint;
  kind: (typeof requests)[number]["kind"];
  good?: string;
  ending: number;
};

function taken(
  told: Telling,
  pair: PlannedPair,
  asked: Taken,
  random: Random,
  calendar: Telling["history"]["calendar"],
): void {
  const { tell } = told;
  const { giver, receiver } = pair;
  const { key, day } = asked;
  const claim = `${key}:claim`;
  const promisedOn = earlier(
    onOrAfter(addDays(day, random.int(10, 35)), calendar),
    localDate(`${day.slice(0, 4)}-12-30`),
  );
  if (promisedOn < day) return;
  tell(
    day,
    `${giver}.liaison`,
    receiver,
    { do: "claim", key: claim, request: key, giver, quantity: asked.quantity, promisedOn },
    still(10),
  );
  if (asked.ending === 4) {
    tell(
      told.later(day, 6),
      `${giver}.liaison`,
      receiver,
      { do: "withdrawClaim", claim, reason: "单位人手不足，无法按期完成" },
      still(10),
    );
    return;
  }
  const done = onOrAfter(addDays(promisedOn, random.int(-6, 1)), calendar);
  if (asked.ending === 3 || done.slice(0, 4) !== day.slice(0, 4) || done < day) return;
  const delivered = `${key}:delivery`;
  tell(
    done,
    `${giver}.liaison`,
    receiver,
    {
      do: "deliver",
      key: delivered,
      partnership: partnershipOf(pair, done),
      kind: asked.kind,
      quantity: asked.quantity,
      occurredOn: done,
      promise: { of: "claim", claim },
      ...(asked.good ? { good: asked.good } : {}),
    },
    still(14),
  );
  const confirmed = told.later(done, random.int(1, 3));
  tell(confirmed, `${receiver}.liaison`, receiver, { do: "accept", delivery: delivered }, still(10));
  // Some stand delivered until somebody says that the problem is gone.
  if (asked.ending === 2 && random.chance(0.5)) return;
  const closed = told.later(confirmed, random.int(1, 8));
  tell(
    closed,
    `${receiver}.manager`,
    receiver,
    { do: "closeRequest", request: key, solved: true, note: "居民已确认，问题解决" },
    still(11),
  );
  if (asked.ending === 1 && asked.kind === "VOLUNTEER_HOURS") {
    tell(
      told.later(closed, 12),
      `${receiver}.liaison`,
      receiver,
      { do: "reopenRequest", request: key, quantity: 600n },
      still(11),
    );
  }
}

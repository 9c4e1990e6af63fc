import { addDays, earlier, type LocalDate, later, localDate } from "../../server/src/kernel/clock.ts";
import { delivery } from "./delivery-chapter.ts";
import { onOrAfter, onOrBefore } from "./history.ts";
import { isIdle } from "./office-chapter.ts";
import type { Key, PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Telling } from "./telling.ts";
import { texts } from "./texts.ts";
import { type Diligence, KEY_UNITS } from "./units.ts";

/** Days from an instalment's date to its sending, and how likely it is sent at all. */
const SENDS: Record<Diligence, { days: [number, number]; likely: number }> = {
  GOOD: { days: [-14, -1], likely: 1 },
  ORDINARY: { days: [-6, 8], likely: 0.95 },
  SLOW: { days: [8, 48], likely: 0.7 },
  TERRIBLE: { days: [30, 60], likely: 0 },
};

const GOODS = [
  ["分类垃圾桶", 24_000n],
  ["折叠椅", 30_000n],
  ["灭火器", 16_000n],
  ["电动车充电座", 6_000n],
  ["乒乓球台", 2_000n],
] as const;

/** Pledges of money and goods, how they are kept, and what becomes of the money. */
export function moneyChapter(told: Telling, pairs: readonly PlannedPair[]): void {
  for (const pair of pairs.filter(({ kind }) => kind === "CO_BUILDING")) {
    const isKey = told.organization(pair.giver).unitClass === KEY_UNITS;
    for (const year of told.history.years) {
      const random = told.random.fork(`${pair.key}/money/${year}`);
      if (isKey && random.chance(0.93)) money(told, pair, year, random);
      if (random.chance(isKey ? 0.1 : 0.34)) goods(told, pair, year, random.fork("goods"));
    }
  }
}

function beginning(pair: PlannedPair, year: number): LocalDate {
  return later(localDate(`${year}-01-01`), pair.startsOn);
}

function money(told: Telling, pair: PlannedPair, year: number, random: Random): void {
  const { history, tell } = told;
  const from = beginning(pair, year);
  const pledgedOn = onOrAfter(addDays(from, random.int(8, 55)), history.calendar);
  const last = localDate(`${year}-12-28`);
  if (addDays(pledgedOn, 30) > last || isIdle(history, pair, pledgedOn)) return;
  const whole = random.pick([4, 4, 4, 4, 5, 6, 3, 8, 2]);
  const total = BigInt(whole) * 1_000_000n;
  const key = `pledge:${pair.key}:${year}`;
  const dueOn = [addDays(pledgedOn, random.int(25, 60)), addDays(pledgedOn, random.int(110, 170))].map(
    (day) => earlier(onOrBefore(day, history.calendar), last),
  ) as [LocalDate, LocalDate];
  const parts = random.chance(0.75) ? [total / 2n, total - total / 2n] : [total];
  const partnership = partnershipOf(pair, pledgedOn);
  tell(
    pledgedOn,
    `${pair.giver}.${random.chance(0.6) ? "manager" : "liaison"}`,
    pair.receiver,
    {
      do: "pledge",
      key,
      partnership,
      purpose: random.pick(texts.pledgePurpose),
      kind: "FUNDS",
      instalments: parts.map((quantity, i) => ({ quantity, dueOn: dueOn[i] as LocalDate })),
    },
    { hour: 10 },
  );
  const sends = SENDS[told.organization(pair.giver).diligence];
  const change = random.next();
  if (change < 0.05) {
    const day = onOrAfter(addDays(pledgedOn, 16), history.calendar);
    tell(day, `${pair.giver}.manager`, pair.receiver, {
      do: "raisePledge",
      pledge: key,
      amount: 500_000n,
      dueOn: last,
      reason: texts.pledgeChange.raise,
    });
  } else if (change < 0.1 && parts.length === 2) {
    const day = onOrAfter(addDays(pledgedOn, 12), history.calendar);
    tell(day, `${pair.giver}.manager`, pair.receiver, {
      do: "lowerPledge",
      pledge: key,
      amount: 200_000n,
      reason: texts.pledgeChange.lower,
    });
    parts[1] = (parts[1] ?? 0n) - 200_000n;
  }
  parts.forEach((quantity, i) => {
    const sending = random.fork(`send${i}`);
    if (!sending.chance(sends.likely)) return;
    const due = dueOn[i] as LocalDate;
    const day = onOrAfter(
      later(addDays(due, sending.int(...sends.days)), addDays(pledgedOn, 2)),
      history.calendar,
    );
    if (day > last || isIdle(history, pair, day)) return;
    const confirmed = delivery(told, pair, {
      key: `sent:${key}:${i}`,
      kind: "FUNDS",
      quantity,
      occurredOn: day,
      reportedOn: day,
      note: sending.pick(texts.transfer) ?? undefined,
      promise: { of: "pledge", pledge: key, instalment: i + 1 },
      random: sending.fork("delivery"),
    });
    if (confirmed)
      spending(
        told,
        pair,
        { pledge: key, part: i, amount: quantity, from: confirmed },
        sending.fork("spend"),
      );
  });
}

type Funds = { pledge: Key; part: number; amount: bigint; from: LocalDate };

/** Vouchers over what has arrived, attested by another person, asked about now and then; a rest may go back. */
function spending(told: Telling, pair: PlannedPair, funds: Funds, random: Random): void {
  const { tell } = told;
  const { receiver, giver } = pair;
  const count = random.int(1, 3);
  let left = funds.amount;
  let day = funds.from;
  for (let n = 0; n < count && left > 50_000n; n++) {
    day = told.later(day, random.int(4, 22));
    const isLast = n === count - 1;
    const share = isLast ? random.int(70, 100) : random.int(25, 55);
    const odd = isLast && share > 94 ? 0n : BigInt(random.int(0, 99) * 10);
    const amount = ((left * BigInt(share)) / 100n / 1_000n) * 1_000n - odd;
    if (amount <= 0n) break;
    left -= amount;
    const key = `voucher:${funds.pledge}:${funds.part}:${n}`;
    tell(
      day,
      `${receiver}.liaison`,
      receiver,
      {
        do: "spend",
        key,
        pledge: funds.pledge,
        voucherNumber: `${day.replaceAll("-", "").slice(2)}-${receiver.replaceAll(/\D/g, "")}${giver.replaceAll(/\D/g, "")}${funds.part}${n}`,
        purpose: random.pick(texts.voucherPurpose),
        payee: random.pick(texts.payee),
        amount,
        occurredOn: day,
      },
      { hour: 15 },
    );
    if (random.chance(0.94))
      tell(
        told.later(day, random.int(1, 4)),
        `${receiver}.manager`,
        receiver,
        { do: "attest", expense: key },
        { hour: 9 },
      );
    if (random.chance(0.06)) {
      const query = `query:${key}`;
      const asked = told.later(day, 5);
      tell(
        asked,
        `${giver}.liaison`,
        receiver,
        { do: "query", key: query, expense: key, question: random.pick(texts.query) },
        { hour: 10 },
      );
      if (random.chance(0.85))
        tell(
          told.later(asked, random.int(1, 4)),
          `${receiver}.liaison`,
          receiver,
          { do: "answerQuery", query, answer: random.pick(texts.queryAnswer) },
          { hour: 10 },
        );
    }
  }
  if (left >= 100_000n && random.chance(0.12)) {
    const key = `return:${funds.pledge}:${funds.part}`;
    const sent = told.later(day, random.int(8, 20));
    tell(
      sent,
      `${receiver}.manager`,
      receiver,
      { do: "sendBack", key, pledge: funds.pledge, amount: left, reason: random.pick(texts.returnReason) },
      { hour: 10 },
    );
    const decided = told.later(sent, random.int(2, 7));
    if (random.chance(0.65))
      tell(decided, `${giver}.manager`, receiver, { do: "confirmReturn", fundReturn: key }, { hour: 14 });
    else
      tell(
        decided,
        `${giver}.manager`,
        receiver,
        { do: "refuseReturn", fundReturn: key, reason: texts.returnRefusal },
        { hour: 14 },
      );
  }
}

function goods(told: Telling, pair: PlannedPair, year: number, random: Random): void {
  const { history, tell } = told;
  const pledgedOn = onOrAfter(addDays(beginning(pair, year), random.int(20, 75)), history.calendar);
  const last = localDate(`${year}-12-28`);
  if (addDays(pledgedOn, 40) > last || isIdle(history, pair, pledgedOn)) return;
  const [good, quantity] = random.pick(GOODS);
  const key = `goods:${pair.key}:${year}`;
  const dueOn = earlier(addDays(pledgedOn, random.int(30, 90)), last);
  const instalments = [{ quantity, dueOn }];
  const partnership = partnershipOf(pair, pledgedOn);
  tell(
    pledgedOn,
    `${pair.giver}.liaison`,
    pair.receiver,
    { do: "pledge", key, partnership, purpose: `赠送${good}`, kind: "GOODS", good, instalments },
    { hour: 11 },
  );
  if (random.chance(0.06)) {
    const day = onOrAfter(addDays(pledgedOn, 20), history.calendar);
    tell(day, `${pair.giver}.manager`, pair.receiver, {
      do: "cancelPledge",
      pledge: key,
      reason: texts.returnReason[1],
    });
    return;
  }
  const day = onOrAfter(addDays(dueOn, random.int(-20, 4)), history.calendar);
  if (!random.chance(0.85) || day > last || day <= pledgedOn || isIdle(history, pair, day)) return;
  delivery(told, pair, {
    key: `sent:${key}`,
    kind: "GOODS",
    good,
    quantity,
    occurredOn: day,
    reportedOn: day,
    note: random.pick(texts.goods),
    promise: { of: "pledge", pledge: key, instalment: 1 },
    random: random.fork("delivery"),
  });
}

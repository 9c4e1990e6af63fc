import { addDays, addMonths } from "../../server/src/kernel/clock.ts";
import { documentNumber } from "./office-chapter.ts";
import type { Key, PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import { inTurn, type Telling } from "./telling.ts";
import { KEY_UNITS } from "./units.ts";

const MANAGER = "office:city.manager";
const COORDINATOR = "office:city.coordinator";
/** The nights before today whose heads are there. */
const NIGHTS = 21;
/** How long the pairs of `stuckPairs` stand. */
const PAIRED_DAYS = 130;

/** What the office does over the whole city, and what its board shows: views, acts on many, heads, money that is stuck. */
export function oversightChapter(told: Telling, stuck: readonly PlannedPair[], story: Key): void {
  const { tell, before, history } = told;
  // What is overdue on purpose stays so.
  const overdue = stuck.map((pair) => partnershipOf(pair, pair.startsOn)).at(-1) ?? story;
  tell(before(33), COORDINATOR, null, {
    do: "saveView",
    name: "逾期 10 个工作日以上",
    parameters: { late: "10", sort: "late" },
    shared: true,
  });
  tell(before(33), COORDINATOR, null, {
    do: "saveView",
    name: "经费卡住",
    parameters: { stuck: "5", sort: "stuck" },
    shared: false,
  });
  tell(
    before(16),
    MANAGER,
    null,
    {
      do: "extendLate",
      workdays: 2,
      most: 3,
      except: [story, overdue],
      days: 20,
      reason: "财政年底结算系统停用一周，统一顺延，请按新日期落实",
    },
    { hour: 15 },
  );
  tell(
    before(9),
    COORDINATOR,
    null,
    {
      do: "remindLate",
      workdays: 10,
      most: 12,
      except: [story],
      text: "以上事项已逾期十个工作日以上，请于本周内履约或书面说明情况",
    },
    { hour: 10 },
  );
  for (let n = NIGHTS; n >= 1; n--)
    tell(addDays(history.anchor, -n), MANAGER, null, { do: "job", name: "publish-heads" }, { hour: 23.2 });
  tell(history.lastDay, MANAGER, null, { do: "job", name: "verify" }, { hour: 2.5 });
  money(told, stuck);
}

/** Pairs of a later document in which money stands still, one for each place in which it can. */
export function stuckPairs(told: Telling, known: readonly PlannedPair[]): PlannedPair[] {
  const { society, before } = told;
  const diligent = society.organizations.filter(({ diligence }) => diligence !== "SLOW");
  const units = diligent
    // One unit's liaison changes in between.
    .filter(({ key, kind }) => kind === "PARTNER_UNIT" && key !== society.postal && key !== known[1]?.giver)
    .sort((a, b) => Number(a.unitClass === KEY_UNITS) - Number(b.unitClass === KEY_UNITS));
  const communities = diligent.filter(({ key, kind }) => kind === "COMMUNITY" && key !== society.lakeside);
  // Every unit once before any of them twice.
  const free = communities
    .flatMap((_, shift) =>
      units.flatMap((unit, u) => {
        const receiver = communities[(u + shift) % communities.length];
        return receiver ? [{ giver: unit.key, receiver: receiver.key }] : [];
      }),
    )
    .filter((one) => !known.some(({ giver, receiver }) => giver === one.giver && receiver === one.receiver));
  const startsOn = before(PAIRED_DAYS);
  return free.slice(0, PLACES.length).map(({ giver, receiver }, n) => ({
    key: `stuck:${n}`,
    giver,
    receiver,
    kind: "CO_BUILDING",
    startsOn,
    lead: false,
    through: true,
  }));
}

function money(told: Telling, pairs: readonly PlannedPair[]): void {
  const [first] = pairs;
  if (!first) return;
  const { before, tell } = told;
  const { startsOn } = first;
  tell(startsOn, MANAGER, null, {
    do: "assign",
    pairs: pairs.map(({ key }) => key),
    year: Number(startsOn.slice(0, 4)),
    startsOn,
    endsOn: addDays(addMonths(startsOn, 24), -1),
    documentNumber: documentNumber(startsOn, 22),
    documentDate: before(PAIRED_DAYS + 2),
  });
  pairs.forEach((pair, n) => {
    const { giver, receiver } = pair;
    const partnership = partnershipOf(pair, startsOn);
    const lane = inTurn(told, receiver);
    const [clerk, worker, secretary] = [`${giver}.liaison`, `${receiver}.liaison`, `${receiver}.manager`];
    for (const [side, person] of [
      ["GIVER", clerk],
      ["RECEIVER", worker],
    ] as const)
      lane.tell(128, COORDINATOR, { do: "setLiaison", partnership, side, person });
    lane.tell(125, clerk, { do: "acknowledge", partnership, side: "GIVER" }, 11);
    lane.tell(125, secretary, { do: "acknowledge", partnership, side: "RECEIVER" }, 15);

    const place = PLACES[n];
    if (!place) return;
    const pledge = `${pair.key}:pledge`;
    const sent = `${pair.key}:sent`;
    const dueOn = before(place.due);
    const instalments = [{ quantity: place.amount, dueOn }];
    lane.tell(110, clerk, {
      do: "pledge",
      key: pledge,
      partnership,
      purpose: place.purpose,
      kind: "FUNDS",
      instalments,
    });
    if (place.sent !== null)
      lane.tell(
        place.sent,
        clerk,
        {
          do: "deliver",
          key: sent,
          partnership,
          kind: "FUNDS",
          quantity: place.amount,
          occurredOn: before(place.sent),
          promise: { of: "pledge", pledge, instalment: 1 },
          note: "对公转账，附回单",
          pictures: [7 + n],
        },
        14,
      );
    if (place.at === "DISPUTED")
      lane.tell(15, worker, { do: "dispute", delivery: sent, reason: "账户未见入账，请提供银行回单" }, 10);
    if (place.at === "RETURNING") {
      lane.tell(72, worker, { do: "accept", delivery: sent }, 10);
      lane.tell(
        48,
        worker,
        {
          do: "spend",
          key: `${pair.key}:voucher`,
          pledge,
          voucherNumber: `${before(48).replaceAll("-", "").slice(2)}-雨棚1`,
          purpose: "非机动车雨棚",
          payee: "澄宇建材经营部",
          amount: 1_250_000n,
          occurredOn: before(48),
        },
        15,
      );
      lane.tell(46, secretary, { do: "attest", expense: `${pair.key}:voucher` }, 9);
      lane.tell(
        13,
        secretary,
        {
          do: "sendBack",
          key: `${pair.key}:return`,
          pledge,
          amount: 750_000n,
          reason: "工程结算后结余，退回原单位",
        },
        10,
      );
    }
    lane.end();
  });
}

/** Where money stands still, with the days before today on which it was due and sent. */
const PLACES = [
  { at: "IN_TRANSIT", purpose: "社区食堂灶具更新", amount: 2_400_000n, due: 12, sent: 13 },
  { at: "DISPUTED", purpose: "小区门禁改造", amount: 3_000_000n, due: 20, sent: 19 },
  { at: "RETURNING", purpose: "非机动车雨棚", amount: 2_000_000n, due: 70, sent: 76 },
  { at: "PROMISED_OVERDUE", purpose: "儿童活动角", amount: 1_800_000n, due: 40, sent: null },
] as const satisfies readonly {
  at: string;
  purpose: string;
  amount: bigint;
  due: number;
  sent: number | null;
}[];

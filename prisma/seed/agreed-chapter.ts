import { addDays, addMonths, localDate } from "../../server/src/kernel/clock.ts";
import { onOrAfter } from "./history.ts";
import { isIdle } from "./office-chapter.ts";
import type { PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Telling } from "./telling.ts";

/** Units that ask a community without the office, one of which is turned down. */
export function agreedPairs(
  told: Telling,
  pairs: readonly PlannedPair[],
): { accepted: PlannedPair[]; declined: PlannedPair[] } {
  const { history, random, tell } = told;
  const chance = random.fork("agreed");
  const accepted: PlannedPair[] = [];
  const declined: PlannedPair[] = [];
  const free = pairs.filter(
    ({ kind, receiver }) => kind === "CO_BUILDING" && receiver !== told.society.lakeside,
  );
  for (let n = 0; n < Math.min(6, Math.floor(free.length / 2)); n++) {
    const giver = free[n]?.giver;
    const receiver = free[free.length - 1 - n]?.receiver;
    const quarter = history.quarters[1 + (n % 5)];
    if (
      !giver ||
      !receiver ||
      !quarter ||
      free.some((one) => one.giver === giver && one.receiver === receiver)
    )
      continue;
    const proposedOn = onOrAfter(addDays(quarter.opensOn, chance.int(5, 40)), history.calendar);
    const startsOn = addDays(proposedOn, 14);
    const pair: PlannedPair = {
      key: `agreed:${n}`,
      giver,
      receiver,
      kind: "CO_BUILDING",
      startsOn,
      lead: false,
      through: true,
    };
    const partnership = partnershipOf(pair, startsOn);
    const endsOn = addDays(addMonths(startsOn, 24), -1);
    tell(
      proposedOn,
      `${giver}.liaison`,
      receiver,
      { do: "propose", partnership, pair: pair.key, startsOn, endsOn },
      { hour: 10 },
    );
    const accept = n !== 1;
    const reason = accept ? {} : { reason: "与现有结对内容重复，暂不考虑" };
    tell(
      told.later(proposedOn, chance.int(1, 5)),
      `${receiver}.manager`,
      receiver,
      { do: "answerProposal", partnership, accept, ...reason },
      { hour: 15 },
    );
    (accept ? accepted : declined).push(pair);
  }
  return { accepted, declined };
}

/** The agreements that some pairs sign in their first months: three lists, of which a line or two binds. */
export function agreementChapter(told: Telling, pairs: readonly PlannedPair[]): void {
  const { history } = told;
  for (const pair of pairs.filter(({ kind, through }) => kind === "CO_BUILDING" && !through)) {
    const random = told.random.fork(`${pair.key}/agreement`);
    const day = onOrAfter(addDays(pair.startsOn, random.int(9, 40)), history.calendar);
    if (!random.chance(0.42) || isIdle(history, pair, day)) continue;
    agreement(told, pair, day, random);
  }
}

function agreement(told: Telling, pair: PlannedPair, day: PlannedPair["startsOn"], random: Random): void {
  const { tell, history } = told;
  const key = `agreement:${pair.key}`;
  const year = pair.startsOn.slice(0, 4);
  const dueOn = onOrAfter(localDate(`${year}-12-10`), history.calendar);
  const binding = random.chance(0.5) ? { kind: "VISIT" as const, quantity: 1n, dueOn } : {};
  tell(
    day,
    `${pair.giver}.liaison`,
    pair.receiver,
    {
      do: "draftAgreement",
      key,
      partnership: partnershipOf(pair, pair.startsOn),
      note: `${year}年度共建协议`,
      lines: [
        {
          list: "RESOURCES",
          text: random.pick(["会议室和停车位周末向居民开放", "每季度派出专业志愿者一批", "提供办公设备维修"]),
        },
        { list: "NEEDS", text: random.pick(["楼道照明和坡道改造", "独居老人日间照料", "暑期儿童看护"]) },
        {
          list: "PROJECTS",
          text: random.pick(["年内联合召开一次居民议事会", "共同整治一处背街小巷", "年底联合走访困难家庭"]),
          ...binding,
        },
      ],
    },
    { hour: 10 },
  );
  const signed = told.later(day, random.int(1, 6));
  tell(
    signed,
    `${pair.giver}.${random.chance(0.5) ? "leader" : "manager"}`,
    pair.receiver,
    { do: "signAgreement", agreement: key },
    { hour: 11 },
  );
  if (random.chance(0.93))
    tell(
      told.later(signed, random.int(1, 6)),
      `${pair.receiver}.manager`,
      pair.receiver,
      { do: "signAgreement", agreement: key },
      { hour: 11 },
    );
}

import { addDays } from "../../server/src/kernel/clock.ts";
import type { MarketStep } from "./market-steps.ts";
import type { Key, PlannedPair, Step } from "./plan.ts";
import type { Telling } from "./telling.ts";

/**
 * The hall in the last weeks: a dozen requests, each in another state. The story's own unit is only invited, so that whoever looks
 * through its eyes has something to answer and nothing owed.
 */
export function marketChapter(told: Telling, pairs: readonly PlannedPair[], story: PlannedPair): void {
  const { history } = told;
  const others = pairs.filter(
    ({ kind, giver, receiver }) =>
      kind === "CO_BUILDING" && giver !== story.giver && receiver !== story.receiver,
  );
  const receivers = [...new Set(others.map(({ receiver }) => receiver))];
  const givers = [...new Set(others.map(({ giver }) => giver))];
  if (receivers.length === 0 || givers.length < 3) return;
  const community = (n: number): Key => receivers[n % receivers.length] as Key;
  const unit = (n: number): Key => givers[n % givers.length] as Key;
  const liaison = (organization: Key): Key => `${organization}.liaison`;
  const soon = addDays(history.anchor, 12);

  type Asked = Omit<Extract<MarketStep, { do: "askHall" }>, "do" | "key" | "receiver">;
  const act = (days: number, by: Key, step: Step, hour = 10) =>
    told.tell(told.before(days), by, null, step, { hour });
  const ask = (days: number, name: string, receiver: Key, asked: Asked): Key => {
    const key = `market:${name}`;
    act(days, liaison(receiver), { do: "askHall", key, receiver, ...asked }, 9);
    return key;
  };
  const claim = (days: number, request: Key, giver: Key, quantity: bigint, promisedOn = soon): Key => {
    const key = `${request}/${giver}`;
    act(days, liaison(giver), { do: "claim", key, request, giver, quantity, promisedOn }, 11);
    return key;
  };

  // Nobody took these on yet.
  ask(6, "wiring", community(0), {
    title: "楼道电线老化，请电工来看",
    urgency: "URGENT",
    need: { kind: "VOLUNTEER_HOURS", quantity: 480n, description: "电工" },
    wishedOn: addDays(history.anchor, 5),
    pictures: [41],
  });
  ask(9, "stairs", community(1), {
    title: "三个楼道堆满杂物，想清一清",
    urgency: "LOW",
    need: { kind: "VOLUNTEER_HOURS", quantity: 720n, description: "清理楼道" },
  });
  ask(5, "homework", community(2), {
    title: "暑假后二十个孩子放学没人管",
    need: { kind: "VOLUNTEER_HOURS", quantity: 1_200n, description: "课后辅导" },
  });
  ask(12, "paint", community(3), {
    title: "两个单元楼道粉刷",
    need: { kind: "FUNDS", quantity: 300_000n, description: "楼道粉刷" },
  });

  // Half taken on and on the way; wholly taken on by two together, one of them still to answer.
  const lamps = ask(14, "lamps", community(1), {
    title: "后街三盏路灯不亮",
    need: { kind: "GOODS", quantity: 3_000n, good: "路灯", description: "" },
  });
  const lit = claim(10, lamps, unit(0), 2_000n);
  act(2, liaison(unit(0)), {
    do: "markOnTheWay",
    claim: lit,
    quantity: 1_000n,
    expectedOn: addDays(history.anchor, 3),
  });
  const benches = ask(11, "benches", community(4), {
    title: "小花园长椅坏了四张",
    need: { kind: "GOODS", quantity: 4_000n, good: "长椅", description: "" },
  });
  act(7, liaison(unit(1)), {
    do: "claimJointly",
    request: benches,
    giver: unit(1),
    quantity: 2_000n,
    promisedOn: soon,
    parts: [{ giver: story.giver, quantity: 2_000n }],
  });

  // A part has come and is in use.
  const visits = ask(20, "visits", community(2), {
    title: "六位独居老人想有人常去看看",
    need: { kind: "VISIT", quantity: 6n, description: "看望独居老人" },
  });
  const seen = claim(17, visits, unit(2), 4n);
  // The days may fall on one working day: each act has its hour.
  act(
    8,
    liaison(unit(2)),
    {
      do: "deliverClaim",
      key: `${seen}/visit`,
      claim: seen,
      kind: "VISIT",
      quantity: 3n,
      occurredOn: told.before(8),
    },
    9,
  );
  act(7, liaison(community(2)), { do: "accept", delivery: `${seen}/visit` }, 14);
  act(6, liaison(community(2)), { do: "recordUse", request: visits, used: 2n }, 16);

  // Promised long ago, nothing came.
  const rice = ask(44, "rice", community(5), {
    title: "八户困难家庭过冬",
    need: { kind: "GOODS", quantity: 8_000n, good: "棉被", description: "" },
  });
  claim(42, rice, unit(3), 4_000n, told.before(30));

  // Kept to the paired units; and still in their days.
  const keys = ask(10, "keys", community(0), {
    title: "社区老年食堂换锁",
    need: { kind: "PROBLEM_SOLVED", quantity: 1n, description: "换锁" },
    pairedFirst: true,
  });
  act(9, liaison(community(0)), { do: "keepRequest", request: keys, reason: "只有结对单位有食堂钥匙" });
  ask(1, "drain", community(3), {
    title: "雨水井堵了，门口积水",
    urgency: "URGENT",
    need: { kind: "PROBLEM_SOLVED", quantity: 1n, description: "下水堵塞" },
    pairedFirst: true,
  });

  // Asked by somebody, delivered: one says that it is solved, one that it is not.
  const solved = (
    days: number,
    name: string,
    title: string,
    answer: "YES" | "NOT_YET",
    words: string,
    n: number,
  ) => {
    const receiver = community(n);
    const request = ask(days, name, receiver, {
      title,
      need: { kind: "PROBLEM_SOLVED", quantity: 1n, description: title },
      asker: { name: n === 0 ? "周奶奶" : "钱师傅", contact: "物业转告" },
    });
    const taken = claim(days - 2, request, unit(n + 2), 1n);
    act(days - 5, liaison(unit(n + 2)), {
      do: "deliverClaim",
      key: `${taken}/done`,
      claim: taken,
      kind: "PROBLEM_SOLVED",
      quantity: 1n,
      occurredOn: told.before(days - 5),
    });
    act(days - 6, liaison(receiver), { do: "accept", delivery: `${taken}/done` }, 14);
    act(days - 7, liaison(receiver), { do: "askIfSolved", request }, 16);
    act(days - 8, liaison(receiver), { do: "answerSolved", request, answer, words }, 19);
  };
  solved(18, "handrail", "三号楼扶手松了", "YES", "装得很结实", 0);
  solved(16, "leak", "地下车库漏水", "NOT_YET", "昨天下雨又漏了", 4);
}

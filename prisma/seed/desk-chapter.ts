import { addDays, addMonths } from "../../server/src/kernel/clock.ts";
import type { PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import { inTurn, type Telling } from "./telling.ts";

const COORDINATOR = "office:city.coordinator";
/** A photo that a community once handed in with a request: shown again as proof of an activity. */
const REUSED = 13;

/** What lies on the desks today, whatever day it is. */
export function deskChapter(
  told: Telling,
  story: PlannedPair,
  neighbour: PlannedPair,
  school: string,
): PlannedPair {
  const { before, history } = told;
  const { giver, receiver } = story;
  const partnership = partnershipOf(story, story.startsOn);
  const { tell, end } = inTurn(told, receiver);
  const worker = `${receiver}.liaison`;
  const near = (days: number) => partnershipOf(neighbour, before(days));
  const helper = `${neighbour.giver}.liaison`;

  tell(14, worker, {
    do: "draftAgreement",
    key: "story:agreement",
    partnership,
    note: "西岸片区共建协议",
    lines: [
      { list: "NEEDS", text: "楼道照明改造和老人上门投递" },
      { list: "RESOURCES", text: "营业网点设便民服务点" },
      { list: "PROJECTS", text: "每季度一次联合志愿活动" },
    ],
  });
  tell(12, `${receiver}.manager`, { do: "signAgreement", agreement: "story:agreement" }, 15);
  tell(
    4,
    COORDINATOR,
    { do: "remind", key: "story:reminder3", partnership, text: "本季度联合活动尚未开展，请与社区商定日期" },
    11,
  );
  tell(
    5,
    `${giver}.liaison`,
    {
      do: "query",
      key: "story:query",
      expense: "story:voucher1",
      question: "配电箱单价是否含安装？请补一张现场照片",
    },
    11,
  );

  tell(
    6,
    helper,
    {
      do: "deliver",
      key: "desk:activity",
      partnership: near(6),
      kind: "JOINT_ACTIVITY",
      quantity: 1n,
      occurredOn: before(6),
      note: "湖岸清洁日，到场 31 人",
      pictures: [REUSED],
    },
    14,
  );
  tell(
    2,
    worker,
    { do: "dispute", delivery: "desk:activity", reason: "当天活动在邻近社区开展，请核对地点" },
    14,
  );
  tell(
    2,
    helper,
    {
      do: "deliver",
      key: "desk:hours",
      partnership: near(3),
      kind: "VOLUNTEER_HOURS",
      quantity: 960n,
      occurredOn: before(3),
      note: "上门送餐，8 人次",
    },
    15,
  );
  tell(
    1,
    helper,
    {
      do: "deliver",
      key: "desk:funds",
      partnership: near(1),
      kind: "FUNDS",
      quantity: 1_200_000n,
      occurredOn: before(1),
      note: "对公转账",
      pictures: [5],
    },
    15,
  );
  tell(24, helper, {
    do: "pledge",
    key: "desk:pledge",
    partnership: near(24),
    purpose: "老年活动室取暖",
    kind: "GOODS",
    good: "电暖器",
    instalments: [{ quantity: 8_000n, dueOn: addDays(history.anchor, 9) }],
  });
  tell(2, helper, {
    do: "askExtension",
    key: "desk:extension",
    promise: { of: "pledge", pledge: "desk:pledge", instalment: 1 },
    requestedDueOn: addDays(history.anchor, 30),
    reason: "厂家到货延迟，申请顺延三周",
  });

  tell(
    4,
    worker,
    {
      do: "request",
      key: "desk:request",
      receiver,
      title: "老人取件上门需要人手",
      body: "西岸 2 至 6 栋没有电梯，高龄老人取件困难，希望每周两次上门。",
      urgency: "NORMAL",
      wishedOn: addDays(history.anchor, 20),
      need: { kind: "VOLUNTEER_HOURS", quantity: 1_920n, description: "每周两次，每次 2 人" },
      open: true,
    },
    9,
  );
  tell(
    2,
    `${receiver}.grid1`,
    {
      do: "request",
      key: "desk:draft",
      receiver,
      title: "湖边步道栏杆松动",
      body: "3 号亭东侧约 6 米栏杆晃动，傍晚散步的人多。",
      urgency: "URGENT",
      need: { kind: "PROBLEM_SOLVED", quantity: 1n, description: "协调加固" },
      open: false,
      pictures: [6],
    },
    9,
  );
  const proposal: PlannedPair = {
    key: "desk:proposal",
    giver: school,
    receiver,
    kind: "CO_BUILDING",
    startsOn: history.anchor,
    lead: false,
    through: true,
  };
  tell(
    5,
    `${school}.liaison`,
    {
      do: "propose",
      partnership: partnershipOf(proposal, history.anchor),
      pair: proposal.key,
      startsOn: history.anchor,
      endsOn: addDays(addMonths(history.anchor, 12), -1),
    },
    15,
  );
  end();
  return proposal;
}

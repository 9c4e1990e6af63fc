import { addDays, addMonths } from "../../server/src/kernel/clock.ts";
import { documentNumber } from "./office-chapter.ts";
import type { PlannedPair, Step } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Telling } from "./telling.ts";

const MANAGER = "office:city.manager";
const COORDINATOR = "office:city.coordinator";
/** A photo that a community once handed in with a request: shown again as proof of an activity. */
const REUSED = 13;
/** 20,000 yuan. */
const HALF = 2_000_000n;

/** The unit that promises and does not send, and the community by the western lake. */
export function storyPair({ society, before }: Telling): PlannedPair {
  return {
    key: "story",
    giver: society.postal,
    receiver: society.lakeside,
    kind: "CO_BUILDING",
    startsOn: before(236),
    lead: false,
    through: true,
  };
}

/**
 * The postal bureau is assigned by document, never acknowledges, pledges work money in two instalments, sends none and does no
 * joint activity. After the second reminder it sends the first instalment: a part is confirmed, the rest disputed and settled, three
 * vouchers are spent from it, and the second instalment is extended beyond today.
 */
export function storyChapter(told: Telling, pair: PlannedPair): void {
  const { before, history } = told;
  const { giver, receiver, startsOn } = pair;
  const partnership = partnershipOf(pair, startsOn);
  const { tell, end } = inTurn(told, receiver);
  const clerk = `${giver}.liaison`;
  const worker = `${receiver}.liaison`;
  const secretary = `${receiver}.manager`;

  tell(236, MANAGER, {
    do: "assign",
    pairs: [pair.key],
    year: Number(startsOn.slice(0, 4)),
    startsOn,
    endsOn: addDays(addMonths(startsOn, 24), -1),
    documentNumber: documentNumber(startsOn, 14),
    documentDate: before(238),
  });
  tell(234, COORDINATOR, { do: "setLiaison", partnership, side: "GIVER", person: clerk });
  tell(234, COORDINATOR, { do: "setLiaison", partnership, side: "RECEIVER", person: worker }, 11);
  tell(231, secretary, { do: "acknowledge", partnership, side: "RECEIVER" });

  tell(205, clerk, {
    do: "pledge",
    key: "story:pledge",
    partnership,
    purpose: "西岸片区楼道照明改造",
    kind: "FUNDS",
    instalments: [
      { quantity: HALF, dueOn: before(112) },
      { quantity: HALF, dueOn: before(22) },
    ],
  });
  const first = { of: "pledge", pledge: "story:pledge", instalment: 1 } as const;
  const second = { of: "pledge", pledge: "story:pledge", instalment: 2 } as const;
  tell(98, COORDINATOR, {
    do: "remind",
    key: "story:reminder1",
    partnership,
    promise: first,
    text: "第一笔工作经费已过约定日期，请说明何时拨付",
  });
  tell(95, clerk, { do: "seeReminder", reminder: "story:reminder1" }, 16);
  tell(80, COORDINATOR, {
    do: "remind",
    key: "story:reminder2",
    partnership,
    promise: first,
    text: "第二次提醒：经费仍未拨付，本季度联合活动也未开展，请于三日内答复",
  });
  tell(
    77,
    clerk,
    { do: "answerReminder", reminder: "story:reminder2", answer: "第一笔已报财务，本周内拨付" },
    16,
  );
  tell(
    74,
    clerk,
    {
      do: "deliver",
      key: "story:sent",
      partnership,
      kind: "FUNDS",
      quantity: HALF,
      occurredOn: before(74),
      promise: first,
      note: "对公转账，附回单",
      pictures: [0],
    },
    14,
  );
  tell(
    70,
    worker,
    {
      do: "accept",
      delivery: "story:sent",
      part: { quantity: 1_500_000n, reason: "银行入账通知为 15,000 元，与登记的 20,000 元不符" },
    },
    15,
  );
  tell(
    60,
    COORDINATOR,
    {
      do: "settle",
      delivery: "story:sent",
      arrived: 300_000n,
      notArrived: 200_000n,
      writtenOff: 0n,
      note: "查看双方银行流水：另有 3,000 元次日到账，其余 2,000 元未划出",
    },
    16,
  );

  const vouchers = [
    { days: 50, amount: 620_000n, purpose: "楼道感应灯 62 套", payee: "岭和五金店", pictures: [1] },
    { days: 38, amount: 548_000n, purpose: "电缆和配电箱", payee: "澄宇建材经营部", pictures: [2] },
    { days: 3, amount: 430_000n, purpose: "安装人工费", payee: "顺澜劳务队", pictures: [3] },
  ];
  vouchers.forEach(({ days, amount, purpose, payee, pictures }, i) => {
    const occurredOn = before(days);
    const voucherNumber = `${occurredOn.replaceAll("-", "").slice(2)}-西岸${i + 1}`;
    tell(
      days,
      worker,
      {
        do: "spend",
        key: `story:voucher${i}`,
        pledge: "story:pledge",
        voucherNumber,
        purpose,
        payee,
        amount,
        occurredOn,
        pictures,
      },
      15,
    );
    if (i < 2) tell(days - 2, secretary, { do: "attest", expense: `story:voucher${i}` });
  });

  tell(30, clerk, {
    do: "askExtension",
    key: "story:extension",
    promise: second,
    requestedDueOn: addDays(history.anchor, 18),
    reason: "下半年预算调整尚未批复，第二笔申请顺延",
  });
  tell(
    26,
    MANAGER,
    { do: "decideExtension", extension: "story:extension", grant: true, note: "同意顺延一次，请如期拨付" },
    15,
  );
  end();
}

/** Acts by their distance from the anchor. Holidays may push several onto one day: they keep their order. */
function inTurn(told: Telling, lane: string) {
  const lines: { daysBefore: number; by: string; step: Step; hour: number }[] = [];
  return {
    tell(daysBefore: number, by: string, step: Step, hour = 10) {
      lines.push({ daysBefore, by, step, hour });
    },
    end() {
      let last = { day: "", hour: 0 };
      for (const { daysBefore, by, step, hour: wished } of lines.sort(
        (a, b) => b.daysBefore - a.daysBefore,
      )) {
        const day = told.before(daysBefore);
        const hour = day === last.day ? Math.max(wished, last.hour + 0.7) : wished;
        told.tell(day, by, lane, step, { hour });
        last = { day, hour };
      }
    },
  };
}

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

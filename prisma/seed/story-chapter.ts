import { addDays, addMonths } from "../../server/src/kernel/clock.ts";
import { documentNumber } from "./office-chapter.ts";
import type { PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import { inTurn, type Telling } from "./telling.ts";

const MANAGER = "office:city.manager";
const COORDINATOR = "office:city.coordinator";
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

import { addDays } from "../../server/src/kernel/clock.ts";
import type { PlannedPair } from "./plan.ts";
import { inTurn, type Telling } from "./telling.ts";

/** What residents of two communities wrote in the last weeks, one in each state, and what became of it. */
export function appealsChapter(told: Telling, story: PlannedPair): void {
  const { receiver, giver } = story;
  const { tell, end } = inTurn(told, receiver);
  const worker = `${receiver}.liaison`;
  const manager = `${receiver}.manager`;
  const [own, city = "office:city"] = told.organization(receiver).offices;
  const office = own ?? city;
  const write = (days: number, key: string, text: string, more: object = {}, hour = 19) =>
    tell(days, worker, { do: "writeAppeal", key, receiver, text, ...more }, hour);

  tell(40, worker, { do: "openDoor", receiver });

  // Answered; the resident is content.
  write(36, "appeal:bin", "12 号楼后面的垃圾桶两天没清运，味道很大。", {
    contact: { name: "周阿姨", phone: "13000001201" },
  });
  tell(35, worker, {
    do: "answerAppeal",
    appeal: "appeal:bin",
    text: "已联系环卫站，从今天起改为每天清运一次，早上七点前完成。",
    solvable: true,
  });

  // A request was made of it, a unit took it on, and it is done.
  write(31, "appeal:lamp", "北门到菜场的小路有三盏路灯不亮，晚上接孩子看不清路。", { pictures: [31] });
  tell(30, worker, {
    do: "turnAppealIntoRequest",
    appeal: "appeal:lamp",
    request: "appeal:lamp/request",
    title: "北门小路三盏路灯不亮",
    lamps: 3_000n,
  });
  tell(29, worker, { do: "openRequest", request: "appeal:lamp/request" });
  tell(27, `${giver}.liaison`, {
    do: "claim",
    key: "appeal:lamp/claim",
    request: "appeal:lamp/request",
    giver,
    quantity: 3_000n,
    promisedOn: addDays(told.history.anchor, 10),
  });

  // It cannot be solved, and the answer says why.
  write(28, "appeal:lift", "5 号楼能不能加装电梯，老人上下楼不方便。", {
    contact: { name: "孙先生", phone: "13000001202" },
  });
  tell(25, manager, {
    do: "answerAppeal",
    appeal: "appeal:lift",
    text: "5 号楼地下有燃气主管，设计单位勘察后认为目前不能加装。社区已为三位行动不便的老人联系了上门送餐和陪诊。",
    solvable: false,
  });

  // Said to be solved, and it was not.
  write(22, "appeal:pipe", "3 单元门口污水井返水，鞋子都湿了。", { pictures: [32] });
  tell(21, worker, { do: "answerAppeal", appeal: "appeal:pipe", text: "物业已疏通。", solvable: true });
  tell(
    3,
    worker,
    { do: "sayOfAppeal", appeal: "appeal:pipe", act: "notSolved", text: "下了一场雨又返水了" },
    20,
  );

  // Passed up: answered there, sent back, and waiting.
  write(20, "appeal:bus", "湖滨路公交站牌倒了，没有人扶。");
  tell(19, manager, {
    do: "passAppealUp",
    appeal: "appeal:bus",
    office,
    reason: "站牌归公交公司管，社区联系不上",
  });
  tell(17, `${office}.manager`, {
    do: "answerAppeal",
    appeal: "appeal:bus",
    text: "公交公司已重新固定站牌，并更换了破损的底座。",
    solvable: true,
  });
  write(10, "appeal:noise", "广场舞音响开到晚上十点，孩子没法写作业。");
  tell(9, worker, {
    do: "passAppealUp",
    appeal: "appeal:noise",
    office,
    reason: "涉及噪声执法，社区没有权限",
  });
  tell(8, `${office}.manager`, {
    do: "sendAppealBack",
    appeal: "appeal:noise",
    reason: "请先与舞队约定八点半结束，约定不成再报",
  });
  write(4, "appeal:road", "河边步道护栏松动，推一下就晃。", {
    pictures: [33],
    contact: { name: "郑先生", phone: "13000001203" },
  });
  tell(3, worker, {
    do: "passAppealUp",
    appeal: "appeal:road",
    office,
    reason: "护栏由水务部门管养，请街道协调",
  });

  // Two say the same; somebody sells something.
  write(6, "appeal:dog", "花园里有人遛大狗不牵绳，老人小孩都害怕。");
  write(5, "appeal:dog2", "遛狗不牵绳没人管吗", {}, 20);
  tell(4, worker, { do: "mergeAppeal", appeal: "appeal:dog2", into: "appeal:dog" });
  tell(
    3,
    `${receiver}.grid1`,
    {
      do: "draftAppealAnswer",
      appeal: "appeal:dog",
      text: "网格员本周起早晚各巡一次，并在花园入口立了牵绳提示牌。",
    },
    15,
  );
  write(6, "appeal:spam", "低息贷款当天放款，需要的加微信。", {}, 3);
  tell(5, worker, { do: "refuseAppeal", appeal: "appeal:spam" });

  // Came yesterday.
  write(1, "appeal:gate", "小区北门门禁坏了两天，外人随便进。", {
    contact: { name: "吴女士", phone: "13000001204" },
  });
  end();

  // Elsewhere nobody has answered: beyond the city's days.
  const other = told.society.organizations.find(({ key, kind }) => kind === "COMMUNITY" && key !== receiver);
  if (!other) return;
  const next = inTurn(told, other.key);
  const desk = `${other.key}.liaison`;
  next.tell(30, desk, { do: "openDoor", receiver: other.key });
  next.tell(15, desk, {
    do: "writeAppeal",
    key: "appeal:tree",
    receiver: other.key,
    text: "7 号楼前的大树枯枝快掉下来了，请修剪。",
  });
  next.end();
}

import { addDays } from "../../server/src/kernel/clock.ts";
import type { FairnessStep } from "./fairness-steps.ts";
import type { Telling } from "./telling.ts";

const MANAGER = "office:city.manager";
const HOURS = 60n;

type Offer = Omit<Extract<FairnessStep, { do: "addCapability" }>, "do" | "unit" | "from">;

/** What units say they can give: some by the quarter, some once, some left open. */
const OFFERS: readonly Offer[] = [
  {
    kind: "VOLUNTEER_HOURS",
    description: "电工上门检修线路",
    skill: "电工",
    quantity: 12n * HOURS,
    per: "QUARTER",
  },
  {
    kind: "VOLUNTEER_HOURS",
    description: "周末法律咨询",
    skill: "法律咨询",
    quantity: 6n * HOURS,
    per: "MONTH",
  },
  { kind: "GOODS", description: "捐赠节能路灯", good: "路灯", quantity: 10_000n, per: "YEAR" },
  { kind: "JOINT_ACTIVITY", description: "提供会议室和音响办活动", quantity: 2n, per: "QUARTER" },
  { kind: "VOLUNTEER_HOURS", description: "义诊量血压", skill: "医护", quantity: 8n * HOURS, per: "MONTH" },
  { kind: "GOODS", description: "旧图书整理后捐赠", good: "图书", per: "YEAR" },
  {
    kind: "VOLUNTEER_HOURS",
    description: "四点半课堂辅导作业",
    skill: "课业辅导",
    quantity: 16n * HOURS,
    per: "MONTH",
  },
  { kind: "FUNDS", description: "楼道粉刷材料费", quantity: 1_500_000n, per: "YEAR" },
  { kind: "PROBLEM_SOLVED", description: "协调疏通下水管网", skill: "管道疏通", per: "QUARTER" },
  { kind: "JOINT_ACTIVITY", description: "反诈宣传进小区", quantity: 1n, per: "MONTH" },
  {
    kind: "VOLUNTEER_HOURS",
    description: "心理疏导热线值守",
    skill: "心理辅导",
    quantity: 4n * HOURS,
    per: "WEEK",
  },
  { kind: "GOODS", description: "楼道灭火器检测更换", good: "灭火器", quantity: 40_000n, per: "ONCE" },
];

/** How many people live in each community, and a dozen things that units say they can give. */
export function fairnessChapter(told: Telling): void {
  const { history, society, tell } = told;
  const communities = society.organizations.filter(({ kind }) => kind === "COMMUNITY");
  const counted = addDays(history.firstDay, 12);
  tell(
    counted,
    MANAGER,
    null,
    {
      do: "setPopulations",
      lines: communities.map(({ key, residents = 3000 }) => ({ community: key, residents })),
      from: history.firstDay,
      source: "第七次全国人口普查",
    },
    { hour: 15 },
  );
  // A community counts itself anew; the office's number stands until the office says another.
  tell(
    told.before(25),
    `${society.lakeside}.manager`,
    null,
    {
      do: "setPopulation",
      community: society.lakeside,
      residents: (told.organization(society.lakeside).residents ?? 3000) + 214,
      from: told.before(25),
      source: "网格入户登记",
    },
    { hour: 16 },
  );
  const units = society.organizations.filter(({ kind }) => kind === "PARTNER_UNIT");
  const offering = [society.postal, ...units.map(({ key }) => key).filter((key) => key !== society.postal)];
  for (const [at, offer] of OFFERS.entries()) {
    // Two of the first unit's own, then one of every second.
    const unit = at < 2 ? offering[0] : offering[at * 2 - 2];
    if (!unit) continue;
    const day = told.before(120 - at * 7);
    tell(
      day,
      `${unit}.liaison`,
      null,
      { do: "addCapability", unit, ...offer, from: day },
      { hour: 11, ifStill: true },
    );
  }
}

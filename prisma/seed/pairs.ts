import type { LocalDate } from "../../server/src/kernel/clock.ts";
import type { PlannedOrganization, PlannedPair } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Society } from "./society.ts";

const ROADS = [
  ["学宫路", "钟鼓里路口", "云麓门"],
  ["漪湖西路", "漪湖码头", "柳漪桥"],
  ["澜桥大道", "澜桥南口", "鹭渚公园"],
  ["织锦街", "榆荫巷口", "梧声广场"],
  ["盐漕路", "船坞里", "茶亭里"],
  ["岭秀路", "岭秀门", "松涛里路口"],
  ["棠溪路", "棠桥", "磨盘巷"],
  ["望岭大道", "岭禾路口", "杏雨路口"],
  ["漪东街", "荷漪路口", "钟漪路口"],
  ["晴川路", "晴川里", "盐漕路口"],
] as const;

/** Who is paired with whom from the first day on. The unit of the story comes later. */
export function firstPairs(random: Random, society: Society, firstDay: LocalDate): PlannedPair[] {
  const units = random.shuffled(
    society.organizations.filter(({ key, kind }) => kind === "PARTNER_UNIT" && key !== society.postal),
  );
  // The lakeside community comes first: a diligent unit stands beside the story's.
  const good = units.find(({ diligence }) => diligence === "GOOD");
  const givers = good ? [good, ...units.filter((unit) => unit !== good)] : units;
  const communities = society.organizations.filter(({ kind }) => kind === "COMMUNITY");
  const receivers = [
    ...communities.filter(({ key }) => key === society.lakeside),
    ...random.shuffled(communities.filter(({ key }) => key !== society.lakeside)),
  ];
  const pairs: PlannedPair[] = [];
  const add = (giver: PlannedOrganization, receiver: PlannedOrganization, more: Partial<PlannedPair>) => {
    pairs.push({
      key: `pair:${pairs.length}`,
      giver: giver.key,
      receiver: receiver.key,
      kind: "CO_BUILDING",
      startsOn: firstDay,
      lead: false,
      ...more,
    });
  };
  const paired = Math.max(givers.length, receivers.length);
  for (let i = 0; i < paired; i++) {
    const giver = givers[i % givers.length];
    const receiver = receivers[i % receivers.length];
    // Where there are more communities than units, a unit looks after two.
    if (giver && receiver) add(giver, receiver, { lead: i < receivers.length });
  }
  const few = Math.max(1, Math.round(givers.length / 8));
  givers.slice(2, 2 + few).forEach((giver, i) => {
    const receiver = receivers[(i * 5 + 3) % receivers.length];
    if (receiver) add(giver, receiver, { kind: "LEADER_CONTACT", leader: `${giver.key}.leader` });
  });
  ROADS.slice(0, few + 2).forEach(([name, from, to], i) => {
    const giver = givers[(i * 3 + 1) % givers.length];
    const receiver = receivers[(i * 7 + 2) % receivers.length];
    if (giver && receiver) add(giver, receiver, { kind: "ROAD_SECTION", section: { name, from, to } });
  });
  return pairs;
}

/** The invented city: no place of these names is known to the official lists of districts, counties, streets and towns. */
export const cityName = "澄岭市";

/** A district or county with its streets or towns, each with its communities. */
export type Place = { name: string; streets: { name: string; communities: string[] }[] };

/** The community by the western lake, of which the story tells. */
export const westernLake = "漪湖西岸社区";

const street = (name: string, communities: string) => ({
  name,
  communities: communities.split(" ").map((one) => (one.endsWith("社区") ? one : `${one}社区`)),
});

/** Three districts and nine counties. */
export const places: readonly Place[] = [
  {
    name: "望岭区",
    streets: [
      street("云麓门街道", "云麓门 望岭 岭晖 岭翠"),
      street("学宫街道", "学宫巷 钟鼓里 文澜里 槐序"),
      street("岭秀街道", "岭秀门 岭禾 杏雨 松涛里"),
    ],
  },
  {
    name: "漪湖区",
    streets: [
      street("漪西街道", `${westernLake} 漪园 书漪 柳漪`),
      street("漪东街道", "漪东 漪南 荷漪 钟漪"),
      street("澜桥街道", "澜桥 澜光 漪澜 鹭渚"),
    ],
  },
  {
    name: "梧川区",
    streets: [
      street("梧声街道", "梧声 榆荫巷 织锦巷 晴川里"),
      street("棠桥街道", "棠桥 棠华 棠溪口 磨盘巷"),
      street("盐漕街道", "盐漕里 船坞里 茶亭里 澜津"),
    ],
  },
  { name: "石澜县", streets: [street("澜津镇", "望澜 澜声")] },
  { name: "青垭县", streets: [street("青垭镇", "青垭门 澄安")] },
  { name: "云坪县", streets: [street("云坪镇", "竹坞里")] },
  { name: "鹿川县", streets: [street("鹿鸣镇", "鹿鸣里 雁渡")] },
  { name: "竹陂县", streets: [street("竹陂镇", "澄和")] },
  { name: "梧岗县", streets: [street("梧岗镇", "桂魄")] },
  { name: "丹峪县", streets: [street("丹峪镇", "丹峪桥 澄宁")] },
  { name: "松漾县", streets: [street("松漾镇", "松漾口")] },
  { name: "苇原县", streets: [street("苇原镇", "苇原里 荻洲")] },
];

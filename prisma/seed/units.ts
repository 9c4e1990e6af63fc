/** What a partner unit is like: it decides how it keeps its promises. */
export type Diligence = "GOOD" | "ORDINARY" | "SLOW" | "TERRIBLE";

/** The class of units that owe work money by the city's rule. */
export const KEY_UNITS = "重点单位";
const OTHER_UNITS = "一般单位";

/** An invented unit: without the name of the city, which stands before it. */
export type Unit = { name: string; short: string; unitClass: string };

/** The unit of the story. */
export const postalBureau: Unit = { name: "邮务局", short: "市邮务局", unitClass: KEY_UNITS };

const names = (text: string, unitClass: string): Unit[] =>
  text.split(" ").map((name) => ({ name, short: `市${name}`, unitClass }));

/** The other units. Their names are those of offices that any city has; the city is none. */
export const units: readonly Unit[] = [
  ...names(
    "财务局 规划建设局 城市照明局 道路运输局 园林绿地局 水务河湖局 市容环卫局 市场秩序局 教育体育局 卫生保健局 民生保障局 就业服务局 " +
      "文化旅游局 商贸粮食局 农业乡村局 林草局 应急救援局 住房服务局 数据信息局 审批服务局 信访接待局 统计调查局 审计监督局 气象服务局",
    KEY_UNITS,
  ),
  ...names("城市投资集团 公共交通集团 供水集团 燃气集团 热力公司 粮油储备公司 通信公司 供电公司", KEY_UNITS),
  ...names("商业银行 农商银行 住房储蓄银行", KEY_UNITS),
  ...names(
    "第一中学 第二中学 第五中学 实验小学 师范附属小学 职业技术学校 幼儿师范学校 第一人民医院 中医院 妇幼保健院 疾病防治中心 急救中心",
    OTHER_UNITS,
  ),
  ...names(
    "图书馆 博物馆 文化馆 体育中心 档案馆 地方志编纂室 残疾人服务中心 青少年宫 老年大学 广播电视台 日报社 公积金中心 " +
      "不动产登记中心 公路养护中心 质量检验所 种子站 园林苗圃",
    OTHER_UNITS,
  ),
];

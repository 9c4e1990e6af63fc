import { defineWords } from "../../kernel/words.ts";

/** Words of the circular (通报): the product's own template, and what its tables say. */
export const circularWords = defineWords({
  zh: {
    fileName: "通报-{period}",
    templateName: "通报模板",
    title: "关于{period}共建结对工作情况的通报",
    addressee: "各共建单位、各社区：",
    opening:
      "现将{city}{period}（{from} 至 {to}）共建结对工作情况通报如下。本期应完成义务 {promises} 件，按时完成 {metOnTime} 件，逾期完成 {metLate} 件，待对方确认 {awaiting} 件，已逾期 {late} 件，未完成 {unmet} 件。本期认捐 {pledged}，已拨 {sent}，已到账 {received}，已支出 {spent}。",
    headings: {
      districts: "一、分辖区情况",
      unitsLate: "二、有未按时完成事项的单位",
      unitsNothingLate: "三、全部按时的单位",
      communities: "四、分社区情况",
    },
    closing: "请有关单位对照未完成事项，尽快落实并在系统中说明情况。",
    none: "无",
    number: "（文号）",
    late: "未按时",
    columns: { name: "名称", owed: "应完成", late: "未按时", unmet: "其中未完成" },
  },
  en: {
    fileName: "circular-{period}",
    templateName: "circular-template",
    title: "Circular on co-building in the {period}",
    addressee: "To all partner units and communities:",
    opening:
      "This is how co-building in {city} went in the {period} ({from} to {to}). {promises} promises fell due: {metOnTime} were met on time, {metLate} late; {awaiting} await confirmation, {late} are overdue, {unmet} are unmet. Pledged in the period: {pledged}, sent {sent}, received {received}, spent {spent}.",
    headings: {
      districts: "1. By division",
      unitsLate: "2. Units with promises not kept on their day",
      unitsNothingLate: "3. Units with nothing late",
      communities: "4. By community",
    },
    closing: "Units concerned: please see to what is open and say in the system how it stands.",
    none: "None",
    number: "(number)",
    late: "Not on time",
    columns: { name: "Name", owed: "Owed", late: "Not on time", unmet: "Of them unmet" },
  },
});

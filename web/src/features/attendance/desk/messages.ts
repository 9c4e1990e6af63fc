import { defineMessages } from "../../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    find: "按姓名或电话找人",
    none: "名单上没有这个人",
    noneNext: "换个写法找，或者清空。",
    present: "{count, number} 人到场",
    whose: "补录哪家的人？",
    onBehalf: "您代主办方补录，会一直标明是办公室补录。",
  },
  en: {
    find: "Find by name or phone",
    none: "Nobody like that on the list",
    noneNext: "Try another spelling, or clear the field.",
    present: "{count, plural, one {# person} other {# people}} present",
    whose: "Whose people?",
    onBehalf: "You type for the hosts: it stays marked as typed by an office.",
  },
});

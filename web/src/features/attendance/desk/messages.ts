import { defineMessages } from "../../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    find: "按姓名或电话找人",
    none: "名单上没有这个人",
    noneNext: "换个写法找，或者清空。",
  },
  en: {
    find: "Find by name or phone",
    none: "Nobody like that on the list",
    noneNext: "Try another spelling, or clear the field.",
  },
});

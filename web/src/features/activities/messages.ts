import { defineMessages } from "../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    tabs: { label: "活动", calendar: "日历", stations: "实践站", record: "我的记录" },
  },
  en: {
    tabs: { label: "Activities", calendar: "Calendar", stations: "Stations", record: "My record" },
  },
});

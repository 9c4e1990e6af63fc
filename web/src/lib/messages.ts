import { defineMessages } from "./i18n.ts";

export const messages = defineMessages({
  zh: {
    hours: "{hours} 小时",
    minutes: "{minutes, number} 分钟",
    hoursMinutes: "{hours} 小时 {minutes, number} 分",
    times: "{count, number} 次",
    done: "已完成",
    notDone: "未完成",
    today: "今天",
    tomorrow: "明天",
    yesterday: "昨天",
    inDays: "{days, number} 天后",
    daysAgo: "{days, number} 天前",
    workingDays: "{days, number} 个工作日",
  },
  en: {
    hours: "{hours} h",
    minutes: "{minutes, number} min",
    hoursMinutes: "{hours} h {minutes, number} min",
    times: "{count, plural, one {# time} other {# times}}",
    done: "Done",
    notDone: "Not done",
    today: "today",
    tomorrow: "tomorrow",
    yesterday: "yesterday",
    inDays: "in {days, plural, one {# day} other {# days}}",
    daysAgo: "{days, plural, one {# day} other {# days}} ago",
    workingDays: "{days, plural, one {# working day} other {# working days}}",
  },
});

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
    refused: {
      NotFound: "没有找到。它可能刚被撤回，或不在你的范围内。",
      Conflict: "刚刚有别人改过这件事。页面已经更新，请看过再决定。",
      InvalidTransition: "这件事现在的状态不能这样做。页面已经更新，请看过再决定。",
      Validation: "有内容没填对，请检查后再试。",
      Forbidden: "你现在的角色不能做这件事。可以请本单位的管理员来做。",
      BAD_REQUEST: "服务器没看懂这个请求。刷新页面再试一次。",
    },
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
    refused: {
      NotFound: "Not found. It may have been withdrawn just now, or lies outside what you can see.",
      Conflict: "Somebody else has just changed this. The page is up to date now: look again, then decide.",
      InvalidTransition:
        "This can't be done in its present state. The page is up to date now: look again, then decide.",
      Validation: "Something is not filled in right. Check it and try again.",
      Forbidden: "Your present role can't do this. A manager of your organization can.",
      BAD_REQUEST: "The server did not understand the request. Reload the page and try again.",
    },
  },
});

import { defineMessages } from "../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    noOrganization: "没有任职单位",
    signOutFailed: "没有退出成功：网络断了。请重试。",
    place: {
      home: "首页",
      board: "看板",
      partnerships: "共建结对",
      owedByUs: "我们的义务",
      activities: "活动",
      requests: "求助",
      reports: "报告",
      expenses: "经费支出",
      manage: "管理",
      audit: "审计",
      people: "本单位人员",
    },
    plus: { log: "记一笔", request: "发起求助", assign: "结对" },
    notFound: {
      title: "没有这一页",
      next: "地址可能写错了，或者这件事不在你的范围内。",
      home: "回首页",
    },
    broken: {
      title: "这一页没能打开",
      update: "没能取到这一页：可能断网了，也可能系统刚更新过。刷新后再试。",
      fault: "页面自己出错了，没有保存任何内容。错误信息：{message}",
      again: "再试一次",
    },
  },
  en: {
    noOrganization: "No organization",
    signOutFailed: "Not signed out: the connection broke. Please try again.",
    place: {
      home: "Home",
      board: "Board",
      partnerships: "Partnerships",
      owedByUs: "What we owe",
      activities: "Activities",
      requests: "Requests",
      reports: "Reports",
      expenses: "Expenses",
      manage: "Manage",
      audit: "Audit",
      people: "Our people",
    },
    plus: { log: "Log support", request: "Ask for help", assign: "Pair" },
    notFound: {
      title: "There is no such page",
      next: "The address may be mistyped, or it lies outside what you can see.",
      home: "Go to home",
    },
    broken: {
      title: "This page could not be opened",
      update:
        "The page could not be fetched: the connection broke, or the system was just updated. Reload and try again.",
      fault: "The page itself failed; nothing was saved. Message: {message}",
      again: "Try again",
    },
  },
});

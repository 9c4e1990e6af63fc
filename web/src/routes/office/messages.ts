import { defineMessages } from "../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    organizations: "单位与社区",
    people: "人员",
    assign: "结对安排",
    rules: "任务规则",
    reminders: "提醒规则",
    burden: "负担",
    periods: "周期",
    settings: "城市设置",
    activityKinds: "活动类别",
    calendar: "工作日历",
    divisions: "行政区划",
    import: "表格导入",
  },
  en: {
    organizations: "Units and communities",
    people: "People",
    assign: "Pairing",
    rules: "Duty rules",
    reminders: "Reminders",
    burden: "Burden",
    periods: "Periods",
    settings: "City settings",
    activityKinds: "Kinds of activity",
    calendar: "Working days",
    divisions: "Divisions",
    import: "Import",
  },
});

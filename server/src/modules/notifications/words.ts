import { defineWords } from "../../kernel/words.ts";

/** Words of what leaves the house: letters to people, messages to work chats. The app has its own. */
export const words = defineWords({
  zh: {
    product: "共建",
    open: "打开看看",
    hello: "您好：",
    footer: "这封信由系统发出，不用回复。要改收信的方式，请到“我的 → 消息方式”；不想再收：",
    webhook: {
      test: "测试消息：这个群能收到提醒了。",
      "reminder.several":
        "有 {count} 件事要办：到期的义务 {obligations}，待确认 {deliveries}，场次 {sessions}，诉求 {appeals}，求助 {requests}。",
      "reminder.sent": "收到一条催办，请看过并答复。",
      "delivery.submitted": "有一笔支持等着确认。",
      "delivery.disputed": "一笔支持有出入，等创文办裁定。",
      "request.opened": "社区发来一条求助，请看能不能认领。",
      other: "有一件事要看一看。",
    },
    confirmation: {
      subject: "请确认您的邮箱",
      text: "有人把这个邮箱填作收信地址。如果是您，请在 24 小时内打开下面的链接确认；不是您，不用理会。",
    },
    event: {
      subject: "共建：有一件事不能等",
      "reminder.due": "一件与您有关的事到了提醒的日子（{day}）。",
      "reminder.several":
        "有 {count} 件事到了提醒的日子：到期的义务 {obligations}，待确认 {deliveries}，场次 {sessions}，诉求 {appeals}，求助 {requests}。",
      "reminder.sent": "您的单位收到一条催办，请看过并答复。",
      "session.moved": "您报名的一场活动改了时间或地点，请看新的安排。",
      "session.cancelled": "您报名的一场活动取消了。",
      "signup.promoted": "您候补的一场活动有了名额，您已报上名。",
      "password.resetIssued": "管理员为您开了一个重设密码的链接。如果不是您要求的，请马上联系管理员。",
      "secondFactor.reset": "管理员取消了您的两步登录。如果不是您要求的，请马上联系管理员。",
      other: "有一件事要请您看一看。",
    },
    digest: {
      subject: "今天有 {count} 件事等您",
      intro: "今天等您办的事，共 {count} 件：",
      line: "{what}：{count} 件",
      example: "  {giver} → {receiver}",
      due: "（{day} 到期）",
      more: "其余的在首页。",
    },
    todo: {
      OBLIGATION_DUE: "快到期或已逾期的义务",
      OBLIGATION_LATE_IN_TERRITORY: "辖区内逾期的义务",
      DELIVERY_TO_CONFIRM: "等您确认的支持",
      DISPUTE_TO_SETTLE: "等您裁定的出入",
      PARTNERSHIP_TO_ACKNOWLEDGE: "等您签收的结对",
      PROPOSAL_TO_ANSWER: "等您答复的结对提议",
      ASSIGNMENT_UNACKNOWLEDGED: "还没签收的指派",
      AGREEMENT_TO_SIGN: "等您签署的协议",
      REMINDER_TO_ANSWER: "等您答复的催办",
      EXTENSION_TO_DECIDE: "等您决定的延期申请",
      HELP_OFFERED: "发给您单位的求助",
      HELP_TO_CLOSE: "可以收尾的求助",
      EXPENSE_TO_ATTEST: "等您核签的支出",
      EXPENSE_QUERY_TO_ANSWER: "等您答复的支出询问",
      RETURN_TO_CONFIRM: "等您确认的退回",
      other: "其他等您办的事",
    },
    page: {
      confirmTitle: "确认邮箱",
      confirmAsk: "确认用 {address} 收信。",
      confirmDo: "确认这个邮箱",
      confirmed: "邮箱已确认",
      confirmedText: "以后的信会发到这里。可以关掉这个页面了。",
      stopTitle: "不再收信",
      stopAsk: "不再给 {address} 发信。站内的消息照常。",
      stopDo: "不再收信",
      stopped: "已经停了",
      stoppedText: "不会再给您发信。要重新收信，请登录后到“我的 → 消息方式”打开。",
      invalidTitle: "链接已失效",
      invalidText: "链接过期了，或者收信地址已经改过。请登录后到“我的 → 消息方式”重新填写。",
    },
  },
  en: {
    product: "Gongjian",
    open: "Open",
    hello: "Hello,",
    footer:
      "This letter was sent by the system; there is no need to answer. Change what you get under “Me → How to reach me”. To get no more letters:",
    webhook: {
      test: "A test message: this chat can hear reminders now.",
      "reminder.several":
        "Things to do: {count}. Obligations due {obligations}, to confirm {deliveries}, sessions {sessions}, appeals {appeals}, requests {requests}.",
      "reminder.sent": "A reminder has arrived. Please read and answer it.",
      "delivery.submitted": "Support waits to be confirmed.",
      "delivery.disputed": "A dispute waits for the office.",
      "request.opened": "A community asks for help. See whether you can take it on.",
      other: "There is something to look at.",
    },
    confirmation: {
      subject: "Please confirm your address",
      text: "Somebody gave this address for letters. If it was you, open the link below within 24 hours; if not, do nothing.",
    },
    event: {
      subject: "Gongjian: something that cannot wait",
      "reminder.due": "Something of yours has come to its day ({day}).",
      "reminder.several":
        "Things that have come to their day: {count}. Obligations due {obligations}, to confirm {deliveries}, sessions {sessions}, appeals {appeals}, requests {requests}.",
      "reminder.sent": "Your organization was reminded. Please read and answer it.",
      "session.moved": "A session that you signed up for has another time or place.",
      "session.cancelled": "A session that you signed up for is cancelled.",
      "signup.promoted": "A place became free: you are signed up for a session that you waited for.",
      "password.resetIssued":
        "A manager made a link to reset your password. If you did not ask for it, tell the manager at once.",
      "secondFactor.reset":
        "A manager took your two-step sign-in away. If you did not ask for it, tell the manager at once.",
      other: "There is something for you to look at.",
    },
    digest: {
      subject: "{count} to do today",
      intro: "What waits for you today, {count} in all:",
      line: "{what}: {count}",
      example: "  {giver} → {receiver}",
      due: " (due {day})",
      more: "The others are on home.",
    },
    todo: {
      OBLIGATION_DUE: "Obligations due soon or overdue",
      OBLIGATION_LATE_IN_TERRITORY: "Overdue in your territory",
      DELIVERY_TO_CONFIRM: "Support to confirm",
      DISPUTE_TO_SETTLE: "Disputes to settle",
      PARTNERSHIP_TO_ACKNOWLEDGE: "Partnerships to acknowledge",
      PROPOSAL_TO_ANSWER: "Proposals to answer",
      ASSIGNMENT_UNACKNOWLEDGED: "Assignments not acknowledged",
      AGREEMENT_TO_SIGN: "Agreements to sign",
      REMINDER_TO_ANSWER: "Reminders to answer",
      EXTENSION_TO_DECIDE: "Extensions to decide",
      HELP_OFFERED: "Requests offered to you",
      HELP_TO_CLOSE: "Requests to close",
      EXPENSE_TO_ATTEST: "Expenses to attest",
      EXPENSE_QUERY_TO_ANSWER: "Questions about expenses",
      RETURN_TO_CONFIRM: "Returns to confirm",
      other: "Other things to do",
    },
    page: {
      confirmTitle: "Confirm your address",
      confirmAsk: "Letters will go to {address}.",
      confirmDo: "Confirm this address",
      confirmed: "The address is confirmed",
      confirmedText: "Letters will come here from now on. You can close this page.",
      stopTitle: "No more letters",
      stopAsk: "No more letters to {address}. Notifications in the app go on.",
      stopDo: "Send no more letters",
      stopped: "Done",
      stoppedText:
        "You will get no more letters. To get them again, sign in and go to “Me → How to reach me”.",
      invalidTitle: "This link no longer works",
      invalidText:
        "It has run out, or the address was changed since. Sign in and give it again under “Me → How to reach me”.",
    },
  },
});

type Section = "webhook" | "event" | "todo";

/** The words under a key of a section, or those for everything that has none of its own. */
export function wordsOr(locale: "zh" | "en", section: Section, key: string): string {
  const texts: Record<string, string> = words[locale][section];
  return texts[key] ?? texts["other"] ?? "";
}

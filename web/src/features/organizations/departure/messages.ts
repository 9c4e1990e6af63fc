import { defineMessages } from "../../../lib/i18n.ts";

export const messages = defineMessages({
  zh: {
    factor: {
      on: "登录时要输验证码。",
      reset: "取消两步登录",
      question:
        "取消 {name} 的两步登录？只凭密码就能登录，直到重新设好。请先确认真是本人在请求。会通知本人，已登录的设备都会退出。",
      resetNow: "取消两步登录",
      done: "已取消。请本人登录后重新设。",
    },
    erase: {
      title: "注销",
      open: "注销这个人…",
      why: "本人已离开，要求删除个人信息时用。不能恢复。",
      blocked: "还有任职，不能注销。请先结束所有任职。",
      goes: "会删掉",
      goesList:
        "姓名和电话（包括以前的写法）、登录账号和密码、登录过的设备、两步登录、账号链接、通知。以后查看任何一天，都只显示“已注销人员”。",
      stays: "会保留",
      staysList:
        "此人经手的账目、确认、签字、上传的佐证和审计记录：它们属于单位。说明文字里如果写了姓名，也会保留。",
      reason: "理由",
      reasonHint: "例如来函的编号。会永久保留，不要写姓名。",
      reasonMissing: "请写理由。",
      confirm: "请输入此人的姓名“{name}”，表示看清楚了",
      confirmMissing: "姓名还没有输对。",
      submit: "注销 {name}，不能恢复",
      done: "已注销。",
      erased: "此人已于 {at} 注销，姓名和电话已删除。",
    },
  },
  en: {
    factor: {
      on: "A code is asked for after the password.",
      reset: "Take two-step sign-in away",
      question:
        "Take the two-step sign-in of {name} away? The password alone will do until it is set up again. Make sure that it is really the person who asks. They are told, and all devices are signed out.",
      resetNow: "Take it away",
      done: "Done. The person sets it up again after signing in.",
    },
    erase: {
      title: "Erasure",
      open: "Erase this person…",
      why: "For somebody who has left and asks for their personal data to go. There is no way back.",
      blocked: "Not while the person has a role. End all roles first.",
      goes: "What goes",
      goesList:
        "Name and phone (earlier versions too), the sign-in account and its password, devices, second factor, account links, notifications. Pages of any day then show a short code instead of the name.",
      stays: "What stays",
      staysList:
        "What the person recorded, attested and signed, uploaded evidence and the audit chain: it belongs to the organizations. A name typed into a free text stays too.",
      reason: "Reason",
      reasonHint: "For example the number of the letter. Kept for good: write no name.",
      reasonMissing: "Give a reason.",
      confirm: "Type the person's name, “{name}”, to show that you mean it",
      confirmMissing: "The name is not typed yet.",
      submit: "Erase {name} for good",
      done: "Erased.",
      erased: "Erased at {at}; name and phone are gone.",
    },
  },
});

import { defineWords } from "../../kernel/words.ts";

/** Words of the page on which who asked says whether it is solved. */
export const words = defineWords({
  zh: {
    title: "问题解决了吗？",
    intro: "您曾向{community}反映需要帮助：",
    arrived: "帮助已经送到。请您告诉社区，问题是否解决了。",
    question: "是否解决？",
    yes: "解决了",
    notYet: "还没有解决",
    words: "想说的话（可不填）",
    wordsHint: "没有解决的，请写明还差什么。不要写姓名、电话、门牌。社区和帮忙的单位能看到。",
    send: "告诉社区",
    once: "只能回答一次。{day}前没有回答的，社区可以自行结束这件事。",
    thanksYes: "谢谢！您已回答：解决了。社区已结束这件事。",
    thanksNotYet: "您已回答：还没有解决。社区会继续处理。",
    answered: "这个问题已经回答过了：{answer}。",
    yourWords: "您说的话",
    over: "社区已经结束或重新处理这件事，不再等您回答。有话请直接联系社区。",
    choose: "请先选一项。",
  },
  en: {
    title: "Is it solved?",
    intro: "You told {community} that help was needed:",
    arrived: "The help has arrived. Please tell the community whether the problem is solved.",
    question: "Is it solved?",
    yes: "Yes, it is solved",
    notYet: "Not yet",
    words: "What you want to say (optional)",
    wordsHint:
      "If it is not solved, say what is missing. No names, phones or house numbers, please: the community and the units that helped can read it.",
    send: "Tell the community",
    once: "It can be answered once. Without an answer by {day} the community may close it.",
    thanksYes: "Thank you. You said: it is solved. The community has closed it.",
    thanksNotYet: "You said: not yet. The community goes on with it.",
    answered: "This was answered already: {answer}.",
    yourWords: "What you said",
    over: "The community has closed it or taken it up again and no longer waits for your answer. Please turn to the community directly.",
    choose: "Choose one first.",
  },
});

import { useMessages } from "../../../lib/i18n.ts";
import { messages } from "./messages.ts";

export const SUBJECTS = ["OBLIGATION", "DELIVERY", "SESSION", "APPEAL", "REQUEST"] as const;
export const AUDIENCES = ["LIAISON", "MANAGER", "LEADER", "OTHER_SIDE", "OFFICE"] as const;
export const CHANNELS = ["IN_APP", "MAIL", "WEBHOOK"] as const;

export type Subject = (typeof SUBJECTS)[number];
export type Audience = (typeof AUDIENCES)[number];
export type Channel = (typeof CHANNELS)[number];

/** A rung of the ladder as people say it. */
export interface Rung {
  subject: Subject;
  days: number;
  workdays: boolean;
  audience: readonly Audience[];
  channels: readonly Channel[];
}

/** Says a rule as one sentence. */
export function usePolicyWords() {
  const t = useMessages(messages);
  const who = (subject: Subject, one: Audience) =>
    subject === "SESSION" && one === "OTHER_SIDE" ? t("signedUp") : t(`audience.${one}`);
  const sentence = ({ subject, days, workdays, audience, channels }: Rung): string => {
    const when = t("when", {
      way: days < 0 ? "BEFORE" : days === 0 ? "ON" : "AFTER",
      n: String(Math.abs(days)),
      unit: t("unit", { workdays: String(workdays), n: Math.abs(days) }),
      after: t(`after.${subject}`),
    });
    const inOrder = AUDIENCES.filter((one) => audience.includes(one)).map((one) => who(subject, one));
    const ways = CHANNELS.filter((one) => channels.includes(one)).map((one) => t(`channel.${one}`));
    return t("sentence", { when, people: inOrder.join(t("and")), channels: ways.join(t("and")) });
  };
  return { sentence, who };
}

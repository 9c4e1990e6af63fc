import {
  IconAlertTriangle,
  IconArrowsJoin,
  IconArrowUp,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconHourglass,
  IconProgress,
  type TablerIcon,
} from "@tabler/icons-react";
import type { AppealState } from "../../gql/graphql.ts";
import { dateOf, daysBetween, todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { StateMark, type Tone } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";

const STATES: Record<AppealState, readonly [TablerIcon, Tone]> = {
  RECEIVED: [IconHourglass, "accent"],
  IN_HAND: [IconProgress, "accent"],
  PASSED_UP: [IconArrowUp, "accent"],
  ANSWERED: [IconCircleCheck, "accent"],
  CLOSED: [IconCircleCheck, "accent"],
  UNSOLVED: [IconCircleDashed, "quiet"],
  MERGED: [IconArrowsJoin, "quiet"],
  REFUSED: [IconBan, "quiet"],
};

/** Where an appeal stands, as icon and word. */
export function AppealStateMark({ state }: { state: AppealState }) {
  const t = useMessages(messages);
  const [icon, tone] = STATES[state];
  return (
    <StateMark icon={icon} tone={tone}>
      {t(`state.${state}`)}
    </StateMark>
  );
}

/** How many days a resident has waited, the day of writing not counted. */
export function daysWaited(waitingSince: string): number {
  return Math.max(0, daysBetween(dateOf(waitingSince), todayInChina()));
}

/** By when it is to be answered; late, a mark that says so. Nothing when nobody waits. */
export function DueWords({ answerDueOn }: { answerDueOn: string | null | undefined }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  if (!answerDueOn) return null;
  if (answerDueOn >= todayInChina()) return <span>{t("item.due", { day: date(answerDueOn) })}</span>;
  return (
    <StateMark icon={IconAlertTriangle} tone="late">
      {t("item.late", { day: date(answerDueOn) })}
    </StateMark>
  );
}

/** The same where a label says what day it is. */
export function DueDay({ answerDueOn }: { answerDueOn: string | null | undefined }) {
  const { date } = useFormat();
  if (!answerDueOn || answerDueOn < todayInChina()) return <DueWords answerDueOn={answerDueOn} />;
  return date(answerDueOn);
}

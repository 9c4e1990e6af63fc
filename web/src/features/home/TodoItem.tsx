import {
  IconAlertTriangle,
  IconCalendarEvent,
  IconClockExclamation,
  IconFlag,
  IconHeartHandshake,
  IconHourglass,
  IconMessageExclamation,
  IconProgress,
  type TablerIcon,
} from "@tabler/icons-react";
import type { TodoItem_TodoFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { StateMark, type Tone } from "../../ui/StateWord.tsx";
import classes from "./home.module.css";
import { messages } from "./messages.ts";
import { TodoAction } from "./TodoAction.tsx";

const TodoItem_Todo = graphql(`
  fragment TodoItem_Todo on Todo {
    kind
    subject
    partnershipId
    giver
    receiver
    quantity
    remaining
    good
    lateWorkdays
    daysLeft
    waitedWorkdays
    text
    startsAt
    version
    kindOfSupport { measure nameZh nameEn unitZh unitEn }
  }
`);

const ICONS: Record<TodoItem_TodoFragment["kind"], TablerIcon> = {
  OBLIGATION_DUE: IconProgress,
  OBLIGATION_LATE_IN_TERRITORY: IconAlertTriangle,
  DELIVERY_TO_CONFIRM: IconHourglass,
  DISPUTE_TO_SETTLE: IconMessageExclamation,
  PARTNERSHIP_TO_ACKNOWLEDGE: IconFlag,
  PROPOSAL_TO_ANSWER: IconFlag,
  ASSIGNMENT_UNACKNOWLEDGED: IconClockExclamation,
  AGREEMENT_TO_SIGN: IconFlag,
  REMINDER_TO_ANSWER: IconClockExclamation,
  EXTENSION_TO_DECIDE: IconHourglass,
  HELP_OFFERED: IconHeartHandshake,
  HELP_TO_CLOSE: IconHeartHandshake,
  EXPENSE_TO_ATTEST: IconHourglass,
  EXPENSE_QUERY_TO_ANSWER: IconMessageExclamation,
  RETURN_TO_CONFIRM: IconHourglass,
  SESSION_TODAY: IconCalendarEvent,
  SESSION_TO_REPORT: IconCalendarEvent,
  SESSION_TO_CONFIRM: IconHourglass,
};

function toneOf(todo: TodoItem_TodoFragment): Tone {
  if (todo.kind === "SESSION_TODAY") return "accent";
  if (todo.lateWorkdays > 0 || todo.kind === "DISPUTE_TO_SETTLE") return "late";
  if (todo.daysLeft !== null && todo.daysLeft !== undefined && todo.daysLeft <= 7) return "warn";
  return "accent";
}

/** The quantities and the kind of a thing to do, in the language of the page. */
function useWords(todo: TodoItem_TodoFragment) {
  const format = useFormat();
  const { locale } = useLocale();
  const kind = todo.kindOfSupport;
  const amount = (value: string | null | undefined) =>
    kind && value
      ? format.quantity({
          measure: kind.measure,
          value,
          unit: todo.good ?? (locale === "zh" ? kind.unitZh : kind.unitEn),
        })
      : "";
  return {
    kind: kind ? (locale === "zh" ? kind.nameZh : kind.nameEn) : "",
    quantity: amount(todo.quantity),
    remaining: amount(todo.remaining),
    giver: todo.giver,
    receiver: todo.receiver,
    people: Number(todo.quantity ?? 0),
    time: todo.remaining ? format.quantity({ measure: "MINUTES", value: todo.remaining }) : "",
    text: todo.text ?? "",
    when: todo.startsAt
      ? todo.kind === "SESSION_TODAY"
        ? clockOf(todo.startsAt)
        : format.instant(todo.startsAt)
      : "",
  };
}

/** One thing to do: what, with whom, how pressing, and its button. */
export function TodoItem(props: { todo: FragmentType<typeof TodoItem_Todo> }) {
  const todo = readFragment(TodoItem_Todo, props.todo);
  const t = useMessages(messages);
  const words = useWords(todo);
  const time =
    todo.kind === "SESSION_TODAY"
      ? t("today")
      : todo.lateWorkdays > 0
        ? t("late", { days: todo.lateWorkdays })
        : todo.daysLeft === null || todo.daysLeft === undefined || todo.daysLeft < 0
          ? t("waited", { days: todo.waitedWorkdays })
          : todo.daysLeft === 0
            ? t("dueToday")
            : t("dueIn", { days: todo.daysLeft });
  return (
    <li className={classes.todo}>
      <div className={classes.what}>
        <StateMark icon={ICONS[todo.kind]} tone={toneOf(todo)}>
          {t(`kind.${todo.kind}`)}
        </StateMark>
        <span className={classes.text}>{t(`text.${todo.kind}`, words)}</span>
        <span className={classes.time} data-late={todo.lateWorkdays > 0 || undefined}>
          {time}
        </span>
      </div>
      <TodoAction todo={todo} words={words} />
    </li>
  );
}

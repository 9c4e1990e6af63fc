import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import { AppealStateMark, DueWords, daysWaited } from "./appeal-words.tsx";
import classes from "./appeals.module.css";
import { messages } from "./messages.ts";

const AppealItem_Appeal = graphql(`
  fragment AppealItem_Appeal on Appeal {
    id
    text
    state
    createdAt
    waitingSince
    answerDueOn
    notSolvedCount
    receiver { name }
  }
`);

/** One appeal of a list: its words, where it stands, how long the resident has waited. */
export function AppealItem(props: { appeal: FragmentType<typeof AppealItem_Appeal> }) {
  const appeal = readFragment(AppealItem_Appeal, props.appeal);
  const t = useMessages(messages);
  const { date } = useFormat();
  const days = appeal.waitingSince ? daysWaited(appeal.waitingSince) : null;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <TextLink to="/appeals/$id" params={{ id: uuidOf(appeal.id) }} className={classes.what}>
          {appeal.text}
        </TextLink>
        <AppealStateMark state={appeal.state} />
      </div>
      <div className={classes.quiet}>
        <span>{appeal.receiver.name}</span>
        <span>{date(dateOf(appeal.createdAt))}</span>
        {days !== null && appeal.notSolvedCount > 0 && <span>{t("page.notSolved")}</span>}
        {days !== null && <span>{days > 0 ? t("item.waits", { days }) : t("item.waitsToday")}</span>}
        <DueWords answerDueOn={appeal.answerDueOn} />
      </div>
    </li>
  );
}

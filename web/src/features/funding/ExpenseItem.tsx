import { IconArrowBackUp, IconCircleCheck, IconHourglass, type TablerIcon } from "@tabler/icons-react";
import type { ExpenseState } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { EvidenceList } from "../../ui/EvidenceList.tsx";
import { TextLink } from "../../ui/links.tsx";
import { StateMark, type Tone } from "../../ui/StateWord.tsx";
import { ExpenseActs } from "./ExpenseActs.tsx";
import classes from "./funding.module.css";
import { useSayOf } from "./line-words.ts";
import { messages } from "./messages.ts";

const ExpenseItem_Expense = graphql(`
  fragment ExpenseItem_Expense on Expense {
    id
    voucherNumber
    purpose
    payee
    occurredOn
    total
    measure
    state
    reverseReason
    receiver { id name }
    recordedBy { name }
    attestedBy { name }
    lines { amount pledgeLine { id good pledge { id purpose giver { id name } } } }
    queries { id question answer askedBy { name } answeredBy { name } }
    evidence { id fileName url thumbnailUrl }
    ...ExpenseActs_Expense
  }
`);

const STATES: Record<ExpenseState, readonly [TablerIcon, Tone]> = {
  RECORDED: [IconHourglass, "quiet"],
  ATTESTED: [IconCircleCheck, "accent"],
  REVERSED: [IconArrowBackUp, "quiet"],
};

/** One voucher with everything about it: whose money, who recorded and attested it, questions, photos, acts. */
export function ExpenseItem(props: { expense: FragmentType<typeof ExpenseItem_Expense> }) {
  const expense = readFragment(ExpenseItem_Expense, props.expense);
  const t = useMessages(messages);
  const { date } = useFormat();
  const sayOf = useSayOf();
  const { lines, queries } = expense;
  // All lines of a voucher are of one kind of money or one good.
  const say = sayOf({ measure: expense.measure, good: lines[0]?.pledgeLine.good ?? null });
  const [icon, tone] = STATES[expense.state];
  const seen = lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.name}>{expense.purpose}</span>
        <span className={classes.end}>
          <span className={classes.amount}>{say(expense.total)}</span>
          <StateMark icon={icon} tone={tone}>
            {t(`expense.state.${expense.state}`)}
          </StateMark>
        </span>
      </div>
      <div className={classes.quiet}>
        <span>{expense.receiver.name}</span>
        <span>{date(expense.occurredOn)}</span>
        <span>{t("expense.voucher", { number: expense.voucherNumber })}</span>
        {expense.payee && <span>{t("expense.payee", { payee: expense.payee })}</span>}
        <span>{t("expense.recorded", { person: expense.recordedBy.name })}</span>
        {expense.attestedBy && <span>{t("expense.attested", { person: expense.attestedBy.name })}</span>}
      </div>
      <div className={classes.quiet}>
        {lines.map(({ amount, pledgeLine: { id, pledge } }) => (
          <span key={id}>
            <TextLink to="/pledges/$id" params={{ id: uuidOf(pledge.id) }} fz="inherit">
              {t("expense.from", { giver: pledge.giver.name, purpose: pledge.purpose, amount: say(amount) })}
            </TextLink>
          </span>
        ))}
        {seen < BigInt(expense.total) && <span>{t("expense.others")}</span>}
      </div>
      {expense.reverseReason && (
        <p className={classes.sub}>{t("expense.reversed", { reason: expense.reverseReason })}</p>
      )}
      {queries.map(({ id, question, answer, askedBy, answeredBy }) => (
        <p key={id} className={classes.sub}>
          {t("expense.asked", { person: askedBy.name, question })}
          <br />
          {answer
            ? t("expense.answered", { person: answeredBy?.name ?? "", answer })
            : t("expense.unanswered")}
        </p>
      ))}
      <EvidenceList label={t("expense.files")} files={expense.evidence} />
      <ExpenseActs expense={expense} say={say} />
    </li>
  );
}

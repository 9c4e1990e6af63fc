import type { ReactNode } from "react";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { Why } from "../../ui/Why.tsx";
import { messages } from "./messages.ts";
import classes from "./ObligationView.module.css";
import type { PromiseInHand } from "./promise.ts";

interface ObligationViewProps {
  promise: PromiseInHand;
  claimed: string;
  accepted: string;
  /** Thousandths of its time that have run. */
  pace: number;
  lateWorkdays: number;
  /** Waits for the other side longer than the city's patience. */
  silent: boolean;
  originalDueOn: string;
  /** The day from which it is looked at, when that is a past one. */
  today?: string;
  qualifier?: string | null;
  /** Where it comes from: the rule with its period, the instalment, the agreement. */
  from: ReactNode;
  /** What explains it, when the page has a drawer. */
  why?: string;
  /** Words said about it: explanations, a question that waits. */
  notes?: ReactNode;
  acts?: ReactNode;
  /** Obligations that answer it. */
  nested?: ReactNode;
  /** Before the name: which partnership, in lists. */
  about?: ReactNode;
}

/** One promise: what, how far, until when, where it stands; and what can be done about it. */
export function ObligationView(props: ObligationViewProps) {
  const { promise, claimed, accepted, pace, lateWorkdays, silent, originalDueOn, qualifier } = props;
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const { kind, good, quantity, dueOn, state } = promise;
  const amount = kinds.quantity(kind, quantity, good);
  const shownAmount =
    kind.measure === "DONE" ? null : props.why ? <Why address={props.why}>{amount}</Why> : amount;
  return (
    <div className={classes.row}>
      {props.about}
      <div className={classes.head}>
        <span>
          <span className={classes.name}>{kinds.title(kind, good)}</span> {shownAmount}
        </span>
        <StateWord state={state} {...(state === "OVERDUE" ? { days: lateWorkdays } : {})} />
      </div>
      <PromiseBar
        measure={kind.measure}
        unit={kinds.unit(kind, good)}
        owed={quantity}
        claimed={claimed}
        accepted={accepted}
        pace={pace / 1000}
        dueOn={dueOn}
        {...(props.today === undefined ? {} : { today: props.today })}
      />
      <div className={classes.quiet}>
        <span>{props.from}</span>
        <span>{t("dueOn", { day: date(dueOn) })}</span>
        {originalDueOn !== dueOn && <span>{t("originallyDue", { day: date(originalDueOn) })}</span>}
        {state === "MET_LATE" && <span>{t("metLate", { days: lateWorkdays })}</span>}
        {qualifier && <span>{qualifier}</span>}
      </div>
      {silent && <p className={classes.note}>{t("silent")}</p>}
      {props.notes}
      {props.acts}
      {props.nested && <div className={classes.nested}>{props.nested}</div>}
    </div>
  );
}

import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useRights } from "../../lib/rights.ts";
import { LinkButton } from "../../ui/links.tsx";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { Why } from "../../ui/Why.tsx";
import classes from "./funding.module.css";
import { messages } from "./messages.ts";

const InstalmentItem_Obligation = graphql(`
  fragment InstalmentItem_Obligation on Obligation {
    id
    instalment
    state
    quantity
    claimed
    accepted
    unclaimed
    closure
    effectiveDueOn
    lateWorkdays
    good
    kind { nameZh nameEn measure unitZh unitEn }
  }
`);

interface InstalmentItemProps {
  instalment: FragmentType<typeof InstalmentItem_Obligation>;
  giverId: string;
}

/** One instalment as the promise that it is: how much until when, how far, and logging it. */
export function InstalmentItem({ giverId, ...props }: InstalmentItemProps) {
  const one = readFragment(InstalmentItem_Obligation, props.instalment);
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const rights = useRights();
  const sends =
    one.closure === null && BigInt(one.unclaimed) > 0n && rights.in(giverId, ["LIAISON", "MANAGER"]);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span>
          {t("pledge.number", { number: one.instalment ?? 1 })}{" "}
          <span className={classes.amount}>
            <Why address={`instalment:${uuidOf(one.id)}`}>
              {kinds.quantity(one.kind, one.quantity, one.good)}
            </Why>
          </span>{" "}
          <span className={classes.quiet}>{t("pledge.due", { day: date(one.effectiveDueOn) })}</span>
        </span>
        <StateWord state={one.state} {...(one.state === "OVERDUE" ? { days: one.lateWorkdays } : {})} />
      </div>
      <PromiseBar
        measure={one.kind.measure}
        unit={kinds.unit(one.kind, one.good)}
        owed={one.quantity}
        claimed={one.claimed}
        accepted={one.accepted}
        {...(one.closure === null ? { dueOn: one.effectiveDueOn } : {})}
      />
      {sends && (
        <div className={classes.acts}>
          <LinkButton variant="light" to="/log" search={{ obligationId: uuidOf(one.id) }}>
            {t("act.send")}
          </LinkButton>
        </div>
      )}
    </li>
  );
}

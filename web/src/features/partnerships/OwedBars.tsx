import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const OwedBars_Partnership = graphql(`
  fragment OwedBars_Partnership on Partnership {
    id
    firstDue {
      id
      kind { nameZh nameEn measure unitZh unitEn }
      good
      quantity
      claimed
      accepted
      state
      lateWorkdays
      pace
      effectiveDueOn
    }
  }
`);

/** The promises first due, as small bars; the worst lateness comes first because it was due first. */
export function OwedBars(props: { partnership: FragmentType<typeof OwedBars_Partnership> }) {
  const t = useMessages(messages);
  const kinds = useKindWords();
  const { firstDue } = readFragment(OwedBars_Partnership, props.partnership);
  if (firstDue.length === 0) return <span className={classes.quiet}>{t("list.nothingOwed")}</span>;
  return (
    <div className={classes.owed}>
      {firstDue.map((o) => (
        <div key={o.id} className={classes.owedLine}>
          <span>{kinds.title(o.kind, o.good)}</span>
          <PromiseBar
            show="bar"
            measure={o.kind.measure}
            unit={kinds.unit(o.kind, o.good)}
            owed={o.quantity}
            claimed={o.claimed}
            accepted={o.accepted}
            pace={o.pace / 1000}
            dueOn={o.effectiveDueOn}
          />
          <StateWord state={o.state} {...(o.state === "OVERDUE" ? { days: o.lateWorkdays } : {})} />
        </div>
      ))}
    </div>
  );
}

import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { isClosed } from "../../ui/closed-states.ts";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import classes from "./board.module.css";
import { messages } from "./messages.ts";

const PreviewPromises_PartnershipSnapshot = graphql(`
  fragment PreviewPromises_PartnershipSnapshot on PartnershipSnapshot {
    obligations {
      id
      kind { nameZh nameEn measure unitZh unitEn }
      good
      quantity
      claimed
      accepted
      state
      lateWorkdays
      pace
      dueOn
    }
  }
`);

const SHOWN = 3;

/** The open promises due first, as bars with words. */
export function PreviewPromises(props: {
  snapshot: FragmentType<typeof PreviewPromises_PartnershipSnapshot>;
}) {
  const { obligations } = readFragment(PreviewPromises_PartnershipSnapshot, props.snapshot);
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const first = obligations
    .filter(({ state }) => !isClosed(state))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
    .slice(0, SHOWN);
  return (
    <section className={classes.section}>
      <h3>{t("preview.promises")}</h3>
      {first.length === 0 && <p className={classes.quiet}>{t("preview.noPromises")}</p>}
      <ul>
        {first.map((o) => (
          <li key={o.id}>
            <div className={classes.promiseHead}>
              <span>
                {kinds.title(o.kind, o.good)} · {date(o.dueOn)}
              </span>
              <StateWord state={o.state} {...(o.state === "OVERDUE" ? { days: o.lateWorkdays } : {})} />
            </div>
            <PromiseBar
              measure={o.kind.measure}
              unit={kinds.unit(o.kind, o.good)}
              owed={o.quantity}
              claimed={o.claimed}
              accepted={o.accepted}
              pace={o.pace / 1000}
              dueOn={o.dueOn}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

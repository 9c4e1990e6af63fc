import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { PromiseBar } from "../../ui/PromiseBar.tsx";
import classes from "./home.module.css";
import { messages } from "./messages.ts";

const HomeSummary_HomeSummary = graphql(`
  fragment HomeSummary_HomeSummary on HomeSummary { quarter met open overdue awaiting }
`);

/** The running quarter in one line: a count of promises, never a sum of unlike things. */
export function HomeSummary(props: { summary: FragmentType<typeof HomeSummary_HomeSummary> }) {
  const { quarter, met, open, overdue, awaiting } = readFragment(HomeSummary_HomeSummary, props.summary);
  const t = useMessages(messages);
  const total = met + open;
  if (quarter === null || quarter === undefined || total === 0) return null;
  return (
    <Panel title={t("quarter", { quarter })}>
      <PromiseBar
        measure="COUNT"
        owed={String(total)}
        claimed={String(met + awaiting)}
        accepted={String(met)}
        show="bar"
      />
      <p className={classes.summary}>
        <span>{t("share", { met: String(met), total: String(total) })}</span>
        <span>{t("open", { count: String(open) })}</span>
        <span>{t("awaiting", { count: String(awaiting) })}</span>
        <span data-late={overdue > 0 || undefined}>{t("overdue", { count: String(overdue) })}</span>
      </p>
    </Panel>
  );
}

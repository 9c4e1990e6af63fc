import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { BarChart } from "../../ui/charts/BarChart.tsx";
import { Panel } from "../../ui/Panel.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";
import { percentOf, perMoney, perThousandths } from "./per-words.ts";

const SummaryPanel_FairnessSummary = graphql(`
  fragment SummaryPanel_FairnessSummary on FairnessSummary {
    communities
    withoutUnit
    withoutResidents
    under
    over
    unknown
    underLine
    overLine
    medians { money minutes activities }
    steps { from to communities }
  }
`);

/** What the whole territory comes to, the rule by which it is judged, and how the communities are spread. */
export function SummaryPanel(props: { summary: FragmentType<typeof SummaryPanel_FairnessSummary> }) {
  const t = useMessages(messages);
  const summary = readFragment(SummaryPanel_FairnessSummary, props.summary);
  const { medians } = summary;
  const none = t("summary.none");
  const zero = (["money", "minutes", "activities"] as const).filter((key) => medians[key] === "0");
  const steps = summary.steps.map(({ from, to, communities }) => ({
    key: String(from),
    name:
      to == null
        ? t("chart.above", { from: percentOf(from) })
        : from === 0
          ? t("chart.below", { to: percentOf(to) })
          : t("chart.between", { from: percentOf(from), to: percentOf(to) }),
    values: { communities },
  }));
  return (
    <Panel>
      <p className={classes.words} role="status">
        {t("summary.counts", {
          communities: summary.communities,
          under: summary.under,
          over: summary.over,
          alone: summary.withoutUnit,
          unknown: summary.withoutResidents,
        })}
      </p>
      <p className={classes.words}>
        {t("summary.medians", {
          money: medians.money == null ? none : t("perMoney", { amount: perMoney(medians.money) }),
          minutes:
            medians.minutes == null ? none : t("perMinutes", { amount: perThousandths(medians.minutes) }),
          activities:
            medians.activities == null
              ? none
              : t("perActivities", { amount: perThousandths(medians.activities) }),
        })}
      </p>
      {zero.map((key) => (
        <p key={key} className={classes.words}>
          {t("summary.zero", { what: t(`column.${key}`) })}
        </p>
      ))}
      <p className={classes.quiet}>
        {t("summary.rule", { under: percentOf(summary.underLine), over: percentOf(summary.overLine) })}
      </p>
      <details className={classes.details}>
        <summary>{t("chart.title")}</summary>
        <BarChart
          title={t("chart.title")}
          description={t("chart.description")}
          rowsAre={t("chart.rowsAre")}
          series={[{ key: "communities", name: t("chart.series") }]}
          rows={[
            ...steps,
            { key: "unknown", name: t("chart.unknown"), values: { communities: summary.unknown } },
          ]}
          say={(count) => t("chart.say", { count })}
        />
      </details>
    </Panel>
  );
}

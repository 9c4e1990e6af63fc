import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { LineChart } from "../../ui/charts/LineChart.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";

const BurdenTrend_Burden = graphql(`
  fragment BurdenTrend_Burden on Burden {
    weeks { week asks reminders fieldsSaved }
  }
`);

/** Twelve weeks: what was asked, and what nobody had to type. */
export function BurdenTrend({ burden }: { burden: FragmentType<typeof BurdenTrend_Burden> }) {
  const t = useMessages(messages);
  const { weeks } = readFragment(BurdenTrend_Burden, burden);
  const { shortDate } = useFormat();
  const load = (week: { asks: number; reminders: number } | undefined) =>
    week ? week.asks + week.reminders : 0;
  return (
    <Panel>
      <LineChart
        title={t("trend.title")}
        description={t("trend.description", { now: load(weeks.at(-1)), before: load(weeks.at(-2)) })}
        pointsAre={t("trend.weeks")}
        series={[
          { key: "load", name: t("trend.load") },
          { key: "saved", name: t("trend.saved") },
        ]}
        points={weeks.map(({ week, asks, reminders, fieldsSaved }) => ({
          key: week,
          name: shortDate(week),
          values: { load: asks + reminders, saved: fieldsSaved },
        }))}
        say={String}
        sayShort={String}
      />
    </Panel>
  );
}

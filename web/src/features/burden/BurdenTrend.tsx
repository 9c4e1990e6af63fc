import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
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
  return (
    <Panel>
      <LineChart
        title={t("trend.title")}
        description={t("trend.description", {
          values: weeks.map(({ asks, reminders }) => asks + reminders).join(" · "),
        })}
        pointsAre={t("trend.weeks")}
        series={[
          { key: "load", name: t("trend.load") },
          { key: "saved", name: t("trend.saved") },
        ]}
        points={weeks.map(({ week, asks, reminders, fieldsSaved }) => ({
          key: week,
          name: week.slice(5),
          values: { load: asks + reminders, saved: fieldsSaved },
        }))}
        say={String}
        sayShort={String}
      />
    </Panel>
  );
}

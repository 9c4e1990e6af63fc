import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { formatMoneyShort, fromMinor } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useLocale } from "../../lib/locale.tsx";
import { LineChart } from "../../ui/charts/LineChart.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";

const ReportSeries_ReportSeries = graphql(`
  fragment ReportSeries_ReportSeries on ReportSeries {
    kind { code nameZh nameEn measure unitZh unitEn }
    good
    months { month promised accepted }
  }
`);

/** Promised and accepted through the year, one drawing for each kind of support. */
export function ReportSeries({
  series,
}: {
  series: readonly FragmentType<typeof ReportSeries_ReportSeries>[];
}) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const words = useKindWords();
  const all = series.map((one) => readFragment(ReportSeries_ReportSeries, one));
  const moving = all.filter(({ months }) =>
    months.some(({ promised, accepted }) => promised !== "0" || accepted !== "0"),
  );
  if (moving.length === 0) return null;
  return (
    <Panel title={t("series.title")}>
      <div className={classes.charts}>
        {moving.map(({ kind, good, months }) => {
          const short = (value: number) => {
            const digits = BigInt(Math.round(value));
            if (kind.measure === "MONEY") return formatMoneyShort(digits, locale);
            if (kind.measure === "MINUTES") return words.quantity(kind, digits, good);
            return fromMinor(digits, kind.measure === "GOODS" ? 3 : 0);
          };
          return (
            <LineChart
              key={`${kind.code} ${good ?? ""}`}
              title={words.title(kind, good)}
              description={t("series.description", { kind: words.title(kind, good) })}
              pointsAre={t("series.month")}
              series={[
                { key: "promised", name: t("series.promised") },
                { key: "accepted", name: t("series.accepted") },
              ]}
              points={months.map(({ month, promised, accepted }) => ({
                key: month,
                name: t("series.monthName", { month: String(Number(month.slice(5, 7))) }),
                values: { promised: Number(promised), accepted: Number(accepted) },
              }))}
              say={(_value, point, key) => {
                const month = months.find((one) => one.month === point.key);
                return words.quantity(
                  kind,
                  (key === "promised" ? month?.promised : month?.accepted) ?? "0",
                  good,
                );
              }}
              sayShort={short}
            />
          );
        })}
      </div>
    </Panel>
  );
}

import type { ReportSeries_ReportSeriesFragment as Kind } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { formatMoneyShort, fromMinor } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useLocale } from "../../lib/locale.tsx";
import { LineChart } from "../../ui/charts/LineChart.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";
import { useWhole } from "./use-whole.ts";

const ReportSeries_ReportSeries = graphql(`
  fragment ReportSeries_ReportSeries on ReportSeries {
    kind { code nameZh nameEn measure unitZh unitEn }
    good
    months { month promised accepted }
  }
`);

interface ReportSeriesProps {
  series: readonly FragmentType<typeof ReportSeries_ReportSeries>[];
  /** Until when things can have been accepted. */
  today: string;
}

/** Promised and accepted through the year, one drawing for each kind of support; those of single goods on demand. */
export function ReportSeries({ series, today }: ReportSeriesProps) {
  const t = useMessages(messages);
  const [whole] = useWhole();
  const moving = series
    .map((one) => readFragment(ReportSeries_ReportSeries, one))
    .filter(({ months }) => months.some(({ promised, accepted }) => promised !== "0" || accepted !== "0"));
  if (moving.length === 0) return null;
  const draw = (one: Kind) => <KindChart key={`${one.kind.code} ${one.good ?? ""}`} of={one} today={today} />;
  const goods = moving.filter(({ good }) => good != null);
  return (
    <Panel title={t("series.title")}>
      <div className={classes.charts}>{moving.filter(({ good }) => good == null).map(draw)}</div>
      {goods.length > 0 && (
        <details open={whole}>
          <summary>{t("series.goods", { count: goods.length })}</summary>
          <div className={classes.charts}>{goods.map(draw)}</div>
        </details>
      )}
    </Panel>
  );
}

function KindChart({ of: { kind, good, months }, today }: { of: Kind; today: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const words = useKindWords();
  // The axis is drawn in what people count in, so that its steps are round.
  const scale = kind.measure === "MINUTES" ? 60 : kind.measure === "GOODS" ? 1000 : 1;
  const short = (value: number) =>
    kind.measure === "MONEY"
      ? formatMoneyShort(BigInt(Math.round(value)), locale)
      : fromMinor(BigInt(Math.round(value)), 0);
  const name = words.title(kind, good);
  const counted = kind.measure === "MINUTES" ? t("series.hours") : good ? null : words.unit(kind);
  const told = !counted || name.toLowerCase().includes(counted.toLowerCase());
  const title = kind.measure === "MONEY" || told ? name : t("series.counted", { name, counted });
  return (
    <LineChart
      title={title}
      description={t("series.description", { kind: name })}
      pointsAre={t("series.month")}
      series={[
        { key: "promised", name: t("series.promised") },
        { key: "accepted", name: t("series.accepted") },
      ]}
      points={months.map(({ month, promised, accepted }) => ({
        key: month,
        name: t("series.monthName", { month: String(Number(month.slice(5, 7))) }),
        values: {
          promised: Number(promised) / scale,
          // Nothing can have been accepted in a month to come.
          accepted: month <= today.slice(0, 7) ? Number(accepted) / scale : undefined,
        },
      }))}
      say={(_value, point, key) => {
        const month = months.find((one) => one.month === point.key);
        return words.quantity(kind, (key === "promised" ? month?.promised : month?.accepted) ?? "0", good);
      }}
      sayShort={short}
    />
  );
}

import type { ReportAdjustments_ReportAdjustmentFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { fromMinor, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import { useWhole } from "./use-whole.ts";

const ReportAdjustments_ReportAdjustment = graphql(`
  fragment ReportAdjustments_ReportAdjustment on ReportAdjustment {
    periodCode
    kind { nameZh nameEn measure unitZh unitEn }
    good
    word
    sealed
    now
  }
`);

type Row = ReportAdjustments_ReportAdjustmentFragment;

const KIND_WORDS = [
  "owed",
  "claimed",
  "accepted",
  "metOnTime",
  "metLate",
  "partlyMet",
  "awaiting",
  "late",
  "unmet",
  "open",
  "waived",
  "given",
  "arrived",
] as const;
const MONEY_WORDS = [
  "PLEDGED",
  "SENT",
  "RECEIVED",
  "SPENT",
  "RETURNED",
  "PROMISED",
  "WAIVED",
  "CANCELLED",
] as const;

/** Numbers of sealed periods that later facts have changed: the sealed ones stay, the difference is told here. */
export function ReportAdjustments({
  adjustments,
}: {
  adjustments: readonly FragmentType<typeof ReportAdjustments_ReportAdjustment>[];
}) {
  const t = useMessages(messages);
  const words = useKindWords();
  const { money } = useFormat();
  const [whole] = useWhole();
  const rows = adjustments.map((one) => readFragment(ReportAdjustments_ReportAdjustment, one));
  if (rows.length === 0) return null;
  const say = (row: Row, value: string) =>
    row.kind
      ? words.quantity(row.kind, value, row.good)
      : row.word.startsWith("money.")
        ? money(value)
        : fromMinor(value, 0);
  const wordOf = ({ word }: Row) => {
    const kind = KIND_WORDS.find((one) => one === word);
    const river = MONEY_WORDS.find((one) => `money.${one.toLowerCase()}` === word);
    return kind ? t(`kindWord.${kind}`) : river ? t(`moneyWord.${river}`) : word;
  };
  const columns: Column<Row>[] = [
    {
      key: "what",
      title: t("adjustments.what"),
      phone: "title",
      render: (row) => [row.kind && words.title(row.kind, row.good), wordOf(row)].filter(Boolean).join(" · "),
    },
    { key: "period", title: t("adjustments.period"), render: ({ periodCode }) => periodCode },
    { key: "sealed", title: t("adjustments.sealed"), numeric: true, render: (row) => say(row, row.sealed) },
    { key: "now", title: t("adjustments.now"), numeric: true, render: (row) => say(row, row.now) },
  ];
  return (
    <Panel title={t("adjustments.title")}>
      <p>{t("adjustments.why")}</p>
      <details open={whole}>
        <summary>{t("adjustments.show", { count: rows.length })}</summary>
        <DataTable
          caption={t("adjustments.title")}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.periodCode} ${row.word} ${row.kind?.nameZh ?? ""} ${row.good ?? ""}`}
        />
      </details>
    </Panel>
  );
}

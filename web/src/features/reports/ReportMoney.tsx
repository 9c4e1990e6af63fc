import type { ReportMoney_ReportMoneyFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { MoneyRiver, type Station } from "../../ui/MoneyRiver.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { amountOf, countOf, Figure } from "./Figure.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";

const ReportMoney_ReportMoney = graphql(`
  fragment ReportMoney_ReportMoney on ReportMoney {
    word
    opening { ...Figure_ReportFigure }
    change { ...Figure_ReportFigure }
    closing { ...Figure_ReportFigure }
  }
`);

type Row = ReportMoney_ReportMoneyFragment;

const ORDER = [
  "PLEDGED",
  "SENT",
  "RECEIVED",
  "SPENT",
  "RETURNED",
  "PROMISED",
  "WAIVED",
  "CANCELLED",
] as const;

const STATIONS: readonly Row["word"][] = ["PLEDGED", "SENT", "RECEIVED", "SPENT"];

/** The stations are always told; what money seldom does, where it did. */
const says = (row: Row) =>
  STATIONS.includes(row.word) || [row.opening, row.change, row.closing].some((figure) => countOf(figure) > 0);

/** The money river at the end of the period, and how the period moved it. */
export function ReportMoney({ money }: { money: readonly FragmentType<typeof ReportMoney_ReportMoney>[] }) {
  const t = useMessages(messages);
  const { money: say } = useFormat();
  const rows = money
    .map((row) => readFragment(ReportMoney_ReportMoney, row))
    .sort((a, b) => ORDER.indexOf(a.word) - ORDER.indexOf(b.word));
  if (rows.length === 0) return null;
  const closing = (word: (typeof ORDER)[number]) => {
    const row = rows.find((one) => one.word === word);
    return row ? amountOf(row.closing) : "0";
  };
  const amounts: Record<Station, string> = {
    pledged: closing("PLEDGED"),
    sent: closing("SENT"),
    received: closing("RECEIVED"),
    spent: closing("SPENT"),
  };
  const column = (key: "opening" | "change" | "closing"): Column<Row> => ({
    key,
    title: t(`money.${key}`),
    numeric: true,
    render: (row) => <Figure figure={row[key]} say={say} />,
  });
  const name: Column<Row> = {
    key: "word",
    title: t("money.word"),
    phone: "title",
    render: ({ word }) => t(`moneyWord.${word}`),
  };
  return (
    <Panel title={t("money.title")}>
      <div className={classes.above}>
        <MoneyRiver amounts={amounts} />
      </div>
      <div className={classes.figures}>
        <DataTable
          caption={t("money.caption")}
          columns={[name, column("opening"), column("change"), column("closing")]}
          rows={rows.filter(says)}
          rowKey={({ word }) => word}
        />
      </div>
    </Panel>
  );
}

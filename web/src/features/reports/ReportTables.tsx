import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReportScope, ReportTables_ReportTableRowFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { BarChart } from "../../ui/charts/BarChart.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { countOf, Figure } from "./Figure.tsx";
import { messages } from "./messages.ts";
import { PromiseCounts } from "./ReportPromises.tsx";
import classes from "./reports.module.css";
import { useWhole } from "./use-whole.ts";

const ReportTables_PeriodReport = graphql(`
  fragment ReportTables_PeriodReport on PeriodReport {
    scope
    subjectId
    period { id }
    divisions(first: 100) { totalCount edges { node { ...ReportTables_ReportTableRow } } }
    units(first: 100) { totalCount edges { node { ...ReportTables_ReportTableRow } } }
    communities(first: 100) { totalCount edges { node { ...ReportTables_ReportTableRow } } }
  }
`);

const ReportTables_ReportTableRow = graphql(`
  fragment ReportTables_ReportTableRow on ReportTableRow {
    id
    name
    partnerships { ...Figure_ReportFigure }
    promises { ...PromiseCounts }
    pledged { ...Figure_ReportFigure }
    sent { ...Figure_ReportFigure }
    received { ...Figure_ReportFigure }
  }
`);

type Row = ReportTables_ReportTableRowFragment;

const TABLES = [
  { key: "divisions", scope: "DISTRICT" },
  { key: "units", scope: "UNIT" },
  { key: "communities", scope: "COMMUNITY" },
] as const satisfies readonly { key: string; scope: ReportScope }[];

const WORDS = ["owed", "metOnTime", "metLate", "awaiting", "late", "unmet"] as const;
const BARS = ["metOnTime", "metLate", "awaiting", "late"] as const;
const MONEY = ["pledged", "sent", "received"] as const;

/** The report by the divisions below, by unit and by community, in the order of their names: never a ranking. */
export function ReportTables({ report }: { report: FragmentType<typeof ReportTables_PeriodReport> }) {
  const t = useMessages(messages);
  const { money } = useFormat();
  const read = readFragment(ReportTables_PeriodReport, report);
  const link = (scope: ReportScope, row: Row) =>
    row.id === read.subjectId ? (
      row.name
    ) : (
      <TextLink to="/reports" search={{ scope, id: row.id, periodId: read.period.id }}>
        {row.name}
      </TextLink>
    );
  const counts = (row: Row) => readFragment(PromiseCounts, row.promises);
  const columns = (scope: ReportScope, title: string): Column<Row>[] => [
    { key: "name", title, phone: "title", render: (row) => link(scope, row) },
    {
      key: "partnerships",
      title: t("tables.partnerships"),
      numeric: true,
      render: (row) => <Figure figure={row.partnerships} />,
    },
    ...WORDS.map(
      (word): Column<Row> => ({
        key: word,
        title: t(`promise.${word}`),
        numeric: true,
        render: (row) => <Figure figure={counts(row)[word]} />,
      }),
    ),
    ...MONEY.map(
      (word): Column<Row> => ({
        key: word,
        title: t(`tables.${word}`),
        numeric: true,
        render: (row) => <Figure figure={row[word]} say={money} />,
      }),
    ),
  ];
  return TABLES.map(({ key, scope }) => {
    const rows = read[key].edges.map(({ node }) => readFragment(ReportTables_ReportTableRow, node));
    if (rows.length === 0) return null;
    return (
      <Panel key={key} title={t(`tables.${key}`)}>
        {key === "divisions" && (
          <div className={classes.above}>
            <BarChart
              title={t("tables.lateness")}
              description={t("tables.latenessWhat")}
              rowsAre={t("tables.divisionName")}
              series={BARS.map((word) => ({ key: word, name: t(`promise.${word}`) }))}
              rows={rows.map((row) => ({
                key: row.id,
                name: row.name,
                label: link(scope, row),
                values: {
                  ...Object.fromEntries(BARS.map((word) => [word, countOf(counts(row)[word])])),
                  late: countOf(counts(row).late) + countOf(counts(row).unmet),
                },
              }))}
              say={(value) => value}
            />
          </div>
        )}
        <LongTable
          caption={t(`tables.${key}`)}
          columns={columns(scope, t(`tables.${key}Name`))}
          rows={rows}
          total={read[key].totalCount}
        />
      </Panel>
    );
  });
}

/** How many rows stand there at first: fewer on a phone, where each is a card. */
const SHOWN = { desk: 12, phone: 5 };

interface LongTableProps {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** All that there are; those beyond `rows` stand in the files. */
  total: number;
}

function LongTable({ caption, columns, rows, total }: LongTableProps) {
  const t = useMessages(messages);
  const [whole, show] = useWhole();
  const phone = useMediaQuery("(max-width: 48em)");
  const shown = whole ? rows : rows.slice(0, phone ? SHOWN.phone : SHOWN.desk);
  return (
    <>
      <div className={classes.figures}>
        <DataTable caption={caption} columns={columns} rows={shown} rowKey={({ id }) => id} />
      </div>
      {shown.length < rows.length && (
        <Button variant="subtle" onClick={show}>
          {t("tables.showAll", { count: rows.length })}
        </Button>
      )}
      {total > rows.length && (
        <p className={classes.quiet}>{t("moreInFile", { count: total - rows.length })}</p>
      )}
    </>
  );
}

import type { FairnessTable_FairnessRowFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { fromMinor } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Why } from "../../ui/Why.tsx";
import classes from "./fairness.module.css";
import { MarkWord } from "./MarkWord.tsx";
import { messages } from "./messages.ts";
import { percentOf, perMoney, perThousandths } from "./per-words.ts";

const FairnessTable_FairnessRow = graphql(`
  fragment FairnessTable_FairnessRow on FairnessRow {
    id
    name
    within
    residents
    mark
    ratio
    units { id name }
    money { per ratio }
    minutes { per ratio }
    activities { per ratio }
    needsAsked
    needsMet
  }
`);

/** One row of the view, masked. */
export type FairnessRowRef = FragmentType<typeof FairnessTable_FairnessRow>;
type Row = FairnessTable_FairnessRowFragment;

/** What each community received for each of its residents; every number opens what it is made of. */
export function FairnessTable({ rows }: { rows: readonly FairnessRowRef[] }) {
  const t = useMessages(messages);
  const read = rows.map((row) => readFragment(FairnessTable_FairnessRow, row));
  const facts = (row: Row) => `facts:${uuidOf(row.id)}`;
  const figure = (row: Row, { per, ratio }: Row["money"], said: (per: string) => string) =>
    per == null ? (
      <span className={classes.quiet}>—</span>
    ) : (
      <span className={classes.two}>
        <Why address={facts(row)}>{said(per)}</Why>
        <span className={classes.quiet}>
          {ratio == null ? t("notCompared") : t("ofMedian", { percent: percentOf(ratio) })}
        </span>
      </span>
    );
  const columns: Column<Row>[] = [
    {
      key: "community",
      title: t("column.community"),
      phone: "title",
      width: 200,
      render: (row) => (
        <span className={classes.names}>
          <span>{row.name}</span>
          <span className={classes.quiet}>{row.within.slice(0, -1).join(" · ")}</span>
        </span>
      ),
    },
    { key: "mark", title: t("column.mark"), width: 120, render: ({ mark }) => <MarkWord mark={mark} /> },
    {
      key: "units",
      title: t("column.units"),
      render: ({ units }) =>
        units.length === 0 ? (
          <span className={classes.mark} data-mark="UNDER">
            {t("noUnit")}
          </span>
        ) : (
          units.map(({ name }) => name).join(" · ")
        ),
    },
    {
      key: "residents",
      title: t("column.residents"),
      numeric: true,
      render: (row) => (
        <Why address={facts(row)}>
          {row.residents == null ? t("noResidents") : fromMinor(String(row.residents), 0)}
        </Why>
      ),
    },
    {
      key: "money",
      title: t("column.money"),
      numeric: true,
      render: (row) => figure(row, row.money, (per) => t("perMoney", { amount: perMoney(per) })),
    },
    {
      key: "minutes",
      title: t("column.minutes"),
      numeric: true,
      render: (row) => figure(row, row.minutes, (per) => t("perMinutes", { amount: perThousandths(per) })),
    },
    {
      key: "activities",
      title: t("column.activities"),
      numeric: true,
      render: (row) =>
        figure(row, row.activities, (per) => t("perActivities", { amount: perThousandths(per) })),
    },
    {
      key: "needs",
      title: t("column.needs"),
      numeric: true,
      render: ({ needsAsked, needsMet }) => t("needsOf", { met: needsMet, asked: needsAsked }),
    },
  ];
  return <DataTable caption={t("caption")} columns={columns} rows={read} rowKey={({ id }) => id} />;
}

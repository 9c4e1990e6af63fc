import type { ReportKinds_ReportKindFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { countOf, Figure } from "./Figure.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";

const ReportKinds_ReportKind = graphql(`
  fragment ReportKinds_ReportKind on ReportKind {
    kind { code nameZh nameEn measure unitZh unitEn }
    good
    owed { ...Figure_ReportFigure }
    claimed { ...Figure_ReportFigure }
    accepted { ...Figure_ReportFigure }
    metOnTime { ...Figure_ReportFigure }
    metLate { ...Figure_ReportFigure }
    awaiting { ...Figure_ReportFigure }
    late { ...Figure_ReportFigure }
    unmet { ...Figure_ReportFigure }
    open { ...Figure_ReportFigure }
    waived { ...Figure_ReportFigure }
    given { ...Figure_ReportFigure }
    arrived { ...Figure_ReportFigure }
  }
`);

type Row = ReportKinds_ReportKindFragment;

const PROMISED = ["owed", "claimed", "accepted", "awaiting", "open", "late", "unmet", "waived"] as const;
const GIVEN = ["given", "arrived"] as const;

/** Quantities, kind by kind: what was promised for the period and what became of it, and what was given in it. */
export function ReportKinds({ kinds }: { kinds: readonly FragmentType<typeof ReportKinds_ReportKind>[] }) {
  const t = useMessages(messages);
  const words = useKindWords();
  const rows = kinds.map((kind) => readFragment(ReportKinds_ReportKind, kind));
  const column = (word: (typeof PROMISED)[number] | (typeof GIVEN)[number]): Column<Row> => ({
    key: word,
    title: t(`kindWord.${word}`),
    numeric: true,
    render: (row) => (
      <Figure figure={row[word]} say={(amount) => words.quantity(row.kind, amount, row.good)} />
    ),
  });
  const name: Column<Row> = {
    key: "kind",
    title: t("kind"),
    phone: "title",
    render: (row) => words.title(row.kind, row.good),
  };
  const keyOf = (row: Row) => `${row.kind.code} ${row.good ?? ""}`;
  const tables = [
    { title: t("kindsPromised"), of: PROMISED, none: t("nothingPromised") },
    { title: t("kindsGiven"), of: GIVEN, none: t("nothingGiven") },
  ];
  return tables.map(({ title, of, none }) => {
    const moved = rows.filter((row) => of.some((word) => countOf(row[word]) > 0));
    return (
      <Panel key={title} title={title}>
        {moved.length === 0 ? (
          <p>{none}</p>
        ) : (
          <div className={classes.figures}>
            <DataTable caption={title} columns={[name, ...of.map(column)]} rows={moved} rowKey={keyOf} />
          </div>
        )}
      </Panel>
    );
  });
}

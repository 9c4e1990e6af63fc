import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { daysWaited } from "./appeal-words.tsx";
import { messages } from "./messages.ts";

const CommunityCounts_AppealSummary = graphql(`
  fragment CommunityCounts_AppealSummary on AppealSummary {
    communities { receiver { id name } total waiting late refused oldestSince }
  }
`);

/** How many appeals each community has, those with overdue ones first; no word of them. */
export function CommunityCounts(props: { summary: FragmentType<typeof CommunityCounts_AppealSummary> }) {
  const { communities } = readFragment(CommunityCounts_AppealSummary, props.summary);
  const t = useMessages(messages);
  if (communities.length === 0) return null;
  return (
    <Panel title={t("counts.title")}>
      <DataTable
        caption={t("counts.title")}
        rows={communities}
        rowKey={({ receiver }) => receiver.id}
        columns={[
          {
            key: "community",
            title: t("counts.community"),
            phone: "title",
            render: ({ receiver }) => receiver.name,
          },
          {
            key: "waiting",
            title: t("counts.waiting"),
            numeric: true,
            phone: "line",
            render: (row) => row.waiting,
          },
          { key: "late", title: t("counts.late"), numeric: true, phone: "line", render: (row) => row.late },
          {
            key: "oldest",
            title: t("counts.oldest"),
            numeric: true,
            phone: "line",
            render: ({ oldestSince }) =>
              oldestSince ? t("counts.days", { days: daysWaited(oldestSince) }) : "—",
          },
          {
            key: "total",
            title: t("counts.total"),
            numeric: true,
            phone: "line",
            render: (row) => row.total,
          },
          {
            key: "refused",
            title: t("counts.refused"),
            numeric: true,
            phone: "line",
            render: (row) => row.refused,
          },
        ]}
      />
    </Panel>
  );
}

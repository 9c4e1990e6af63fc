import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";

const PastPairingPlans = graphql(`
  query PastPairingPlans($first: Int!, $after: String) {
    pairingPlans(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id title recordedAt proposed by { name } chosen { giverId } } }
    }
  }
`);

/** The plans that the office has kept, the latest first. */
export function PastPlans() {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const pages = usePages(PastPairingPlans, { first: 10 }, (data) => data.pairingPlans);
  if (!pages.rows) return null;
  return (
    <Panel title={t("plan.past")}>
      {pages.rows.length === 0 ? (
        <p className={classes.quiet}>{t("plan.noPast")}</p>
      ) : (
        <>
          <DataTable
            caption={t("plan.pastCaption")}
            columns={[
              {
                key: "title",
                title: t("plan.column.title"),
                phone: "title",
                render: ({ id, title }) => (
                  <TextLink to="/fairness/plan" search={{ plan: id.slice(id.indexOf(":") + 1) }}>
                    {title}
                  </TextLink>
                ),
              },
              {
                key: "when",
                title: t("plan.column.when"),
                render: ({ by, recordedAt }) => t("plan.by", { name: by.name, at: instant(recordedAt) }),
              },
              {
                key: "counts",
                title: t("plan.column.counts"),
                render: ({ proposed, chosen }) => t("plan.picked", { proposed, chosen: chosen.length }),
              },
            ]}
            rows={pages.rows}
            rowKey={({ id }) => id}
          />
          <LoadMore pages={pages} />
        </>
      )}
    </Panel>
  );
}

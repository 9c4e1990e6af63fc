import { useState } from "react";
import { graphql } from "../../../gql/index.ts";
import { useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { usePages } from "../../../lib/pages.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { FilterChips } from "../../../ui/FilterChips.tsx";
import { LoadMore } from "../../../ui/LoadMore.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { messages } from "./messages.ts";
import { usePolicyWords } from "./policy-words.ts";
import classes from "./reminders.module.css";

const ReminderNotices = graphql(`
  query ReminderNotices($first: Int!, $after: String, $outcome: ReminderNoticeOutcome) {
    reminderNotices(first: $first, after: $after, outcome: $outcome) {
      edges {
        node {
          id
          fellOn
          outcome
          organization { id name }
          policy { id subject days workdays audience channels }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** What the rules sent and kept back, the latest first. */
export function NoticeList() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const { sentence } = usePolicyWords();
  const [kept, setKept] = useState(false);
  const pages = usePages(
    ReminderNotices,
    { first: 10, ...(kept ? { outcome: "SUPPRESSED" as const } : {}) },
    (data) => data.reminderNotices,
  );
  const rows = pages.rows ?? [];
  return (
    <Panel title={t("log.title")}>
      <div className={classes.log}>
        <FilterChips
          label={t("log.filter")}
          single
          chips={[{ key: "kept", label: t("log.onlySuppressed") }]}
          selected={kept ? ["kept"] : []}
          onChange={(selected) => setKept(selected.length > 0)}
        />
        {pages.rows && rows.length === 0 ? (
          <p className={classes.quiet}>{t("log.empty")}</p>
        ) : (
          <>
            <DataTable
              caption={t("log.caption")}
              rows={rows}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: "whom",
                  title: t("log.whom"),
                  phone: "title",
                  render: ({ organization }) => organization.name,
                },
                { key: "day", title: t("log.day"), render: ({ fellOn }) => date(fellOn) },
                {
                  key: "what",
                  title: t("log.what"),
                  render: ({ policy }) => `${t(`subject.${policy.subject}`)} · ${sentence(policy)}`,
                },
                {
                  key: "outcome",
                  title: t("log.outcome"),
                  render: ({ outcome }) => t(outcome === "SENT" ? "log.sent" : "log.suppressed"),
                },
              ]}
            />
            <LoadMore pages={pages} />
          </>
        )}
      </div>
    </Panel>
  );
}

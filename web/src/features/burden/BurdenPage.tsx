import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { BurdenTrend } from "./BurdenTrend.tsx";
import classes from "./burden.module.css";
import { messages } from "./messages.ts";
import { daysLater, mondayOf } from "./weeks.ts";

const BurdenWeeks = graphql(`
  query BurdenWeeks($first: Int!, $after: String, $week: LocalDate) {
    burdenWeeks(first: $first, after: $after, week: $week) {
      edges {
        node {
          id
          asks
          reminders
          fields
          documents
          fromSessions
          fieldsSaved
          overLimit
          organization { id name }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const BurdenCourse = graphql(`
  query BurdenCourse {
    burden {
      markAbove
      rule { figuresPerDocument fieldsPerDelivery }
      ...BurdenTrend_Burden
    }
  }
`);

/** What the system asks of each organization in a week, the heaviest first, beside what it saves; and how it goes over the weeks. */
export function BurdenPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const state = useViewer();
  const [week, setWeek] = useState(mondayOf(todayInChina()));
  const pages = usePages(BurdenWeeks, { first: 20, week }, (data) => data.burdenWeeks);
  const [{ data }] = useQuery({ query: BurdenCourse });
  const office = state.kind === "signedIn" && state.membership?.organization.kind === "OFFICE";
  if (!pages.rows || !data)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : (
      <PageSkeleton />
    );
  const { burden } = data;
  const limit = String(burden.markAbove);
  const isThisWeek = week === mondayOf(todayInChina());
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t(office ? "subtitle" : "ownSubtitle")} />
      <BurdenTrend burden={burden} />
      <Panel
        title={t("week", { from: date(week), to: date(daysLater(week, 6)) })}
        actions={
          <div className={classes.acts}>
            <Button variant="default" onClick={() => setWeek(daysLater(week, -7))}>
              {t("earlier")}
            </Button>
            <Button variant="default" disabled={isThisWeek} onClick={() => setWeek(daysLater(week, 7))}>
              {t("later")}
            </Button>
          </div>
        }
      >
        {pages.rows.length === 0 ? (
          <EmptyState title={t("emptyTitle")} next={t("emptyNext")} />
        ) : (
          <>
            <p className={classes.quiet}>{t("more", { limit })}</p>
            <DataTable
              caption={t("caption")}
              rows={pages.rows}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: "organization",
                  title: t("organization"),
                  phone: "title",
                  render: ({ organization, overLimit }) => (
                    <>
                      {organization.name}
                      {overLimit && <span className={classes.over}>{t("over", { limit })}</span>}
                    </>
                  ),
                },
                { key: "asks", title: t("asks"), numeric: true, render: ({ asks }) => asks },
                {
                  key: "reminders",
                  title: t("reminders"),
                  numeric: true,
                  render: ({ reminders }) => reminders,
                },
                {
                  key: "fields",
                  title: t("fields"),
                  numeric: true,
                  render: ({ fields }) => fields,
                },
                {
                  key: "saved",
                  title: t("saved"),
                  numeric: true,
                  render: ({ fieldsSaved, documents, fromSessions }) =>
                    fieldsSaved === 0
                      ? 0
                      : t("savedOf", {
                          saved: String(fieldsSaved),
                          documents: String(documents),
                          sessions: String(fromSessions),
                        }),
                },
              ]}
            />
            <div className={classes.foot}>
              <LoadMore pages={pages} />
            </div>
          </>
        )}
      </Panel>
      <Panel title={t("rule.title")}>
        <ul className={classes.rule}>
          <li>{t("rule.asks")}</li>
          <li>{t("rule.fields")}</li>
          <li>
            {t("rule.saved", {
              figures: String(burden.rule.figuresPerDocument),
              fields: String(burden.rule.fieldsPerDelivery),
            })}
          </li>
        </ul>
      </Panel>
    </Page>
  );
}

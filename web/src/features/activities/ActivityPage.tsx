import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { addDays } from "../../ui/calendar/days.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { ActivityFacts } from "./ActivityFacts.tsx";
import { ActivityHosts } from "./ActivityHosts.tsx";
import classes from "./activities.module.css";
import { activityIcon } from "./activity-icons.ts";
import { EndActivityForm } from "./EndActivityForm.tsx";
import { messages } from "./messages.ts";
import { SessionRow } from "./SessionRow.tsx";

// Looked at often, changed seldom.
const ChangeActivityPanel = lazy(() => import("./change/ChangeActivityPanel.tsx"));

const Activity = graphql(`
  query Activity(
    $id: ID!
    $filter: ActivitySessionFilter!
    $today: LocalDate!
    $until: LocalDate!
    $since: LocalDate!
    $yesterday: LocalDate!
  ) {
    node(id: $id) {
      __typename
      ... on Activity {
        id
        title
        version
        state
        mayChange
        kind { code }
        continues { id }
        ...ActivityFacts_Activity
        ...ChangeActivityPanel_Activity
        ...ActivityHosts_Activity
      }
    }
    coming: sessions(first: 60, from: $today, to: $until, filter: $filter) {
      edges { node { id ...SessionRow_ActivitySession } }
    }
    past: sessions(first: 100, from: $since, to: $yesterday, filter: $filter) {
      totalCount
      edges { node { id ...SessionRow_ActivitySession } }
    }
  }
`);

/** How far the list of sessions looks back and ahead, in days. */
const BACK = 300;
const AHEAD = 390;

/** One activity: what it is and for whom, its sessions to come and those that were, and what its hosts may change. */
export function ActivityPage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const [open, setOpen] = useState<"change" | "end" | null>(null);
  const close = () => setOpen(null);
  const today = todayInChina();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: Activity,
    variables: {
      id: `Activity:${id}`,
      filter: { activityId: `Activity:${id}` },
      today,
      until: addDays(today, AHEAD),
      since: addDays(today, -BACK),
      yesterday: addDays(today, -1),
    },
  });
  if (!data) {
    if (fetching) return <PageSkeleton />;
    return (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    );
  }
  const activity = data.node;
  if (activity?.__typename !== "Activity") return <NotFoundPage />;
  const { edges: coming } = data.coming;
  const past = [...data.past.edges].reverse();
  return (
    <Page>
      <PageHeader
        title={activity.title}
        mark={
          <StateMark
            icon={activityIcon(activity.kind.code)}
            tone={activity.state === "PLANNED" ? "accent" : "quiet"}
          >
            {t(`activityState.${activity.state}`)}
          </StateMark>
        }
        back={{ to: "/activities", label: t("plan.back") }}
        actions={
          activity.mayChange &&
          open === null && (
            <div className={classes.acts}>
              <Button variant="default" onClick={() => setOpen("change")}>
                {t("changeDetails")}
              </Button>
              <Button variant="default" onClick={() => setOpen("end")}>
                {t("end.act")}
              </Button>
            </div>
          )
        }
      />
      {open === "change" && (
        <Suspense fallback={<PageSkeleton />}>
          <ChangeActivityPanel activity={activity} onClose={close} />
        </Suspense>
      )}
      {open === "end" && (
        <Panel title={t("end.act")}>
          <EndActivityForm activity={activity} onClose={close} />
        </Panel>
      )}
      <Columns>
        <Panel title={t("sessions.coming", { count: coming.length })}>
          {coming.length === 0 ? (
            <EmptyState title={t("sessions.none")} next={t("sessions.noneNext")} />
          ) : (
            <ul className={classes.rows}>
              {coming.map(({ node }) => (
                <SessionRow key={node.id} session={node} mayManage={activity.mayChange} />
              ))}
            </ul>
          )}
        </Panel>
        <div className={classes.calendar}>
          <Panel title={t("facts.title")}>
            <ActivityFacts activity={activity} />
          </Panel>
          {activity.mayChange && <ActivityHosts activity={activity} />}
        </div>
      </Columns>
      {past.length > 0 && (
        <Panel title={t("sessions.past", { count: data.past.totalCount ?? past.length })}>
          <ul className={classes.rows}>
            {past.map(({ node }) => (
              <SessionRow key={node.id} session={node} mayManage={false} />
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}

import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { CalendarHead } from "../../ui/calendar/CalendarHead.tsx";
import type { MarkedDay } from "../../ui/calendar/calendar-item.ts";
import { DayList } from "../../ui/calendar/DayList.tsx";
import { MonthGrid } from "../../ui/calendar/MonthGrid.tsx";
import { WeekGrid } from "../../ui/calendar/WeekGrid.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { ActivitiesTabs } from "./ActivitiesTabs.tsx";
import { ActivityFilters } from "./ActivityFilters.tsx";
import classes from "./activities.module.css";
import { rangeOf, readAddress } from "./calendar-address.ts";
import { FeedPanel } from "./FeedPanel.tsx";
import { messages } from "./messages.ts";
import { SessionCard } from "./SessionCard.tsx";

const Activities = graphql(`
  query Activities(
    $first: Int!
    $from: LocalDate!
    $to: LocalDate!
    $filter: ActivitySessionFilter
    $fromYear: Int!
    $toYear: Int!
  ) {
    city {
      id
      fromYear: calendarDays(year: $fromYear) { date kind name }
      toYear: calendarDays(year: $toYear) { date kind name }
    }
    activityKinds(first: 50) { edges { node { id nameZh nameEn } } }
    sessions(first: $first, from: $from, to: $to, filter: $filter) {
      totalCount
      edges {
        node {
          id
          startsAt
          state
          activity { title }
          mySignup { state }
          ...SessionCard_ActivitySession
        }
      }
    }
    myCalendar { id ...FeedPanel_CalendarFeed }
  }
`);

/** As many as a page of any list may have. */
const MOST = 100;
const PLANNERS = ["LEADER", "MANAGER", "LIAISON"];

const route = getRouteApi("/inside/activities");

/** What is held when and by whom, as a month, a week or a list; the chosen day's sessions beside it, each with its button. */
export function ActivitiesPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const kindOfViewer = membership?.organization.kind;
  const address = readAddress(search, kindOfViewer);
  const { view, on, whose, kind, place, open } = address;
  const { from, to } = rangeOf(address);
  const change = (next: typeof search) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });

  const filter = {
    signedUp: whose === "mine",
    organizationId: whose === "ours" ? (membership?.organization.id ?? null) : null,
    activityKindId: kind,
    place: place || null,
    needsPeople: open,
  };
  const [{ data, error }, refetch] = useQuery({
    query: Activities,
    variables: {
      first: MOST,
      from,
      to,
      filter,
      fromYear: Number(from.slice(0, 4)),
      toYear: Number(to.slice(0, 4)),
    },
  });
  const marked = useMemo(() => {
    const days = data ? [...data.city.fromYear, ...data.city.toYear] : [];
    return new Map<string, MarkedDay>(days.map((day) => [day.date, day]));
  }, [data]);
  const sessions = useMemo(
    () =>
      (data?.sessions.edges ?? []).map(({ node }) => ({
        id: node.id,
        date: dateOf(node.startsAt),
        startsAt: clockOf(node.startsAt),
        title: node.activity.title,
        tone:
          node.state === "CANCELLED"
            ? ("off" as const)
            : node.mySignup
              ? ("mine" as const)
              : ("plain" as const),
        node,
      })),
    [data],
  );
  const onDay = sessions.filter((it) => it.date === on).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const mayPlan = membership && (PLANNERS.includes(membership.role) || membership.role === "COORDINATOR");
  const plan = mayPlan ? (
    <LinkButton to="/activities/new" search={{ on }} variant="default">
      {t("calendar.plan")}
    </LinkButton>
  ) : undefined;
  const grid = { label: t("calendar.grid"), selected: on, items: sessions, marked };
  return (
    <Page>
      <ActivitiesTabs />
      <PageHeader title={t("calendar.title")} subtitle={t("calendar.subtitle")} actions={plan} />
      <ActivityFilters
        address={address}
        office={kindOfViewer === "OFFICE"}
        kinds={data?.activityKinds.edges.map(({ node }) => node) ?? []}
        onChange={change}
      />
      <CalendarHead
        view={view}
        onView={(next) => change({ view: next })}
        selected={on}
        onSelect={(next) => change({ on: next })}
      />
      {error && !data && (
        <ErrorNotice
          code={errorCode(error)}
          id={errorId(error)}
          onRetry={() => refetch({ requestPolicy: "network-only" })}
        />
      )}
      {!data && !error && <RowsSkeleton />}
      {data && view === "list" && sessions.length === 0 && (
        <EmptyState title={t("calendar.emptyList")} next={t("calendar.emptyListNext")} action={plan} />
      )}
      {data && view === "list" && (
        <DayList items={sessions} marked={marked} render={({ node }) => <SessionCard session={node} />} />
      )}
      {data && view !== "list" && (
        <div className={classes.calendar} data-grid>
          {view === "month" ? (
            <MonthGrid {...grid} onSelect={(next) => change({ on: next })} />
          ) : (
            <WeekGrid {...grid} onSelect={(next) => change({ on: next })} />
          )}
          <section className={classes.calendar} aria-live="polite">
            <h2 className={classes.dayHead}>{t("calendar.day", { day: date(on), count: onDay.length })}</h2>
            {onDay.length === 0 && (
              <EmptyState title={t("calendar.emptyDay")} next={t("calendar.emptyDayNext")} action={plan} />
            )}
            <ul className={classes.cards}>
              {onDay.map(({ id, node }) => (
                <li key={id}>
                  <SessionCard session={node} />
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
      {data && (data.sessions.totalCount ?? 0) > MOST && (
        <p className={classes.quiet}>{t("calendar.more", { count: MOST })}</p>
      )}
      {data && (
        <Panel title={t("feed.title")}>
          <FeedPanel feed={data.myCalendar ?? null} />
        </Panel>
      )}
    </Page>
  );
}

import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { AppealState } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { RequestTabs } from "../help-requests/tabs/RequestTabs.tsx";
import { AppealItem } from "./AppealItem.tsx";
import classes from "./appeals.module.css";
import { CommunityCounts } from "./CommunityCounts.tsx";
import { DoorPanel } from "./DoorPanel.tsx";
import { messages } from "./messages.ts";

const Appeals = graphql(`
  query Appeals($first: Int!, $after: String, $filter: AppealFilter, $oldestFirst: Boolean) {
    appeals(first: $first, after: $after, filter: $filter, oldestFirst: $oldestFirst) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...AppealItem_Appeal } }
    }
  }
`);
const AppealDoorQuery = graphql(`
  query AppealDoorOf($receiverId: ID!) { appealDoor(receiverId: $receiverId) { id ...DoorPanel_AppealDoor } }
`);
const AppealSummaryQuery = graphql(`
  query AppealSummary { appealSummary { ...CommunityCounts_AppealSummary } }
`);

const VIEWS = {
  own: ["RECEIVED", "PASSED_UP", "IN_HAND", "DONE", "ASIDE"],
  office: ["PASSED_UP", "RECEIVED", "IN_HAND", "DONE"],
} as const;
type View = (typeof VIEWS)["own"][number];

const STATES: Record<View, readonly AppealState[]> = {
  RECEIVED: ["RECEIVED"],
  PASSED_UP: ["PASSED_UP"],
  IN_HAND: ["IN_HAND"],
  DONE: ["ANSWERED", "CLOSED", "UNSOLVED"],
  ASIDE: ["MERGED", "REFUSED"],
};

const route = getRouteApi("/inside/appeals");

/** What residents wrote: to one's own community by state; for an office what was passed up, and how many there are elsewhere. */
export function AppealsPage() {
  const t = useMessages(messages);
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const organization = viewer.kind === "signedIn" ? viewer.membership?.organization : undefined;
  const own = organization?.kind === "COMMUNITY";
  const side = own ? "own" : "office";
  const views: readonly View[] = VIEWS[side];
  const view = views.find((it) => it === state) ?? views[0] ?? "RECEIVED";
  const oldestFirst = view === "RECEIVED" || view === "PASSED_UP";
  const filter = {
    states: [...STATES[view]],
    ...(own && organization ? { receiverId: organization.id } : {}),
  };
  const pages = usePages(Appeals, { first: 25, filter, oldestFirst }, (data) => data.appeals);
  const [{ data: doorOf }] = useQuery({
    query: AppealDoorQuery,
    variables: { receiverId: organization?.id ?? "" },
    pause: !own,
  });
  const [{ data: counted }] = useQuery({ query: AppealSummaryQuery, pause: own });
  return (
    <Page>
      <RequestTabs />
      <PageHeader title={t("list.title")} subtitle={t(own ? "list.subtitleOwn" : "list.subtitleOffice")} />
      <FilterChips
        label={t("list.filter")}
        single
        chips={views.map((key) => ({
          key,
          label: t(`view.${key}`),
          ...(key === view && pages.total !== undefined ? { count: pages.total } : {}),
        }))}
        selected={[view]}
        onChange={([next]) => void navigate({ search: { state: next ?? view } })}
      />
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows?.length === 0 && <EmptyState title={t(`empty.${view}`)} next={t(`emptyNext.${side}`)} />}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <Panel>
            <ul className={classes.list} aria-label={t("list.label")}>
              {pages.rows.map((appeal) => (
                <AppealItem key={appeal.id} appeal={appeal} />
              ))}
            </ul>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
      {own && organization && doorOf && (
        <DoorPanel receiverId={organization.id} door={doorOf.appealDoor ?? null} />
      )}
      {!own && counted && <CommunityCounts summary={counted.appealSummary} />}
    </Page>
  );
}

import { getRouteApi } from "@tanstack/react-router";
import type { HelpRequestFilter } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer, type ViewerMembership } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { HelpRequestItem } from "./HelpRequestItem.tsx";
import classes from "./help-requests.module.css";
import { messages } from "./messages.ts";
import { RequestTabs } from "./tabs/RequestTabs.tsx";

const HelpRequests = graphql(`
  query HelpRequests($first: Int!, $after: String, $filter: HelpRequestFilter) {
    helpRequests(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...HelpRequestItem_HelpRequest } }
    }
  }
`);

const VIEWS = {
  own: ["OPEN", "DELIVERED", "DRAFT", "CLOSED"],
  unit: ["OFFERED", "CLAIMED", "CLOSED"],
  office: ["OPEN", "URGENT", "DELIVERED", "CLOSED"],
} as const;
type Side = keyof typeof VIEWS;
type View = (typeof VIEWS)[Side][number];

function sideOf(membership: ViewerMembership | undefined): Side {
  const kind = membership?.organization.kind;
  return kind === "COMMUNITY" ? "own" : kind === "PARTNER_UNIT" ? "unit" : "office";
}

/** A view as the server's filter, for the organization that the person looks through. */
function filterOf(side: Side, view: View, organizationId: string | undefined): HelpRequestFilter {
  const whose: HelpRequestFilter = side === "own" && organizationId ? { receiverId: organizationId } : {};
  const offered: HelpRequestFilter = side === "unit" && organizationId ? { offeredToId: organizationId } : {};
  switch (view) {
    case "OPEN":
      return { ...whose, states: ["OPEN"] };
    case "URGENT":
      return { states: ["OPEN"], urgency: "URGENT" };
    case "DELIVERED":
    case "DRAFT":
      return { ...whose, states: [view] };
    case "OFFERED":
      return { ...offered, states: ["OPEN"] };
    case "CLAIMED":
      return organizationId ? { claimedById: organizationId } : {};
    case "CLOSED":
      return { ...whose, ...offered, states: ["CLOSED", "CLOSED_UNSOLVED", "WITHDRAWN"] };
  }
}

const TITLES = { own: "list.titleOwn", unit: "list.titleUnit", office: "list.title" } as const;
const SUBTITLES = {
  own: "list.subtitleOwn",
  unit: "list.subtitleUnit",
  office: "list.subtitleOffice",
} as const;

const route = getRouteApi("/inside/requests");

/** What communities ask for: one's own by state, those offered to a unit, or those of an office's territory. */
export function HelpRequestsPage() {
  const t = useMessages(messages);
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const side = sideOf(membership);
  const views: readonly View[] = VIEWS[side];
  const view = views.find((it) => it === state) ?? views[0] ?? "OPEN";
  const filter = filterOf(side, view, membership?.organization.id);
  const pages = usePages(HelpRequests, { first: 25, filter }, (data) => data.helpRequests);
  return (
    <Page>
      <RequestTabs />
      <PageHeader
        title={t(TITLES[side])}
        subtitle={t(SUBTITLES[side])}
        actions={side === "own" ? <LinkButton to="/requests/new">{t("list.ask")}</LinkButton> : undefined}
      />
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
      {pages.rows?.length === 0 && (
        <EmptyState
          title={t(`empty.${view}`)}
          next={t(`emptyNext.${side}`)}
          action={
            side === "own" ? (
              <LinkButton to="/requests/new" variant="default">
                {t("list.ask")}
              </LinkButton>
            ) : undefined
          }
        />
      )}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <Panel>
            <ul className={classes.list}>
              {pages.rows.map((request) => (
                <HelpRequestItem key={request.id} request={request} />
              ))}
            </ul>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}

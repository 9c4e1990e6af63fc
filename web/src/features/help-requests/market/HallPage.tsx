import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { HallFilter } from "../../../gql/graphql.ts";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useKindWords } from "../../../lib/kind-words.ts";
import { uuidOf } from "../../../lib/node-id.ts";
import { usePages } from "../../../lib/pages.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { useViewer } from "../../../lib/viewer.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../../ui/FilterChips.tsx";
import { LoadMore } from "../../../ui/LoadMore.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { Page, Panel } from "../../../ui/Panel.tsx";
import { SearchField } from "../../../ui/SearchField.tsx";
import { RowsSkeleton } from "../../../ui/Skeletons.tsx";
import { HelpRequestItem } from "../HelpRequestItem.tsx";
import classes from "../help-requests.module.css";
import { RequestTabs } from "../tabs/RequestTabs.tsx";
import { FitReasons } from "./FitReasons.tsx";
import { messages } from "./messages.ts";
import { StaleClaims } from "./StaleClaims.tsx";

const HallQuery = graphql(`
  query Hall($first: Int!, $after: String, $unitId: ID, $filter: HallFilter) {
    hall(first: $first, after: $after, unitId: $unitId, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { ...FitReasons_HallEntry request { id ...HelpRequestItem_HelpRequest } } }
    }
  }
`);
const HallKinds = graphql(`
  query HallKinds {
    city { id kinds { id nameZh nameEn measure unitZh unitEn } }
  }
`);

const URGENT = "URGENT";
const route = getRouteApi("/inside/hall");

/** What stands in the hall of the city, what fits one's unit best first, with why. */
export function HallPage() {
  const t = useMessages(messages);
  const words = useKindWords();
  const { q = "", state = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const unit = membership?.organization.kind === "PARTNER_UNIT" ? membership.organization : undefined;
  const [{ data: city }] = useQuery({ query: HallKinds });
  const kinds = city?.city.kinds ?? [];
  const chosen = state.split(".").filter(Boolean);
  const kind = kinds.find(({ id }) => chosen.includes(uuidOf(id)));
  const filter: HallFilter = {
    ...(q ? { text: q } : {}),
    ...(chosen.includes(URGENT) ? { urgency: "URGENT" as const } : {}),
    ...(kind ? { kindId: kind.id } : {}),
  };
  const pages = usePages(HallQuery, { first: 25, unitId: unit?.id ?? null, filter }, (data) => data.hall);
  const filtered = Object.keys(filter).length > 0;
  const subtitle = unit
    ? "hall.subtitleUnit"
    : membership?.organization.kind === "OFFICE"
      ? "hall.subtitleOffice"
      : "hall.subtitleOwn";
  const go = (next: { q?: string; state?: string }) =>
    void navigate({
      search: {
        ...((next.q ?? q) ? { q: next.q ?? q } : {}),
        ...((next.state ?? state) ? { state: next.state ?? state } : {}),
      },
      replace: true,
    });
  return (
    <Page>
      <RequestTabs />
      <PageHeader title={t("hall.title")} subtitle={t(subtitle)} />
      {unit && <StaleClaims unitId={unit.id} />}
      <SearchField label={t("hall.search")} value={q} onChange={(text) => go({ q: text })} />
      <FilterChips
        label={t("hall.filter")}
        chips={[
          { key: URGENT, label: t("hall.urgent") },
          ...kinds.map((one) => ({ key: uuidOf(one.id), label: words.name(one) })),
        ]}
        selected={chosen}
        onChange={(next) => {
          // One kind at a time: the one that was tapped last.
          const [last] = next.filter((key) => key !== URGENT && !chosen.includes(key));
          const kept = next.filter((key) => key === URGENT || last === undefined || key === last);
          go({ state: kept.join(".") });
        }}
      />
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows?.length === 0 && (
        <EmptyState
          title={filtered ? t("hall.emptyMatch") : t("hall.empty")}
          next={filtered ? t("hall.emptyMatchNext") : t("hall.emptyNext")}
        />
      )}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <Panel>
            <ul className={classes.list}>
              {pages.rows.map((entry) => (
                <HelpRequestItem key={entry.request.id} request={entry.request} inHall>
                  <FitReasons entry={entry} />
                </HelpRequestItem>
              ))}
            </ul>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}

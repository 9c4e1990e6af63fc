import { getRouteApi } from "@tanstack/react-router";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { PairingTabs } from "../partnerships/PairingTabs.tsx";
import { messages } from "./messages.ts";
import { ObligationItem } from "./ObligationItem.tsx";

const Obligations = graphql(`
  query Obligations($first: Int!, $after: String, $filter: ObligationFilter) {
    obligations(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...ObligationItem_Obligation } }
    }
  }
`);

const VIEWS = ["OPEN", "LATE", "SOON", "AWAITING", "CLOSED"] as const;
type View = (typeof VIEWS)[number];

/** A local date some days away. */
function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A view as the server's filter; SOON is what falls due within two weeks. */
function filterOf(view: View, today: string) {
  if (view !== "SOON") return { state: view };
  return { state: "OPEN" as const, dueAfter: daysFrom(today, -1), dueBefore: daysFrom(today, 15) };
}

const route = getRouteApi("/inside/obligations");

/** What is owed, the first due first: by us, to us, or in the office's territory. */
export function ObligationsPage() {
  const t = useMessages(messages);
  const { state, partnershipId } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const side = viewer.kind === "signedIn" ? viewer.membership?.organization.kind : undefined;
  const view = VIEWS.find((it) => it === state) ?? "OPEN";
  const filter = { ...filterOf(view, todayInChina()), ...(partnershipId ? { partnershipId } : {}) };
  const pages = usePages(Obligations, { first: 25, filter }, (data) => data.obligations);
  const title = side === "PARTNER_UNIT" ? t("titleByUs") : side === "COMMUNITY" ? t("titleToUs") : t("title");
  return (
    <Page>
      <PairingTabs />
      <PageHeader title={title} subtitle={t("subtitle")} />
      <FilterChips
        label={t("filter")}
        single
        chips={VIEWS.map((key) => ({
          key,
          label: t(`view.${key}`),
          ...(key === view && pages.total !== undefined ? { count: pages.total } : {}),
        }))}
        selected={[view]}
        onChange={([next]) => void navigate({ search: (old) => ({ ...old, state: next ?? "OPEN" }) })}
      />
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows?.length === 0 && (
        <EmptyState
          title={t(`empty.${view}.title`)}
          next={t(`empty.${view}.next`)}
          action={
            view === "OPEN" ? (
              <LinkButton to="/partnerships" variant="default">
                {t("toPartnerships")}
              </LinkButton>
            ) : undefined
          }
        />
      )}
      {pages.rows && pages.rows.length > 0 && (
        <Panel>
          {pages.rows.map((obligation) => (
            <ObligationItem key={obligation.id} obligation={obligation} />
          ))}
        </Panel>
      )}
      {pages.rows && pages.rows.length > 0 && <LoadMore pages={pages} />}
    </Page>
  );
}

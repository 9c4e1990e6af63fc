import { Button } from "@mantine/core";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import type { StationStanding } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { usePages } from "../../lib/pages.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { ActivitiesTabs } from "../activities/ActivitiesTabs.tsx";
import { DivisionSelect } from "../divisions/DivisionSelect.tsx";
import { messages } from "./messages.ts";
import { OpenStationForm } from "./OpenStationForm.tsx";
import { StationItem } from "./StationItem.tsx";
import classes from "./stations.module.css";

const Stations = graphql(`
  query Stations(
    $first: Int!, $after: String, $standing: StationStanding, $search: String, $divisionId: ID, $communityIds: [ID!]
  ) {
    stations(
      first: $first, after: $after, standing: $standing, search: $search, divisionId: $divisionId, communityIds: $communityIds
    ) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...StationItem_Station } }
    }
  }
`);

const STANDINGS = ["STALE", "CLOSED", "FRESH"] as const satisfies StationStanding[];

const route = getRouteApi("/inside/stations");

/** An office's stations, those that need somebody first; a community comes straight to its own, or opens it. */
export function StationsPage() {
  const t = useMessages(messages);
  const { q, state, divisionId } = route.useSearch();
  const navigate = route.useNavigate();
  const rights = useRights();
  const viewer = useViewer();
  const [opening, setOpening] = useState(false);
  const organization = viewer.kind === "signedIn" ? viewer.membership?.organization : undefined;
  const own = organization?.kind === "COMMUNITY" ? organization : undefined;
  const standing = STANDINGS.find((it) => it === state) ?? null;
  const pages = usePages(
    Stations,
    {
      first: 25,
      standing: own ? null : standing,
      search: own ? null : (q ?? null),
      divisionId: divisionId && !own ? `Division:${divisionId}` : null,
      communityIds: own ? [own.id] : null,
    },
    (data) => data.stations,
  );
  const filter = (change: { q?: string; state?: string; divisionId?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const [only] = pages.rows ?? [];
  if (own && only) return <Navigate to="/stations/$id" params={{ id: uuidOf(only.id) }} replace />;
  const failed = pages.error && !pages.rows && (
    <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
  );
  if (own)
    return (
      <Page>
        <ActivitiesTabs />
        <PageHeader title={t("form.title")} subtitle={t("form.subtitle")} />
        {failed}
        {!pages.rows && !failed && <RowsSkeleton />}
        {pages.rows &&
          (rights.in(own.id, ["MANAGER"]) ? (
            <Panel>
              <OpenStationForm community={own} />
            </Panel>
          ) : (
            <EmptyState title={t("form.not")} next={t("form.notNext")} />
          ))}
      </Page>
    );
  return (
    <Page>
      <ActivitiesTabs />
      <PageHeader
        title={t("list.title")}
        subtitle={t("list.subtitle")}
        actions={
          rights.inOffice(["MANAGER"]) && (
            <Button variant="default" aria-expanded={opening} onClick={() => setOpening(!opening)}>
              {t("list.open")}
            </Button>
          )
        }
      />
      {opening && (
        <Panel title={t("list.openFor")}>
          <OpenStationForm community={null} onCancel={() => setOpening(false)} />
        </Panel>
      )}
      <div className={classes.filters}>
        <SearchField label={t("list.search")} value={q ?? ""} onChange={(text) => filter({ q: text })} />
        {organization?.kind === "OFFICE" && (
          <DivisionSelect
            label={t("list.division")}
            value={divisionId ? `Division:${divisionId}` : ""}
            onChange={(id) => filter({ divisionId: id ? uuidOf(id) : "" })}
          />
        )}
        <FilterChips
          label={t("list.filter")}
          single
          chips={STANDINGS.map((key) => ({
            key,
            label: t(`standing.${key}`),
            ...(key === standing && pages.total !== undefined ? { count: pages.total } : {}),
          }))}
          selected={standing ? [standing] : []}
          onChange={([next]) => filter({ state: next ?? "" })}
        />
      </div>
      {failed}
      {!pages.rows && !failed && <RowsSkeleton />}
      {pages.rows?.length === 0 && <EmptyState title={t("list.empty")} next={t("list.emptyNext")} />}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <Panel>
            <ul className={classes.list}>
              {pages.rows.map((station) => (
                <StationItem key={station.id} station={station} />
              ))}
            </ul>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}

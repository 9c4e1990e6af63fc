import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { OwnPopulation } from "../fairness/OwnPopulation.tsx";
import { RequestTabs } from "../help-requests/tabs/RequestTabs.tsx";
import { CapabilityForm } from "./CapabilityForm.tsx";
import { CapabilityTable } from "./CapabilityTable.tsx";
import { messages } from "./messages.ts";

const Capabilities = graphql(`
  query Capabilities($first: Int!, $after: String, $filter: CapabilityFilter) {
    capabilities(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...CapabilityTable_Capability } }
    }
  }
`);

const route = getRouteApi("/inside/capabilities");

/** What units say they can give: a unit's own to be kept, for communities and offices those around them. */
export function CapabilitiesPage() {
  const t = useMessages(messages);
  const { q = "", organizationId } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const rights = useRights();
  const [adding, setAdding] = useState(false);
  const organization = viewer.kind === "signedIn" ? viewer.membership?.organization : undefined;
  const side = organization?.kind === "PARTNER_UNIT" ? "unit" : "other";
  const filter = {
    ...(side === "unit" && organization ? { organizationId: organization.id } : {}),
    ...(side === "other" && organizationId ? { organizationId } : {}),
    ...(q ? { text: q } : {}),
  };
  const pages = usePages(Capabilities, { first: 50, filter }, (data) => data.capabilities);
  const mayAdd =
    organization && side === "unit" && rights.in(organization.id, ["LIAISON", "MANAGER"])
      ? organization
      : null;
  return (
    <Page>
      <RequestTabs />
      <PageHeader
        title={side === "unit" ? t("own") : t("title")}
        subtitle={t(`subtitle.${side}`)}
        actions={
          <>
            {mayAdd && <Button onClick={() => setAdding(true)}>{t("add")}</Button>}
            {organization?.kind === "COMMUNITY" && rights.in(organization.id, ["MANAGER"]) && (
              <OwnPopulation community={organization} />
            )}
          </>
        }
      />
      {side === "other" && (
        <SearchField
          label={t("search")}
          value={q}
          onChange={(text) =>
            void navigate({
              search: { ...(text ? { q: text } : {}), ...(organizationId ? { organizationId } : {}) },
              replace: true,
            })
          }
        />
      )}
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows?.length === 0 && (
        <EmptyState
          title={t("empty")}
          next={t(`emptyNext.${side}`)}
          action={mayAdd && <Button onClick={() => setAdding(true)}>{t("add")}</Button>}
        />
      )}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <CapabilityTable capabilities={pages.rows} />
          <LoadMore pages={pages} />
        </>
      )}
      <SideDrawer title={adding ? t("form.titleAdd") : null} onClose={() => setAdding(false)}>
        {adding && mayAdd && <CapabilityForm organizationId={mayAdd.id} onClose={() => setAdding(false)} />}
      </SideDrawer>
    </Page>
  );
}

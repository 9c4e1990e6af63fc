import { Anchor, Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { OrganizationKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { useRights } from "../../lib/rights.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import type { ListSearch } from "../../routes/search.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { CreateOrganizationForm } from "./CreateOrganizationForm.tsx";
import { messages } from "./messages.ts";
import { OrganizationDetail } from "./OrganizationDetail.tsx";
import classes from "./organizations.module.css";

const KINDS = ["PARTNER_UNIT", "COMMUNITY", "OFFICE", "TEAM"] as const satisfies OrganizationKind[];

const Organizations = graphql(`
  query Organizations($first: Int!, $after: String, $search: String, $kind: OrganizationKind, $ended: Boolean) {
    organizations(first: $first, after: $after, search: $search, kind: $kind, ended: $ended) {
      edges { node { id name kind unitClass phone division { id name } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** The city's organizations by kind: find, add, change, end. */
export function OrganizationsPage() {
  const t = useMessages(messages);
  const words = useRoleWords();
  const rights = useRights();
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const [adding, setAdding] = useState(false);
  const kind = KINDS.find((it) => it === search.state);
  const ended = search.state === "ENDED";
  const pages = usePages(
    Organizations,
    { first: 50, search: search.q ?? null, kind: kind ?? null, ended },
    (data) => data.organizations,
  );
  const filter = (change: ListSearch) =>
    void navigate({ to: "/office/organizations", search: { ...search, ...change }, replace: true });
  const chips = [
    ...KINDS.map((key) => ({ key, label: words.organizationKind(key) })),
    { key: "ENDED" as const, label: t("organizations.ended") },
  ];
  const selected = chips.map(({ key }) => key).find((key) => key === search.state);
  const mayManage = rights.inOffice(["MANAGER"]);
  return (
    <Page>
      <PageHeader
        title={t("organizations.title")}
        subtitle={t("organizations.subtitle")}
        actions={
          mayManage &&
          !adding && (
            <>
              <Button onClick={() => setAdding(true)}>{t("organizations.add")}</Button>
              <LinkButton to="/office/import" variant="default">
                {t("organizations.import")}
              </LinkButton>
            </>
          )
        }
      />
      {adding && (
        <Panel title={t("organizations.add")}>
          <CreateOrganizationForm onClose={() => setAdding(false)} onAdded={setChosen} />
        </Panel>
      )}
      <div className={classes.filters}>
        <SearchField
          label={t("organizations.search")}
          value={search.q ?? ""}
          onChange={(q) => filter({ q })}
        />
        <FilterChips
          label={t("organizations.kind")}
          single
          chips={chips}
          selected={selected ? [selected] : []}
          onChange={([state]) => filter({ state: state ?? "" })}
        />
      </div>
      {pages.error && !pages.rows ? (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      ) : !pages.rows ? (
        <PageSkeleton />
      ) : pages.rows.length === 0 ? (
        <EmptyState
          title={t("organizations.emptyTitle")}
          next={t(search.q || search.state ? "organizations.emptyFiltered" : "organizations.emptyNext")}
        />
      ) : (
        <>
          <DataTable
            caption={t("organizations.title")}
            rows={pages.rows}
            rowKey={({ id }) => id}
            onRowClick={setChosen}
            columns={[
              {
                key: "name",
                title: t("organizations.name"),
                phone: "title",
                render: (one) => (
                  <button type="button" className={classes.nameButton} onClick={() => setChosen(one)}>
                    {one.name}
                  </button>
                ),
              },
              {
                key: "kind",
                title: t("organizations.kind"),
                width: "16%",
                render: (one) => words.organizationKind(one.kind),
              },
              {
                key: "division",
                title: t("organizations.division"),
                width: "16%",
                render: ({ division }) => division.name,
              },
              {
                key: "unitClass",
                phone: "hide",
                title: t("organizations.unitClass"),
                width: "16%",
                render: ({ unitClass }) => unitClass ?? "—",
              },
              {
                key: "phone",
                phone: "hide",
                title: t("organizations.phone"),
                width: "18%",
                render: ({ phone }) => (phone ? <Anchor href={`tel:${phone}`}>{phone}</Anchor> : "—"),
              },
            ]}
          />
          <LoadMore pages={pages} />
        </>
      )}
      <SideDrawer title={chosen?.name ?? null} onClose={() => setChosen(null)}>
        {chosen && <OrganizationDetail key={chosen.id} organizationId={chosen.id} mayManage={mayManage} />}
      </SideDrawer>
    </Page>
  );
}

import { Anchor, Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import type { ListSearch } from "../../routes/search.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { AddPersonForm } from "./AddPersonForm.tsx";
import { messages } from "./messages.ts";
import { OrganizationSelect } from "./OrganizationSelect.tsx";
import classes from "./organizations.module.css";
import { PersonDetail } from "./PersonDetail.tsx";

const People = graphql(`
  query People($first: Int!, $after: String, $search: String, $organizationId: ID) {
    people(first: $first, after: $after, search: $search, organizationId: $organizationId) {
      edges {
        node {
          id
          name
          phone
          hasAccount
          memberships { id role title organization { id name } }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** The people of an office's territory, or of the organization that one manages. */
export function PeoplePage() {
  const t = useMessages(messages);
  const words = useRoleWords();
  const state = useViewer();
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const [adding, setAdding] = useState(false);
  const membership = state.kind === "signedIn" ? state.membership : undefined;
  const own = membership?.organization;
  const isOffice = own?.kind === "OFFICE";
  const mayManage = membership?.role === "MANAGER";
  const organizationId = isOffice ? search.organizationId : own?.id;
  const pages = usePages(
    People,
    { first: 50, search: search.q ?? null, organizationId: organizationId ?? null },
    (data) => data.people,
  );
  const filter = (change: ListSearch) =>
    void navigate({ to: "/office/people", search: { ...search, ...change }, replace: true });
  const title = isOffice ? t("people.title") : t("people.ownTitle", { organization: own?.name ?? "" });
  return (
    <Page>
      <PageHeader
        title={title}
        subtitle={t("people.subtitle")}
        actions={mayManage && !adding && <Button onClick={() => setAdding(true)}>{t("people.add")}</Button>}
      />
      {adding && (
        <Panel title={t("people.add")}>
          <AddPersonForm
            organizationId={organizationId ?? ""}
            fixed={!isOffice}
            onCancel={() => setAdding(false)}
            onAdded={(person) => {
              setAdding(false);
              setChosen(person);
            }}
          />
        </Panel>
      )}
      <div className={classes.filters}>
        <SearchField label={t("people.search")} value={search.q ?? ""} onChange={(q) => filter({ q })} />
        {isOffice && (
          <OrganizationSelect
            label={t("people.ofOrganization")}
            value={search.organizationId ?? ""}
            onChange={(id) => filter({ organizationId: id })}
          />
        )}
      </div>
      {pages.error && !pages.rows ? (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      ) : !pages.rows ? (
        <PageSkeleton />
      ) : pages.rows.length === 0 ? (
        <EmptyState
          title={t("people.emptyTitle")}
          next={t(search.q || search.organizationId ? "people.emptyFiltered" : "people.emptyNext")}
        />
      ) : (
        <>
          <DataTable
            caption={title}
            rows={pages.rows}
            rowKey={({ id }) => id}
            onRowClick={setChosen}
            columns={[
              {
                key: "name",
                title: t("people.name"),
                phone: "title",
                width: "18%",
                render: (person) => (
                  <button type="button" className={classes.nameButton} onClick={() => setChosen(person)}>
                    {person.name}
                  </button>
                ),
              },
              {
                key: "roles",
                title: t("people.roles"),
                render: ({ memberships }) => (
                  <span>
                    {memberships.map(({ id, role, title: job, organization }) => (
                      <div key={id}>
                        {isOffice ? `${organization.name} · ${words.role(role)}` : words.role(role)}
                        {job ? ` · ${job}` : ""}
                      </div>
                    ))}
                  </span>
                ),
              },
              {
                key: "phone",
                title: t("people.phone"),
                width: "20%",
                render: ({ phone }) => (phone ? <Anchor href={`tel:${phone}`}>{phone}</Anchor> : "—"),
              },
              {
                key: "account",
                title: t("people.account"),
                width: "14%",
                render: ({ hasAccount }) => t(hasAccount ? "people.hasAccount" : "people.noAccount"),
              },
            ]}
          />
          <LoadMore pages={pages} />
        </>
      )}
      <SideDrawer title={chosen?.name ?? null} onClose={() => setChosen(null)}>
        {chosen && <PersonDetail key={chosen.id} personId={chosen.id} onErased={() => setChosen(null)} />}
      </SideDrawer>
    </Page>
  );
}

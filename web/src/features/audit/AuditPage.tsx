import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import type { AuditSearch } from "../../routes/search.ts";
import { DateField } from "../../ui/DateField.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { OrganizationSelect } from "../organizations/OrganizationSelect.tsx";
import { AuditEntryItem } from "./AuditEntryItem.tsx";
import { AuditTabs } from "./AuditTabs.tsx";
import classes from "./audit.module.css";
import { messages } from "./messages.ts";

const AuditEntries = graphql(`
  query AuditEntries($first: Int!, $after: String, $filter: AuditFilter) {
    auditEntries(first: $first, after: $after, filter: $filter) {
      edges { node { id ...AuditEntryItem_AuditEntry } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const ABOUT = [
  "partnership",
  "agreement",
  "obligation",
  "delivery",
  "pledge",
  "expense",
  "request",
  "organization",
  "person",
  "rule",
  "period",
  "setting",
] as const;

const HOW = ["onBehalf", "reversed"] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Links carry bare ids or node ids; the server takes node ids. */
const nodeId = (type: string, id: string | undefined) =>
  id === undefined ? null : id.includes(":") ? id : `${type}:${id}`;

/** What was done in the territory, newest first: by thing, organization and time, each entry with its hash. */
export function AuditPage() {
  const t = useMessages(messages);
  const search: AuditSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const phone = useMediaQuery("(max-width: 48em)");
  const pages = usePages(
    AuditEntries,
    {
      first: 50,
      filter: {
        partnershipId: nodeId("Partnership", search.partnershipId),
        personId: nodeId("Person", search.personId),
        organizationId: nodeId("Organization", search.organizationId),
        subjectId: search.subjectId ?? null,
        command: search.command ?? null,
        forOrganizationId: nodeId("Organization", search.forOrganizationId),
        onBehalf: search.onBehalf ? true : null,
        reversedOnly: search.reversed ? true : null,
        from: search.from && DAY.test(search.from) ? search.from : null,
        to: search.to && DAY.test(search.to) ? search.to : null,
      },
    },
    (result) => result.auditEntries,
  );
  const filter = (change: AuditSearch) =>
    void navigate({ to: "/audit", search: { ...search, ...change }, replace: true });
  const about = ABOUT.find((noun) => search.command === `${noun}.`);
  const narrowed = [search.organizationId, search.forOrganizationId, search.from, search.to].some(Boolean);
  const only = search.subjectId
    ? t("filter.onlySubject")
    : search.partnershipId
      ? t("filter.onlyPartnership")
      : search.personId
        ? t("filter.onlyPerson")
        : null;
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <AuditTabs />
      <Panel title={t("filter.title")}>
        {only && (
          <p className={classes.only}>
            <b>{only}</b>
            <Button
              variant="default"
              onClick={() => filter({ subjectId: "", partnershipId: "", personId: "" })}
            >
              {t("filter.clear")}
            </Button>
          </p>
        )}
        <FilterChips
          label={t("filter.about")}
          single
          chips={ABOUT.map((key) => ({ key, label: t(`about.${key}`) }))}
          selected={about ? [about] : []}
          onChange={([noun]) => filter({ command: noun ? `${noun}.` : "" })}
        />
        <FilterChips
          label={t("filter.how")}
          chips={HOW.map((key) => ({ key, label: t(`how.${key}`) }))}
          selected={HOW.filter((key) => search[key])}
          onChange={(keys) =>
            filter(Object.fromEntries(HOW.map((key) => [key, keys.includes(key) ? "1" : ""])))
          }
        />
        <details className={classes.more} open={narrowed || !phone}>
          <summary>{t("filter.more")}</summary>
          <div className={classes.fields}>
            <OrganizationSelect
              label={t("filter.organization")}
              value={nodeId("Organization", search.organizationId) ?? ""}
              onChange={(organizationId) => filter({ organizationId })}
            />
            <OrganizationSelect
              label={t("filter.forOrganization")}
              value={nodeId("Organization", search.forOrganizationId) ?? ""}
              onChange={(forOrganizationId) => filter({ forOrganizationId })}
            />
            <DateField
              label={t("filter.from")}
              value={search.from ?? ""}
              onChange={(from) => filter({ from })}
            />
            <DateField label={t("filter.to")} value={search.to ?? ""} onChange={(to) => filter({ to })} />
          </div>
        </details>
      </Panel>
      {pages.error && !pages.rows ? (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      ) : !pages.rows ? (
        <PageSkeleton />
      ) : pages.rows.length === 0 ? (
        <EmptyState title={t("emptyTitle")} next={t("emptyNext")} />
      ) : (
        <>
          <Panel>
            <ol className={classes.entries} aria-label={t("list")}>
              {pages.rows.map((entry) => (
                <AuditEntryItem key={entry.id} entry={entry} />
              ))}
            </ol>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}

import { Select, TextInput } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { graphql } from "../../gql/index.ts";
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
import { Page } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import { PairingTabs } from "./PairingTabs.tsx";
import { PartnershipsTable } from "./PartnershipsTable.tsx";
import classes from "./partnership.module.css";

const Partnerships = graphql(`
  query Partnerships($first: Int!, $after: String, $filter: PartnershipFilter) {
    partnerships(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...PartnershipsTable_Partnership } }
    }
  }
`);

const VIEWS = ["STANDING", "LATE", "UNACKNOWLEDGED", "PROPOSED", "PAST"] as const;
type View = (typeof VIEWS)[number];

const FILTERS = {
  STANDING: { states: ["ACTIVE", "SUSPENDED"] },
  LATE: { lateOnly: true },
  UNACKNOWLEDGED: { unacknowledgedOnly: true },
  PROPOSED: { states: ["PROPOSED"] },
  PAST: { states: ["ENDED", "DECLINED"] },
} as const;

const KINDS = ["CO_BUILDING", "LEADER_CONTACT", "ROAD_SECTION"] as const;
const BASES = ["ASSIGNED", "AGREED"] as const;

const route = getRouteApi("/inside/partnerships");

/** Partnerships in a plain filtered list: ours, those owed to us, or those of the office's territory. */
export function PartnershipsPage() {
  const t = useMessages(messages);
  const search = route.useSearch();
  const navigate = useNavigate();
  const viewer = useViewer();
  const side = viewer.kind === "signedIn" ? viewer.membership?.organization.kind : undefined;
  const office = side === "OFFICE";
  const view: View = VIEWS.find((it) => it === search.state) ?? "STANDING";
  const [kind, setKind] = useState("");
  const [basis, setBasis] = useState("");
  const [text, setText] = useState(search.q ?? "");
  useEffect(() => {
    const timer = setTimeout(() => {
      const q = text.trim();
      if (q !== (search.q ?? ""))
        void navigate({
          to: "/partnerships",
          search: (old) => {
            const { q: _, ...rest } = old as { q?: string };
            return q ? { ...rest, q } : rest;
          },
          replace: true,
        });
    }, 300);
    return () => clearTimeout(timer);
  }, [text, search.q, navigate]);
  const { states, ...only } = { states: undefined, ...FILTERS[view] };
  const filter = {
    ...only,
    ...(states ? { states: [...states] } : {}),
    ...(search.q ? { text: search.q } : {}),
    kind: KINDS.find((it) => it === kind) ?? null,
    basis: BASES.find((it) => it === basis) ?? null,
  };
  const pages = usePages(Partnerships, { first: 25, filter }, (data) => data.partnerships);
  const narrowed = Boolean(search.q || kind || basis || view !== "STANDING");
  const title =
    side === "PARTNER_UNIT" ? t("list.ours") : side === "COMMUNITY" ? t("list.owedToUs") : t("list.title");
  return (
    <Page>
      <PairingTabs />
      <PageHeader
        title={title}
        actions={
          office && viewer.kind === "signedIn" && viewer.membership?.role !== "AUDITOR" ? (
            <LinkButton to="/office/assign">{t("list.assign")}</LinkButton>
          ) : viewer.kind === "signedIn" &&
            ["LEADER", "MANAGER", "LIAISON"].includes(viewer.membership?.role ?? "") &&
            !office ? (
            <LinkButton to="/partnerships/propose" variant="default">
              {t("propose.submitPlain")}
            </LinkButton>
          ) : undefined
        }
      />
      <div className={classes.filters}>
        <TextInput
          aria-label={t("list.search")}
          placeholder={t("list.search")}
          type="search"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {office && (
          <>
            <Select
              aria-label={t("list.kind")}
              data={[
                { value: "", label: t("list.allKinds") },
                ...KINDS.map((value) => ({ value: value as string, label: t(`kind.${value}`) })),
              ]}
              value={kind}
              allowDeselect={false}
              onChange={(value) => setKind(value ?? "")}
            />
            <Select
              aria-label={t("list.basis")}
              data={[
                { value: "", label: t("list.allBases") },
                ...BASES.map((value) => ({ value: value as string, label: t(`basis.${value}`) })),
              ]}
              value={basis}
              allowDeselect={false}
              onChange={(value) => setBasis(value ?? "")}
            />
          </>
        )}
      </div>
      <FilterChips
        label={t("list.filter")}
        single
        chips={VIEWS.map((key) => ({
          key,
          label: t(`view.${key}`),
          ...(key === view && pages.total !== undefined ? { count: pages.total } : {}),
        }))}
        selected={[view]}
        onChange={([next]) =>
          void navigate({ to: "/partnerships", search: (old) => ({ ...old, state: next ?? "STANDING" }) })
        }
      />
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows?.length === 0 && (
        <EmptyState
          title={t(narrowed ? "list.noMatch" : "list.none")}
          next={t(narrowed ? "list.noMatchNext" : office ? "list.noneNextOffice" : "list.noneNext")}
          action={
            office && !narrowed ? <LinkButton to="/office/assign">{t("list.assign")}</LinkButton> : undefined
          }
        />
      )}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <PartnershipsTable caption={title} rows={pages.rows} {...(side ? { side } : {})} />
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}

import { getRouteApi } from "@tanstack/react-router";
import type { ExpenseFilter } from "../../gql/graphql.ts";
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
import { Page, Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { PairingTabs } from "../partnerships/PairingTabs.tsx";
import { ExpenseItem } from "./ExpenseItem.tsx";
import classes from "./funding.module.css";
import { messages } from "./messages.ts";

const Expenses = graphql(`
  query Expenses($first: Int!, $after: String, $filter: ExpenseFilter) {
    expenses(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id ...ExpenseItem_Expense } }
    }
  }
`);

const VIEWS = ["ALL", "TO_ATTEST", "QUERIED", "ATTESTED", "REVERSED"] as const;
type View = (typeof VIEWS)[number];

const FILTERS: Record<View, ExpenseFilter> = {
  ALL: {},
  TO_ATTEST: { states: ["RECORDED"] },
  QUERIED: { queried: true },
  ATTESTED: { states: ["ATTESTED"] },
  REVERSED: { states: ["REVERSED"] },
};

const SUBTITLES = {
  own: "expenses.subtitleOwn",
  unit: "expenses.subtitleUnit",
  office: "expenses.subtitleOffice",
} as const;

const route = getRouteApi("/inside/expenses");

/** Vouchers: a community's own, those paid from a unit's money, or those of an office's territory. */
export function ExpensesPage() {
  const t = useMessages(messages);
  const { state, partnershipId } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const kind = membership?.organization.kind;
  const side = kind === "COMMUNITY" ? "own" : kind === "PARTNER_UNIT" ? "unit" : "office";
  const view = VIEWS.find((it) => it === state) ?? "ALL";
  const filter: ExpenseFilter = {
    ...FILTERS[view],
    ...(partnershipId ? { partnershipId: `Partnership:${partnershipId}` } : {}),
  };
  const pages = usePages(Expenses, { first: 25, filter }, (data) => data.expenses);
  const record = side === "own" && membership?.role === "LIAISON";
  return (
    <Page>
      <PairingTabs />
      <PageHeader
        title={t("expenses.title")}
        subtitle={t(SUBTITLES[side])}
        actions={record ? <LinkButton to="/expenses/new">{t("expenses.record")}</LinkButton> : undefined}
      />
      <FilterChips
        label={t("expenses.filter")}
        single
        chips={VIEWS.map((key) => ({
          key,
          label: t(`view.${key}`),
          ...(key === view && pages.total !== undefined ? { count: pages.total } : {}),
        }))}
        selected={[view]}
        onChange={([next]) => void navigate({ search: (old) => ({ ...old, state: next ?? "ALL" }) })}
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
            record ? (
              <LinkButton to="/expenses/new" variant="default">
                {t("expenses.record")}
              </LinkButton>
            ) : undefined
          }
        />
      )}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <Panel>
            <ul className={classes.list}>
              {pages.rows.map((expense) => (
                <ExpenseItem key={expense.id} expense={expense} />
              ))}
            </ul>
          </Panel>
          <LoadMore pages={pages} />
        </>
      )}
    </Page>
  );
}

import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { usePeriodName } from "../../lib/period-name.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { WhyDrawer } from "../../ui/Why.tsx";
import { RequestTabs } from "../help-requests/tabs/RequestTabs.tsx";
import { DownloadLinks } from "../reports/DownloadLinks.tsx";
import { FairnessFacts } from "./FairnessFacts.tsx";
import { FairnessTable } from "./FairnessTable.tsx";
import classes from "./fairness.module.css";
import {
  CHIPS,
  type FairnessState,
  filterOf,
  ORDERS,
  readFairness,
  writeFairness,
} from "./fairness-address.ts";
import { messages } from "./messages.ts";
import { SetPopulationsForm } from "./SetPopulationsForm.tsx";
import { SummaryPanel } from "./SummaryPanel.tsx";
import { UnitsPanel } from "./UnitsPanel.tsx";

const Fairness = graphql(`
  query Fairness($first: Int!, $after: String, $period: String, $filter: FairnessFilter, $sort: FairnessSort) {
    fairness(first: $first, after: $after, period: $period, filter: $filter, sort: $sort) {
      totalCount
      summary { period ...SummaryPanel_FairnessSummary }
      pageInfo { hasNextPage endCursor }
      edges { node { id ...FairnessTable_FairnessRow } }
    }
  }
`);

const FairnessPeriods = graphql(`
  query FairnessPeriods { city { id periods { id code opensOn closesOn } } }
`);

const AT_ONCE = 50;
const route = getRouteApi("/inside/fairness");

/** How support lies over the communities of an office's territory, and what its units carry. */
export function FairnessPage() {
  const t = useMessages(messages);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const rights = useRights();
  const periodName = usePeriodName();
  const [setting, setSetting] = useState(false);
  const state = readFairness(search);
  const units = search.tab === "units";
  const sort = { by: state.by, descending: state.reversed };
  const pages = usePages(
    Fairness,
    { first: AT_ONCE, period: state.period, filter: filterOf(state), sort },
    (data) => data.fairness,
  );
  const [{ data: periods }] = useQuery({ query: FairnessPeriods });
  const change = (next: Partial<FairnessState>) =>
    void navigate({
      search: { ...writeFairness({ ...state, ...next }), ...(units ? { tab: "units" } : {}) },
      replace: true,
    });
  if (viewer.kind === "signedIn" && viewer.membership?.organization.kind !== "OFFICE")
    return <NotFoundPage />;
  const summary = pages.data?.fairness.summary;
  const known = periods?.city?.periods ?? [];
  const codes = [...new Set([...(summary ? [summary.period] : []), ...known.map(({ code }) => code)])].sort(
    (a, b) => (a < b ? 1 : -1),
  );
  const shown = known.find(({ code }) => code === summary?.period);
  const days = shown ?? (summary ? quarterDays(summary.period) : undefined);
  return (
    <Page>
      <div data-wide hidden />
      <RequestTabs />
      <PageHeader
        title={t("title")}
        subtitle={t("subtitle")}
        actions={
          <>
            {rights.inOffice(["MANAGER"]) && (
              <Button variant="default" onClick={() => setSetting(true)}>
                {t("toPopulations")}
              </Button>
            )}
            <LinkButton to="/fairness/plan">{t("toPlan")}</LinkButton>
          </>
        }
      />
      <SegmentedControl
        aria-label={t("tabs.label")}
        value={units ? "units" : "communities"}
        onChange={(tab) =>
          void navigate({ search: { ...writeFairness(state), ...(tab === "units" ? { tab } : {}) } })
        }
        data={(["communities", "units"] as const).map((value) => ({ value, label: t(`tabs.${value}`) }))}
      />
      {units ? (
        <UnitsPanel />
      ) : (
        <>
          <div className={classes.controls}>
            <div className={classes.selects}>
              <NativeSelect
                label={t("period")}
                value={summary?.period ?? ""}
                onChange={({ currentTarget }) => change({ period: currentTarget.value })}
                data={codes.map((value) => ({ value, label: periodName(value) }))}
              />
              <NativeSelect
                label={t("order")}
                value={state.by}
                onChange={({ currentTarget }) => {
                  const by = ORDERS.find((order) => order === currentTarget.value);
                  if (by) change({ by, reversed: false });
                }}
                data={ORDERS.map((value) => ({ value, label: t(`orders.${value}`) }))}
              />
              <SearchField label={t("search")} value={state.text} onChange={(text) => change({ text })} />
            </div>
            <FilterChips
              label={t("chips.label")}
              single
              chips={CHIPS.map((key) => ({
                key,
                label: t(`chips.${key}`),
                ...(key === state.chip && pages.total !== undefined ? { count: pages.total } : {}),
              }))}
              selected={state.chip ? [state.chip] : []}
              onChange={([chip]) => change({ chip: chip ?? null })}
            />
          </div>
          {pages.error && !pages.rows && (
            <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
          )}
          {!pages.rows && !pages.error && <RowsSkeleton rows={8} />}
          {summary && <SummaryPanel summary={summary} />}
          {pages.rows?.length === 0 && <EmptyState title={t("empty")} next={t("emptyNext")} />}
          {pages.rows && pages.rows.length > 0 && (
            <>
              <div className={classes.buttons}>
                <DownloadLinks
                  files={[
                    { path: "fairness.xlsx", label: t("export.xlsx") },
                    { path: "fairness.csv", label: t("export.csv") },
                  ]}
                  query={{ ...writeFairness(state) } as Record<string, string>}
                />
              </div>
              <FairnessTable rows={pages.rows} />
              <LoadMore pages={pages} />
            </>
          )}
        </>
      )}
      <SideDrawer title={setting ? t("population.title") : null} onClose={() => setSetting(false)}>
        {setting && <SetPopulationsForm onClose={() => setSetting(false)} />}
      </SideDrawer>
      <WhyDrawer title={t("facts.title")}>
        {(address) =>
          days && (
            <FairnessFacts
              communityId={address.replace(/^facts:/, "")}
              from={days.opensOn}
              to={days.closesOn}
            />
          )
        }
      </WhyDrawer>
    </Page>
  );
}

/** The days of a quarter that the city has not opened as a period. */
function quarterDays(code: string): { opensOn: string; closesOn: string } | undefined {
  const [, year, quarter] = /^(\d{4})Q([1-4])$/.exec(code) ?? [];
  if (!year || !quarter) return undefined;
  const first = Number(quarter) * 3 - 2;
  const last = new Date(Date.UTC(Number(year), first + 2, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, "0");
  return { opensOn: `${year}-${two(first)}-01`, closesOn: `${year}-${two(first + 2)}-${last}` };
}

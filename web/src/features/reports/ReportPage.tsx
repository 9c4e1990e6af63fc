import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { ReportScope } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { WhyDrawer } from "../../ui/Why.tsx";
import { DownloadLinks } from "./DownloadLinks.tsx";
import { messages } from "./messages.ts";
import { PrintButton } from "./PrintButton.tsx";
import { ReportBody } from "./ReportBody.tsx";
import { ReportChooser } from "./ReportChooser.tsx";
import { ReportFacts } from "./ReportFacts.tsx";
import { chosenPeriod, chosenReport } from "./report-scope.ts";

const ReportChoices = graphql(`
  query ReportChoices($organizationId: ID!) {
    city { id division { id } periods { id code kind opensOn closesOn sealedAt } }
    node(id: $organizationId) { __typename ... on Organization { id kind division { id } } }
  }
`);

const route = getRouteApi("/inside/reports");

const ALL: readonly ReportScope[] = ["CITY", "DISTRICT", "UNIT", "COMMUNITY"];

/** A period of a unit, a community, a division or the city: computed from facts, every number a link, made for A4. */
export function ReportPage() {
  const t = useMessages(messages);
  const search = route.useSearch();
  const viewer = useViewer();
  const organization = viewer.kind === "signedIn" ? viewer.membership?.organization : undefined;
  const [{ data, error }, refetch] = useQuery({
    query: ReportChoices,
    variables: { organizationId: organization?.id ?? "" },
    pause: organization === undefined,
  });
  const own = data?.node?.__typename === "Organization" ? data.node : null;
  if (!data || !own)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const { city } = data;
  const choice = chosenReport(search, { organization: own, city });
  const period = chosenPeriod(city.periods, search.periodId, todayInChina());
  const office = own.kind === "OFFICE";
  const citywide = own.division.id === city.division.id;
  const periods = city.periods.toSorted((a, b) => (a.opensOn + b.code < b.opensOn + a.code ? 1 : -1));
  const query = period ? { scope: choice.scope, id: choice.id, periodId: period.id } : null;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        subtitle={t("subtitle")}
        actions={
          query?.id && (
            <>
              <DownloadLinks
                files={[
                  { path: "report.docx", label: t("download.docx") },
                  { path: "report.csv", label: t("download.csv") },
                ]}
                query={query}
              />
              <PrintButton />
              {office && (
                <LinkButton to="/reports/circular" variant="default">
                  {t("circular.link")}
                </LinkButton>
              )}
            </>
          )
        }
      />
      {period ? (
        <ReportChooser
          scope={choice.scope}
          id={choice.id}
          periodId={period.id}
          periods={periods}
          scopes={office ? (citywide ? ALL : ALL.slice(1)) : [choice.scope]}
        />
      ) : (
        <EmptyState title={t("noPeriods")} next={t("noPeriodsNext")} />
      )}
      {query &&
        (query.id ? (
          <ReportBody {...query} />
        ) : (
          <EmptyState title={t("chooseFirst")} next={t("chooseFirstNext")} />
        ))}
      <WhyDrawer title={t("factsTitle")}>
        {(facts) => query && <ReportFacts {...query} facts={facts} />}
      </WhyDrawer>
    </Page>
  );
}

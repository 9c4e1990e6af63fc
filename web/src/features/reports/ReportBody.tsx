import { IconLock, IconProgress } from "@tabler/icons-react";
import { useQuery } from "urql";
import type { ReportScope } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePeriodName } from "../../lib/period-name.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { ChainHeadLine } from "./ChainHeadLine.tsx";
import { Figure } from "./Figure.tsx";
import { messages } from "./messages.ts";
import { ReportAdjustments } from "./ReportAdjustments.tsx";
import { ReportKinds } from "./ReportKinds.tsx";
import { ReportLists } from "./ReportLists.tsx";
import { ReportMoney } from "./ReportMoney.tsx";
import { ReportPromises } from "./ReportPromises.tsx";
import { ReportSeries } from "./ReportSeries.tsx";
import { ReportTables } from "./ReportTables.tsx";
import classes from "./reports.module.css";

const Report = graphql(`
  query Report($scope: ReportScope!, $id: ID!, $periodId: ID!) {
    chainHead { seq hash }
    periodReport(scope: $scope, id: $id, periodId: $periodId) {
      name
      cityName
      today
      period { code opensOn closesOn }
      sealed { at sha256 }
      rules { reportingWindowWorkdays silenceWorkdays }
      partnerships { ...Figure_ReportFigure }
      kinds { ...ReportKinds_ReportKind }
      money { ...ReportMoney_ReportMoney }
      series { ...ReportSeries_ReportSeries }
      adjustments { ...ReportAdjustments_ReportAdjustment }
      ...ReportPromises_PeriodReport
      ...ReportTables_PeriodReport
      ...ReportLists_PeriodReport
    }
  }
`);

interface ReportBodyProps {
  scope: ReportScope;
  id: string;
  periodId: string;
}

/** One report, from its head to the lists behind its numbers. */
export function ReportBody(props: ReportBodyProps) {
  const t = useMessages(messages);
  const { date, instant } = useFormat();
  const periodName = usePeriodName();
  const [{ data, error }, refetch] = useQuery({ query: Report, variables: { ...props } });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const { periodReport: report, chainHead } = data;
  if (!report) return <EmptyState title={t("noReport")} next={t("noReportNext")} />;
  const { sealed, period } = report;
  return (
    <div className={classes.report}>
      <Page>
        <Panel
          title={t("heading", { name: report.name, period: periodName(period.code) })}
          actions={
            <StateMark icon={sealed ? IconLock : IconProgress} tone={sealed ? "accent" : "quiet"}>
              {sealed ? t("sealedAt", { at: instant(sealed.at) }) : t("live", { day: date(report.today) })}
            </StateMark>
          }
        >
          <p>
            {t("about", { city: report.cityName, from: date(period.opensOn), to: date(period.closesOn) })}{" "}
            {t("partnershipsRan")} <Figure figure={report.partnerships} />
          </p>
          <p className={classes.quiet}>
            {t("rules", {
              window: report.rules.reportingWindowWorkdays,
              silence: report.rules.silenceWorkdays,
            })}
          </p>
        </Panel>
        <ReportPromises report={report} />
        <ReportLists report={report} of="troubles" />
        <ReportKinds kinds={report.kinds} />
        <ReportMoney money={report.money} />
        <ReportSeries series={report.series} today={report.today} />
        <ReportTables report={report} />
        <ReportLists report={report} of="changes" />
        <ReportAdjustments adjustments={report.adjustments} />
        <ChainHeadLine head={chainHead} sha256={sealed?.sha256} />
      </Page>
    </div>
  );
}

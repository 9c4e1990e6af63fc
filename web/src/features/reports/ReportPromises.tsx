import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePeriodName } from "../../lib/period-name.ts";
import { Panel } from "../../ui/Panel.tsx";
import { countOf, Figure } from "./Figure.tsx";
import { messages } from "./messages.ts";
import classes from "./reports.module.css";

const ReportPromises_PeriodReport = graphql(`
  fragment ReportPromises_PeriodReport on PeriodReport {
    promises { ...PromiseCounts }
    before { period { code } promises { ...PromiseCounts } }
  }
`);

export const PromiseCounts = graphql(`
  fragment PromiseCounts on ReportPromises {
    owed { ...Figure_ReportFigure }
    metOnTime { ...Figure_ReportFigure }
    metLate { ...Figure_ReportFigure }
    awaiting { ...Figure_ReportFigure }
    late { ...Figure_ReportFigure }
    unmet { ...Figure_ReportFigure }
    open { ...Figure_ReportFigure }
    waived { ...Figure_ReportFigure }
    cancelled { ...Figure_ReportFigure }
  }
`);

/** What promises are counted by, in the order in which they are read. */
export const PROMISE_WORDS = [
  "owed",
  "metOnTime",
  "metLate",
  "awaiting",
  "open",
  "late",
  "unmet",
  "waived",
  "cancelled",
] as const;

/** What became of the promises of the period, and of the one before. */
export function ReportPromises({ report }: { report: FragmentType<typeof ReportPromises_PeriodReport> }) {
  const t = useMessages(messages);
  const periodName = usePeriodName();
  const { promises, before } = readFragment(ReportPromises_PeriodReport, report);
  const counts = readFragment(PromiseCounts, promises);
  const earlier = before && readFragment(PromiseCounts, before.promises);
  return (
    <Panel
      title={t("promises")}
      actions={
        before && (
          <span className={classes.quiet}>{t("compared", { period: periodName(before.period.code) })}</span>
        )
      }
    >
      <dl className={classes.counts}>
        {PROMISE_WORDS.map((word) => (
          <div key={word} data-word={countOf(counts[word]) > 0 ? word : undefined}>
            <dt>{t(`promise.${word}`)}</dt>
            <dd>
              <span className={classes.count}>
                <Figure figure={counts[word]} />
              </span>
              {before && earlier && (
                <span className={classes.quiet}>{t("wasBefore", { count: countOf(earlier[word]) })}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

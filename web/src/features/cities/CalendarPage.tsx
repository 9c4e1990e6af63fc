import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { CalendarDayForm } from "./CalendarDayForm.tsx";
import classes from "./cities.module.css";
import { MonthView } from "./MonthView.tsx";
import { messages } from "./messages.ts";
import { runsOf } from "./runs-of.ts";

const Calendar = graphql(`
  query Calendar($year: Int!) {
    city { id calendarDays(year: $year) { date kind name } }
  }
`);

const FillCalendar = graphql(`
  mutation FillCalendar($input: FillCalendarInput!) {
    fillCalendar(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const RemoveCalendarDay = graphql(`
  mutation RemoveCalendarDay($input: RemoveCalendarDayInput!) {
    removeCalendarDay(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** A year of working days and holidays, by which lateness is counted. */
export function CalendarPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const rights = useRights();
  const mayManage = rights.inOffice(["MANAGER"]);
  const [year, setYear] = useState(Number(todayInChina().slice(0, 4)));
  const [adding, setAdding] = useState(false);
  const [{ data, error }, refetch] = useQuery({ query: Calendar, variables: { year } });
  const [, fill] = useMutation(FillCalendar);
  const [, remove] = useMutation(RemoveCalendarDay);
  const days = data?.city.calendarDays ?? [];
  const wordsOf = (run: readonly { date: string }[]) => {
    const [first, last] = [run[0]?.date ?? "", run.at(-1)?.date ?? ""];
    return first === last ? date(first) : t("calendar.run", { from: date(first), to: date(last) });
  };
  const marked = new Map(days.map((day) => [day.date, day]));
  return (
    <Page>
      <PageHeader title={t("calendar.title")} subtitle={t("calendar.subtitle")} />
      <div className={classes.year}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t("calendar.former", { year: String(year - 1) })}
          onClick={() => setYear(year - 1)}
        >
          <IconChevronLeft size={20} aria-hidden />
        </ActionIcon>
        <h2 aria-live="polite">{t("calendar.year", { year: String(year) })}</h2>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t("calendar.next", { year: String(year + 1) })}
          onClick={() => setYear(year + 1)}
        >
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
      </div>
      {error && !data && (
        <ErrorNotice
          code={errorCode(error)}
          id={errorId(error)}
          onRetry={() => refetch({ requestPolicy: "network-only" })}
        />
      )}
      {!data && !error && <PageSkeleton />}
      {data && (
        <Columns>
          <Panel>
            <p className={classes.legend}>
              <span data-day="HOLIDAY">{t("calendar.holiday")}</span>
              <span data-day="WORKING">{t("calendar.working")}</span>
              <span data-day="weekend">{t("calendar.weekend")}</span>
            </p>
            <div className={classes.months}>
              {MONTHS.map((month) => (
                <MonthView key={month} year={year} month={month} marked={marked} />
              ))}
            </div>
          </Panel>
          <Panel
            title={t("calendar.days", { count: days.length })}
            actions={
              mayManage &&
              !adding && (
                <Button variant="default" onClick={() => setAdding(true)}>
                  {t("calendar.add")}
                </Button>
              )
            }
          >
            {adding && (
              <div className={classes.form}>
                <CalendarDayForm year={year} onClose={() => setAdding(false)} />
              </div>
            )}
            {mayManage && !adding && (
              <ConfirmButton
                variant="default"
                label={t("calendar.fill", { year: String(year) })}
                question={t("calendar.fillQuestion", { year: String(year) })}
                confirmLabel={t("calendar.fillNow", { year: String(year) })}
                onConfirm={async (idempotencyKey) =>
                  outcome(await fill({ input: { idempotencyKey, year } }), (result) => result.fillCalendar)
                }
                onDone={() => toast(t("calendar.filled", { year: String(year) }))}
              />
            )}
            {days.length === 0 && <p className={classes.quiet}>{t("calendar.none")}</p>}
            {runsOf(days).map((run) => (
              <details key={run.days[0]?.date} className={classes.run}>
                <summary>
                  <b>{wordsOf(run.days)}</b> {t(`calendar.kind.${run.kind}`)} · {run.name}
                </summary>
                <ul className={classes.rows}>
                  {run.days.map((day) => (
                    <li key={day.date} className={classes.row}>
                      <span className={classes.what}>{date(day.date)}</span>
                      {mayManage && (
                        <ConfirmButton
                          variant="subtle"
                          label={t("calendar.remove")}
                          question={t("calendar.removeQuestion", { day: date(day.date) })}
                          confirmLabel={t("calendar.removeNow")}
                          onConfirm={async (idempotencyKey) =>
                            outcome(
                              await remove({ input: { idempotencyKey, date: day.date } }),
                              (result) => result.removeCalendarDay,
                            )
                          }
                          onDone={() => toast(t("calendar.removed", { day: date(day.date) }))}
                        />
                      )}
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </Panel>
        </Columns>
      )}
    </Page>
  );
}

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { PeriodItem } from "./PeriodItem.tsx";

const Periods = graphql(`
  query Periods {
    city { id periods { id code opensOn ...PeriodItem_Period } }
  }
`);

const OpenPeriodsOfYear = graphql(`
  mutation OpenPeriodsOfYear($input: OpenPeriodsOfYearInput!) {
    openPeriodsOfYear(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** The city's periods: open a year's, open what the rules ask in one, seal one for good. */
export function PeriodsPage() {
  const t = useMessages(messages);
  const rights = useRights();
  const mayManage = rights.inOffice(["MANAGER"]);
  const [{ data, error }, refetch] = useQuery({ query: Periods });
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
  const years = [...Map.groupBy(data.city.periods, ({ code }) => code.slice(0, 4))].sort(([a], [b]) =>
    a < b ? 1 : -1,
  );
  return (
    <Page>
      <PageHeader title={t("periods.title")} subtitle={t("periods.subtitle")} />
      <Columns>
        <div style={{ display: "grid", gap: 16 }}>
          {years.length === 0 && <EmptyState title={t("periods.emptyTitle")} next={t("periods.emptyNext")} />}
          {years.map(([year, periods]) => (
            <Panel key={year} title={t("periods.year", { year })}>
              {periods
                .toSorted((a, b) => (a.opensOn + b.code < b.opensOn + a.code ? 1 : -1))
                .map((period) => (
                  <PeriodItem key={period.id} period={period} mayManage={mayManage} />
                ))}
            </Panel>
          ))}
        </div>
        {mayManage && (
          <Panel title={t("periods.open")}>
            <OpenYearForm opened={years.map(([year]) => year)} />
          </Panel>
        )}
      </Columns>
    </Page>
  );
}

function OpenYearForm({ opened }: { opened: string[] }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, open] = useMutation(OpenPeriodsOfYear);
  const thisYear = Number(todayInChina().slice(0, 4));
  const [year, setYear] = useState(String(opened.includes(String(thisYear)) ? thisYear + 1 : thisYear));
  const number = /^\d{4}$/.test(year) ? Number(year) : null;
  return (
    <ActionForm
      submitLabel={t("periods.openYear", { year })}
      blocked={number === null ? t("periods.blockedYear") : null}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await open({ input: { idempotencyKey, year: number ?? 0 } }),
          (data) => data.openPeriodsOfYear,
        )
      }
      onDone={() => toast(t("periods.opened", { year }))}
    >
      <TextInput
        label={t("periods.whichYear")}
        description={t("periods.openHint")}
        inputMode="numeric"
        maxLength={4}
        value={year}
        onChange={({ currentTarget }) => setYear(currentTarget.value.normalize("NFKC"))}
      />
    </ActionForm>
  );
}

import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { usePages } from "../../lib/pages.ts";
import { refusalWords } from "../../lib/refusal-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { TextLink } from "../../ui/links.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const EndingPartnerships = graphql(`
  query EndingPartnerships($first: Int!, $after: String, $filter: PartnershipFilter) {
    partnerships(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id kind endsOn endReason giver { id name shortName } receiver { id name shortName } } }
    }
  }
`);

const RenewPartnerships = graphql(`
  mutation RenewPartnerships($input: RenewPartnershipsInput!) {
    renewPartnerships(input: $input) {
      __typename
      ... on RenewalBatch { id outcomes { partnershipId code renewal { id startsOn endsOn } } }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface Outcome {
  partnershipId: string;
  code?: string | null;
  renewal?: { id: string; startsOn: string; endsOn: string } | null;
}

type Row = {
  id: string;
  endsOn: string;
  giver: Named;
  receiver: Named;
  kind: "CO_BUILDING" | "LEADER_CONTACT" | "ROAD_SECTION";
};
type Named = { name: string; shortName?: string | null };
const nameOf = ({ name, shortName }: Named) => shortName ?? name;

/** Renews the chosen partnerships for a year more by one document; every one tells what became of it. */
export function RenewForm() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const { locale } = useLocale();
  const outcome = useOutcome();
  const [, renew] = useMutation(RenewPartnerships);
  const [endsBefore, setEndsBefore] = useState(`${Number(todayInChina().slice(0, 4)) + 1}-01-01`);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [number, setNumber] = useState("");
  const [documentDate, setDocumentDate] = useState(todayInChina());
  const [sure, setSure] = useState(false);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const pages = usePages(
    EndingPartnerships,
    { first: 100, filter: { states: ["ACTIVE", "ENDED"], endsBefore } },
    (data) => data.partnerships,
  );
  const rows = (pages.rows ?? []).filter(({ endReason }) => !endReason);
  const resultOf = ({ id, endsOn }: Row) => {
    const result = outcomes.get(id);
    if (result?.renewal)
      return (
        <TextLink to="/partnerships/$id" params={{ id: result.renewal.id }}>
          {t("renew.renewed", { until: date(result.renewal.endsOn) })}
        </TextLink>
      );
    if (result?.code)
      return (
        refusalWords({ kind: "Validation", code: result.code, fields: {} }, locale) ??
        t("problemCode", { code: result.code })
      );
    if (!selected.has(id)) return "";
    const from = endsOn < documentDate ? documentDate : dayAfter(endsOn);
    return t("renew.will", { from: date(from) });
  };
  const columns: Column<Row>[] = [
    { key: "giver", title: t("column.giver"), phone: "title", render: (row) => nameOf(row.giver) },
    { key: "receiver", title: t("column.receiver"), render: (row) => nameOf(row.receiver) },
    { key: "kind", title: t("column.kind"), render: (row) => t(`kind.${row.kind}`) },
    { key: "term", title: t("column.term"), render: (row) => t("until", { day: date(row.endsOn) }) },
    { key: "result", title: t("many.result"), render: resultOf },
  ];
  const blocked =
    selected.size === 0
      ? t("renew.blockedNone")
      : number.trim() === ""
        ? t("assign.missing.documentNumber")
        : !sure
          ? t("renew.blockedSure")
          : null;
  return (
    <ActionForm
      submitLabel={t("renew.submit", { count: selected.size })}
      blocked={blocked}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await renew({
            input: { idempotencyKey, partnershipIds: [...selected], documentNumber: number, documentDate },
          }),
          (data) => data.renewPartnerships,
          undefined,
          (member) => {
            if (member.__typename !== "RenewalBatch") return;
            setOutcomes(new Map(member.outcomes.map((it) => [it.partnershipId, it])));
            const done = member.outcomes.filter(({ renewal }) => renewal).length;
            toast(t("renew.done", { done, failed: member.outcomes.length - done }));
          },
        )
      }
      onDone={() => {
        setSelected(new Set());
        setSure(false);
      }}
    >
      <DateField
        label={t("renew.endsBefore")}
        value={endsBefore}
        onChange={(day) => day && setEndsBefore(day)}
      />
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows && rows.length === 0 && <EmptyState title={t("renew.none")} next={t("renew.noneNext")} />}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t("renew.caption")}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowName={(row) => `${nameOf(row.giver)} ${nameOf(row.receiver)}`}
            selected={selected}
            onSelect={setSelected}
          />
          <LoadMore pages={{ ...pages, rows, total: undefined }} />
          <TextInput
            required
            label={t("field.documentNumber")}
            maxLength={120}
            value={number}
            onChange={({ currentTarget }) => setNumber(currentTarget.value)}
          />
          <DateField
            required
            label={t("field.documentDate")}
            value={documentDate}
            onChange={setDocumentDate}
          />
          <Checkbox
            size="md"
            label={t("renew.sure", { count: selected.size })}
            checked={sure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
        </>
      )}
    </ActionForm>
  );
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

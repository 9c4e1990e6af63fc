import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { LedgerPageQuery } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { TextLink } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Facts, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { StateWord } from "../../ui/StateWord.tsx";
import { ChainHeadLine } from "./ChainHeadLine.tsx";
import { DownloadLinks } from "./DownloadLinks.tsx";
import { messages } from "./messages.ts";
import { PrintButton } from "./PrintButton.tsx";
import classes from "./reports.module.css";

const Ledger = graphql(`
  query LedgerPage($id: ID!, $from: LocalDate!, $to: LocalDate!, $first: Int!, $after: String) {
    chainHead { seq hash }
    partnershipLedger(id: $id, from: $from, to: $to) {
      giver { name }
      receiver { name }
      totals { kind { code nameZh nameEn measure unitZh unitEn } good quantity accepted }
      rows(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges {
          node {
            deliveryId
            on
            kind { nameZh nameEn measure unitZh unitEn }
            good
            content
            quantity
            accepted
            state
            onBehalf
            voucherNumber
            evidenceCount
            handler { name }
            confirmer { name }
            confirmedOn
          }
        }
      }
    }
  }
`);

type Row = NonNullable<LedgerPageQuery["partnershipLedger"]>["rows"]["edges"][number]["node"];

const route = getRouteApi("/inside/partnerships/$id/ledger");

/** The ledger (台账) of a partnership in the usual columns: every act between two days, in the order of its day. */
export function LedgerPage() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useKindWords();
  const navigate = useNavigate();
  const { id } = route.useParams();
  const search = route.useSearch();
  const today = todayInChina();
  const from = search.from ?? `${today.slice(0, 4)}-01-01`;
  const to = search.to ?? today;
  const pages = usePages(
    Ledger,
    { id: `Partnership:${id}`, from, to, first: 50 },
    (data) =>
      data.partnershipLedger?.rows ?? {
        totalCount: 0,
        pageInfo: { hasNextPage: false, endCursor: null },
        edges: [],
      },
  );
  if (!pages.data)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : (
      <PageSkeleton />
    );
  const ledger = pages.data.partnershipLedger;
  if (!ledger) return <NotFoundPage />;
  const rows = pages.rows ?? [];
  const set = (change: { from?: string; to?: string }) =>
    void navigate({ to: ".", search: { from, to, ...change }, replace: true });
  const columns: Column<Row & { number: number }>[] = [
    {
      key: "number",
      title: t("ledger.number"),
      numeric: true,
      phone: "hide",
      render: ({ number }) => number,
    },
    {
      key: "on",
      title: t("ledger.on"),
      phone: "title",
      render: (row) => (
        <TextLink to="/deliveries/$id" params={{ id: uuidOf(row.deliveryId) }}>
          {date(row.on)}
        </TextLink>
      ),
    },
    { key: "kind", title: t("ledger.kind"), width: "7em", render: (row) => words.title(row.kind, row.good) },
    {
      key: "content",
      title: t("ledger.content"),
      render: (row) => [row.content, row.voucherNumber].filter(Boolean).join(" · "),
    },
    {
      key: "quantity",
      title: t("ledger.quantity"),
      numeric: true,
      render: (row) => words.quantity(row.kind, row.quantity, row.good),
    },
    {
      key: "accepted",
      title: t("ledger.accepted"),
      numeric: true,
      render: (row) => words.quantity(row.kind, row.accepted, row.good),
    },
    {
      key: "handler",
      title: t("ledger.handler"),
      render: (row) => (row.onBehalf ? t("ledger.onBehalf", { name: row.handler.name }) : row.handler.name),
    },
    { key: "confirmer", title: t("ledger.confirmer"), render: (row) => row.confirmer?.name ?? "" },
    {
      key: "confirmedOn",
      title: t("ledger.confirmedOn"),
      render: (row) => (row.confirmedOn ? date(row.confirmedOn) : ""),
    },
    { key: "evidence", title: t("ledger.evidence"), numeric: true, render: (row) => row.evidenceCount },
    { key: "state", title: t("ledger.state"), render: (row) => <StateWord state={row.state} /> },
  ];
  return (
    <div className={classes.ledger}>
      <Page>
        <PageHeader
          title={t("ledger.title")}
          subtitle={
            <TextLink to="/partnerships/$id" params={{ id }}>
              {`${ledger.giver.name} × ${ledger.receiver.name}`}
            </TextLink>
          }
          actions={
            <>
              <DownloadLinks
                files={[
                  { path: "ledger.xlsx", label: t("download.xlsx") },
                  { path: "ledger.docx", label: t("download.docx") },
                ]}
                query={{ id: `Partnership:${id}`, from, to }}
              />
              <PrintButton />
            </>
          }
        />
        <div className={`${classes.fields} gj-no-print`}>
          <DateField
            label={t("ledger.from")}
            value={from}
            max={to}
            onChange={(day) => day && set({ from: day })}
          />
          <DateField
            label={t("ledger.to")}
            value={to}
            min={from}
            onChange={(day) => day && set({ to: day })}
          />
        </div>
        <p className={classes.onPaper}>{t("ledger.between", { from: date(from), to: date(to) })}</p>
        {rows.length === 0 ? (
          <EmptyState title={t("ledger.empty")} next={t("ledger.emptyNext")} />
        ) : (
          <>
            <div className={classes.figures}>
              <DataTable
                caption={t("ledger.title")}
                columns={columns}
                rows={rows.map((row, at) => ({ ...row, number: at + 1 }))}
                rowKey={({ deliveryId }) => deliveryId}
              />
            </div>
            <LoadMore pages={pages} />
            <Panel title={t("ledger.totals")}>
              <Facts
                facts={ledger.totals.map(({ kind, good, quantity, accepted }) => ({
                  label: words.title(kind, good),
                  value: t("ledger.total", {
                    quantity: words.quantity(kind, quantity, good),
                    accepted: words.quantity(kind, accepted, good),
                  }),
                }))}
              />
            </Panel>
          </>
        )}
        <ChainHeadLine head={pages.data.chainHead} />
      </Page>
    </div>
  );
}

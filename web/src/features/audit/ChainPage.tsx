import { Select } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { fromMinor, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton, RowsSkeleton } from "../../ui/Skeletons.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { OrganizationSelect } from "../organizations/OrganizationSelect.tsx";
import { PackLink } from "../packs/PackLink.tsx";
import { AuditTabs } from "./AuditTabs.tsx";
import classes from "./audit.module.css";
import { ChainPanel } from "./ChainPanel.tsx";
import { messages } from "./messages.ts";

const Proof = graphql(`
  query ChainProof {
    chainHead { ...ChainPanel_ChainHead }
    city { id periods { id code opensOn } }
  }
`);

const Verifications = graphql(`
  query Verifications($first: Int!, $after: String) {
    verifications(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id startedAt finishedAt entries head brokenAt invariants { name why holds } } }
    }
  }
`);

const PublishedHeads = graphql(`
  query PublishedHeads($first: Int!, $after: String) {
    publishedHeads(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id day seq hash publishedAt } }
    }
  }
`);

/** Whether the chain and the invariants hold, every time it was checked; where it ended each day; packs to take away. */
export function ChainPage() {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({ query: Proof });
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
  return (
    <Page>
      <PageHeader title={t("proof.title")} subtitle={t("proof.subtitle")} />
      <AuditTabs />
      {data.chainHead && <ChainPanel head={data.chainHead} />}
      <Columns>
        <ChecksPanel />
        <Page>
          <HeadsPanel />
          <PacksPanel periods={data.city.periods} />
        </Page>
      </Columns>
    </Page>
  );
}

function ChecksPanel() {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const pages = usePages(Verifications, { first: 10 }, (data) => data.verifications);
  return (
    <Panel title={t("checks.title")}>
      {!pages.rows ? (
        <RowsSkeleton />
      ) : pages.rows.length === 0 ? (
        <EmptyState title={t("checks.none")} next={t("chain.means.never")} />
      ) : (
        <>
          <ol className={classes.entries}>
            {pages.rows.map((run) => {
              const failed = run.invariants.filter(({ holds }) => !holds);
              const holds = run.brokenAt == null && failed.length === 0;
              return (
                <li key={run.id} className={classes.entry}>
                  <div className={classes.head}>
                    <StateMark
                      icon={holds ? IconCircleCheck : IconAlertTriangle}
                      tone={holds ? "accent" : "late"}
                    >
                      {t(holds ? "checks.holds" : "checks.fails")}
                    </StateMark>
                    <span>{instant(run.finishedAt)}</span>
                  </div>
                  <div className={classes.quiet}>
                    <span>
                      {run.brokenAt == null
                        ? t("checks.chain", { entries: fromMinor(BigInt(run.entries), 0) })
                        : t("checks.broken", { seq: run.brokenAt })}
                    </span>
                    <span>
                      {t("checks.invariants", {
                        held: run.invariants.length - failed.length,
                        all: run.invariants.length,
                      })}
                    </span>
                  </div>
                  <details open={failed.length > 0}>
                    <summary>{t("checks.details")}</summary>
                    <ul className={classes.checks} lang="en">
                      {[...failed, ...run.invariants.filter((one) => one.holds)].map(
                        ({ name, why, holds: held }) => (
                          <li key={name} data-fails={held ? undefined : true}>
                            <code>{name}</code> {why}
                          </li>
                        ),
                      )}
                    </ul>
                  </details>
                </li>
              );
            })}
          </ol>
          <LoadMore pages={pages} />
        </>
      )}
    </Panel>
  );
}

function HeadsPanel() {
  const t = useMessages(messages);
  const { date } = useFormat();
  const pages = usePages(PublishedHeads, { first: 10 }, (data) => data.publishedHeads);
  return (
    <Panel title={t("heads.title")}>
      <p className={classes.quiet}>{t("heads.why")}</p>
      {!pages.rows ? (
        <RowsSkeleton />
      ) : pages.rows.length === 0 ? (
        <EmptyState title={t("heads.none")} next={t("heads.noneNext")} />
      ) : (
        <>
          <ol className={classes.entries}>
            {pages.rows.map(({ id, day, seq, hash }) => (
              <li key={id} className={classes.entry}>
                <div className={classes.head}>
                  <b>{date(day)}</b>
                  <span>{t("seq", { seq })}</span>
                </div>
                <code className={classes.hash}>{hash}</code>
              </li>
            ))}
          </ol>
          <LoadMore pages={pages} />
        </>
      )}
    </Panel>
  );
}

function PacksPanel({ periods }: { periods: readonly { id: string; code: string; opensOn: string }[] }) {
  const t = useMessages(messages);
  const [periodId, setPeriodId] = useState("");
  const [organizationId, setOrganizationId] = useState("");
  const newestFirst = periods.toSorted((a, b) => (a.opensOn + b.code < b.opensOn + a.code ? 1 : -1));
  return (
    <Panel title={t("packs.title")}>
      <div className={classes.packs}>
        <Select
          label={t("packs.period")}
          placeholder={t("packs.choose")}
          value={periodId || null}
          onChange={(id) => setPeriodId(id ?? "")}
          clearable
          clearButtonProps={{ "aria-label": t("packs.clear") }}
          data={newestFirst.map(({ id, code }) => ({ value: id, label: code }))}
        />
        {periodId && <PackLink periodId={periodId} />}
        <OrganizationSelect
          label={t("packs.organization")}
          value={organizationId}
          onChange={setOrganizationId}
        />
        {organizationId && <PackLink organizationId={organizationId} />}
        <p className={classes.quiet}>{t("packs.partnership")}</p>
      </div>
    </Panel>
  );
}

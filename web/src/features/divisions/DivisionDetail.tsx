import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Facts } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { type Act, ChangeDivisionForm } from "./ChangeDivisionForm.tsx";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

const DivisionQuery = graphql(`
  query Division($id: ID!) {
    node(id: $id) {
      __typename
      ... on Division { id name code level startedOn endedOn parent { id name } successors { id name } }
    }
    divisionHistory(first: 20, divisionId: $id) {
      edges { node { id kind effectiveOn nameBefore nameAfter codeBefore codeAfter } }
    }
  }
`);

const ACTS = ["RENAME", "RECODE", "MOVE", "MERGE", "SPLIT", "CREATE"] as const satisfies Act[];

/** One division: what it is, how it has changed, and the form for the next change. */
export function DivisionDetail({ divisionId }: { divisionId: string }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const [act, setAct] = useState<Act | null>(null);
  const [{ data, error }, refetch] = useQuery({ query: DivisionQuery, variables: { id: divisionId } });
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
  if (data.node?.__typename !== "Division") return <ErrorNotice code="NOT_FOUND" />;
  const one = data.node;
  const history = data.divisionHistory.edges.map(({ node }) => node);
  return (
    <>
      <Facts
        facts={[
          { label: t("fact.level"), value: t(`level.${one.level}`) },
          { label: t("code"), value: one.code ?? t("noCode") },
          { label: t("fact.parent"), value: one.parent?.name ?? "—" },
          { label: t("fact.started"), value: date(one.startedOn) },
          ...(one.endedOn
            ? [
                {
                  label: t("fact.ended"),
                  value: [date(one.endedOn), ...one.successors.map(({ name }) => name)].join(" · "),
                },
              ]
            : []),
        ]}
      />
      {rights.inOffice(["MANAGER"]) && !one.endedOn && (
        <section className={classes.section}>
          <h3>{t("change")}</h3>
          {act === null ? (
            <div className={classes.buttons}>
              {ACTS.map((one) => (
                <Button key={one} variant="default" onClick={() => setAct(one)}>
                  {t(`act.${one}`)}
                </Button>
              ))}
            </div>
          ) : (
            <ChangeDivisionForm
              key={act}
              act={act}
              division={{ id: one.id, name: one.name, code: one.code ?? null, level: one.level }}
              onClose={() => setAct(null)}
            />
          )}
        </section>
      )}
      <section className={classes.section}>
        <h3>{t("history")}</h3>
        {history.length === 0 && <p className={classes.quiet}>{t("noHistory")}</p>}
        <ul className={classes.history}>
          {history.map((change) => (
            <li key={change.id}>
              {date(change.effectiveOn)} · {t(`did.${change.kind}`)}
              {change.nameBefore && change.nameAfter && change.nameBefore !== change.nameAfter && (
                <div className={classes.quiet}>
                  {t("fromTo", { before: change.nameBefore, after: change.nameAfter })}
                </div>
              )}
              {change.codeBefore && change.codeAfter && change.codeBefore !== change.codeAfter && (
                <div className={classes.quiet}>
                  {t("fromTo", { before: change.codeBefore, after: change.codeAfter })}
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

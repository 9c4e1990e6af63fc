import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useClient, useMutation } from "urql";
import type { PopulationOutcomeCode } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { errorCode } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { toast } from "../../ui/toast.ts";
import { TextField } from "../obligations/TextField.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";
import { parsePopulations, type TypedPopulation } from "./parse-populations.ts";

const PopulationCheck = graphql(`
  query PopulationCheck($lines: [PopulationLineInput!]!, $validFrom: LocalDate!) {
    populationCheck(lines: $lines, validFrom: $validFrom) { outcome communityName before }
  }
`);

const SetPopulations = graphql(`
  mutation SetPopulations($input: SetPopulationsInput!) {
    setPopulations(input: $input) {
      __typename
      ... on PopulationBatch { set }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface CheckedLine extends TypedPopulation {
  outcome: PopulationOutcomeCode;
  communityName: string | null;
  before: number | null;
}

/** A number that is none is sent as 0, which the server answers with the line's own outcome. */
const linesOf = (typed: readonly TypedPopulation[]) =>
  typed.map(({ code, residents }) => ({ code, residents: residents <= 2_000_000_000 ? residents : 0 }));

/** Residents of many communities at once: pasted, checked line by line, then recorded; what is wrong stays behind and is named. */
export function SetPopulationsForm({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const client = useClient();
  const outcome = useOutcome();
  const [, set] = useMutation(SetPopulations);
  const [text, setText] = useState("");
  const [validFrom, setValidFrom] = useState(todayInChina());
  const [source, setSource] = useState("");
  const [checking, setChecking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [rows, setRows] = useState<CheckedLine[] | null>(null);
  const typed = parsePopulations(text);
  const settable = rows?.filter(({ outcome: what }) => what === "SET").length ?? 0;

  async function check() {
    setChecking(true);
    setFailed(null);
    const result = await client
      .query(PopulationCheck, { lines: linesOf(typed), validFrom }, { requestPolicy: "network-only" })
      .toPromise();
    setChecking(false);
    if (!result.data) return setFailed(errorCode(result.error) ?? "INTERNAL");
    const outcomes = result.data.populationCheck;
    setRows(
      typed.flatMap((line, at) => {
        const found = outcomes[at];
        return found
          ? [
              {
                ...line,
                outcome: found.outcome,
                communityName: found.communityName ?? null,
                before: found.before ?? null,
              },
            ]
          : [];
      }),
    );
  }

  const columns: Column<CheckedLine>[] = [
    {
      key: "line",
      title: t("population.line"),
      numeric: true,
      width: 64,
      phone: "hide",
      render: ({ line }) => line,
    },
    {
      key: "code",
      title: t("population.code"),
      phone: "title",
      render: ({ code, communityName }) => communityName ?? code,
    },
    {
      key: "result",
      title: t("population.result"),
      render: ({ outcome: what, residents, before }) => (
        <span className={classes.names}>
          {t(`population.outcome.${what}`, { count: residents })}
          {what === "SET" && before !== null && (
            <span className={classes.quiet}>{t("population.before", { count: before })}</span>
          )}
        </span>
      ),
    },
  ];
  return (
    <ActionForm
      submitLabel={settable > 0 ? t("population.submit", { count: settable }) : t("population.submitPlain")}
      blocked={
        !rows
          ? t("population.blocked")
          : settable === 0
            ? t("population.nothing")
            : source.trim() === ""
              ? t("population.missingSource")
              : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({ input: { idempotencyKey, lines: linesOf(typed), validFrom, source } }),
          (data) => data.setPopulations,
        )
      }
      onDone={() => {
        toast(t("population.done", { count: settable }));
        onClose();
      }}
    >
      <TextField
        required
        long
        rows={8}
        label={t("population.paste")}
        description={t("population.pasteHint")}
        value={text}
        onChange={(next) => {
          setText(next);
          setRows(null);
        }}
      />
      <DateField
        required
        label={t("population.validFrom")}
        value={validFrom}
        onChange={(next) => {
          setValidFrom(next);
          setRows(null);
        }}
      />
      <TextInput
        required
        label={t("population.source")}
        description={t("population.sourceHint")}
        maxLength={80}
        value={source}
        onChange={({ currentTarget }) => setSource(currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button
          variant="light"
          loading={checking}
          disabled={typed.length === 0 || validFrom === ""}
          onClick={() => void check()}
        >
          {t("population.check", { count: typed.length })}
        </Button>
      </div>
      {failed && <ErrorNotice code={failed} />}
      {rows && (
        <>
          <p role="status" style={{ margin: 0 }}>
            {t("population.checked", {
              total: rows.length,
              set: settable,
              other: rows.length - settable,
            })}
          </p>
          <DataTable
            caption={t("population.title")}
            columns={columns}
            rows={rows}
            rowKey={({ line }) => String(line)}
          />
        </>
      )}
    </ActionForm>
  );
}

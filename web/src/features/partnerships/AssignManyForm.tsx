import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useClient, useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { refusalWords } from "../../lib/refusal-words.ts";
import { errorCode } from "../../lib/urql-client.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { toast } from "../../ui/toast.ts";
import { TextField } from "../obligations/TextField.tsx";
import { loadOrganizations } from "./load-organizations.ts";
import { loadPlannedPairs, type PlannedPair } from "./load-planned-pairs.ts";
import { messages } from "./messages.ts";
import { findByName, parsePairs, type TypedPair } from "./parse-pairs.ts";
import classes from "./partnership.module.css";
import { TermFields } from "./TermFields.tsx";
import { missingTerm, usualTerms } from "./terms.ts";

const AssignmentProblems = graphql(`
  query AssignmentProblems($input: AssignmentCheckInput!) {
    assignmentProblems(input: $input) { code path params { name value } }
  }
`);

const AssignPartnerships = graphql(`
  mutation AssignPartnerships($input: AssignPartnershipsInput!) {
    assignPartnerships(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface CheckedRow extends TypedPair {
  giverId: string | null;
  receiverId: string | null;
  /** Why this row can't be assigned, in words. */
  problems: string[];
}

/** Many pairs by one document: pasted by name, or ticked in a plan of pairings; checked row by row, then assigned all at once. */
export function AssignManyForm({ planId }: { planId?: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const client = useClient();
  const outcome = useOutcome();
  const [, assign] = useMutation(AssignPartnerships);
  const [text, setText] = useState("");
  const [terms, setTerms] = useState(usualTerms);
  const [checking, setChecking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [general, setGeneral] = useState<string[]>([]);
  const [rows, setRows] = useState<CheckedRow[] | null>(null);
  const [planned, setPlanned] = useState<PlannedPair[]>([]);
  useEffect(() => {
    if (!planId) return;
    let gone = false;
    loadPlannedPairs(client, planId)
      .then((found) => {
        if (gone) return;
        setPlanned(found);
        setText(found.map(({ giver, receiver }) => `${giver}\t${receiver}`).join("\n"));
      })
      .catch((error: unknown) => setFailed(error instanceof Error ? error.message : "INTERNAL"));
    return () => {
      gone = true;
    };
  }, [client, planId]);
  const pairs = parsePairs(text);
  const missing = missingTerm(terms);
  const changed = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      setRows(null);
    };
  };
  const input = (checked: readonly CheckedRow[]) => ({
    ...terms,
    pairs: checked.map(({ giverId, receiverId }) => ({
      giverId: giverId ?? "",
      receiverId: receiverId ?? "",
      kind: "CO_BUILDING" as const,
    })),
  });
  const wordsOf = (code: string, params: unknown) =>
    refusalWords({ kind: "Validation", code, fields: { problems: [{ code, params }] } }, locale) ??
    t("problemCode", { code });

  async function check() {
    setChecking(true);
    setFailed(null);
    try {
      const [units, communities, offices] = await Promise.all([
        loadOrganizations(client, "PARTNER_UNIT"),
        loadOrganizations(client, "COMMUNITY"),
        loadOrganizations(client, "OFFICE"),
      ]);
      const named = pairs.map((pair): CheckedRow => {
        // A line of a plan means the pair of the plan, whoever else bears the names.
        const meant = planned.find((one) => one.giver === pair.giver && one.receiver === pair.receiver);
        const giver = meant ? { id: meant.giverId } : findByName(units, pair.giver);
        const receiver = meant
          ? { id: meant.receiverId }
          : findByName([...communities, ...offices], pair.receiver);
        const problems = [
          !giver && t("many.noUnit", { name: pair.giver }),
          !receiver && t("many.noCommunity", { name: pair.receiver }),
        ].filter((it) => typeof it === "string");
        return { ...pair, giverId: giver?.id ?? null, receiverId: receiver?.id ?? null, problems };
      });
      const known = named.filter(({ problems }) => problems.length === 0);
      const general: string[] = [];
      if (known.length > 0) {
        const result = await client
          .query(AssignmentProblems, { input: input(known) }, { requestPolicy: "network-only" })
          .toPromise();
        if (!result.data) throw new Error(errorCode(result.error) ?? "INTERNAL");
        for (const { code, path, params } of result.data.assignmentProblems) {
          const row = path[0] === "pairs" && path[1] !== undefined ? known[Number(path[1])] : undefined;
          const list = row ? row.problems : general;
          const words = wordsOf(code, params);
          // What is wrong with the document is told once, not for each row.
          if (!list.includes(words)) list.push(words);
        }
      }
      setGeneral(general);
      setRows(named);
    } catch (error) {
      setFailed(error instanceof Error ? error.message : "INTERNAL");
    } finally {
      setChecking(false);
    }
  }

  const wrong = rows?.filter(({ problems }) => problems.length > 0).length ?? 0;
  const columns: Column<CheckedRow>[] = [
    {
      key: "line",
      title: t("many.line"),
      numeric: true,
      width: 72,
      phone: "line",
      render: (row) => row.line,
    },
    { key: "giver", title: t("column.giver"), phone: "title", render: (row) => row.giver || "—" },
    { key: "receiver", title: t("column.receiver"), render: (row) => row.receiver || "—" },
    {
      key: "result",
      title: t("many.result"),
      render: ({ problems }) => (problems.length === 0 ? t("many.fine") : problems.join(" ")),
    },
  ];
  return (
    <ActionForm
      submitLabel={rows ? t("many.submit", { count: rows.length }) : t("many.submitPlain")}
      blocked={
        !rows
          ? t("many.blockedCheck")
          : wrong > 0
            ? t("many.blockedWrong", { count: wrong })
            : general.length > 0
              ? t("many.blockedGeneral")
              : null
      }
      onSubmit={async (idempotencyKey) =>
        outcome(
          await assign({ input: { idempotencyKey, ...input(rows ?? []) } }),
          (data) => data.assignPartnerships,
        )
      }
      onDone={() => {
        toast(t("many.done", { count: rows?.length ?? 0 }));
        setText("");
        setRows(null);
      }}
    >
      <TextField
        required
        rows={8}
        long
        label={t("many.paste")}
        description={t("many.pasteHint")}
        value={text}
        onChange={changed(setText)}
      />
      <TermFields terms={terms} onChange={changed(setTerms)} />
      <div className={classes.buttons}>
        <Button
          variant="light"
          loading={checking}
          disabled={pairs.length === 0 || missing !== null}
          onClick={() => void check()}
        >
          {t("many.check", { count: pairs.length })}
        </Button>
        {pairs.length > 0 && missing && (
          <span className={classes.quiet}>{t(`assign.missing.${missing}`)}</span>
        )}
      </div>
      {failed && <ErrorNotice code={failed} />}
      {general.map((words) => (
        <ErrorNotice key={words} text={words} />
      ))}
      {rows && (
        <>
          <p role="status" style={{ margin: 0 }}>
            {wrong === 0
              ? t("many.allFine", { count: rows.length })
              : t("many.someWrong", { wrong, count: rows.length })}
          </p>
          <DataTable
            caption={t("many.preview")}
            columns={columns}
            rows={rows}
            rowKey={({ line }) => String(line)}
          />
        </>
      )}
    </ActionForm>
  );
}

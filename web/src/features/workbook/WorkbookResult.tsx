import { useMutation, useQuery } from "urql";
import type { WorkbookCheckQuery } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { refusalWords } from "../../lib/refusal-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";

const WorkbookCheck = graphql(`
  query WorkbookCheck($evidenceId: ID!) {
    workbookCheck(evidenceId: $evidenceId) {
      problemCount
      problems { sheet row cell code params { name value } }
      sheets { sheet created changed unchanged }
    }
  }
`);

const ImportWorkbook = graphql(`
  mutation ImportWorkbook($input: ImportWorkbookInput!) {
    importWorkbook(input: $input) {
      __typename
      ... on WorkbookImport { id created changed }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

/** What was written. */
export interface Loaded {
  created: number;
  changed: number;
}

type Check = NonNullable<WorkbookCheckQuery["workbookCheck"]>;
type Problem = Check["problems"][number] & { key: string };
type SheetCount = Check["sheets"][number];

/** What a workbook would do, or which cells to correct; and the button that loads it. */
export function WorkbookResult(props: { evidenceId: string; onLoaded: (loaded: Loaded) => void }) {
  const { evidenceId, onLoaded } = props;
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, load] = useMutation(ImportWorkbook);
  const [{ data, error }, again] = useQuery({
    query: WorkbookCheck,
    variables: { evidenceId },
    requestPolicy: "cache-and-network",
  });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => again({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const check = data.workbookCheck;
  if (!check) return <ErrorNotice text={t("unreadable")} />;
  const created = check.sheets.reduce((sum, sheet) => sum + sheet.created, 0);
  const changed = check.sheets.reduce((sum, sheet) => sum + sheet.changed, 0);
  const counts: Column<SheetCount>[] = [
    { key: "sheet", title: t("sheet"), render: ({ sheet }) => t(`sheets.${sheet}`), phone: "title" },
    { key: "created", title: t("created"), render: (row) => row.created, numeric: true },
    { key: "changed", title: t("changed"), render: (row) => row.changed, numeric: true },
    { key: "unchanged", title: t("unchanged"), render: (row) => row.unchanged, numeric: true },
  ];
  if (check.problemCount > 0) return <ProblemPanel check={check} />;
  return (
    <Panel title={t("result")}>
      <DataTable caption={t("counts")} columns={counts} rows={check.sheets} rowKey={({ sheet }) => sheet} />
      {created + changed === 0 ? (
        <p role="status">{t("nothing")}</p>
      ) : (
        <div style={{ marginTop: 16 }}>
          <ConfirmButton
            label={t("load")}
            question={t("question", { created, changed })}
            confirmLabel={t("loadCounts", { created, changed })}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await load({ input: { idempotencyKey, evidenceId } }),
                (result) => result.importWorkbook,
                undefined,
                (made) => {
                  if (made.__typename === "WorkbookImport") onLoaded(made);
                },
              )
            }
          />
        </div>
      )}
    </Panel>
  );
}

function ProblemPanel({ check }: { check: Check }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const placeOf = ({ sheet, cell, row }: Problem) => {
    if (!sheet) return t("placeFile");
    if (cell) return t("placeAt", { sheet: t(`sheets.${sheet}`), cell });
    return row === null ? t(`sheets.${sheet}`) : t("placeRow", { sheet: t(`sheets.${sheet}`), row });
  };
  const wordsOf = ({ code, params }: Problem) => {
    const problems = [{ code, params }];
    const words = refusalWords({ kind: "Validation", code, fields: { problems } }, locale) ?? code;
    const value = (name: string) => params.find((param) => param.name === name)?.value;
    const known = value("known");
    const text = value("text");
    const row = value("row");
    const column = value(locale === "zh" ? "zh" : "en");
    return [
      words,
      known && t("choices", { known }),
      text && t("written", { text }),
      row && t("sameAs", { row }),
      column && t("column", { name: column }),
    ]
      .filter(Boolean)
      .join(" ");
  };
  const rows = check.problems.map((problem, index) => ({ ...problem, key: String(index) }));
  const columns: Column<Problem>[] = [
    { key: "place", title: t("place"), render: placeOf, phone: "title", width: 200 },
    { key: "what", title: t("what"), render: wordsOf },
  ];
  return (
    <Panel title={t("result")}>
      <p role="alert">{t("problems", { count: check.problemCount })}</p>
      {check.problemCount > rows.length && <p>{t("problemsShown", { shown: rows.length })}</p>}
      <DataTable caption={t("problemList")} columns={columns} rows={rows} rowKey={({ key }) => key} />
    </Panel>
  );
}

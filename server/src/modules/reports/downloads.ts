import { uuidOf } from "../../graphql/node-id.ts";
import { parseLocalDate } from "../../kernel/clock.ts";
import type { DownloadContext, DownloadDeclaration } from "../../kernel/download.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { localeOf } from "../../kernel/words.ts";
import { circularDocument, templateFile } from "./circular-files.ts";
import { ledgerDocument, ledgerWorkbook } from "./ledger-files.ts";
import { type OpenedReport, openReport } from "./open-report.ts";
import { readLedger } from "./read-ledger.ts";
import { type ReportScope, reportScopes } from "./report.ts";
import { reportCsv, reportDocument } from "./report-files.ts";
import { scopeRefOf } from "./scope-ref.ts";

/** The files of this module: reports, ledgers, circulars. What the person may not see is not found. */

type Query = Record<string, string>;

function required(query: Query, names: readonly string[]): string[] {
  const problems = names.flatMap((name): FieldProblem[] =>
    query[name] ? [] : [{ path: [name], code: "REQUIRED" }],
  );
  if (problems.length > 0) throw Rejection.validation(problems);
  return names.map((name) => query[name] ?? "");
}

async function askedReport(ctx: DownloadContext, query: Query): Promise<OpenedReport> {
  const [scope = "", id = "", periodId = ""] = required(query, ["scope", "id", "periodId"]);
  if (!isScope(scope)) throw Rejection.validation([{ path: ["scope"], code: "OUT_OF_RANGE" }]);
  const opened = await openReport(ctx, scopeRefOf(scope, id), uuidOf("Period", periodId));
  if (!opened) throw Rejection.notFound();
  return opened;
}

const isScope = (text: string): text is ReportScope => (reportScopes as readonly string[]).includes(text);

async function askedLedger(ctx: DownloadContext, query: Query) {
  const [id = "", ...days] = required(query, ["id", "from", "to"]);
  const [from, to] = days.map((day, index) => {
    const date = parseLocalDate(day);
    if (date === null)
      throw Rejection.validation([{ path: [index === 0 ? "from" : "to"], code: "NOT_A_DATE" }]);
    return date;
  });
  if (!from || !to) throw Rejection.notFound();
  const ledger = await readLedger(ctx.database, ctx.actor, { id: uuidOf("Partnership", id), from, to });
  if (!ledger) throw Rejection.notFound();
  return ledger;
}

export const downloads: readonly DownloadDeclaration[] = [
  {
    path: "report.docx",
    open: async (ctx, query) => reportDocument(ctx, await askedReport(ctx, query), localeOf(query["locale"])),
  },
  {
    path: "report.csv",
    open: async (ctx, query) => reportCsv(ctx, await askedReport(ctx, query), localeOf(query["locale"])),
  },
  {
    path: "ledger.xlsx",
    open: async (ctx, query) => ledgerWorkbook(ctx, await askedLedger(ctx, query), localeOf(query["locale"])),
  },
  {
    path: "ledger.docx",
    open: async (ctx, query) => ledgerDocument(ctx, await askedLedger(ctx, query), localeOf(query["locale"])),
  },
  {
    path: "circular.docx",
    open: async (ctx, query) => {
      const [periodId = ""] = required(query, ["periodId"]);
      return circularDocument(ctx, uuidOf("Period", periodId), query, localeOf(query["locale"]));
    },
  },
  {
    path: "circular-template.docx",
    open: (ctx, query) => templateFile(ctx, query["id"] ?? null, localeOf(query["locale"])),
  },
];

import { createHash } from "node:crypto";
import { canonicalJson } from "../../kernel/canonical.ts";
import { dateOf } from "../../kernel/clock.ts";
import type { Download, DownloadContext } from "../../kernel/download.ts";
import { CSV, DOCX } from "../../kernel/media-types.ts";
import { type Table, text } from "../../kernel/table.ts";
import { csvOf } from "../../kernel/table-csv.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { type ChainHead, chainHeadOf, recordReading } from "../audit/public.ts";
import { documentBytes } from "./docx.ts";
import { keptDocument } from "./keep-document.ts";
import type { OpenedReport } from "./open-report.ts";
import { dayText, periodText } from "./quantity-text.ts";
import { sectionsOf } from "./sections.ts";
import { reportWords } from "./words.ts";

/** The files of a period report. */

/** Where the chain stood: of a sealed report at its sealing, so that its files never change; else now. */
async function headFor(ctx: DownloadContext, { report, sealed }: OpenedReport): Promise<ChainHead | null> {
  const { prisma } = ctx.database;
  const { cityId } = ctx.actor;
  if (!sealed) return chainHeadOf(prisma, cityId);
  const entry = await prisma.auditEntry.findFirst({
    where: { chain: cityId, command: "period.seal", subjectIds: { has: report.period.id } },
    orderBy: { seq: "asc" },
    select: { seq: true, hash: true, at: true },
  });
  return entry && { seq: entry.seq, hash: Buffer.from(entry.hash).toString("hex"), at: entry.at };
}

/** An office that takes a report along is recorded; a side with its own report is not. Awaited before anything is made. */
async function recordTaking(ctx: DownloadContext, opened: OpenedReport, file: string): Promise<void> {
  const { grant, report } = opened;
  const membership = grant.membership;
  if (membership?.organizationKind !== "OFFICE") return;
  const subjectId = report.scope === "DISTRICT" ? null : report.id;
  await recordReading(ctx, {
    what: "report",
    subjectIds: subjectId === null ? [report.period.id] : [report.period.id, subjectId],
    payload: { file, scope: report.scope, subject: report.id, periodId: report.period.id },
    subject: {
      cityId: ctx.actor.cityId,
      organization: { id: membership.organizationId, path: membership.path },
    },
  });
}

const hashOf = ({ report, sealed }: OpenedReport) =>
  sealed?.sha256 ?? createHash("sha256").update(canonicalJson(report)).digest("hex");

function fileNameOf({ report }: OpenedReport, locale: Locale, ending: string): string {
  const words = reportWords[locale];
  return `${fill(words.fileName, { name: report.name, period: report.period.code })}.${ending}`;
}

/** The report as a document. Of a sealed one the same bytes for ever. */
export async function reportDocument(
  ctx: DownloadContext,
  opened: OpenedReport,
  locale: Locale,
): Promise<Download> {
  await recordTaking(ctx, opened, "docx");
  const { sealed } = opened;
  const make = () => renderReport(ctx, opened, locale);
  const body = sealed
    ? await keptDocument(ctx, { id: sealed.id, cityId: ctx.actor.cityId }, locale, make)
    : await make();
  return { fileName: fileNameOf(opened, locale, "docx"), mediaType: DOCX, body };
}

async function renderReport(ctx: DownloadContext, opened: OpenedReport, locale: Locale): Promise<Uint8Array> {
  const { report, sealed } = opened;
  const words = reportWords[locale];
  const { period, name, cityName, today, rules } = report;
  const head = await headFor(ctx, opened);
  return documentBytes({
    title: fill(words.title, { name, period: periodText(period.code, locale) }),
    lines: [
      fill(words.city, { city: cityName }),
      fill(words.span, { from: dayText(period.opensOn, locale), to: dayText(period.closesOn, locale) }),
      sealed
        ? fill(words.sealedOn, { date: dayText(dateOf(sealed.at), locale) })
        : fill(words.liveOn, { date: dayText(today, locale) }),
      fill(words.rules, { window: rules.reportingWindowWorkdays }),
    ],
    sections: sectionsOf(report, locale),
    closing: words.footnote,
    footer: [
      ...(head ? [fill(words.head, { seq: head.seq, hash: head.hash })] : []),
      fill(words.hash, { hash: hashOf(opened) }),
    ],
    page: words.page,
    none: words.none,
    at: sealed?.at ?? ctx.clock.now(),
    landscape: true,
  });
}

type CsvLine = [part: string, item: string, column: string, value: string];

/** The report as CSV: one line for every cell of its tables, so that it can be filtered and pivoted. */
export async function reportCsv(
  ctx: DownloadContext,
  opened: OpenedReport,
  locale: Locale,
): Promise<Download> {
  await recordTaking(ctx, opened, "csv");
  const { report } = opened;
  const { csv } = reportWords[locale];
  const head = await headFor(ctx, opened);
  async function* lines(): AsyncGenerator<CsvLine> {
    for (const { heading, columns, rows } of sectionsOf(report, locale)) {
      for (const [index, row] of rows.entries()) {
        const item = `${index + 1} ${row[0] ?? ""}`;
        for (const [place, column] of columns.entries()) yield [heading, item, column.head, row[place] ?? ""];
      }
    }
  }
  const table: Table<CsvLine> = {
    name: report.period.code,
    columns: [
      { head: csv.part, width: 24, cell: ([part]) => text(part) },
      { head: csv.item, width: 30, cell: ([, item]) => text(item) },
      { head: csv.column, width: 20, cell: ([, , column]) => text(column) },
      { head: csv.value, width: 30, cell: ([, , , value]) => text(value) },
    ],
    rows: lines(),
    notes: {
      name: csv.notes,
      lines: () => [
        [report.name, `${report.period.code} ${report.period.opensOn} ${report.period.closesOn}`],
        [csv.chain, head ? `${head.seq} ${head.hash}` : ""],
        [csv.hash, hashOf(opened)],
      ],
    },
  };
  return {
    fileName: fileNameOf(opened, locale, "csv"),
    mediaType: CSV,
    body: csvOf(table),
  };
}

import { type LocalDate, today } from "../../kernel/clock.ts";
import type { Download, DownloadContext } from "../../kernel/download.ts";
import { DOCX, XLSX } from "../../kernel/media-types.ts";
import { belongsTo } from "../../kernel/policy.ts";
import { count, date, type Table, text, yuan } from "../../kernel/table.ts";
import { xlsxOf } from "../../kernel/table-xlsx.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { chainHeadOf, recordReading } from "../audit/public.ts";
import { personName } from "../organizations/model.ts";
import { documentBytes } from "./docx.ts";
import { type LedgerRow, type PartnershipLedger, totalsOf } from "./ledger.ts";
import { dayText, kindText, quantityText } from "./quantity-text.ts";
import { MOST_LEDGER_ROWS } from "./read-ledger.ts";
import type { Section } from "./section.ts";
import { ledgerWords } from "./words-ledger.ts";

/** The ledger (台账) of a partnership as files, in the columns that offices are used to. */

const nameOf = (person: LedgerRow["handler"]) =>
  personName({ ...person, erasedAt: person.erased ? new Date(0) : null });

function remarkOf(row: LedgerRow, locale: Locale): string {
  const words = ledgerWords[locale];
  return [
    ...(row.state === "ACCEPTED" ? [] : [words.states[row.state]]),
    ...(row.onBehalf ? [words.onBehalf] : []),
    ...(row.voucherNumber === null ? [] : [fill(words.voucher, { number: row.voucherNumber })]),
  ].join(locale === "zh" ? "；" : "; ");
}

function totalsText(ledger: PartnershipLedger, locale: Locale): string {
  return totalsOf(ledger.rows)
    .map(({ kind, good, quantity, accepted }) => {
      const [stated, confirmed] = [quantity, accepted].map((amount) =>
        quantityText(amount, kind, good, locale),
      );
      return `${kindText(kind, good, locale)} ${stated} (${ledgerWords[locale].columns.accepted} ${confirmed})`;
    })
    .join(locale === "zh" ? "；" : "; ");
}

function fileNameOf(ledger: PartnershipLedger, locale: Locale, ending: string): string {
  const { giver, receiver, from, to } = ledger;
  return `${fill(ledgerWords[locale].fileName, { giver: giver.name, receiver: receiver.name, from, to })}.${ending}`;
}

/** What stands above and below the table in either file. */
async function factsOf(ctx: DownloadContext, ledger: PartnershipLedger, locale: Locale) {
  const words = ledgerWords[locale];
  const head = await chainHeadOf(ctx.database.prisma, ledger.cityId);
  return {
    chain: head ? fill(words.head, { seq: head.seq, hash: head.hash }) : "",
    sides: fill(words.sides, { giver: ledger.giver.name, receiver: ledger.receiver.name }),
    span: fill(words.span, { from: dayText(ledger.from, locale), to: dayText(ledger.to, locale) }),
    city: fill(words.city, { city: ledger.cityName }),
    cut: ledger.rows.length >= MOST_LEDGER_ROWS ? fill(words.cut, { n: MOST_LEDGER_ROWS }) : null,
  };
}

/** A ledger names people: who takes another's along is recorded; the two sides are not, with their own. */
async function recordTaking(ctx: DownloadContext, ledger: PartnershipLedger, file: string): Promise<void> {
  const sides = [ledger.giver, ledger.receiver];
  if (
    belongsTo(
      ctx.actor,
      sides.map(({ id }) => ({ id, path: "" })),
    )
  )
    return;
  const { partnershipId, from, to, rows } = ledger;
  await recordReading(ctx, {
    what: "export",
    subjectIds: [partnershipId],
    partnershipId,
    payload: { file, from, to, rows: rows.length },
  });
}

type Numbered = { number: number; row: LedgerRow };

async function* numbered(rows: readonly LedgerRow[]): AsyncGenerator<Numbered> {
  for (const [index, row] of rows.entries()) yield { number: index + 1, row };
}

/** The ledger as an Excel workbook. Money stands as numbers, other quantities with their units. */
export async function ledgerWorkbook(
  ctx: DownloadContext,
  ledger: PartnershipLedger,
  locale: Locale,
): Promise<Download> {
  await recordTaking(ctx, ledger, "ledger.xlsx");
  const words = ledgerWords[locale];
  const { columns, noteNames } = words;
  const facts = await factsOf(ctx, ledger, locale);
  const amount = (digits: string, { kind, good }: LedgerRow) =>
    kind.measure === "MONEY" ? yuan(BigInt(digits)) : text(quantityText(digits, kind, good, locale));
  const table: Table<Numbered> = {
    name: words.sheet,
    columns: [
      { head: columns.number, width: 6, cell: ({ number }) => count(number) },
      { head: columns.date, width: 12, cell: ({ row }) => date(row.on as LocalDate) },
      { head: columns.kind, width: 16, cell: ({ row }) => text(kindText(row.kind, row.good, locale)) },
      { head: columns.content, width: 40, cell: ({ row }) => text(row.content) },
      { head: columns.quantity, width: 16, cell: ({ row }) => amount(row.quantity, row) },
      { head: columns.accepted, width: 16, cell: ({ row }) => amount(row.accepted, row) },
      { head: columns.handler, width: 12, cell: ({ row }) => text(nameOf(row.handler)) },
      {
        head: columns.confirmer,
        width: 12,
        cell: ({ row }) => text(row.confirmer && nameOf(row.confirmer)),
      },
      { head: columns.confirmedOn, width: 12, cell: ({ row }) => date(row.confirmedOn as LocalDate | null) },
      { head: columns.evidence, width: 8, cell: ({ row }) => count(row.evidenceCount) },
      { head: columns.remark, width: 24, cell: ({ row }) => text(remarkOf(row, locale)) },
    ],
    rows: numbered(ledger.rows),
    notes: {
      name: words.notes,
      lines: () => [
        [noteNames.sides, facts.sides],
        [noteNames.span, facts.span],
        [noteNames.city, ledger.cityName],
        [noteNames.totals, totalsText(ledger, locale)],
        [noteNames.made, dayText(today(ctx.clock), locale)],
        [noteNames.chain, facts.chain],
        ...(facts.cut === null ? [] : [[words.notes, facts.cut] as const]),
      ],
    },
  };
  return { fileName: fileNameOf(ledger, locale, "xlsx"), mediaType: XLSX, body: xlsxOf(table) };
}

/** The ledger as a document to print and to file. */
export async function ledgerDocument(
  ctx: DownloadContext,
  ledger: PartnershipLedger,
  locale: Locale,
): Promise<Download> {
  await recordTaking(ctx, ledger, "ledger.docx");
  const words = ledgerWords[locale];
  const { columns } = words;
  const facts = await factsOf(ctx, ledger, locale);
  const lines: Section = {
    heading: words.sheet,
    note: facts.cut,
    columns: [
      { head: columns.number, width: 1, isNumber: true },
      { head: columns.date, width: 2 },
      { head: columns.kind, width: 2 },
      { head: columns.content, width: 5 },
      { head: columns.quantity, width: 3, isNumber: true },
      { head: columns.handler, width: 2 },
      { head: columns.confirmer, width: 2 },
      { head: columns.confirmedOn, width: 2 },
      { head: columns.evidence, width: 1, isNumber: true },
      { head: columns.remark, width: 3 },
    ],
    rows: ledger.rows.map((row, index) => [
      String(index + 1),
      row.on,
      kindText(row.kind, row.good, locale),
      row.content ?? "",
      quantityText(row.quantity, row.kind, row.good, locale),
      nameOf(row.handler),
      row.confirmer ? nameOf(row.confirmer) : "",
      row.confirmedOn ?? "",
      String(row.evidenceCount),
      remarkOf(row, locale),
    ]),
  };
  const totals: Section = {
    heading: words.totals,
    note: null,
    columns: [
      { head: columns.kind, width: 2 },
      { head: columns.quantity, width: 2, isNumber: true },
      { head: columns.accepted, width: 2, isNumber: true },
    ],
    rows: totalsOf(ledger.rows).map(({ kind, good, quantity, accepted }) => [
      kindText(kind, good, locale),
      quantityText(quantity, kind, good, locale),
      quantityText(accepted, kind, good, locale),
    ]),
  };
  const body = await documentBytes({
    title: words.title,
    lines: [facts.city, facts.sides, facts.span],
    sections: [lines, totals],
    closing: null,
    footer: facts.chain === "" ? [] : [facts.chain],
    page: words.page,
    none: words.none,
    at: ctx.clock.now(),
    landscape: true,
  });
  return { fileName: fileNameOf(ledger, locale, "docx"), mediaType: DOCX, body };
}

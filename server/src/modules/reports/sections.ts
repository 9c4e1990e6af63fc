import type { Locale } from "../../kernel/words.ts";
import { kindText, periodText, quantityText, yuanText } from "./quantity-text.ts";
import { type KindWord, type PeriodReport, type PromiseWord, promiseWords, type TableRow } from "./report.ts";
import type { Section } from "./section.ts";
import {
  decisionSection,
  disputeSection,
  lateSection,
  moreOf,
  partnershipSection,
} from "./sections-of-lists.ts";
import { reportWords } from "./words.ts";

/** A report as tables of texts: what its documents say, whatever their format. Pure. */

const COLUMNS: KindWord[] = [
  "owed",
  "accepted",
  "metOnTime",
  "metLate",
  "awaiting",
  "late",
  "unmet",
  "waived",
];

/** The sections of a report in their order; a scope's report has no table of itself. */
export function sectionsOf(report: PeriodReport, locale: Locale): Section[] {
  const words = reportWords[locale];
  const { sections, columns, words: names } = words;
  const table = (rows: TableRow[], heading: string): Section | null =>
    rows.length === 0 ? null : tableSection(rows, heading, locale);
  const all: (Section | null)[] = [
    {
      heading: sections.promises,
      note: null,
      columns: [
        { head: columns.outcome, width: 3 },
        { head: columns.count, width: 2, isNumber: true },
        { head: columns.before, width: 2, isNumber: true },
      ],
      rows: promiseWords.map((word) => [
        names[word],
        String(report.promises[word].count),
        report.before ? String(report.before.promises[word].count) : "—",
      ]),
    },
    {
      heading: sections.kinds,
      note: null,
      columns: [
        { head: columns.kind, width: 3 },
        ...COLUMNS.map((word) => ({ head: names[word], width: 2, isNumber: true })),
      ],
      rows: report.kinds.map((row) => [
        kindText(row.kind, row.good, locale),
        ...COLUMNS.map((word) => quantityText(row[word].amount, row.kind, row.good, locale)),
      ]),
    },
    {
      heading: sections.money,
      note: null,
      columns: [
        { head: columns.word, width: 2 },
        { head: columns.opening, width: 2, isNumber: true },
        { head: columns.change, width: 2, isNumber: true },
        { head: columns.closing, width: 2, isNumber: true },
      ],
      rows: report.money.map(({ word, opening, change, closing }) => [
        words.money[word],
        ...[opening, change, closing].map(({ amount }) => yuanText(amount, locale)),
      ]),
    },
    partnershipSection(report, locale),
    lateSection(report, locale),
    disputeSection(report, locale),
    {
      heading: sections.explanations,
      note: moreOf(report.explanations, locale),
      columns: [
        { head: columns.giver, width: 3 },
        { head: columns.receiver, width: 3 },
        { head: columns.kind, width: 2 },
        { head: columns.text, width: 5 },
        { head: columns.expected, width: 2 },
        { head: columns.date, width: 2 },
      ],
      rows: report.explanations.rows.map((row) => [
        row.giver.name,
        row.receiver.name,
        kindText(row.kind, null, locale),
        row.text,
        row.expectedOn ?? "",
        row.recordedOn,
      ]),
    },
    decisionSection(sections.extensions, report.extensions, true, locale),
    decisionSection(sections.waivers, report.waivers, false, locale),
    table(report.divisions, sections.divisions),
    table(report.units, sections.units),
    table(report.communities, sections.communities),
    {
      heading: sections.series,
      note: null,
      columns: [
        { head: columns.kind, width: 3 },
        { head: columns.month, width: 2 },
        { head: columns.promised, width: 3, isNumber: true },
        { head: columns.done, width: 3, isNumber: true },
      ],
      rows: report.series.flatMap(({ kind, good, months }) =>
        months.map(({ month, promised, accepted }) => [
          kindText(kind, good, locale),
          month,
          quantityText(promised, kind, good, locale),
          quantityText(accepted, kind, good, locale),
        ]),
      ),
    },
    adjustmentSection(report, locale),
  ];
  return all.filter((section) => section !== null);
}

const TABLE_WORDS: PromiseWord[] = ["owed", "metOnTime", "metLate", "awaiting", "late", "unmet"];

/** Divisions, units or communities with their part, as a table. */
export function tableSection(rows: readonly TableRow[], heading: string, locale: Locale): Section {
  const { columns, words } = reportWords[locale];
  return {
    heading,
    note: null,
    columns: [
      { head: columns.name, width: 4 },
      { head: columns.running, width: 1, isNumber: true },
      ...TABLE_WORDS.map((word) => ({ head: words[word], width: 1, isNumber: true })),
      { head: columns.sent, width: 2, isNumber: true },
      { head: columns.received, width: 2, isNumber: true },
    ],
    rows: rows.map((row) => [
      row.name,
      String(row.partnerships.count),
      ...TABLE_WORDS.map((word) => String(row.promises[word].count)),
      yuanText(row.sent.amount, locale),
      yuanText(row.received.amount, locale),
    ]),
  };
}

function adjustmentSection({ adjustments }: PeriodReport, locale: Locale): Section {
  const { columns, money, sections, words } = reportWords[locale];
  const kindNames: Record<string, string> = words;
  const moneyNames: Record<string, string> = money;
  return {
    heading: sections.adjustments,
    note: null,
    columns: [
      { head: columns.period, width: 3 },
      { head: columns.kind, width: 2 },
      { head: columns.word, width: 2 },
      { head: columns.sealed, width: 3, isNumber: true },
      { head: columns.now, width: 3, isNumber: true },
    ],
    rows: adjustments.map(({ periodCode, kind, good, word, sealed, now }) => [
      periodText(periodCode, locale),
      kind ? kindText(kind, good, locale) : sections.money.replace(/^[^、.]+[、.]\s*/, ""),
      kindNames[word] ?? moneyNames[word.replace("money.", "")] ?? word,
      ...[sealed, now].map((amount) =>
        kind ? quantityText(amount, kind, good, locale) : yuanText(amount, locale),
      ),
    ]),
  };
}

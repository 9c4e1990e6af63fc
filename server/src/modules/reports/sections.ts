import { fill, type Locale } from "../../kernel/words.ts";
import { kindText, periodText, quantityText, yuanText } from "./quantity-text.ts";
import {
  type KindWord,
  type ListOf,
  type PeriodReport,
  type PromiseWord,
  promiseWords,
  type ReportedDecision,
  type ReportedPartnership,
  type TableRow,
} from "./report.ts";
import { reportWords } from "./words.ts";

/** A report as tables of texts: what its documents say, whatever their format. Pure. */

/** One table under its heading. `widths` are parts of the page's width; numbers stand at the right. */
export type Section = {
  heading: string;
  /** A line below the heading. */
  note: string | null;
  columns: { head: string; width: number; isNumber?: boolean }[];
  rows: string[][];
};

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

/** Whether a list is cut, in words. */
function moreOf({ total, rows }: ListOf<unknown>, locale: Locale): string | null {
  const words = reportWords[locale];
  if (total === 0) return null;
  return total > rows.length
    ? fill(words.more, { shown: rows.length, total })
    : fill(words.total, { n: total });
}

function partnershipSection(report: PeriodReport, locale: Locale): Section {
  const { columns, partnerships, sections } = reportWords[locale];
  const { active, begun, ended, unacknowledged } = report.partnerships;
  const missing = (row: ReportedPartnership) =>
    row.missing.length === 2
      ? partnerships.both
      : row.missing[0] === "GIVER"
        ? partnerships.giver
        : partnerships.receiver;
  const line = (what: string, note: (row: ReportedPartnership) => string) => (row: ReportedPartnership) => [
    what,
    row.giver.name,
    row.receiver.name,
    row.startsOn,
    row.endsOn,
    note(row),
  ];
  const cut = [begun, ended, unacknowledged].filter(({ total, rows }) => total > rows.length);
  return {
    heading: sections.partnerships,
    note: [fill(partnerships.active, { n: active.count }), ...cut.map((list) => moreOf(list, locale))].join(
      locale === "zh" ? "；" : "; ",
    ),
    columns: [
      { head: columns.what, width: 2 },
      { head: columns.giver, width: 3 },
      { head: columns.receiver, width: 3 },
      { head: columns.starts, width: 2 },
      { head: columns.ends, width: 2 },
      { head: columns.note, width: 3 },
    ],
    rows: [
      ...begun.rows.map(line(partnerships.begun, () => "")),
      ...ended.rows.map(line(partnerships.ended, (row) => row.endReason ?? "")),
      ...unacknowledged.rows.map(line(partnerships.unacknowledged, missing)),
    ],
  };
}

function lateSection({ late }: PeriodReport, locale: Locale): Section {
  const { columns, sections, words, yes, no } = reportWords[locale];
  return {
    heading: sections.late,
    note: moreOf(late, locale),
    columns: [
      { head: columns.giver, width: 3 },
      { head: columns.receiver, width: 3 },
      { head: columns.kind, width: 2 },
      { head: columns.owed, width: 2, isNumber: true },
      { head: columns.accepted, width: 2, isNumber: true },
      { head: columns.due, width: 2 },
      { head: columns.state, width: 2 },
      { head: columns.lateBy, width: 1, isNumber: true },
      { head: columns.explained, width: 1 },
    ],
    rows: late.rows.map((row) => [
      row.giver.name,
      row.receiver.name,
      kindText(row.kind, row.good, locale),
      quantityText(row.owed, row.kind, row.good, locale),
      quantityText(row.accepted, row.kind, row.good, locale),
      row.dueOn,
      words[row.outcome],
      String(row.lateWorkdays),
      row.explained ? yes : no,
    ]),
  };
}

function disputeSection({ disputes }: PeriodReport, locale: Locale): Section {
  const { columns, sections, disputeStates } = reportWords[locale];
  const states: Record<string, string> = disputeStates;
  return {
    heading: sections.disputes,
    note: moreOf(disputes, locale),
    columns: [
      { head: columns.giver, width: 3 },
      { head: columns.receiver, width: 3 },
      { head: columns.quantity, width: 2, isNumber: true },
      { head: columns.reason, width: 5 },
      { head: columns.date, width: 2 },
      { head: columns.state, width: 2 },
    ],
    rows: disputes.rows.map((row) => [
      row.giver.name,
      row.receiver.name,
      quantityText(row.quantity, row.kind, row.good, locale),
      row.reason,
      row.openedOn,
      states[row.state] ?? row.state,
    ]),
  };
}

function decisionSection(
  heading: string,
  list: ListOf<ReportedDecision>,
  movesTheDay: boolean,
  locale: Locale,
): Section {
  const { columns, system } = reportWords[locale];
  const days = movesTheDay
    ? [
        { head: columns.from, width: 2 },
        { head: columns.to, width: 2 },
      ]
    : [{ head: columns.due, width: 2 }];
  return {
    heading,
    note: moreOf(list, locale),
    columns: [
      { head: columns.giver, width: 3 },
      { head: columns.receiver, width: 3 },
      { head: columns.quantity, width: 2, isNumber: true },
      ...days,
      { head: columns.reason, width: 4 },
      { head: columns.office, width: 2 },
      { head: columns.date, width: 2 },
    ],
    rows: list.rows.map((row) => [
      row.giver.name,
      row.receiver.name,
      quantityText(row.quantity, row.kind, row.good, locale),
      ...(movesTheDay ? [row.dueOnBefore, row.dueOnAfter] : [row.dueOnBefore]),
      row.reason,
      row.office?.name ?? (row.personId === null ? system : ""),
      row.decidedOn,
    ]),
  };
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

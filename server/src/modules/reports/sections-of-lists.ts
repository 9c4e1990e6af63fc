import { fill, type Locale } from "../../kernel/words.ts";
import { kindText, quantityText } from "./quantity-text.ts";
import type { ListOf, PeriodReport, ReportedDecision, ReportedPartnership } from "./report.ts";
import type { Section } from "./section.ts";
import { reportWords } from "./words.ts";

/** The lists of a report as tables of texts. Pure. */

/** Whether a list is cut, in words. */
export function moreOf({ total, rows }: ListOf<unknown>, locale: Locale): string | null {
  const words = reportWords[locale];
  if (total === 0) return null;
  return total > rows.length
    ? fill(words.more, { shown: rows.length, total })
    : fill(words.total, { n: total });
}

export function partnershipSection(report: PeriodReport, locale: Locale): Section {
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

export function lateSection({ late }: PeriodReport, locale: Locale): Section {
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

export function disputeSection({ disputes }: PeriodReport, locale: Locale): Section {
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

export function decisionSection(
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

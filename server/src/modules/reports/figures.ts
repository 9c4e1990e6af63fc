import { addDays, earlier, type LocalDate, localDate } from "../../kernel/clock.ts";
import { emptyLine, type LineBalances } from "../funding/model.ts";
import { moneyBorders, partOfArea, type ReadyFrame } from "./frame.ts";
import { belongsTo, judge } from "./judge.ts";
import { ledgerMoneyWords, wordsInTime } from "./money.ts";
import {
  type KindFigures,
  kindWords,
  type MoneyFigure,
  type PromiseCounts,
  promiseWords,
  type ReportPeriod,
  type TableRow,
} from "./report.ts";
import type { PartnershipFact, ReportRows } from "./rows-of-report.ts";
import type { Counted, Tally } from "./tally.ts";

/** Counts a period's facts into a tally, and reads the figures out of it. Pure. */

const kindGroup = (kindId: string, good: string | null) => `kind:${kindId}:${good ?? ""}`;

/** In which tables a fact counts besides the report's own numbers. */
export type Tables = {
  /** Path of the area whose parts have a line each; null for none. */
  area: string | null;
  units: boolean;
  communities: boolean;
};
export const NO_TABLES: Tables = { area: null, units: false, communities: false };

/** The lines of the report's tables in which something between two sides counts. */
function linesOf(
  ready: ReadyFrame,
  tables: Tables,
  sides: { giverId: string; receiverId: string },
): string[] {
  const lines: string[] = [];
  if (tables.area !== null) {
    const part = partOfArea(ready, tables.area, sides.receiverId);
    if (part) lines.push(`division:${part.id}`);
  }
  if (tables.units) lines.push(`unit:${sides.giverId}`);
  if (tables.communities) lines.push(`community:${sides.receiverId}`);
  return lines;
}

/** Counts everything that a period's numbers are made of. */
export function countPeriod(
  ready: ReadyFrame,
  tally: Tally,
  rows: ReportRows,
  period: ReportPeriod,
  tables: Tables,
): void {
  const at = (group: string, word: string) => ({ period: period.code, group, word });
  const judging = ready.judging(period);

  for (const row of rows.obligations) {
    if (!belongsTo(row, row.dueOn, period)) continue;
    const judged = judge(row, judging);
    if (!judged) continue;
    const counted: Counted = {
      subject: `Obligation:${row.id}`,
      partnershipId: row.partnershipId,
      giverId: row.giverId,
      receiverId: row.receiverId,
      kind: ready.kind(row.kindId),
      good: row.good,
      on: row.dueOn,
    };
    for (const [word, amount] of Object.entries(judged.parts))
      tally.add(at(kindGroup(row.kindId, row.good), word), amount, counted);
    const inSum = judged.outcome !== "waived" && judged.outcome !== "cancelled";
    for (const line of ["promises", ...linesOf(ready, tables, row)]) {
      const promise = { ...counted, kind: null, good: null };
      if (inSum) tally.add(at(line, "owed"), 1n, promise);
      tally.add(at(line, judged.outcome), 1n, promise);
    }
  }

  for (const row of rows.remarks) {
    if (row.what !== "WAIVE" || !belongsTo(row, row.dueOnBefore ?? "", period)) continue;
    // What was waived whole is counted with its promise, which keeps its quantity.
    const waived = BigInt(row.quantityBefore ?? "0") - BigInt(row.quantityAfter ?? "0");
    tally.add(at(kindGroup(row.kindId, row.good), "waived"), waived, {
      subject: `Obligation:${row.obligationId}`,
      partnershipId: row.partnershipId,
      giverId: row.giverId,
      receiverId: row.receiverId,
      kind: ready.kind(row.kindId),
      good: row.good,
      on: row.dueOnBefore ?? "",
    });
  }

  for (const row of rows.deliveries) {
    if (row.occurredOn < period.opensOn || row.occurredOn > period.closesOn) continue;
    const counted: Counted = {
      subject: `Delivery:${row.id}`,
      partnershipId: row.partnershipId,
      giverId: row.giverId,
      receiverId: row.receiverId,
      kind: ready.kind(row.kindId),
      good: row.good,
      on: row.occurredOn,
    };
    tally.add(at(kindGroup(row.kindId, row.good), "given"), BigInt(row.quantity), counted);
    tally.add(at(kindGroup(row.kindId, row.good), "arrived"), BigInt(row.accepted), counted);
  }

  countMoney(ready, tally, rows, period, tables);
  countPartnerships(ready, tally, rows.partnerships, period, tables);
}

/** The balances of a money line on the postings of the first so many buckets. */
function balancesUpTo(postings: ReportRows["money"], bucket: number): LineBalances {
  const balances: Record<keyof LineBalances, bigint> = { ...emptyLine };
  for (const posting of postings)
    if (posting.bucket <= bucket) balances[posting.account] += BigInt(posting.amount);
  return balances;
}

function countMoney(
  ready: ReadyFrame,
  tally: Tally,
  rows: ReportRows,
  period: ReportPeriod,
  tables: Tables,
): void {
  const borders = moneyBorders(ready.frame.periods, (day) => addDays(day as LocalDate, 1));
  const before = borders.indexOf(period.opensOn);
  const until = borders.indexOf(addDays(period.closesOn as LocalDate, 1));
  const funds = ready.frame.kinds.find(({ measure }) => measure === "MONEY") ?? null;
  for (const postings of Map.groupBy(rows.money, ({ lineId }) => lineId).values()) {
    const [first] = postings;
    if (!first) continue;
    const words = wordsInTime({
      opening: balancesUpTo(postings, before),
      closing: balancesUpTo(postings, until),
    });
    const counted: Counted = {
      subject: `Pledge:${first.pledgeId}`,
      partnershipId: first.partnershipId,
      giverId: first.giverId,
      receiverId: first.receiverId,
      kind: funds,
      good: null,
      on: first.pledgedOn,
    };
    const lines = linesOf(ready, tables, first);
    for (const word of ledgerMoneyWords) {
      for (const time of ["opening", "change", "closing"] as const)
        tally.add({ period: period.code, group: `money:${time}`, word }, words[time][word], counted);
      for (const line of lines)
        tally.add({ period: period.code, group: line, word: `money.${word}` }, words.change[word], counted);
    }
  }
}

/** Whether a partnership ran on a day. */
export function ranOn(row: PartnershipFact, day: string): boolean {
  return row.state !== "PROPOSED" && row.state !== "DECLINED" && row.startsOn <= day && row.endsOn >= day;
}

function countPartnerships(
  ready: ReadyFrame,
  tally: Tally,
  partnerships: readonly PartnershipFact[],
  period: ReportPeriod,
  tables: Tables,
): void {
  const end = earlier(localDate(period.closesOn), ready.today);
  for (const row of partnerships) {
    if (!ranOn(row, end)) continue;
    const counted: Counted = {
      subject: `Partnership:${row.id}`,
      partnershipId: row.id,
      giverId: row.giverId,
      receiverId: row.receiverId,
      kind: null,
      good: null,
      on: row.startsOn,
    };
    for (const line of ["partnerships", ...linesOf(ready, tables, row)])
      tally.add({ period: period.code, group: line, word: "partnerships" }, 1n, counted);
  }
}

/** Promises by outcome, of the report or of one line of a table. */
export function promisesIn(tally: Tally, period: string, group: string): PromiseCounts {
  const counts = promiseWords.map((word) => [word, tally.figure({ period, group, word })]);
  return Object.fromEntries(counts) as PromiseCounts;
}

/** Every kind, and every good, of which there is something to tell, in the order of the city's kinds. */
export function kindsIn(ready: ReadyFrame, tally: Tally, period: string): KindFigures[] {
  const rank = new Map(ready.frame.kinds.map(({ id }, index) => [id, index]));
  return tally
    .groups(period, "kind:")
    .map((group) => {
      const [, id = "", ...good] = group.split(":");
      return { group, id, good: good.join(":") };
    })
    .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0) || (a.good < b.good ? -1 : 1))
    .map(({ group, id, good }) => {
      const figures = kindWords.map((word) => [word, tally.figure({ period, group, word })]);
      return { kind: ready.kind(id), good: good || null, ...Object.fromEntries(figures) } as KindFigures;
    });
}

/** The money river; empty while there was never any money. */
export function moneyIn(tally: Tally, period: string): MoneyFigure[] {
  const at = (time: string, word: string) => tally.figure({ period, group: `money:${time}`, word });
  const river = ledgerMoneyWords.map((word) => ({
    word,
    opening: at("opening", word),
    change: at("change", word),
    closing: at("closing", word),
  }));
  return river.some(({ opening, closing }) => opening.count > 0 || closing.count > 0) ? river : [];
}

/** The lines of one table: those with something to tell, by name, or in the order of the tree. */
export function tableIn(
  ready: ReadyFrame,
  tally: Tally,
  period: string,
  of: "division" | "unit" | "community",
): TableRow[] {
  const rows = tally.groups(period, `${of}:`).map((group): TableRow => {
    const id = group.slice(of.length + 1);
    const name = of === "division" ? (ready.place(Number(id))?.name ?? "") : ready.party(id).name;
    const at = (word: string) => tally.figure({ period, group, word });
    return {
      id,
      name,
      partnerships: at("partnerships"),
      promises: promisesIn(tally, period, group),
      pledged: at("money.pledged"),
      sent: at("money.sent"),
      received: at("money.received"),
    };
  });
  const order = (row: TableRow) => (of === "division" ? row.id.padStart(10, "0") : `${row.name}\n${row.id}`);
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

import { addMonths, type LocalDate } from "../../kernel/clock.ts";
import { ownPart } from "../obligations/model.ts";
import { countPeriod, kindsIn, moneyIn, NO_TABLES, promisesIn, type Tables, tableIn } from "./figures.ts";
import { areaPath, type ReadyFrame } from "./frame.ts";
import { decisionsOf, disputesOf, explanationsOf, lateOf, partnershipsOf } from "./lists.ts";
import {
  type Adjustment,
  type Comparison,
  kindWords,
  type PeriodReport,
  REPORT_FORMAT,
  type ReportFact,
  type ReportPeriod,
  type ScopeRef,
  type Series,
} from "./report.ts";
import type { ReportRows } from "./rows-of-report.ts";
import { Tally } from "./tally.ts";

/** Puts a report together from the rows of its scope. Pure: the same rows and the same day make the same report. */

/** Which tables a report of a scope has. */
function tablesOf(ready: ReadyFrame, ref: ScopeRef): Tables {
  const area = areaPath(ready, ref);
  return { area, units: ref.scope !== "UNIT", communities: ref.scope !== "COMMUNITY" };
}

function count(ready: ReadyFrame, ref: ScopeRef, rows: ReportRows, wanted: string | null = null): Tally {
  const tally = new Tally(ready.party, wanted);
  for (const [index, period] of ready.frame.periods.entries())
    countPeriod(ready, tally, rows, period, index === 0 ? tablesOf(ready, ref) : NO_TABLES);
  return tally;
}

/** The facts below a figure of a scope's report, in the order of their days. */
export function factsOf(ready: ReadyFrame, ref: ScopeRef, rows: ReportRows, facts: string): ReportFact[] {
  const { found } = count(ready, ref, rows, facts);
  return found.sort((a, b) => (`${a.on} ${a.subject}` < `${b.on} ${b.subject}` ? -1 : 1));
}

/** The name of what a report is about; null when the frame knows no such thing. */
export function nameOf(ready: ReadyFrame, { scope, id }: ScopeRef): string | null {
  if (scope === "CITY") return ready.frame.cityName;
  if (scope === "DISTRICT") return ready.place(Number(id))?.name ?? null;
  return ready.organization(id)?.name ?? null;
}

/** The report of a scope over the frame's first period. */
export function reportOf(ready: ReadyFrame, ref: ScopeRef, rows: ReportRows): PeriodReport {
  const [period, ...earlier] = ready.frame.periods;
  if (!period) throw new Error("a report has a period");
  const tally = count(ready, ref, rows);
  const { code } = period;
  return {
    format: REPORT_FORMAT,
    scope: ref.scope,
    id: ref.id,
    cityName: ready.frame.cityName,
    name: nameOf(ready, ref) ?? "",
    period,
    today: ready.today,
    rules: ready.judging(period).settings,
    promises: promisesIn(tally, code, "promises"),
    kinds: kindsIn(ready, tally, code),
    money: moneyIn(tally, code),
    partnerships: {
      active: tally.figure({ period: code, group: "partnerships", word: "partnerships" }),
      ...partnershipsOf(ready, rows, period),
    },
    late: lateOf(ready, rows, period),
    disputes: disputesOf(ready, rows, period),
    explanations: explanationsOf(ready, rows, period),
    extensions: decisionsOf(ready, rows, period, "EXTEND"),
    waivers: decisionsOf(ready, rows, period, "WAIVE"),
    divisions: tableIn(ready, tally, code, "division"),
    units: tableIn(ready, tally, code, "unit"),
    communities: tableIn(ready, tally, code, "community"),
    series: seriesOf(ready, rows, period),
    before: comparisonOf(ready, tally, period, earlier[0]),
    adjustments: adjustmentsOf(ready, ref, tally, earlier),
  };
}

/** The period before, when there is one that ends where this one begins. */
function comparisonOf(
  ready: ReadyFrame,
  tally: Tally,
  period: ReportPeriod,
  before: ReportPeriod | undefined,
): Comparison | null {
  if (!before || before.closesOn >= period.opensOn) return null;
  return {
    period: before,
    promises: promisesIn(tally, before.code, "promises"),
    kinds: kindsIn(ready, tally, before.code),
    money: moneyIn(tally, before.code),
  };
}

/** Numbers of earlier sealed periods that are not what they were when they were sealed. */
function adjustmentsOf(
  ready: ReadyFrame,
  ref: ScopeRef,
  tally: Tally,
  earlier: readonly ReportPeriod[],
): Adjustment[] {
  return earlier.flatMap((period): Adjustment[] => {
    const sealed = ready.frame.earlier.find(
      (row) => row.periodId === period.id && row.scope === ref.scope && row.subjectId === ref.id,
    );
    if (!sealed) return [];
    const now = kindsIn(ready, tally, period.code);
    const key = (row: { kind: { id: string }; good: string | null }) => `${row.kind.id}:${row.good ?? ""}`;
    const before = new Map(sealed.kinds.map((row) => [key(row), row]));
    const after = new Map(now.map((row) => [key(row), row]));
    const ofKinds = [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
      const was = before.get(name);
      const is = after.get(name);
      const { kind, good } = is ?? was ?? { kind: null, good: null };
      return kindWords.flatMap((word): Adjustment[] => {
        const figure = tally.figure({ period: period.code, group: `kind:${name}`, word });
        const [then, today] = [was?.[word].amount ?? "0", figure.amount];
        if (then === today) return [];
        return [{ periodCode: period.code, kind, good, word, sealed: then, now: today, facts: figure.facts }];
      });
    });
    const river = moneyIn(tally, period.code);
    const words = [...new Set([...sealed.money, ...river].map(({ word }) => word))];
    const ofMoney = words.flatMap((word): Adjustment[] => {
      const then = sealed.money.find((row) => row.word === word)?.closing.amount ?? "0";
      const { amount, facts } = tally.figure({ period: period.code, group: "money:closing", word });
      if (then === amount) return [];
      const none = { kind: null, good: null };
      return [{ periodCode: period.code, ...none, word: `money.${word}`, sealed: then, now: amount, facts }];
    });
    return [...ofKinds, ...ofMoney];
  });
}

/** From the first month of the period's year to its last, kind by kind. */
function seriesOf(ready: ReadyFrame, rows: ReportRows, period: ReportPeriod): Series[] {
  const months: string[] = [];
  const last = period.closesOn.slice(0, 7);
  for (
    let day = `${period.opensOn.slice(0, 4)}-01-01` as LocalDate;
    day.slice(0, 7) <= last;
    day = addMonths(day, 1)
  )
    months.push(day.slice(0, 7));
  const first = months[0] ?? last;
  const sums = new Map<
    string,
    { kindId: string; good: string | null; promised: Map<string, bigint>; accepted: Map<string, bigint> }
  >();
  const add = (
    row: { kindId: string; good: string | null },
    what: "promised" | "accepted",
    day: string,
    amount: bigint,
  ) => {
    const month = day.slice(0, 7);
    if (month < first || month > last || amount === 0n) return;
    const key = `${row.kindId} ${row.good ?? ""}`;
    const sum = sums.get(key) ?? {
      kindId: row.kindId,
      good: row.good,
      promised: new Map(),
      accepted: new Map(),
    };
    sum[what].set(month, (sum[what].get(month) ?? 0n) + amount);
    sums.set(key, sum);
  };
  for (const row of rows.obligations) {
    if (row.closure === "WAIVED" || row.closure === "CANCELLED") continue;
    const own = ownPart({ quantity: BigInt(row.quantity), answered: BigInt(row.answered) });
    add(row, "promised", row.dueOn, own);
  }
  for (const row of rows.deliveries) add(row, "accepted", row.occurredOn, BigInt(row.accepted));
  const rank = new Map(ready.frame.kinds.map(({ id }, index) => [id, index]));
  return [...sums.values()]
    .sort(
      (a, b) =>
        (rank.get(a.kindId) ?? 0) - (rank.get(b.kindId) ?? 0) || ((a.good ?? "") < (b.good ?? "") ? -1 : 1),
    )
    .map(({ kindId, good, promised, accepted }) => {
      let [promisedSum, acceptedSum] = [0n, 0n];
      return {
        kind: ready.kind(kindId),
        good,
        months: months.map((month) => {
          promisedSum += promised.get(month) ?? 0n;
          acceptedSum += accepted.get(month) ?? 0n;
          return { month, promised: promisedSum.toString(), accepted: acceptedSum.toString() };
        }),
      };
    });
}

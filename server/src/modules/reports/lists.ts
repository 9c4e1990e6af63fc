import { dateOf, earlier, localDate } from "../../kernel/clock.ts";
import { ranOn } from "./figures.ts";
import type { ReadyFrame } from "./frame.ts";
import { belongsTo, judge } from "./judge.ts";
import {
  type LatePromise,
  LIST_LIMIT,
  type ListOf,
  type ReportedDecision,
  type ReportedDispute,
  type ReportedExplanation,
  type ReportedPartnership,
  type ReportPeriod,
  type Sides,
} from "./report.ts";
import type { PartnershipFact, RemarkFact, ReportRows } from "./rows-of-report.ts";

/** The lists of a report: what was late, disputed, explained and decided. Pure. */

const dayOf = (instant: string) => dateOf(new Date(instant));

/** A list in an order that never depends on how rows were read. */
function listOf<Row>(rows: Row[], order: (row: Row) => string): ListOf<Row> {
  const sorted = rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { total: sorted.length, rows: sorted.slice(0, LIST_LIMIT) };
}

const between = (
  ready: ReadyFrame,
  row: { partnershipId: string | null; giverId: string; receiverId: string },
): Sides => ({
  partnershipId: row.partnershipId,
  giver: ready.party(row.giverId),
  receiver: ready.party(row.receiverId),
});

/** Promises not kept on their day, the latest first. */
export function lateOf(ready: ReadyFrame, rows: ReportRows, period: ReportPeriod): ListOf<LatePromise> {
  const explained = new Set(
    rows.remarks.filter(({ what }) => what === "EXPLAIN").map(({ obligationId }) => obligationId),
  );
  const judging = ready.judging(period);
  const late = rows.obligations.flatMap((row): LatePromise[] => {
    if (!belongsTo(row, row.dueOn, period)) return [];
    const judged = judge(row, judging);
    const outcome = judged?.outcome;
    if (!judged || (outcome !== "late" && outcome !== "unmet" && outcome !== "metLate")) return [];
    return [
      {
        ...between(ready, row),
        obligationId: row.id,
        kind: ready.kind(row.kindId),
        good: row.good,
        owed: judged.owed.toString(),
        accepted: judged.accepted.toString(),
        dueOn: row.dueOn,
        metOn: row.metOn,
        outcome,
        lateWorkdays: judged.lateWorkdays,
        explained: explained.has(row.id),
      },
    ];
  });
  return listOf(
    late,
    (row) => `${String(99_999 - row.lateWorkdays).padStart(5, "0")} ${row.dueOn} ${row.obligationId}`,
  );
}

/** Disputes over acts that happened in the period. */
export function disputesOf(
  ready: ReadyFrame,
  rows: ReportRows,
  period: ReportPeriod,
): ListOf<ReportedDispute> {
  const disputes = rows.deliveries
    .filter(({ occurredOn }) => occurredOn >= period.opensOn && occurredOn <= period.closesOn)
    .flatMap((row) =>
      row.disputes.map(({ id, openedAt, settledAt, ...dispute }) => ({
        id,
        ...between(ready, row),
        deliveryId: row.id,
        kind: ready.kind(row.kindId),
        good: row.good,
        ...dispute,
        openedOn: dayOf(openedAt),
        settledOn: settledAt === null ? null : dayOf(settledAt),
      })),
    );
  const list = listOf(disputes, (row) => `${row.openedOn} ${row.id}`);
  return { total: list.total, rows: list.rows.map(({ id: _, ...row }) => row) };
}

/** What givers said about promises that fell due in the period. */
export function explanationsOf(
  ready: ReadyFrame,
  rows: ReportRows,
  period: ReportPeriod,
): ListOf<ReportedExplanation> {
  const due = new Set(
    rows.obligations.filter((row) => belongsTo(row, row.dueOn, period)).map(({ id }) => id),
  );
  const said = rows.remarks.filter(({ what, obligationId }) => what === "EXPLAIN" && due.has(obligationId));
  const list = listOf(said, (row) => `${row.recordedAt} ${row.id}`);
  return {
    total: list.total,
    rows: list.rows.map((row) => ({
      ...between(ready, row),
      obligationId: row.obligationId,
      kind: ready.kind(row.kindId),
      text: row.text,
      expectedOn: row.expectedOn,
      recordedOn: dayOf(row.recordedAt),
    })),
  };
}

/** Decisions on promises that were due in the period when they were decided on. */
export function decisionsOf(
  ready: ReadyFrame,
  rows: ReportRows,
  period: ReportPeriod,
  what: "EXTEND" | "WAIVE",
): ListOf<ReportedDecision> {
  const decided = rows.remarks.filter(
    (row) => row.what === what && belongsTo(row, row.dueOnBefore ?? "", period),
  );
  const list = listOf(decided, (row) => `${row.recordedAt} ${row.id}`);
  return {
    total: list.total,
    rows: list.rows.map((row) => {
      const decidedOn = dayOf(row.recordedAt);
      return {
        ...between(ready, row),
        obligationId: row.obligationId,
        kind: ready.kind(row.kindId),
        good: row.good,
        quantity: quantityOf(row),
        dueOnBefore: row.dueOnBefore ?? "",
        dueOnAfter: row.dueOnAfter ?? "",
        reason: row.text,
        decidedOn,
        office: ready.officeOf(row.personId, decidedOn),
        personId: row.personId,
      };
    }),
  };
}

/** What a later day was granted for, or how much was waived: the whole, when the promise kept its quantity. */
function quantityOf(row: RemarkFact): string {
  const before = BigInt(row.quantityBefore ?? "0");
  const after = BigInt(row.quantityAfter ?? "0");
  return (row.what === "WAIVE" && after < before ? before - after : before).toString();
}

/** Partnerships that began or ended in the period, and those that a side has not acknowledged at its end. */
export function partnershipsOf(
  ready: ReadyFrame,
  rows: ReportRows,
  period: ReportPeriod,
): Record<"begun" | "ended" | "unacknowledged", ListOf<ReportedPartnership>> {
  const end = earlier(localDate(period.closesOn), ready.today);
  const inPeriod = (day: string) => day >= period.opensOn && day <= end;
  const ran = rows.partnerships.filter(
    ({ state, startsOn, endsOn }) => state !== "PROPOSED" && state !== "DECLINED" && startsOn <= endsOn,
  );
  const list = (of: PartnershipFact[], order: (row: PartnershipFact) => string) => {
    const listed = listOf(of, (row) => `${order(row)} ${row.id}`);
    return {
      total: listed.total,
      rows: listed.rows.map(
        (row): ReportedPartnership => ({
          ...between(ready, { ...row, partnershipId: row.id }),
          kind: row.kind,
          startsOn: row.startsOn,
          endsOn: row.endsOn,
          endReason: row.endReason,
          missing: missingOf(row),
        }),
      ),
    };
  };
  return {
    begun: list(
      ran.filter(({ startsOn }) => inPeriod(startsOn)),
      ({ startsOn }) => startsOn,
    ),
    ended: list(
      ran.filter(({ endsOn }) => inPeriod(endsOn)),
      ({ endsOn }) => endsOn,
    ),
    unacknowledged: list(
      ran.filter((row) => ranOn(row, end) && missingOf(row).length > 0),
      ({ startsOn }) => startsOn,
    ),
  };
}

function missingOf(row: PartnershipFact): ("GIVER" | "RECEIVER")[] {
  if (row.basis !== "ASSIGNED") return [];
  return [
    ...(row.giverAcknowledgedAt === null ? (["GIVER"] as const) : []),
    ...(row.receiverAcknowledgedAt === null ? (["RECEIVER"] as const) : []),
  ];
}

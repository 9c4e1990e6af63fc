import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import { dateOf, type LocalDate } from "../../kernel/clock.ts";
import { type Calendar, workdaysBetween } from "../../kernel/workdays.ts";
import { settingsOn } from "../cities/model.ts";
import { balancesOf, type LineFacts, type River, riverOf } from "../funding/stuck.ts";
import { remainder } from "../obligations/model.ts";
import { type DerivedState, obligationState, pace } from "../obligations/state.ts";
import type { SnapshotRows } from "./read.ts";
import type { LiaisonRow, ObligationRow } from "./snapshot-rows.ts";
import { type TimelineEntry, timelineOf } from "./timeline.ts";

/** An obligation with what is derived of it on the snapshot's day. */
export type SnapshotObligation = ObligationRow & {
  derived: DerivedState;
  /** Still to be delivered by this obligation itself, digits. */
  remaining: bigint;
  /** Where the tick of the promise bar stands, thousandths. */
  pace: number;
};

/** A partnership as the system knew it on a day: what the partnership page shows. */
export type Snapshot = {
  asOf: LocalDate | null;
  today: LocalDate;
  rows: SnapshotRows;
  obligations: SnapshotObligation[];
  money: River;
  timeline: TimelineEntry[];
  isLead: boolean;
  liaisons: LiaisonRow[];
  /** Working days since the assignment during which a side has not acknowledged it; null when it has or need not. */
  unacknowledgedWorkdays: { giver: number | null; receiver: number | null };
};

const openOn = (today: string) => (term: { startsOn: string; endsOn: string | null }) =>
  term.startsOn <= today && (term.endsOn === null || term.endsOn >= today);

/**
 * The rows without the drafts of support that are not the actor's to see: nothing is said to the other side, nor to the offices over
 * it, before it is signed. The same rule as that of the list of deliveries.
 */
export function withoutForeignDrafts(rows: SnapshotRows, actor: PersonActor): SnapshotRows {
  const { giver } = rows.header;
  const ofGiver =
    organizationIds(actor).includes(giver.id) ||
    territories(actor).some((path) => giver.divisionPath.startsWith(path));
  if (ofGiver) return rows;
  const shown = ({ state, loggedBy }: SnapshotRows["deliveries"][number]) =>
    state !== "DRAFT" || loggedBy.id === actor.personId;
  return { ...rows, deliveries: rows.deliveries.filter(shown) };
}

/** Puts a snapshot together from its rows; pure, the same for today and for any past day. */
export function snapshotOf(rows: SnapshotRows, today: LocalDate, asOf: LocalDate | null): Snapshot {
  const { header } = rows;
  const calendar: Calendar = new Map(header.calendar.map(({ date, kind }) => [date as LocalDate, kind]));
  const settings = settingsOn(
    header.settings.map((setting) => ({
      ...setting,
      validFrom: setting.validFrom as LocalDate,
      recordedAt: new Date(setting.recordedAt),
    })),
    today,
  );
  // A suspension that has ended is already in the due dates (see obligations/state.ts).
  const suspensions = header.suspensions
    .filter((suspension) => suspension.endsOn === null)
    .map((suspension) => ({ startsOn: suspension.startsOn as LocalDate, endsOn: null }));
  const obligations = rows.obligations.map((row): SnapshotObligation => {
    const awaiting = row.allocations
      .filter(({ state }) => state === "SUBMITTED" || state === "DISPUTED")
      .map(({ submittedAt }) => submittedAt)
      .filter((at) => at !== null)
      .sort()[0];
    const obligation = {
      source: row.source,
      quantity: BigInt(row.quantity),
      claimed: BigInt(row.claimed),
      accepted: BigInt(row.accepted),
      answered: BigInt(row.answered),
      opensOn: row.opensOn as LocalDate,
      dueOn: row.dueOn as LocalDate,
      originalDueOn: row.originalDueOn as LocalDate,
      metOn: row.metOn as LocalDate | null,
      closure: row.closure,
      closedAt: row.closedAt === null ? null : new Date(row.closedAt),
    };
    return {
      ...row,
      derived: obligationState(obligation, {
        today,
        calendar,
        settings,
        suspensions,
        awaitingSince: awaiting ? dateOf(new Date(awaiting)) : null,
      }),
      remaining: remainder(obligation),
      pace: pace(obligation, today, suspensions),
    };
  });
  const waiting = (at: string | null) =>
    header.basis === "ASSIGNED" && at === null
      ? Math.max(0, workdaysBetween(dateOf(new Date(header.createdAt)), today, calendar))
      : null;
  return {
    asOf,
    today,
    rows,
    obligations,
    money: riverOf(
      rows.pledges
        .flatMap((pledge) => pledge.lines)
        .filter((line) => line.measure === "MONEY")
        .map((line) => factsOf(line, obligations, rows)),
      calendar,
      today,
    ),
    timeline: timelineOf(rows),
    isLead: header.leads.some(openOn(today)),
    liaisons: header.liaisons.filter(openOn(today)),
    unacknowledgedWorkdays: {
      giver: waiting(header.giverAcknowledgedAt),
      receiver: waiting(header.receiverAcknowledgedAt),
    },
  };
}

/** What the snapshot knows of one pledge line. */
function factsOf(
  line: SnapshotRows["pledges"][number]["lines"][number],
  obligations: readonly SnapshotObligation[],
  rows: SnapshotRows,
): LineFacts {
  const day = (instant: string) => dateOf(new Date(instant));
  const deliveries = rows.deliveries.filter(({ transfer }) => transfer?.pledgeLineId === line.id);
  return {
    balances: balancesOf(line.accounts),
    overdue: obligations
      .filter(({ pledgeLineId, derived }) => pledgeLineId === line.id && derived.state === "OVERDUE")
      .map(({ quantity, claimed, derived }) => ({
        amount: BigInt(quantity) - BigInt(claimed),
        since: derived.dueOn,
      })),
    disputed: deliveries
      .flatMap(({ disputes }) => disputes.filter(({ state }) => state === "OPEN"))
      .map(({ quantity, openedAt }) => ({ amount: BigInt(quantity), since: day(openedAt) })),
    awaiting: deliveries.flatMap(({ state, submittedAt }) =>
      state === "SUBMITTED" && submittedAt !== null ? [day(submittedAt)] : [],
    ),
    available: (line.accounts.find(({ type }) => type === "AVAILABLE")?.postings ?? []).map(
      ({ amount, recordedAt }) => ({ amount: BigInt(amount), recordedAt: new Date(recordedAt) }),
    ),
    returning: line.returns.filter(({ state }) => state === "SENT").map(({ sentOn }) => sentOn as LocalDate),
  };
}

import { dateOf, fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import { type LineBalances, type Stuck, stuckPlaces } from "./model.ts";
import { type RiverPosting, sittingSince } from "./river.ts";

/** Where the money or goods of one pledge line sit still, since when, and who must act. Pure. */

export type StuckFacts = {
  balances: LineBalances;
  instalments: readonly { quantity: bigint; claimed: bigint; dueOn: Date; closure: string | null }[];
  /** Open disputes on deliveries of the line. */
  disputes: readonly { quantity: bigint; openedAt: Date }[];
  /** Submitted deliveries of the line that nobody has decided. */
  awaiting: readonly { submittedAt: Date | null }[];
  /** Postings on AVAILABLE, oldest first. */
  available: readonly RiverPosting[];
  /** Returns that the giver has not decided. */
  returning: readonly { sentOn: Date }[];
};

export type StuckOnLine = Stuck & { since: LocalDate };

function oldest(days: readonly LocalDate[]): LocalDate | null {
  return days.reduce<LocalDate | null>((first, day) => (first === null || day < first ? day : first), null);
}

/** Every place on the line where something waits, with the day of its oldest part. */
export function stuckOnLine(facts: StuckFacts, today: LocalDate): StuckOnLine[] {
  const overdue = facts.instalments.filter(
    (one) => one.closure === null && one.quantity > one.claimed && fromDbDate(one.dueOn) < today,
  );
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const since: Record<Stuck["at"], LocalDate | null> = {
    PROMISED_OVERDUE: oldest(overdue.map((one) => fromDbDate(one.dueOn))),
    IN_TRANSIT: oldest(facts.awaiting.flatMap((one) => (one.submittedAt ? [dateOf(one.submittedAt)] : []))),
    DISPUTED: oldest(facts.disputes.map((one) => dateOf(one.openedAt))),
    AVAILABLE: sittingSince(facts.available),
    RETURNING: oldest(facts.returning.map((one) => fromDbDate(one.sentOn))),
  };
  return stuckPlaces(facts.balances, {
    overdue: sum(overdue.map((one) => one.quantity - one.claimed)),
    disputed: sum(facts.disputes.map((one) => one.quantity)),
  }).map((place) => ({ ...place, since: since[place.at] ?? today }));
}

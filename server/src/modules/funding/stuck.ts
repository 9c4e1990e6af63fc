import { dateOf, type LocalDate } from "../../kernel/clock.ts";
import { type Calendar, workdaysBetween } from "../../kernel/workdays.ts";
import {
  emptyLine,
  type LineBalances,
  type MoneyWords,
  moneyWords,
  type Stuck,
  stuckPlaces,
} from "./model.ts";

/** Where money and goods sit still, since when, and who must act: of one pledge line, and of all lines of a partnership. Pure. */

/** One movement on an account, oldest first. */
export type AccountPosting = { amount: bigint; recordedAt: Date };

/** A part that waits since a day. */
export type Waiting = { amount: bigint; since: LocalDate };

/** What is known of a pledge line. */
export type LineFacts = {
  balances: LineBalances;
  /** Unsent parts of instalments that are overdue, since they fell due. */
  overdue: readonly Waiting[];
  /** Open disputes on its deliveries. */
  disputed: readonly Waiting[];
  /** Days on which deliveries were submitted that nobody has decided. */
  awaiting: readonly LocalDate[];
  /** Postings on AVAILABLE, oldest first. */
  available: readonly AccountPosting[];
  /** Days on which returns were sent that the giver has not decided. */
  returning: readonly LocalDate[];
};

/** An amount that sits still: where, since which day its oldest part, and who must act. */
export type StuckOnLine = Stuck & { since: LocalDate };

/** The same over several lines, with the working days that it has waited. */
export type StuckMoney = StuckOnLine & { workdays: number };

/** The money river of a partnership: the stations in fen, and what is stuck between them. */
export type River = { words: MoneyWords; stuck: StuckMoney[] };

/** The balances of a line from its account rows; an account that was never opened is empty. */
export function balancesOf(
  accounts: readonly { type: keyof LineBalances; balance: bigint | string }[],
): LineBalances {
  return {
    ...emptyLine,
    ...Object.fromEntries(accounts.map(({ type, balance }) => [type, BigInt(balance)])),
  };
}

/** Since when the oldest part of a balance has been there: what comes in first goes out first. Null when nothing is left. */
export function sittingSince(postings: readonly AccountPosting[]): LocalDate | null {
  const lots: Waiting[] = [];
  for (const { amount, recordedAt } of postings) {
    if (amount > 0n) lots.push({ amount, since: dateOf(recordedAt) });
    let out = amount < 0n ? -amount : 0n;
    for (let oldest = lots[0]; oldest && out > 0n; oldest = lots[0]) {
      const taken = oldest.amount < out ? oldest.amount : out;
      oldest.amount -= taken;
      out -= taken;
      if (oldest.amount === 0n) lots.shift();
    }
  }
  return lots[0]?.since ?? null;
}

function first(days: readonly LocalDate[]): LocalDate | null {
  return days.reduce<LocalDate | null>(
    (oldest, day) => (oldest === null || day < oldest ? day : oldest),
    null,
  );
}

/** Every place on the line where something waits, with the day of its oldest part. */
export function stuckOnLine(facts: LineFacts, today: LocalDate): StuckOnLine[] {
  const sum = (parts: readonly Waiting[]) => parts.reduce((total, { amount }) => total + amount, 0n);
  const since: Record<Stuck["at"], LocalDate | null> = {
    PROMISED_OVERDUE: first(facts.overdue.map((part) => part.since)),
    IN_TRANSIT: first(facts.awaiting),
    DISPUTED: first(facts.disputed.map((part) => part.since)),
    AVAILABLE: sittingSince(facts.available),
    RETURNING: first(facts.returning),
  };
  const amounts = { overdue: sum(facts.overdue), disputed: sum(facts.disputed) };
  return stuckPlaces(facts.balances, amounts).map((place) => ({ ...place, since: since[place.at] ?? today }));
}

/** The river over money lines (never goods); each stuck place is summed over the lines and dated by its oldest part. */
export function riverOf(lines: readonly LineFacts[], calendar: Calendar, today: LocalDate): River {
  const words = moneyWords(emptyLine);
  const places = new Map<Stuck["at"], StuckMoney>();
  for (const line of lines) {
    const lineWords = moneyWords(line.balances);
    for (const word of Object.keys(words) as (keyof MoneyWords)[]) words[word] += lineWords[word];
    for (const place of stuckOnLine(line, today)) {
      const before = places.get(place.at);
      const since = before && before.since < place.since ? before.since : place.since;
      const amount = place.amount + (before?.amount ?? 0n);
      const workdays = Math.max(0, workdaysBetween(since, today, calendar));
      places.set(place.at, { ...place, amount, since, workdays });
    }
  }
  return { words, stuck: [...places.values()] };
}

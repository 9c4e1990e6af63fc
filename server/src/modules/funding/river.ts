import { dateOf, type LocalDate } from "../../kernel/clock.ts";
import { type Calendar, workdaysBetween } from "../../kernel/workdays.ts";
import { type LineBalances, type MoneyWords, moneyWords, type Stuck, stuckPlaces } from "./model.ts";

/** One movement on an account, oldest first. */
export type RiverPosting = { amount: string; recordedAt: string };

/** A pledge line with its accounts, as a snapshot reads them. */
export type RiverLine = {
  id: string;
  measure: "MONEY" | "GOODS";
  accounts: { type: keyof LineBalances; balance: string; postings: RiverPosting[] }[];
};

/** What the accounts alone do not tell: how much is overdue and how much is in dispute, and since when. */
export type LineFacts = {
  overdue: bigint;
  overdueSince: LocalDate | null;
  disputed: bigint;
  disputedSince: LocalDate | null;
};

/** An amount that sits still: where, since which day, for how many working days, and who must act. */
export type StuckMoney = Stuck & { since: LocalDate; workdays: number };

/** The money river of a partnership: the four stations in fen, and what is stuck between them. Money only, never goods. */
export type River = { words: MoneyWords; stuck: StuckMoney[] };

const NOTHING: LineFacts = { overdue: 0n, overdueSince: null, disputed: 0n, disputedSince: null };

/** The balances of a line; an account that was never opened is empty. */
export function balancesOf(line: RiverLine): LineBalances {
  const balances: Record<keyof LineBalances, bigint> = {
    GIVER: 0n,
    PROMISED: 0n,
    IN_TRANSIT: 0n,
    AVAILABLE: 0n,
    SPENT: 0n,
    RETURNING: 0n,
    RETURNED: 0n,
    WAIVED: 0n,
    CANCELLED: 0n,
  };
  for (const account of line.accounts) balances[account.type] = BigInt(account.balance);
  return balances;
}

/**
 * Since when the oldest part of a balance has been there: what comes in first goes out first.
 * Null when nothing is left.
 */
export function sittingSince(postings: readonly RiverPosting[]): LocalDate | null {
  const lots: { amount: bigint; since: LocalDate }[] = [];
  for (const posting of postings) {
    let amount = BigInt(posting.amount);
    if (amount > 0n) {
      lots.push({ amount, since: dateOf(new Date(posting.recordedAt)) });
      continue;
    }
    while (amount < 0n) {
      const oldest = lots[0];
      if (!oldest) break;
      const wanted = -amount;
      const taken = oldest.amount < wanted ? oldest.amount : wanted;
      oldest.amount -= taken;
      amount += taken;
      if (oldest.amount === 0n) lots.shift();
    }
  }
  return lots[0]?.since ?? null;
}

const ACCOUNT_OF = { IN_TRANSIT: "IN_TRANSIT", AVAILABLE: "AVAILABLE", RETURNING: "RETURNING" } as const;

/** The river over all money lines; each stuck place is summed over the lines and dated by its oldest part. */
export function riverOf(
  lines: readonly RiverLine[],
  facts: ReadonlyMap<string, LineFacts>,
  calendar: Calendar,
  today: LocalDate,
): River {
  const words: MoneyWords = moneyWords(balancesOf({ id: "", measure: "MONEY", accounts: [] }));
  const places = new Map<Stuck["at"], StuckMoney>();
  for (const line of lines) {
    if (line.measure !== "MONEY") continue;
    const balances = balancesOf(line);
    const lineWords = moneyWords(balances);
    for (const word of Object.keys(words) as (keyof MoneyWords)[]) words[word] += lineWords[word];
    const known = facts.get(line.id) ?? NOTHING;
    for (const place of stuckPlaces(balances, known)) {
      const since = sinceOf(place.at, line, known) ?? today;
      const before = places.get(place.at);
      const oldest = before && before.since < since ? before.since : since;
      places.set(place.at, {
        ...place,
        amount: place.amount + (before?.amount ?? 0n),
        since: oldest,
        workdays: Math.max(0, workdaysBetween(oldest, today, calendar)),
      });
    }
  }
  return { words, stuck: [...places.values()] };
}

function sinceOf(at: Stuck["at"], line: RiverLine, facts: LineFacts): LocalDate | null {
  if (at === "PROMISED_OVERDUE") return facts.overdueSince;
  if (at === "DISPUTED") return facts.disputedSince;
  const account = line.accounts.find(({ type }) => type === ACCOUNT_OF[at]);
  return account ? sittingSince(account.postings) : null;
}

import { Rejection } from "../../kernel/result.ts";

/**
 * The double-entry ledger of money and goods. Every pledge line has one account of each type; GIVER is the contra account
 * (≤ 0), the others hold minor units (≥ 0). A journal moves amounts between accounts, sums to zero on each line, and never
 * changes. `journals.ts` builds them, `applyPostings` says whether they are possible, `instalments.ts` keeps the plan beside them.
 */

export const ledgerAccountTypes = [
  "GIVER",
  "PROMISED",
  "IN_TRANSIT",
  "AVAILABLE",
  "SPENT",
  "RETURNING",
  "RETURNED",
  "WAIVED",
  "CANCELLED",
] as const;
export type LedgerAccountType = (typeof ledgerAccountTypes)[number];

export const journalKinds = [
  "PLEDGE",
  "RAISE",
  "LOWER",
  "CANCEL",
  "WAIVE",
  "SEND",
  "WITHDRAW",
  "RECEIVE",
  "SETTLE",
  "SPEND",
  "SEND_BACK",
  "RETURN_CONFIRMED",
  "RETURN_REFUSED",
  "REVERSAL",
] as const;
export type JournalKind = (typeof journalKinds)[number];

/** One signed amount on one account of a pledge line, in minor units, never zero. */
export type Posting = { pledgeLineId: string; type: LedgerAccountType; amount: bigint };

/** A journal to write: its postings in the order of writing. */
export type JournalDraft = { kind: JournalKind; postings: Posting[] };

/** A journal that stands. */
export type Journal = {
  id: string;
  kind: JournalKind;
  reversesId: string | null;
  postings: readonly Posting[];
};

/** Balances of one pledge line. */
export type LineBalances = Readonly<Record<LedgerAccountType, bigint>>;

/** Balances of several pledge lines by their id; a missing line has nothing on it. */
export type Balances = ReadonlyMap<string, LineBalances>;

/** A line on which nothing happened yet. */
export const emptyLine: LineBalances = {
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

/** Throws RangeError unless there are two postings or more, none is zero, and each line sums to zero. */
export function checkBalanced(postings: readonly Posting[]): void {
  const sums = new Map<string, bigint>();
  for (const p of postings) {
    if (p.amount === 0n) throw new RangeError("a posting of zero");
    sums.set(p.pledgeLineId, (sums.get(p.pledgeLineId) ?? 0n) + p.amount);
  }
  if (postings.length < 2) throw new RangeError("a journal has two postings or more");
  for (const [line, sum] of sums)
    if (sum !== 0n) throw new RangeError(`line ${line} does not balance: ${sum}`);
}

function insufficient(posting: Posting, short: bigint, blocking?: Journal): Rejection {
  return Rejection.invalidTransition({
    from: posting.type,
    allowed: [],
    code: "LEDGER_INSUFFICIENT",
    params: {
      account: posting.type,
      pledgeLineId: posting.pledgeLineId,
      missing: short.toString(),
      ...(blocking ? { journalId: blocking.id, journalKind: blocking.kind } : {}),
    },
  });
}

function post(
  balances: Balances,
  postings: readonly Posting[],
  blockedBy?: (p: Posting) => Journal | undefined,
) {
  checkBalanced(postings);
  const next = new Map<string, Record<LedgerAccountType, bigint>>();
  for (const [line, balance] of balances) next.set(line, { ...balance });
  for (const p of postings) {
    const line = next.get(p.pledgeLineId) ?? { ...emptyLine };
    line[p.type] += p.amount;
    next.set(p.pledgeLineId, line);
  }
  for (const p of postings) {
    const balance = next.get(p.pledgeLineId)?.[p.type] ?? 0n;
    const wrong = p.type === "GIVER" ? balance > 0n : balance < 0n;
    if (wrong) throw insufficient(p, balance < 0n ? -balance : balance, blockedBy?.(p));
  }
  return next;
}

/**
 * The balances after a journal. InvalidTransition LEDGER_INSUFFICIENT {account, pledgeLineId, missing} when an account
 * would fall below zero (or GIVER rise above it); RangeError when the journal does not balance.
 */
export function applyPostings(balances: Balances, postings: readonly Posting[]): Balances {
  return post(balances, postings);
}

/** The balances of a history of journals, oldest first. */
export function balancesOf(journals: readonly Pick<Journal, "postings">[]): Balances {
  return journals.reduce<Balances>(
    (balances, journal) => applyPostings(balances, journal.postings),
    new Map(),
  );
}

/**
 * Corrects a journal by its mirror. `history` holds the journals of its lines, oldest first. Refused when it is a reversal or
 * was reversed (JOURNAL_REVERSED), and when what it moved has moved on: LEDGER_INSUFFICIENT then also names the
 * latest journal in the way {journalId, journalKind}; reverse that one first.
 */
export function reverseJournal(
  journal: Journal,
  balances: Balances,
  history: readonly Journal[],
): { draft: JournalDraft; balances: Balances } {
  if (journal.reversesId !== null || history.some((j) => j.reversesId === journal.id)) {
    throw Rejection.invalidTransition({ from: journal.kind, allowed: [], code: "JOURNAL_REVERSED" });
  }
  const postings = journal.postings.map((p) => ({ ...p, amount: -p.amount }));
  const reversed = new Set(history.map((j) => j.reversesId));
  const later = history.slice(history.findIndex((j) => j.id === journal.id) + 1);
  const blockedBy = (short: Posting) =>
    later.findLast(
      (j) =>
        j.reversesId === null &&
        !reversed.has(j.id) &&
        j.postings.some(
          (p) =>
            p.pledgeLineId === short.pledgeLineId &&
            p.type === short.type &&
            (p.type === "GIVER" ? p.amount > 0n : p.amount < 0n),
        ),
    );
  return { draft: { kind: "REVERSAL", postings }, balances: post(balances, postings, blockedBy) };
}

/** The words for money, each defined here once. `pledged = promised + sent`, and `sent ≥ received ≥ spent + returned`. */
export type MoneyWords = {
  /** What the giver stands by: promised now, or on its way, or arrived. Waived and cancelled are out. */
  pledged: bigint;
  /** Of the pledged: not sent yet. */
  promised: bigint;
  /** Left the giver by its own word: in transit, or arrived. */
  sent: bigint;
  /** Attested by the receiver or settled by an office; what went back later stays in it. */
  received: bigint;
  /** Behind vouchers that stand, attested or waiting for it. */
  spent: bigint;
  /** Back at the giver by its own word. */
  returned: bigint;
  waived: bigint;
  cancelled: bigint;
};

/** The money words of one line. */
export function moneyWords(b: LineBalances): MoneyWords {
  const received = b.AVAILABLE + b.SPENT + b.RETURNING + b.RETURNED;
  const sent = b.IN_TRANSIT + received;
  return {
    pledged: b.PROMISED + sent,
    promised: b.PROMISED,
    sent,
    received,
    spent: b.SPENT,
    returned: b.RETURNED,
    waived: b.WAIVED,
    cancelled: b.CANCELLED,
  };
}

/** Where an amount sits still, and who must act: the giver sends, the receiver confirms or spends, the office settles, the giver confirms a return. */
export type Stuck = {
  at: "PROMISED_OVERDUE" | "IN_TRANSIT" | "DISPUTED" | "AVAILABLE" | "RETURNING";
  amount: bigint;
  mustAct: "GIVER" | "RECEIVER" | "OFFICE";
};

/**
 * Where the money of a line sits. `overdue`: unsent amount of instalments past their due date; `disputed`: amount of open
 * disputes on its deliveries. Empty places are left out; since when is for the caller to read from the facts.
 */
export function stuckPlaces(b: LineBalances, facts: { overdue: bigint; disputed: bigint }): Stuck[] {
  const places: Stuck[] = [
    { at: "PROMISED_OVERDUE", amount: facts.overdue, mustAct: "GIVER" },
    { at: "IN_TRANSIT", amount: b.IN_TRANSIT - facts.disputed, mustAct: "RECEIVER" },
    { at: "DISPUTED", amount: facts.disputed, mustAct: "OFFICE" },
    { at: "AVAILABLE", amount: b.AVAILABLE, mustAct: "RECEIVER" },
    { at: "RETURNING", amount: b.RETURNING, mustAct: "GIVER" },
  ];
  return places.filter((place) => place.amount > 0n);
}

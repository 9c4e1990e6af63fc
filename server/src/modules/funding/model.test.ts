import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDate } from "../../kernel/clock.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type Instalment,
  type InstalmentChange,
  planCancel,
  planLower,
  planNew,
  planRaise,
  planReopen,
  planSum,
  planWaive,
  unsent,
} from "./instalments.ts";
import * as journals from "./journals.ts";
import {
  applyPostings,
  type Balances,
  balancesOf,
  checkBalanced,
  emptyLine,
  type Journal,
  type JournalDraft,
  moneyWords,
  reverseJournal,
  stuckPlaces,
} from "./model.ts";

const runs = process.env["LONG"] === "1" ? 10_000 : 300;
const d = localDate;
const L = "line";
const post = (drafts: JournalDraft[], from: Balances = new Map()) =>
  drafts.reduce((balances, draft) => applyPostings(balances, draft.postings), from);
const failureOf = (step: () => unknown): unknown => {
  try {
    step();
  } catch (error) {
    if (error instanceof Rejection) return error.failure;
    throw error;
  }
  return null;
};

test("the story of 40,000 yuan: half sent, a part settled, three vouchers, one return", () => {
  const balances = post([
    journals.pledgeJournal(L, 4_000_000n),
    ...journals.sendJournals(L, 2_000_000n, { ...emptyLine, PROMISED: 4_000_000n }).journals,
    journals.receiveJournal(L, 1_800_000n),
    journals.settleJournal(L, { arrived: 150_000n, notArrived: 40_000n, writtenOff: 10_000n }),
    journals.spendJournal([{ pledgeLineId: L, amount: 500_000n }]),
    journals.spendJournal([{ pledgeLineId: L, amount: 300_000n }]),
    journals.spendJournal([{ pledgeLineId: L, amount: 200_000n }]),
    journals.sendBackJournal(L, 100_000n),
    journals.returnConfirmedJournal(L, 60_000n),
    journals.returnRefusedJournal(L, 10_000n),
    journals.waiveJournal(L, 40_000n),
  ]);
  const line = balances.get(L) ?? emptyLine;
  expect(moneyWords(line)).toEqual({
    pledged: 3_950_000n,
    promised: 2_000_000n,
    sent: 1_950_000n,
    received: 1_950_000n,
    spent: 1_000_000n,
    returned: 60_000n,
    waived: 40_000n,
    cancelled: 10_000n,
  });
  expect(stuckPlaces(line, { overdue: 2_000_000n, disputed: 0n })).toEqual([
    { at: "PROMISED_OVERDUE", amount: 2_000_000n, mustAct: "GIVER" },
    { at: "AVAILABLE", amount: 860_000n, mustAct: "RECEIVER" },
    { at: "RETURNING", amount: 30_000n, mustAct: "GIVER" },
  ]);
});

test("disputed money waits for the office, the rest in transit for the receiver", () => {
  const line = { ...emptyLine, GIVER: -10n, IN_TRANSIT: 10n };
  expect(stuckPlaces(line, { overdue: 0n, disputed: 4n })).toEqual([
    { at: "IN_TRANSIT", amount: 6n, mustAct: "RECEIVER" },
    { at: "DISPUTED", amount: 4n, mustAct: "OFFICE" },
  ]);
});

test("an over-payment is raised first", () => {
  const line = { ...emptyLine, GIVER: -10n, PROMISED: 10n };
  const { raised, journals: drafts } = journals.sendJournals(L, 13n, line);
  expect(raised).toBe(3n);
  expect(drafts.map((j) => j.kind)).toEqual(["RAISE", "SEND"]);
  expect(post(drafts, new Map([[L, line]])).get(L)).toMatchObject({
    GIVER: -13n,
    PROMISED: 0n,
    IN_TRANSIT: 13n,
  });
});

test("no account falls below zero, and the refusal names it", () => {
  const start = post([journals.pledgeJournal(L, 10n)]);
  expect(failureOf(() => post([journals.lowerJournal(L, 11n)], start))).toMatchObject({
    type: "InvalidTransition",
    code: "LEDGER_INSUFFICIENT",
    params: { account: "PROMISED", pledgeLineId: L, missing: "1" },
  });
  expect(
    failureOf(() => post([journals.spendJournal([{ pledgeLineId: "other", amount: 1n }])], start)),
  ).toMatchObject({
    params: { account: "AVAILABLE", pledgeLineId: "other" },
  });
});

test("a journal that does not balance on each line is a mistake of ours", () => {
  const one = { pledgeLineId: L, type: "PROMISED" as const, amount: 1n };
  expect(() => checkBalanced([one])).toThrow(RangeError);
  expect(() => checkBalanced([one, { ...one, pledgeLineId: "other", amount: -1n }])).toThrow(RangeError);
  expect(() => checkBalanced([one, { ...one, amount: 0n }, { ...one, amount: -1n }])).toThrow(RangeError);
  expect(() => journals.receiveJournal(L, 0n)).toThrow(RangeError);
});

test("a reversal names the later journal in its way", () => {
  const history: Journal[] = [
    journals.pledgeJournal(L, 10n),
    ...journals.sendJournals(L, 10n, { ...emptyLine, PROMISED: 10n }).journals,
    journals.receiveJournal(L, 10n),
    journals.spendJournal([{ pledgeLineId: L, amount: 4n }]),
  ].map((draft, i) => ({ ...draft, id: `j${i}`, reversesId: null }));
  const receive = history[2];
  const spend = history[3];
  if (!receive || !spend) throw new Error("the history has four journals");
  expect(failureOf(() => reverseJournal(receive, balancesOf(history), history))).toMatchObject({
    code: "LEDGER_INSUFFICIENT",
    params: { account: "AVAILABLE", missing: "4", journalId: "j3", journalKind: "SPEND" },
  });
  const undone = reverseJournal(spend, balancesOf(history), history);
  const longer: Journal[] = [...history, { ...undone.draft, id: "j4", reversesId: "j3" }];
  expect(balancesOf(longer)).toEqual(undone.balances);
  expect(reverseJournal(receive, undone.balances, longer).balances.get(L)).toMatchObject({ IN_TRANSIT: 10n });
  expect(failureOf(() => reverseJournal(spend, undone.balances, longer))).toMatchObject({
    code: "JOURNAL_REVERSED",
  });
});

/** Applies a change as the obligation's steps do. */
function change(plan: Instalment[], c: InstalmentChange): Instalment[] {
  if (c.step === "open") {
    const { instalment, quantity, dueOn } = c;
    return [...plan, { id: `i${instalment}`, instalment, quantity, dueOn, claimed: 0n, closure: null }];
  }
  return plan.map((i) => {
    if (i.id !== c.id) return i;
    if (c.step === "reschedule") return { ...i, dueOn: c.dueOn };
    if (c.step === "raise") return { ...i, quantity: i.quantity + c.amount, closure: null };
    return c.amount === i.quantity
      ? { ...i, closure: "CANCELLED" }
      : { ...i, quantity: i.quantity - c.amount };
  });
}

const event = fc.record({
  name: fc.constantFrom(
    "raise",
    "lower",
    "cancel",
    "waive",
    "send",
    "send",
    "withdraw",
    "receive",
    "receive",
    "settle",
    "spend",
    "sendBack",
    "confirm",
    "refuse",
    "reopen",
    "reverse",
  ),
  amount: fc.bigInt({ min: 1n, max: 60n }),
  part: fc.bigInt({ min: 0n, max: 60n }),
  pick: fc.nat({ max: 40 }),
});

test("random events: sums zero, no balance below zero, the plan equals pledge less waived and cancelled", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 40n }), { minLength: 1, maxLength: 4 }),
      fc.array(event, { maxLength: 40 }),
      (quantities, events) => {
        const total = quantities.reduce((sum, q) => sum + q, 0n);
        const parts = quantities.map((quantity, i) => ({
          quantity,
          dueOn: addDays(d("2026-06-30"), i * 30),
        }));
        let plan = planNew(total, parts, d("2026-03-01")).reduce(change, [] as Instalment[]);
        const history: Journal[] = [];
        let balances: Balances = new Map();
        let returned = 0n;
        const write = (draft: JournalDraft, reversesId: string | null = null) => {
          balances = applyPostings(balances, draft.postings);
          history.push({ ...draft, id: `j${history.length}`, reversesId });
        };
        const claim = (amount: bigint) => {
          let left = amount;
          plan = plan.map((i) => {
            const take = i.closure === null ? minAmount(left, i.quantity - i.claimed) : 0n;
            left -= take;
            return { ...i, claimed: i.claimed + take };
          });
          expect(left).toBe(0n);
        };
        const unclaim = (amount: bigint, writtenOff = 0n) => {
          let left = amount;
          let off = writtenOff;
          plan = [...plan].reverse().map((i) => {
            const drop = i.closure === null ? minAmount(left, i.claimed) : 0n;
            left -= drop;
            const gone = minAmount(off, drop);
            off -= gone;
            const open = { ...i, claimed: i.claimed - drop };
            if (gone === 0n) return open;
            return gone === i.quantity
              ? { ...open, closure: "CANCELLED" as const }
              : { ...open, quantity: i.quantity - gone };
          });
          plan.reverse();
          expect(left + off).toBe(0n);
        };
        write(journals.pledgeJournal(L, total));
        for (const { name, amount, part, pick } of events) {
          const line = balances.get(L) ?? emptyLine;
          const before = { balances, plan };
          try {
            if (name === "raise") {
              const c = planRaise(plan, amount, { fallbackDueOn: d("2026-12-31") });
              write(journals.raiseJournal(L, amount));
              plan = change(plan, c);
            } else if (name === "lower") {
              const changes = planLower(plan, amount);
              write(journals.lowerJournal(L, amount));
              plan = changes.reduce(change, plan);
            } else if (name === "cancel") {
              const c = planCancel(plan);
              write(journals.cancelJournal(L, c.amount));
              plan = c.changes.reduce(change, plan);
            } else if (name === "waive") {
              const c = planWaive(plan, plan[pick % plan.length]?.id ?? "");
              write(journals.waiveJournal(L, c.amount));
              plan = c.changes.reduce(change, plan);
            } else if (name === "send") {
              const sent = journals.sendJournals(L, amount, line);
              if (sent.raised > 0n)
                plan = change(plan, planRaise(plan, sent.raised, { fallbackDueOn: d("2026-12-31") }));
              for (const draft of sent.journals) write(draft);
              claim(amount);
            } else if (name === "withdraw") {
              write(journals.withdrawSendJournal(L, amount));
              unclaim(amount);
            } else if (name === "receive") write(journals.receiveJournal(L, amount));
            else if (name === "settle") {
              if (part > amount) continue;
              const rest = amount - part;
              const parts = { arrived: part, notArrived: rest - rest / 2n, writtenOff: rest / 2n };
              write(journals.settleJournal(L, parts));
              if (rest > 0n) unclaim(rest, parts.writtenOff);
            } else if (name === "spend") write(journals.spendJournal([{ pledgeLineId: L, amount }]));
            else if (name === "sendBack") write(journals.sendBackJournal(L, amount));
            else if (name === "confirm") {
              write(journals.returnConfirmedJournal(L, amount));
              returned += amount;
            } else if (name === "refuse") write(journals.returnRefusedJournal(L, amount));
            else if (name === "reopen") {
              if (amount > returned) continue;
              const c = planReopen(plan, plan[pick % plan.length]?.id ?? "", amount);
              write(journals.raiseJournal(L, amount));
              returned -= amount;
              plan = change(plan, c);
            } else {
              const journal = history[pick % history.length];
              if (!journal || !["RECEIVE", "SPEND"].includes(journal.kind)) continue;
              const { draft } = reverseJournal(journal, balances, history);
              write(draft, journal.id);
            }
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
            expect({ balances, plan }).toEqual(before);
          }
          const now = balances.get(L) ?? emptyLine;
          const { GIVER, ...others } = now;
          expect(Object.values(now).reduce((sum, b) => sum + b, 0n)).toBe(0n);
          expect(GIVER <= 0n && Object.values(others).every((b) => b >= 0n)).toBe(true);
          expect(planSum(plan)).toBe(-GIVER - now.WAIVED - now.CANCELLED);
          expect(unsent(plan)).toBe(now.PROMISED);
          expect(balancesOf(history)).toEqual(balances);
          const words = moneyWords(now);
          expect(words.pledged).toBe(planSum(plan));
          expect(words.sent >= words.received && words.received >= words.spent + words.returned).toBe(true);
          expect(plan.every((i) => i.quantity > 0n && i.claimed >= 0n && i.claimed <= i.quantity)).toBe(true);
        }
      },
    ),
    { numRuns: runs },
  );
});

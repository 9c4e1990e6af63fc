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
  emptyLine,
  type Journal,
  type JournalDraft,
  moneyWords,
  reverseJournal,
} from "./model.ts";

const runs = process.env["LONG"] === "1" ? 10_000 : 300;
const d = localDate;
const L = "line";

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

test("random events: sums zero, no balance below zero, the plan equals pledge less waived and cancelled", {
  timeout: 60_000,
}, () => {
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

import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type InstalmentChange,
  planCancel,
  planLower,
  planRaise,
  planSum,
  planWaive,
} from "../funding/instalments.ts";
import * as journals from "../funding/journals.ts";
import { applyPostings, type Balances, emptyLine, type JournalDraft } from "../funding/model.ts";
import type { MetDay } from "../obligations/met-day.ts";
import {
  accept,
  claim,
  free,
  lower,
  type Obligation,
  raise,
  unaccept,
  unclaim,
  writeOff,
} from "../obligations/model.ts";
import {
  type Allocation,
  defaultAllocation,
  spreadAccepted,
  spreadReversal,
  spreadSettlement,
  spreadWithdrawal,
} from "./allocation.ts";
import {
  acceptPart,
  acceptWhole,
  type Delivery,
  disputeWhole,
  type OpenDispute,
  reverse,
  settle,
  submit,
  withdraw,
} from "./model.ts";

const runs = process.env["LONG"] === "1" ? 10_000 : 300;
const at = new Date("2026-11-18T02:00:00Z");
const day = localDate("2026-06-30");
const L = "line";

type Instalment = Obligation & { id: string; instalment: number };
type Sent = { delivery: Delivery; dispute: OpenDispute | null; allocations: Allocation[] };

/** Once the first model allowed a command, the others must follow: a refusal here is a disagreement, not a refusal. */
function mustFollow<T>(follow: () => T): T {
  try {
    return follow();
  } catch (error) {
    throw new Error("the models disagree", { cause: error });
  }
}

/** One pledge line with its instalments, deliveries and ledger, changed as the commands change them. */
class World {
  balances: Balances = new Map();
  plan: Instalment[] = [];
  sent: Sent[] = [];

  get line() {
    return this.balances.get(L) ?? emptyLine;
  }

  write(draft: JournalDraft) {
    this.balances = applyPostings(this.balances, draft.postings);
  }

  metDays(id: string): MetDay[] {
    return this.sent.flatMap((s) =>
      s.allocations
        .filter((a) => a.obligationId === id && a.accepted > 0n)
        .map((a) => ({ day, accepted: a.accepted })),
    );
  }

  step(id: string, change: (o: Instalment) => Instalment) {
    this.plan = mustFollow(() => this.plan.map((o) => (o.id === id ? change(o) : o)));
  }

  change(c: InstalmentChange, kind: "WAIVE" | "CANCEL" | "AMEND") {
    if (c.step === "open") {
      const { instalment, quantity, dueOn } = c;
      this.plan.push({
        id: `i${instalment}`,
        instalment,
        source: "PLEDGE",
        quantity,
        claimed: 0n,
        accepted: 0n,
        answered: 0n,
        opensOn: day,
        dueOn,
        originalDueOn: dueOn,
        metOn: null,
        closure: null,
        closedAt: null,
      });
    } else if (c.step === "raise") this.step(c.id, (o) => raise(o, c.amount, "AMEND").obligation);
    else if (c.step === "lower") {
      this.step(c.id, (o) => lower(o, c.amount, kind, { at, metDays: this.metDays(c.id) }).obligation);
    }
  }

  /** Adds to the allocations of a delivery and takes the same steps on the obligations. */
  spread(
    s: Sent,
    changes: readonly { obligationId: string; claimed: bigint; accepted: bigint; writtenOff?: bigint }[],
  ) {
    for (const c of changes) {
      s.allocations = s.allocations.map((a) =>
        a.obligationId === c.obligationId
          ? { ...a, claimed: a.claimed + c.claimed, accepted: a.accepted + c.accepted }
          : a,
      );
      const context = { at, metDays: this.metDays(c.obligationId) };
      this.step(c.obligationId, (before) => {
        let o = before;
        if (c.accepted > 0n) o = accept(o, c.accepted, context);
        if (c.accepted < 0n) o = unaccept(o, -c.accepted, context);
        if (c.claimed < 0n) o = unclaim(o, -c.claimed, context);
        if (c.writtenOff) o = writeOff(o, c.writtenOff, context).obligation;
        return o;
      });
    }
  }

  send(amount: bigint) {
    const { raised, journals: drafts } = journals.sendJournals(L, amount, this.line);
    if (raised > 0n) this.change(planRaise(this.plan, raised, { fallbackDueOn: addDays(day, 200) }), "AMEND");
    for (const draft of drafts) this.write(draft);
    const targets = this.plan
      .filter((o) => o.closure === null)
      .map((o) => ({ obligationId: o.id, dueOn: o.dueOn, free: free(o), answered: o.answered }));
    const parts = defaultAllocation(amount, targets);
    for (const part of parts) this.step(part.obligationId, (o) => claim(o, part.claimed));
    const dueOn = (id: string) => this.plan.find((o) => o.id === id)?.dueOn ?? day;
    const draft = {
      state: "DRAFT" as const,
      quantity: amount,
      acceptedQuantity: 0n,
      loggedById: "liaison",
      submittedAt: null,
    };
    const allocations = parts.map((part) => ({ ...part, accepted: 0n, dueOn: dueOn(part.obligationId) }));
    this.sent.push({ delivery: submit(draft, at), dispute: null, allocations });
  }
}

const event = fc.record({
  name: fc.constantFrom(
    "send",
    "send",
    "whole",
    "part",
    "dispute",
    "settle",
    "settle",
    "withdraw",
    "reverse",
    "spend",
    "raise",
    "lower",
    "waive",
    "cancel",
  ),
  amount: fc.bigInt({ min: 1n, max: 30n }),
  part: fc.bigInt({ min: 0n, max: 30n }),
  pick: fc.nat({ max: 12 }),
});

test("random chains: promises, deliveries and ledger say the same after every command", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 25n }), { minLength: 1, maxLength: 3 }),
      fc.array(event, { maxLength: 30 }),
      (quantities, events) => {
        let world = new World();
        quantities.forEach((quantity, i) => {
          world.change({ step: "open", instalment: i + 1, quantity, dueOn: addDays(day, 30 * i) }, "AMEND");
        });
        world.write(
          journals.pledgeJournal(
            L,
            quantities.reduce((sum, q) => sum + q, 0n),
          ),
        );
        for (const { name, amount, part, pick } of events) {
          const before = Object.assign(new World(), {
            ...world,
            plan: [...world.plan],
            sent: world.sent.map((s) => ({ ...s })),
          });
          const s = world.sent[pick % Math.max(1, world.sent.length)];
          try {
            if (name === "send") world.send(amount);
            else if (name === "raise") {
              const c = planRaise(world.plan, amount, { fallbackDueOn: addDays(day, 90) });
              world.write(journals.raiseJournal(L, amount));
              world.change(c, "AMEND");
            } else if (name === "lower") {
              const changes = planLower(world.plan, amount);
              world.write(journals.lowerJournal(L, amount));
              for (const c of changes) world.change(c, "AMEND");
            } else if (name === "waive") {
              const c = planWaive(world.plan, world.plan[pick % world.plan.length]?.id ?? "");
              world.write(journals.waiveJournal(L, c.amount));
              for (const each of c.changes) world.change(each, "WAIVE");
            } else if (name === "cancel") {
              const c = planCancel(world.plan);
              world.write(journals.cancelJournal(L, c.amount));
              for (const each of c.changes) world.change(each, "CANCEL");
            } else if (name === "spend") world.write(journals.spendJournal([{ pledgeLineId: L, amount }]));
            else if (!s) continue;
            else if (name === "whole") {
              s.delivery = acceptWhole(s.delivery, "worker").delivery;
              world.write(journals.receiveJournal(L, s.delivery.quantity));
              world.spread(s, spreadAccepted(s.delivery.quantity, s.allocations));
            } else if (name === "part") {
              const step = acceptPart(s.delivery, part, "少到", "worker");
              Object.assign(s, { delivery: step.delivery, dispute: step.dispute });
              world.write(journals.receiveJournal(L, part));
              world.spread(s, spreadAccepted(part, s.allocations));
            } else if (name === "dispute") Object.assign(s, disputeWhole(s.delivery, "没有收到", "worker"));
            else if (name === "settle") {
              const open = s.dispute?.quantity ?? 0n;
              const arrived = part > open ? open : part;
              const rest = open - arrived;
              const writtenOff = pick % 3 === 0 ? 0n : rest / 2n;
              const parts = { arrived, notArrived: rest - writtenOff, writtenOff };
              s.delivery = settle(
                s.delivery,
                s.dispute ?? { quantity: 0n, openedById: "" },
                parts,
                "office",
              ).delivery;
              s.dispute = null;
              world.write(journals.settleJournal(L, parts));
              world.spread(s, spreadSettlement(parts, s.allocations));
            } else if (name === "withdraw") {
              s.delivery = withdraw(s.delivery).delivery;
              s.dispute = null;
              world.write(journals.withdrawSendJournal(L, s.delivery.quantity));
              world.spread(s, spreadWithdrawal(s.allocations));
            } else {
              const accepted = s.delivery.acceptedQuantity;
              const step = reverse(s.delivery, false);
              s.delivery = step.delivery;
              if (step.disputeQuantity !== null && s.dispute)
                s.dispute = { ...s.dispute, quantity: step.disputeQuantity };
              world.write({
                kind: "REVERSAL",
                postings: journals
                  .receiveJournal(L, accepted)
                  .postings.map((p) => ({ ...p, amount: -p.amount })),
              });
              world.spread(s, spreadReversal(s.allocations));
            }
          } catch (error) {
            // A refused command rolls back as its transaction does.
            if (!(error instanceof Rejection)) throw error;
            world = before;
          }
          const live = world.plan.filter((o) => o.closure !== "WAIVED" && o.closure !== "CANCELLED");
          const sum = (of: (o: Instalment) => bigint) => live.reduce((total, o) => total + of(o), 0n);
          const { GIVER, PROMISED, IN_TRANSIT, AVAILABLE, SPENT, WAIVED, CANCELLED } = world.line;
          expect(planSum(world.plan)).toBe(-GIVER - WAIVED - CANCELLED);
          expect(sum(free)).toBe(PROMISED);
          expect(sum((o) => o.claimed - o.accepted)).toBe(IN_TRANSIT);
          expect(sum((o) => o.accepted)).toBe(AVAILABLE + SPENT);
          const decided = world.sent.reduce((total, each) => total + each.delivery.acceptedQuantity, 0n);
          expect(decided).toBe(AVAILABLE + SPENT);
          for (const o of world.plan) {
            const parts = world.sent.flatMap((each) =>
              each.allocations.filter((a) => a.obligationId === o.id),
            );
            expect(parts.reduce((total, a) => total + a.claimed, 0n)).toBe(o.claimed);
            expect(parts.reduce((total, a) => total + a.accepted, 0n)).toBe(o.accepted);
            expect(o.closure === "MET").toBe(
              o.closure === null ? o.accepted === o.quantity : o.metOn !== null,
            );
          }
        }
      },
    ),
    { numRuns: runs },
  );
});

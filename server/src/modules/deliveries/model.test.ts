import fc from "fast-check";
import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type Allocation,
  type AllocationChange,
  defaultAllocation,
  spreadAccepted,
  spreadReversal,
  spreadSettlement,
  spreadWithdrawal,
  type Target,
} from "./allocation.ts";
import {
  acceptPart,
  acceptWhole,
  allowedActs,
  type Delivery,
  disputeWhole,
  type OpenDispute,
  occurredOnProblems,
  reverse,
  settle,
  settleSilent,
  submit,
  withdraw,
} from "./model.ts";

const runs = process.env["LONG"] === "1" ? 10_000 : 300;
const at = new Date("2026-11-18T02:00:00Z");
const d = localDate;
const draft: Delivery = {
  state: "DRAFT",
  quantity: 2_000_000n,
  acceptedQuantity: 0n,
  loggedById: "liaison",
  submittedAt: null,
};
const sent = submit(draft, at);

test("the story: a part confirmed, the rest disputed and settled by a third person", () => {
  const part = acceptPart(sent, 1_800_000n, "少到 2,000 元", "worker");
  expect(part.delivery).toMatchObject({ state: "DISPUTED", acceptedQuantity: 1_800_000n });
  expect(part.dispute.quantity).toBe(200_000n);
  expect(allowedActs(part.delivery)).toEqual(["settle", "reverse"]);
  const parts = { arrived: 150_000n, notArrived: 40_000n, writtenOff: 10_000n };
  const settled = settle(part.delivery, part.dispute, parts, "coordinator");
  expect(settled.delivery).toMatchObject({ state: "SETTLED", acceptedQuantity: 1_950_000n });
  expect(settled.acceptance).toEqual({ kind: "SETTLEMENT", quantity: 150_000n });
  expect(() => settle(part.delivery, part.dispute, { ...parts, arrived: 0n }, "coordinator")).toThrow(
    Rejection,
  );
  expect(() =>
    settle(part.delivery, part.dispute, { ...parts, arrived: 200_000n, notArrived: -10_000n }, "x"),
  ).toThrow(Rejection);
});

test("two signatures by two persons", () => {
  expect(() => acceptWhole(sent, "liaison")).toThrow("SAME_PERSON");
  const { delivery, dispute } = disputeWhole(sent, "没有收到", "worker");
  const nothing = { arrived: 0n, notArrived: 2_000_000n, writtenOff: 0n };
  expect(() => settle(delivery, dispute, nothing, "worker")).toThrow("SAME_PERSON");
  expect(() => settle(delivery, dispute, nothing, "liaison")).toThrow("SAME_PERSON");
  expect(settle(delivery, dispute, nothing, "coordinator").acceptance.quantity).toBe(0n);
});

test("reversal: a whole acceptance waits again, a part joins the dispute, a settlement stands, sealing ends it", () => {
  const accepted = acceptWhole(sent, "worker").delivery;
  expect(reverse(accepted, false)).toMatchObject({
    delivery: { state: "SUBMITTED", acceptedQuantity: 0n },
    acceptance: { kind: "REVERSAL", quantity: -2_000_000n },
    disputeQuantity: null,
  });
  expect(() => reverse(accepted, true)).toThrow("PERIOD_SEALED");
  const part = acceptPart(sent, 5n, "reason", "worker").delivery;
  expect(reverse(part, false)).toMatchObject({
    delivery: { state: "DISPUTED" },
    disputeQuantity: 2_000_000n,
  });
  expect(() => reverse({ ...accepted, state: "SETTLED" }, false)).toThrow("SETTLEMENT_STANDS");
});

test("withdrawn only before anything is accepted", () => {
  expect(withdraw(draft).delivery.state).toBe("WITHDRAWN");
  expect(withdraw(disputeWhole(sent, "no", "worker").delivery)).toMatchObject({ closesDispute: true });
  expect(() => withdraw(acceptPart(sent, 5n, "no", "worker").delivery)).toThrow("ACCEPTED_ALREADY");
  expect(() => withdraw(acceptWhole(sent, "worker").delivery)).toThrow("ACCEPTED_ALREADY");
  expect(() => submit(sent, at)).toThrow("INVALID_TRANSITION");
});

test("a part is more than nothing and less than all, and has a reason", () => {
  for (const part of [0n, -1n, 2_000_000n])
    expect(() => acceptPart(sent, part, "reason", "worker")).toThrow(Rejection);
  expect(() => acceptPart(sent, 5n, "  ", "worker")).toThrow(Rejection);
});

test("silence is decided by an office after the city's patience, never before", () => {
  const all = { arrived: 2_000_000n, notArrived: 0n, writtenOff: 0n };
  expect(() => settleSilent(sent, all, "coordinator", { workdays: 6, afterWorkdays: 7 })).toThrow(
    "NOT_SILENT_YET",
  );
  expect(settleSilent(sent, all, "coordinator", { workdays: 7, afterWorkdays: 7 }).delivery.state).toBe(
    "SETTLED",
  );
});

test("the day of an act", () => {
  const term = { startsOn: d("2026-01-01"), endsOn: d("2026-12-31") };
  expect(occurredOnProblems(d("2026-11-21"), d("2026-11-21"), term)).toEqual([]);
  expect(occurredOnProblems(d("2026-11-22"), d("2026-11-21"), term)[0]?.code).toBe("DATE_IN_FUTURE");
  expect(occurredOnProblems(d("2025-12-31"), d("2026-11-21"), term)[0]?.code).toBe("DATE_OUTSIDE_TERM");
  expect(occurredOnProblems(d("2025-12-31"), d("2026-11-21"), null)).toEqual([]);
});

const targets: Target[] = [
  { obligationId: "duty", dueOn: d("2026-09-30"), free: 3n, answered: 7n },
  { obligationId: "late", dueOn: d("2026-12-31"), free: 5n, answered: 0n },
  { obligationId: "soon", dueOn: d("2026-10-31"), free: 4n, answered: 0n },
];

test("default allocation: oldest leaf first, remainders of answered duties last, never more than the delivery", () => {
  expect(defaultAllocation(6n, targets)).toEqual([
    { obligationId: "soon", claimed: 4n },
    { obligationId: "late", claimed: 2n },
  ]);
  expect(defaultAllocation(100n, targets).reduce((sum, part) => sum + part.claimed, 0n)).toBe(12n);
});

test("a settlement accepts in due order, drops the rest, and writes off from the latest", () => {
  const allocations: Allocation[] = [
    { obligationId: "b", dueOn: d("2026-12-31"), claimed: 10n, accepted: 0n },
    { obligationId: "a", dueOn: d("2026-10-31"), claimed: 10n, accepted: 8n },
  ];
  expect(spreadSettlement({ arrived: 5n, notArrived: 4n, writtenOff: 3n }, allocations)).toEqual([
    { obligationId: "a", claimed: 0n, accepted: 2n, writtenOff: 0n },
    { obligationId: "b", claimed: -7n, accepted: 3n, writtenOff: 3n },
  ]);
});

const act = fc.record({
  name: fc.constantFrom(
    "submit",
    "whole",
    "part",
    "dispute",
    "settle",
    "settle",
    "withdraw",
    "reverse",
    "silent",
  ),
  q: fc.bigInt({ min: 0n, max: 12n }),
  r: fc.bigInt({ min: 0n, max: 12n }),
  by: fc.constantFrom("liaison", "worker", "worker", "coordinator", "coordinator"),
  sealed: fc.boolean(),
});

test("random acts: accepted ≤ claimed ≤ delivery, acceptances add up, decided deliveries leave nothing open", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 12n }),
      fc.array(fc.bigInt({ min: 1n, max: 6n }), { maxLength: 4 }),
      fc.array(act, { maxLength: 25 }),
      (quantity, frees, acts) => {
        let delivery: Delivery = { ...draft, quantity };
        let dispute = null as OpenDispute | null;
        let acceptances = 0n;
        let everWrittenOff = 0n;
        const options = frees.map((free, i) => ({
          obligationId: `o${i}`,
          dueOn: d(`2026-1${i % 3}-0${i + 1}`),
          free,
          answered: i === 3 ? 1n : 0n,
        }));
        let allocations: Allocation[] = [];
        const apply = (changes: readonly AllocationChange[]) => {
          allocations = allocations.map((a) => {
            const change = changes.find((c) => c.obligationId === a.obligationId);
            if (!change) return a;
            return { ...a, claimed: a.claimed + change.claimed, accepted: a.accepted + change.accepted };
          });
        };
        for (const { name, q, r, by, sealed } of acts) {
          try {
            if (name === "submit") {
              delivery = submit(delivery, at);
              allocations = defaultAllocation(quantity, options).map((part) => ({
                ...part,
                accepted: 0n,
                dueOn: options.find((o) => o.obligationId === part.obligationId)?.dueOn ?? d("2026-01-01"),
              }));
            } else if (name === "whole") {
              const step = acceptWhole(delivery, by);
              delivery = step.delivery;
              acceptances += step.acceptance.quantity;
              apply(spreadAccepted(step.acceptance.quantity, allocations));
            } else if (name === "part") {
              const step = acceptPart(delivery, q, "reason", by);
              delivery = step.delivery;
              dispute = step.dispute;
              acceptances += step.acceptance.quantity;
              apply(spreadAccepted(q, allocations));
            } else if (name === "dispute") {
              const step = disputeWhole(delivery, "reason", by);
              delivery = step.delivery;
              dispute = step.dispute;
            } else if (name === "settle" || name === "silent") {
              const open: bigint = name === "settle" ? (dispute?.quantity ?? 0n) : quantity;
              const arrived = q > open ? open : q;
              const writtenOff = r > open - arrived ? open - arrived : r;
              const parts = { arrived, writtenOff, notArrived: open - arrived - writtenOff };
              const step =
                name === "settle"
                  ? settle(delivery, dispute ?? { quantity: 0n, openedById: "" }, parts, by)
                  : settleSilent(delivery, parts, by, { workdays: 9, afterWorkdays: 7 });
              delivery = step.delivery;
              dispute = null;
              acceptances += step.acceptance.quantity;
              const changes = spreadSettlement(parts, allocations);
              everWrittenOff += changes.reduce((sum, c) => sum + c.writtenOff, 0n);
              expect(everWrittenOff <= writtenOff).toBe(true);
              for (const c of changes) expect(c.writtenOff <= -c.claimed).toBe(true);
              apply(changes);
            } else if (name === "withdraw") {
              const step = withdraw(delivery);
              expect(step.closesDispute).toBe(dispute !== null);
              delivery = step.delivery;
              dispute = null;
              apply(spreadWithdrawal(allocations));
            } else {
              const step = reverse(delivery, sealed);
              delivery = step.delivery;
              acceptances += step.acceptance.quantity;
              if (step.disputeQuantity !== null && dispute)
                dispute = { ...dispute, quantity: step.disputeQuantity };
              apply(spreadReversal(allocations));
            }
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
          }
          const claimed = allocations.reduce((sum, a) => sum + a.claimed, 0n);
          const accepted = allocations.reduce((sum, a) => sum + a.accepted, 0n);
          expect(claimed <= delivery.quantity && accepted <= delivery.acceptedQuantity).toBe(true);
          expect(allocations.every((a) => a.accepted >= 0n && a.accepted <= a.claimed)).toBe(true);
          expect(acceptances).toBe(delivery.acceptedQuantity);
          expect(delivery.acceptedQuantity >= 0n && delivery.acceptedQuantity <= quantity).toBe(true);
          expect(dispute !== null).toBe(delivery.state === "DISPUTED");
          if (dispute) expect(dispute.quantity + delivery.acceptedQuantity).toBe(quantity);
          if (delivery.state === "ACCEPTED") expect(delivery.acceptedQuantity).toBe(quantity);
          if (["DRAFT", "SUBMITTED", "WITHDRAWN"].includes(delivery.state)) expect(accepted).toBe(0n);
          if (["ACCEPTED", "SETTLED", "WITHDRAWN"].includes(delivery.state)) expect(claimed).toBe(accepted);
          expect(delivery.submittedAt === null).toBe(
            delivery.state === "DRAFT" ||
              (delivery.state === "WITHDRAWN" && allocations.length === 0 && delivery.submittedAt === null),
          );
        }
      },
    ),
    { numRuns: runs },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { largerAmount, minAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import { plainWeek } from "../../kernel/workdays.ts";
import { fitOf, nearOf, type Signals } from "./fit.ts";
import { type ClaimFlow, flowOf, markOnTheWay, recordUse, staleClaims } from "./flow.ts";
import { isDueForHall, keep, toHall } from "./hall.ts";
import {
  acceptForNeed,
  type Claim,
  claimNeed,
  followNeeds,
  followObligation,
  type HelpRequest,
  reopen,
  unclaimNeed,
  withdrawClaim,
} from "./model.ts";
import { answer, ask, mayCloseItself, type Question } from "./solved.ts";

const runs = process.env["LONG"] === "1" ? 10_000 : 300;
const at = new Date("2026-11-02T02:00:00Z");
const draft: HelpRequest = {
  state: "DRAFT",
  openedAt: null,
  closedAt: null,
  closeNote: null,
  reopenedCount: 0,
  offeredUntil: null,
  hallSince: null,
  keptReason: null,
  hasAsker: false,
  saidUnsolved: false,
};
const lamps = { id: "n1", quantity: 3_000n, claimed: 0n, accepted: 0n };

test("random acts of units and receiver: the sums of each party agree, and no quantity is more than the one before it", {
  timeout: 60_000,
}, () => {
  const at0 = localDate("2026-11-20");
  const act = fc.record({
    name: fc.constantFrom(
      "claim",
      "mark",
      "deliver",
      "accept",
      "accept",
      "reverse",
      "use",
      "withdraw",
      "lower",
    ),
    which: fc.nat({ max: 5 }),
    q: fc.bigInt({ min: 0n, max: 7n }),
  });
  type Row = Claim & ClaimFlow & { received: bigint };
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const request: HelpRequest = { ...draft, state: "OPEN", openedAt: at };
      let need = { quantity: 12n, claimed: 0n, accepted: 0n, used: 0n };
      const rows: Row[] = [];
      for (const { name, which, q } of acts) {
        const row = rows[which % Math.max(1, rows.length)];
        try {
          if (name === "claim") {
            need = claimNeed(request, need, q);
            rows.push({ state: "OPEN", quantity: q, marked: 0n, delivered: 0n, received: 0n });
          } else if (!row) continue;
          else if (name === "mark") Object.assign(row, markOnTheWay(row, q, at0, at0));
          else if (name === "deliver" && row.state === "OPEN")
            row.delivered = largerAmount(row.received, minAmount(q, row.quantity));
          else if (name === "accept" && row.received + q <= row.delivered) {
            need = acceptForNeed(need, q);
            row.received += q;
          } else if (name === "reverse" && row.received >= q) {
            need = acceptForNeed(need, -q);
            row.received -= q;
          } else if (name === "use") need = recordUse(need, q);
          else if (name === "withdraw") {
            const step = withdrawClaim(row, row.delivered);
            need = unclaimNeed(need, step.released);
            Object.assign(row, step.claim);
          } else if (
            name === "lower" &&
            row.state === "OPEN" &&
            q >= row.delivered &&
            q > 0n &&
            q < row.quantity
          ) {
            const step = followObligation(row, { closure: null, quantity: q, claimed: row.delivered });
            need = unclaimNeed(need, step.released);
            Object.assign(row, step.claim);
          }
        } catch (error) {
          if (!(error instanceof Rejection) && !(error instanceof RangeError)) throw error;
        }
        const { claimed, sent } = flowOf(rows);
        expect(claimed).toBe(need.claimed);
        expect(rows.reduce((sum, { received }) => sum + received, 0n)).toBe(need.accepted);
        const chain = [0n, need.used, need.accepted, sent, need.claimed, need.quantity];
        for (const [n, one] of chain.entries()) expect(one >= (chain[n - 1] ?? 0n)).toBe(true);
      }
    }),
    { numRuns: runs },
  );
});

test("a claim is stale from the first working day beyond what the city allows", () => {
  const open = [{ claimId: "c", dueOn: localDate("2026-11-20") }];
  expect(staleClaims(open, localDate("2026-11-27"), 5, plainWeek)).toEqual([]);
  expect(staleClaims(open, localDate("2026-11-30"), 5, plainWeek)).toEqual(open);
});

test("into the hall when the days are over and something is free; not what is kept, and not twice", () => {
  const request: HelpRequest = { ...draft, state: "OPEN", openedAt: at };
  const until = localDate("2026-11-25");
  expect(isDueForHall(request, until, [lamps], until)).toBe(false);
  expect(isDueForHall(request, until, [lamps], localDate("2026-11-26"))).toBe(true);
  expect(isDueForHall(keep(request, "they know it"), until, [lamps], localDate("2026-11-26"))).toBe(false);
  expect(isDueForHall(request, until, [{ ...lamps, claimed: 3_000n }], localDate("2026-11-26"))).toBe(false);
  const inHall = toHall(keep(request, "they know it"), at);
  expect(inHall).toMatchObject({ hallSince: at, keptReason: null });
  expect(() => toHall(inHall, at)).toThrow("IN_HALL");
  expect(() => toHall(draft, at)).toThrow("INVALID_TRANSITION");
});

test("who asked answers once; then the desk follows, and without an answer it waits its days", () => {
  const needs = [{ ...lamps, claimed: 3_000n, accepted: 3_000n }];
  const delivered: HelpRequest = { ...draft, state: "DELIVERED", openedAt: at, hasAsker: true };
  const question: Question = { round: 0, awaitedUntil: localDate("2026-11-25"), answer: null };
  expect(() => mayCloseItself(delivered, null, localDate("2026-11-20"))).toThrow("ASKER_NOT_ASKED");
  expect(() => mayCloseItself(delivered, question, localDate("2026-11-25"))).toThrow("ASKER_AWAITED");
  expect(() => mayCloseItself(delivered, question, localDate("2026-11-26"))).not.toThrow();
  expect(() => ask({ ...delivered, hasAsker: false }, needs)).toThrow("NO_ASKER");
  expect(answer(delivered, question, "YES", at)).toMatchObject({ state: "CLOSED", closedAt: at });
  const open = answer(delivered, question, "NOT_YET", at);
  expect(open).toMatchObject({ state: "OPEN", saidUnsolved: true, reopenedCount: 1 });
  expect(followNeeds(open, needs).state).toBe("OPEN");
  expect(() => answer(delivered, { ...question, answer: "YES" }, "YES", at)).toThrow("ANSWERED");
  expect(() => answer(open, question, "YES", at)).toThrow("NOT_ASKED");
  expect(ask(open, needs)).toMatchObject({ state: "DELIVERED", saidUnsolved: false });
  expect(
    reopen(open, [{ ...needs[0], id: "n1" } as never], [{ needId: "n1", quantity: 1n }]).request,
  ).toMatchObject({
    saidUnsolved: false,
    reopenedCount: 1,
  });
});

test("what was said, what is near and who is left alone come first", () => {
  const signals: Signals = {
    urgency: "NORMAL",
    title: "灯坏了",
    needs: [{ kindId: "hours", good: null, description: "电工半天" }],
    near: null,
    deliveredInTime: new Map(),
    withoutUnit: false,
    ratio: 1_000,
    unhelped: false,
    waitingDays: 0,
  };
  const offers = [{ kindId: "hours", good: null, skill: "电工", description: "周五" }];
  expect(fitOf(signals, [])).toEqual({ score: 0, reasons: [] });
  expect(fitOf(signals, offers).reasons).toMatchObject([{ code: "CAPABILITY", what: "电工" }]);
  expect(fitOf({ ...signals, needs: [{ kindId: "goods", good: "灯", description: "" }] }, offers).score).toBe(
    0,
  );
  expect(fitOf({ ...signals, deliveredInTime: new Map([["hours", 9]]) }, []).reasons).toMatchObject([
    { code: "HISTORY", points: 15, count: 9 },
  ]);
  const alone = fitOf({ ...signals, withoutUnit: true, ratio: 100, unhelped: true, near: "STREET" }, []);
  expect(alone.reasons.map(({ code }) => code)).toEqual([
    "NEAR_STREET",
    "WITHOUT_UNIT",
    "UNDERSERVED",
    "UNHELPED",
  ]);
  const chain = [
    { path: "/1/", level: "CITY" },
    { path: "/1/2/", level: "COUNTY" },
    { path: "/1/2/3/", level: "STREET" },
  ];
  expect(nearOf(chain, "/1/2/3/9/", "/1/")).toBe("STREET");
  expect(nearOf(chain, "/1/2/8/9/", "/1/")).toBe("COUNTY");
  expect(nearOf(chain, "/1/7/8/9/", "/1/")).toBeNull();
  // A county that is the city itself is no nearness.
  expect(nearOf(chain, "/1/2/8/9/", "/1/2/")).toBeNull();
});

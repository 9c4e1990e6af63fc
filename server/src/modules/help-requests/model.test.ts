import fc from "fast-check";
import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { plainWeek } from "../../kernel/workdays.ts";
import { offeredUntil } from "./hall.ts";
import {
  acceptForNeed,
  type Claim,
  claimNeed,
  close,
  closeUnsolved,
  followNeeds,
  followObligation,
  type HelpRequest,
  isSolved,
  open,
  reopen,
  unclaimNeed,
  withdraw,
  withdrawClaim,
} from "./model.ts";

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

test("three lamps asked for, two claimed, delivered and accepted: the request waits for the third", () => {
  let request = open(draft, [lamps], at);
  expect(request).toMatchObject({ state: "OPEN", openedAt: at });
  let need = claimNeed(request, lamps, 2_000n);
  expect(() => claimNeed(request, need, 1_001n)).toThrow("NEED_OVERCLAIMED");
  need = acceptForNeed(need, 2_000n);
  request = followNeeds(request, [need]);
  expect(request.state).toBe("OPEN");
  need = acceptForNeed(claimNeed(request, need, 1_000n), 1_000n);
  request = followNeeds(request, [need]);
  expect(request.state).toBe("DELIVERED");
  const closed = close(request, " 已亮 ", at);
  expect(closed).toMatchObject({ state: "CLOSED", closeNote: "已亮", closedAt: at });
  expect(followNeeds(request, [acceptForNeed(need, -1_000n)]).state).toBe("OPEN");
});

test("reopening asks for more on top of what stays accepted", () => {
  const done = { ...lamps, claimed: 3_000n, accepted: 3_000n };
  const closed: HelpRequest = { ...draft, state: "CLOSED", openedAt: at, closedAt: at };
  expect(() => reopen(closed, [done], [])).toThrow(Rejection);
  expect(() => reopen(closed, [done], [{ needId: "else", quantity: 1n }])).toThrow("NOT_FOUND");
  const again = reopen(closed, [done], [{ needId: "n1", quantity: 1_000n }]);
  expect(again).toMatchObject({
    request: { state: "OPEN", closedAt: null, reopenedCount: 1 },
    needs: [{ quantity: 4_000n, accepted: 3_000n }],
  });
  const unsolved = closeUnsolved(open(draft, [lamps], at), "搬迁", at);
  expect(reopen(unsolved, [lamps], []).request.state).toBe("OPEN");
});

test("unsolved says why; withdrawn only while nobody took it on", () => {
  const request = open(draft, [lamps], at);
  expect(() => closeUnsolved(request, " ", at)).toThrow(Rejection);
  expect(() => withdraw(request, [claimNeed(request, lamps, 1n)])).toThrow("REQUEST_CLAIMED");
  expect(withdraw(draft, []).state).toBe("WITHDRAWN");
  expect(() => open(draft, [], at)).toThrow(Rejection);
  expect(() => close(request, null, at)).toThrow("INVALID_TRANSITION");
});

test("a claim is given back before anything was sent, and follows its obligation", () => {
  const claim: Claim = { state: "OPEN", quantity: 10n };
  expect(withdrawClaim(claim, 0n)).toEqual({ claim: { state: "WITHDRAWN", quantity: 10n }, released: 10n });
  expect(() => withdrawClaim(claim, 1n)).toThrow("CLAIM_DELIVERED");
  const obligation = { closure: null, quantity: 10n, claimed: 10n };
  expect(followObligation(claim, { ...obligation, closure: "MET" })).toEqual({
    claim: { state: "FULFILLED", quantity: 10n },
    released: 0n,
  });
  const fulfilled: Claim = { state: "FULFILLED", quantity: 10n };
  expect(followObligation(fulfilled, obligation).claim.state).toBe("OPEN");
  expect(followObligation(claim, { closure: "WAIVED", quantity: 10n, claimed: 0n })).toEqual({
    claim: { state: "WITHDRAWN", quantity: 10n },
    released: 10n,
  });
  expect(followObligation(claim, { closure: null, quantity: 6n, claimed: 6n })).toMatchObject({
    released: 4n,
  });
  expect(followObligation(claim, { closure: "CANCELLED", quantity: 10n, claimed: 7n })).toEqual({
    claim: { state: "FULFILLED", quantity: 7n },
    released: 3n,
  });
});

test("the paired units are asked first, for some working days", () => {
  expect(offeredUntil(localDate("2026-11-20"), 5, plainWeek)).toBe("2026-11-27");
});

test("random steps: accepted ≤ claimed ≤ quantity, and delivered exactly when all is accepted", {
  timeout: 60_000,
}, () => {
  const step = fc.record({
    name: fc.constantFrom(
      "claim",
      "claim",
      "unclaim",
      "accept",
      "accept",
      "reverse",
      "close",
      "unsolved",
      "reopen",
      "withdraw",
    ),
    which: fc.nat({ max: 1 }),
    q: fc.bigInt({ min: 0n, max: 6n }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let needs = [
        { id: "a", quantity: 4n, claimed: 0n, accepted: 0n },
        { id: "b", quantity: 6n, claimed: 0n, accepted: 0n },
      ];
      let request: HelpRequest = open(draft, needs, at);
      for (const { name, which, q } of steps) {
        const id = which === 0 ? "a" : "b";
        const change = (f: (need: (typeof needs)[number]) => (typeof needs)[number]) => {
          needs = needs.map((need) => (need.id === id ? f(need) : need));
          request = followNeeds(request, needs);
        };
        try {
          if (name === "claim") change((need) => claimNeed(request, need, q));
          else if (name === "unclaim") change((need) => unclaimNeed(need, q));
          else if (name === "accept") change((need) => acceptForNeed(need, q));
          else if (name === "reverse") change((need) => acceptForNeed(need, -q));
          else if (name === "close") request = close(request, null, at);
          else if (name === "unsolved") request = closeUnsolved(request, "reason", at);
          else if (name === "withdraw") request = withdraw(request, needs);
          else {
            const step = reopen(request, needs, q > 0n ? [{ needId: id, quantity: q }] : []);
            request = step.request;
            needs = step.needs;
          }
        } catch (error) {
          // A RangeError is the model's word for a step that no caller may make.
          if (!(error instanceof Rejection) && !(error instanceof RangeError)) throw error;
        }
        for (const need of needs) {
          expect(need.accepted >= 0n && need.accepted <= need.claimed && need.claimed <= need.quantity).toBe(
            true,
          );
        }
        if (request.state === "OPEN") expect(isSolved(needs)).toBe(false);
        if (request.state === "DELIVERED") expect(isSolved(needs)).toBe(true);
        expect(request.closedAt !== null).toBe(
          request.state === "CLOSED" || request.state === "CLOSED_UNSOLVED",
        );
      }
    }),
    { numRuns: runs },
  );
});

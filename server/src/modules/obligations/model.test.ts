import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { type MetDay, metOn } from "./met-day.ts";
import {
  accept,
  amend,
  answeredSum,
  cancel,
  claim,
  extend,
  free,
  lower,
  type Obligation,
  raise,
  remainder,
  type StepContext,
  seal,
  setAnswered,
  unaccept,
  unclaim,
  waive,
  writeOff,
} from "./model.ts";

const runs = process.env["LONG"] === "1" ? 10_000 : 300;
const at = new Date("2026-11-21T02:00:00Z");
const d = localDate;

function open(change: Partial<Obligation> = {}): Obligation {
  return {
    source: "RULE",
    quantity: 4n,
    claimed: 0n,
    accepted: 0n,
    answered: 0n,
    opensOn: d("2026-10-01"),
    dueOn: d("2026-12-31"),
    originalDueOn: d("2026-12-31"),
    metOn: null,
    closure: null,
    closedAt: null,
    ...change,
  };
}
const context = (metDays: MetDay[] = [], more: Partial<StepContext> = {}): StepContext => ({
  at,
  metDays,
  ...more,
});
const codeOf = (step: () => unknown): string => {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return error.failure.type === "ValidationError"
      ? (error.failure.problems[0]?.code ?? "")
      : error.failure.code;
  }
  return "";
};

test("four activities are met when the fourth is accepted, on the day of the last act", () => {
  let o = claim(open(), 4n);
  o = accept(o, 3n, context([{ day: d("2026-10-20"), accepted: 3n }]));
  expect(o.closure).toBeNull();
  expect(remainder(o)).toBe(1n);
  const days = [
    { day: d("2026-10-20"), accepted: 3n },
    { day: d("2026-10-12"), accepted: 1n },
  ];
  o = accept(o, 1n, context(days));
  expect(o).toMatchObject({ closure: "MET", metOn: "2026-10-20", closedAt: at });
  o = unaccept(o, 1n, context(days.slice(0, 1)));
  expect(o).toMatchObject({ closure: null, metOn: null, closedAt: null, accepted: 3n, claimed: 4n });
});

test("claims stop at what is free, acceptances at what is claimed", () => {
  expect(codeOf(() => claim(open(), 5n))).toBe("OBLIGATION_OVERCLAIMED");
  expect(codeOf(() => claim(open({ answered: 3n }), 2n))).toBe("OBLIGATION_OVERCLAIMED");
  expect(codeOf(() => accept(claim(open(), 1n), 2n, context()))).toBe("OBLIGATION_OVERACCEPTED");
  expect(codeOf(() => unclaim(open({ claimed: 2n, accepted: 2n }), 1n, context()))).toBe(
    "OBLIGATION_ACCEPTED_MORE",
  );
  expect(codeOf(() => claim(open({ closure: "WAIVED", closedAt: at }), 1n))).toBe("OBLIGATION_CLOSED");
});

test("a partly sent instalment: the remainder is waived, the rest is met when it is accepted", () => {
  const sent = claim(open({ source: "PLEDGE", quantity: 2_000_000n }), 1_200_000n);
  const { obligation, amendment, released } = waive(sent, context());
  expect(released).toBe(800_000n);
  expect(amendment).toMatchObject({ kind: "WAIVE", quantityBefore: 2_000_000n, quantityAfter: 1_200_000n });
  expect(obligation).toMatchObject({ closure: null, quantity: 1_200_000n });
  const met = accept(obligation, 1_200_000n, context([{ day: d("2026-11-18"), accepted: 1_200_000n }]));
  expect(met.closure).toBe("MET");
});

test("waiving what was never sent closes it, and keeps the number", () => {
  const waived = waive(open(), context());
  expect(waived.obligation).toMatchObject({ closure: "WAIVED", quantity: 4n });
  expect(waived.released).toBe(4n);
  expect(codeOf(() => waive(claim(open(), 4n), context()))).toBe("NOTHING_TO_WAIVE");
});

test("waiving the rest of what is otherwise accepted meets it", () => {
  const part = open({ claimed: 3n, accepted: 3n });
  const days = [{ day: d("2026-11-02"), accepted: 3n }];
  expect(waive(part, context(days)).obligation).toMatchObject({
    closure: "MET",
    metOn: "2026-11-02",
    quantity: 3n,
  });
});

test("the end of a partnership cancels; only a sent instalment falls to what was sent", () => {
  const half = open({ claimed: 2n, accepted: 2n });
  expect(cancel(half, context()).obligation).toMatchObject({ closure: "CANCELLED", quantity: 4n });
  const days = [{ day: d("2026-11-02"), accepted: 2n }];
  expect(cancel({ ...half, source: "PLEDGE" }, context(days))).toMatchObject({
    obligation: { closure: "MET", quantity: 2n },
    released: 2n,
  });
});

test("sealing: unclaimed is unmet, waiting stays, instalments stay, late acceptances keep the closure", () => {
  expect(seal(open(), at).closure).toBe("UNMET");
  expect(seal(open({ source: "PLEDGE" }), at).closure).toBeNull();
  const waiting = claim(open(), 4n);
  expect(seal(waiting, at)).toBe(waiting);
  expect(unclaim(waiting, 1n, context([], { periodSealed: true })).closure).toBe("UNMET");
  const unmet = seal(claim(open(), 2n), at);
  expect(accept(unmet, 2n, context([{ day: d("2026-12-30"), accepted: 2n }]))).toMatchObject({
    closure: "UNMET",
    accepted: 2n,
  });
  expect(codeOf(() => unaccept(waiting, 1n, context([], { periodSealed: true })))).toBe("PERIOD_SEALED");
});

test("an answered duty owes only its unanswered remainder and is met through its answers", () => {
  const instalments = [
    open({ source: "PLEDGE", quantity: 2n }),
    open({ source: "PLEDGE", quantity: 1n, closure: "WAIVED" }),
  ];
  let duty = setAnswered(open(), answeredSum(instalments), context());
  expect(free(duty)).toBe(2n);
  duty = claim(duty, 2n);
  duty = accept(duty, 2n, context([{ day: d("2026-11-01"), accepted: 2n }]));
  expect(duty.closure).toBeNull();
  const all = [
    { day: d("2026-11-01"), accepted: 2n },
    { day: d("2026-12-01"), accepted: 2n },
  ];
  duty = setAnswered(duty, 2n, context(all, { acceptedByAnswers: 2n }));
  expect(duty).toMatchObject({ closure: "MET", metOn: "2026-12-01" });
  duty = setAnswered(duty, 0n, context(all.slice(0, 1)));
  expect(duty).toMatchObject({ closure: null, metOn: null });
  expect(free(duty)).toBe(2n);
});

test("amending and extending by decision", () => {
  expect(codeOf(() => amend(claim(open(), 3n), { quantity: 2n }, context()))).toBe("OBLIGATION_CLAIMED_MORE");
  expect(codeOf(() => amend(open({ source: "PLEDGE" }), { quantity: 2n }, context()))).toBe(
    "INSTALMENT_BY_PLEDGE",
  );
  expect(codeOf(() => amend(open(), { dueOn: d("2026-09-30") }, context()))).toBe("DUE_BEFORE_OPEN");
  expect(codeOf(() => extend(open(), d("2026-12-31")))).toBe("DUE_NOT_LATER");
  const extended = extend(open(), d("2027-01-31"));
  expect(extended.obligation).toMatchObject({ dueOn: "2027-01-31", originalDueOn: "2026-12-31" });
  expect(extended.amendment.kind).toBe("EXTEND");
});

test("a written-off part is no longer owed; returned money is owed again only by raising", () => {
  const claimed = claim(open({ source: "PLEDGE", quantity: 10n }), 10n);
  const refused = unclaim(
    accept(claimed, 6n, context([{ day: d("2026-11-01"), accepted: 6n }])),
    4n,
    context(),
  );
  const off = writeOff(refused, 4n, context([{ day: d("2026-11-01"), accepted: 6n }]));
  expect(off.obligation).toMatchObject({ closure: "MET", quantity: 6n });
  expect(raise(off.obligation, 2n, "REOPEN").obligation).toMatchObject({
    closure: null,
    quantity: 8n,
    metOn: null,
  });
  expect(codeOf(() => raise(open({ closure: "WAIVED", closedAt: at }), 1n, "AMEND"))).toBe(
    "OBLIGATION_CLOSED",
  );
});

test("met on the day the needed amount was reached, in the order of the acts", () => {
  const parts = [
    { day: d("2026-12-01"), accepted: 1n },
    { day: d("2026-10-01"), accepted: 2n },
    { day: d("2026-11-01"), accepted: 2n },
  ];
  expect(metOn(parts, 3n)).toBe("2026-11-01");
  expect(metOn(parts, 6n)).toBeNull();
});

type Command = { step: string; q: bigint; day: number };
const command: fc.Arbitrary<Command> = fc.record({
  step: fc.constantFrom(
    "claim",
    "claim",
    "unclaim",
    "accept",
    "accept",
    "unaccept",
    "amend",
    "waive",
    "cancel",
    "lower",
    "writeOff",
    "raise",
    "seal",
    "answered",
    "extend",
  ),
  q: fc.bigInt({ min: 1n, max: 8n }),
  day: fc.integer({ min: 0, max: 120 }),
});

test("random commands: quantities stay in order, and closure, met day and closing time say the same", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      fc.constantFrom("RULE" as const, "PLEDGE" as const, "CLAIM" as const),
      fc.bigInt({ min: 1n, max: 12n }),
      fc.array(command, { maxLength: 40 }),
      (source, quantity, commands) => {
        let o = open({ source, quantity });
        let days: MetDay[] = [];
        let sealed = false;
        for (const { step, q, day } of commands) {
          const before = o;
          const after = { day: addDays(d("2026-10-01"), day), accepted: q };
          try {
            if (step === "claim") o = claim(o, q);
            else if (step === "unclaim") o = unclaim(o, q, context(days, { periodSealed: sealed }));
            else if (step === "accept") {
              o = accept(o, q, context([...days, after], { periodSealed: sealed }));
              days = [...days, after];
            } else if (step === "unaccept") {
              const reversed = days.find((part) => part.accepted === q);
              if (!reversed) continue;
              const rest = days.filter((part) => part !== reversed);
              o = unaccept(o, q, context(rest, { periodSealed: sealed }));
              days = rest;
            } else if (step === "amend")
              o = amend(o, { quantity: q }, context(days, { periodSealed: sealed })).obligation;
            else if (step === "waive") o = waive(o, context(days)).obligation;
            else if (step === "cancel") o = cancel(o, context(days)).obligation;
            else if (step === "lower") o = lower(o, q, "AMEND", context(days)).obligation;
            else if (step === "writeOff") o = writeOff(o, q, context(days)).obligation;
            else if (step === "raise") o = raise(o, q, "REOPEN").obligation;
            else if (step === "extend") o = extend(o, addDays(o.dueOn, day)).obligation;
            else if (step === "answered" && source === "RULE") {
              // The answers are open promises without any acceptance yet.
              o = setAnswered(o, q - 1n, context(days, { periodSealed: sealed }));
            } else if (step === "seal") {
              o = seal(o, at);
              sealed = true;
            }
          } catch (error) {
            if (!(error instanceof Rejection)) throw error;
            expect(o).toBe(before);
          }
          expect(o.accepted >= 0n && o.accepted <= o.claimed && o.claimed <= o.quantity).toBe(true);
          expect(o.quantity > 0n).toBe(true);
          expect((o.closure === null) === (o.closedAt === null)).toBe(true);
          expect((o.closure === "MET") === (o.metOn !== null)).toBe(true);
          if (o.closure === "MET") expect(o.accepted).toBe(o.quantity);
          if (o.closure === null) expect(o.accepted < o.quantity).toBe(true);
          if (o.closure === "UNMET") expect(o.source).not.toBe("PLEDGE");
          expect(remainder(o) >= 0n && free(o) >= 0n).toBe(true);
          expect(o.originalDueOn).toBe("2026-12-31");
          expect(days.reduce((sum, part) => sum + part.accepted, 0n)).toBe(o.accepted);
        }
      },
    ),
    { numRuns: runs },
  );
});

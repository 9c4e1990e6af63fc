import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDate } from "../../kernel/clock.ts";
import type { Instalment } from "./instalments.ts";
import { chooseLine, fillInstalments, matchDuties, planSentPledge } from "./sending.ts";

const d = localDate;
const instalment = (
  id: string,
  quantity: bigint,
  claimed: bigint,
  dueOn: string,
  closure: Instalment["closure"] = null,
): Instalment => ({
  id,
  instalment: Number(id.replace(/\D/g, "")) || 1,
  quantity,
  claimed,
  dueOn: d(dueOn),
  closure,
});

test("a sending goes to the line that is due first, or to the first that can hold it", () => {
  const june = { id: "june", instalments: [instalment("j1", 10n, 4n, "2026-06-30")] };
  const march = { id: "march", instalments: [instalment("m1", 5n, 0n, "2026-03-31")] };
  const sent = { id: "sent", instalments: [instalment("s1", 9n, 9n, "2026-01-31", "MET")] };
  const gone = { id: "gone", instalments: [instalment("g1", 9n, 0n, "2026-01-31", "CANCELLED")] };
  expect(chooseLine([june, march, sent, gone], 5n)?.id).toBe("march");
  expect(chooseLine([june, march], 6n)?.id).toBe("june");
  // Nobody holds 7: the first due is raised.
  expect(chooseLine([june, march], 7n)?.id).toBe("march");
  expect(chooseLine([sent, gone], 1n)).toBeNull();
});

test("the tapped instalment is filled first, then by due date", () => {
  const plan = [
    instalment("a1", 5n, 2n, "2026-03-31"),
    instalment("a2", 5n, 0n, "2026-06-30"),
    instalment("a3", 5n, 0n, "2026-05-31"),
  ];
  expect(fillInstalments(plan, 7n, "a2")).toEqual([
    { obligationId: "a2", claimed: 5n },
    { obligationId: "a1", claimed: 2n },
  ]);
  expect(fillInstalments(plan, 7n, null)).toEqual([
    { obligationId: "a1", claimed: 3n },
    { obligationId: "a3", claimed: 4n },
  ]);
});

test("what is sent without a promise answers the open duties in due order, and is promised to the last fen", () => {
  const duties = [
    { id: "q2", dueOn: d("2026-06-30"), free: 20n },
    { id: "q1", dueOn: d("2026-03-31"), free: 10n },
  ];
  const on = d("2026-03-01");
  expect(planSentPledge(15n, duties, on)).toEqual([
    { quantity: 10n, dueOn: "2026-03-31", answersId: "q1" },
    { quantity: 5n, dueOn: "2026-06-30", answersId: "q2" },
  ]);
  expect(planSentPledge(31n, duties, on)[1]).toEqual({ quantity: 21n, dueOn: "2026-06-30", answersId: "q2" });
  expect(planSentPledge(4n, [], on)).toEqual([{ quantity: 4n, dueOn: on, answersId: null }]);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 1000n }),
      fc.array(fc.record({ free: fc.bigInt({ min: 0n, max: 200n }), days: fc.nat(90) }), { maxLength: 6 }),
      (amount, free) => {
        const parts = planSentPledge(
          amount,
          free.map((one, index) => ({ id: String(index), free: one.free, dueOn: addDays(on, one.days) })),
          on,
        );
        expect(parts.reduce((sum, part) => sum + part.quantity, 0n)).toBe(amount);
        expect(parts.every((part) => part.quantity > 0n)).toBe(true);
      },
    ),
  );
});

test("a promise for later does not excuse an earlier duty", () => {
  const duties = [
    { id: "q1", dueOn: d("2026-03-31"), free: 10n },
    { id: "q2", dueOn: d("2026-06-30"), free: 10n },
  ];
  const at = (quantity: bigint, dueOn: string) => ({ quantity, dueOn: d(dueOn) });
  expect(matchDuties([at(10n, "2026-03-31"), at(10n, "2026-04-30"), at(10n, "2026-05-30")], duties)).toEqual([
    "q1",
    "q2",
    null,
  ]);
  expect(matchDuties([at(4n, "2026-03-01"), at(9n, "2026-03-15"), at(1n, "2026-03-31")], duties)).toEqual([
    "q1",
    "q1",
    "q2",
  ]);
  expect(matchDuties([at(10n, "2026-12-31")], duties)).toEqual([null]);
});

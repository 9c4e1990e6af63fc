import { expect, test } from "vitest";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { emptyLine } from "./model.ts";
import { type StuckFacts, stuckOnLine } from "./stuck.ts";

const day = (text: string) => toDbDate(localDate(text));
const nothing: StuckFacts = {
  balances: emptyLine,
  instalments: [],
  disputes: [],
  awaiting: [],
  available: [],
  returning: [],
};

test("each place tells the amount, the day of its oldest part, and whose turn it is", () => {
  const facts: StuckFacts = {
    balances: { ...emptyLine, GIVER: -100n, PROMISED: 50n, IN_TRANSIT: 30n, AVAILABLE: 15n, RETURNING: 5n },
    instalments: [
      { quantity: 20n, claimed: 5n, dueOn: day("2026-04-30"), closure: null },
      { quantity: 15n, claimed: 0n, dueOn: day("2026-03-31"), closure: null },
      { quantity: 20n, claimed: 0n, dueOn: day("2026-05-10"), closure: null },
      { quantity: 99n, claimed: 0n, dueOn: day("2026-01-31"), closure: "CANCELLED" },
    ],
    disputes: [{ quantity: 10n, openedAt: new Date("2026-05-02T17:00:00Z") }],
    awaiting: [
      { submittedAt: new Date("2026-05-01T02:00:00Z") },
      { submittedAt: new Date("2026-04-20T02:00:00Z") },
    ],
    available: [
      { amount: "10", recordedAt: "2026-02-01T02:00:00Z" },
      { amount: "15", recordedAt: "2026-02-10T02:00:00Z" },
      { amount: "-10", recordedAt: "2026-02-11T02:00:00Z" },
    ],
    returning: [{ sentOn: day("2026-05-04") }],
  };
  expect(stuckOnLine(facts, localDate("2026-05-10"))).toEqual([
    // Due today is not late, and what was cancelled is nobody's turn.
    { at: "PROMISED_OVERDUE", amount: 30n, mustAct: "GIVER", since: "2026-03-31" },
    { at: "IN_TRANSIT", amount: 20n, mustAct: "RECEIVER", since: "2026-04-20" },
    { at: "DISPUTED", amount: 10n, mustAct: "OFFICE", since: "2026-05-03" },
    { at: "AVAILABLE", amount: 15n, mustAct: "RECEIVER", since: "2026-02-10" },
    { at: "RETURNING", amount: 5n, mustAct: "GIVER", since: "2026-05-04" },
  ]);
  expect(stuckOnLine(nothing, localDate("2026-05-10"))).toEqual([]);
});

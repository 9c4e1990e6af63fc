import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { plainWeek } from "../../kernel/workdays.ts";
import { emptyLine } from "./model.ts";
import { type LineFacts, riverOf, stuckOnLine } from "./stuck.ts";

const nothing: LineFacts = {
  balances: emptyLine,
  overdue: [],
  disputed: [],
  awaiting: [],
  available: [],
  returning: [],
};
const facts: LineFacts = {
  balances: { ...emptyLine, GIVER: -100n, PROMISED: 50n, IN_TRANSIT: 30n, AVAILABLE: 15n, RETURNING: 5n },
  overdue: [
    { amount: 15n, since: localDate("2026-04-30") },
    { amount: 15n, since: localDate("2026-03-31") },
  ],
  disputed: [{ amount: 10n, since: localDate("2026-05-03") }],
  awaiting: [localDate("2026-05-01"), localDate("2026-04-20")],
  available: [
    { amount: 10n, recordedAt: new Date("2026-02-01T02:00:00Z") },
    { amount: 15n, recordedAt: new Date("2026-02-09T17:00:00Z") },
    { amount: -10n, recordedAt: new Date("2026-02-11T02:00:00Z") },
  ],
  returning: [localDate("2026-05-04")],
};
const today = localDate("2026-05-10");

test("each place tells the amount, the day of its oldest part, and whose turn it is", () => {
  expect(stuckOnLine(facts, today)).toEqual([
    { at: "PROMISED_OVERDUE", amount: 30n, mustAct: "GIVER", since: "2026-03-31" },
    { at: "IN_TRANSIT", amount: 20n, mustAct: "RECEIVER", since: "2026-04-20" },
    { at: "DISPUTED", amount: 10n, mustAct: "OFFICE", since: "2026-05-03" },
    { at: "AVAILABLE", amount: 15n, mustAct: "RECEIVER", since: "2026-02-10" },
    { at: "RETURNING", amount: 5n, mustAct: "GIVER", since: "2026-05-04" },
  ]);
  expect(stuckOnLine(nothing, today)).toEqual([]);
});

test("the river sums the lines and dates each place by its oldest part", () => {
  const other: LineFacts = {
    ...nothing,
    balances: { ...emptyLine, GIVER: -40n, AVAILABLE: 40n },
    available: [{ amount: 40n, recordedAt: new Date("2026-01-05T02:00:00Z") }],
  };
  const river = riverOf([facts, other], plainWeek, today);
  expect(river.words).toMatchObject({ pledged: 140n, promised: 50n, received: 60n });
  expect(river.stuck.find(({ at }) => at === "AVAILABLE")).toEqual({
    at: "AVAILABLE",
    amount: 55n,
    mustAct: "RECEIVER",
    since: "2026-01-05",
    workdays: 89,
  });
  expect(riverOf([], plainWeek, today)).toMatchObject({ words: { pledged: 0n }, stuck: [] });
});

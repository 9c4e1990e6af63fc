import { expect, test } from "vitest";
import { Rejection } from "../../kernel/result.ts";
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

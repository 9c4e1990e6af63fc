import { expect, test } from "vitest";
import { Rejection } from "../../kernel/result.ts";
import {
  answerQuery,
  attestExpense,
  checkExpenseLines,
  decideReturn,
  mustBeActive,
  reopenReturn,
  reverseExpense,
} from "./vouchers.ts";

const recorded = { state: "RECORDED" as const, recordedById: "liaison", attestedById: null };

test("a voucher is sealed by another member than who recorded it", () => {
  expect(() => attestExpense(recorded, "liaison")).toThrow("SAME_PERSON");
  const attested = attestExpense(recorded, "manager");
  expect(attested).toMatchObject({ state: "ATTESTED", attestedById: "manager" });
  expect(() => attestExpense(attested, "manager")).toThrow("INVALID_TRANSITION");
  expect(reverseExpense(recorded, "重复").state).toBe("REVERSED");
  expect(reverseExpense(attested, "重复")).toMatchObject({ state: "REVERSED", attestedById: "manager" });
  expect(() => reverseExpense(attested, " ")).toThrow(Rejection);
  expect(() => reverseExpense({ ...recorded, state: "REVERSED" }, "again")).toThrow("INVALID_TRANSITION");
});

test("a voucher's lines sum to it and stay within what is available", () => {
  const line = { pledgeLineId: "a", amount: 6n, available: 6n };
  const other = { pledgeLineId: "b", amount: 4n, available: 9n };
  expect(() => checkExpenseLines(10n, [line, other])).not.toThrow();
  for (const [total, lines] of [
    [11n, [line, other]],
    [0n, []],
    [12n, [line, line]],
    [6n, [{ ...line, available: 5n }]],
    [0n, [{ ...line, amount: 0n }]],
  ] as const) {
    expect(() => checkExpenseLines(total, lines)).toThrow(Rejection);
  }
});

test("a return is decided once by another person, and reopened once by the office", () => {
  const sent = { state: "SENT" as const, sentById: "liaison", reopenedAt: null };
  expect(() => decideReturn(sent, "CONFIRMED", "liaison")).toThrow("SAME_PERSON");
  const confirmed = decideReturn(sent, "CONFIRMED", "giver");
  expect(confirmed.state).toBe("CONFIRMED");
  expect(() => decideReturn(confirmed, "REFUSED", "giver")).toThrow("INVALID_TRANSITION");
  expect(() => reopenReturn(sent, new Date())).toThrow("INVALID_TRANSITION");
  const reopened = reopenReturn(confirmed, new Date());
  expect(() => reopenReturn(reopened, new Date())).toThrow("RETURN_REOPENED");
});

test("a query is answered once, a cancelled pledge takes no change", () => {
  const query = { answer: null, answeredAt: null, answeredById: null };
  const answered = answerQuery(query, " 维修路灯 ", "liaison", new Date());
  expect(answered.answer).toBe("维修路灯");
  expect(() => answerQuery(answered, "again", "liaison", new Date())).toThrow("ALREADY_ANSWERED");
  expect(() => mustBeActive("CANCELLED")).toThrow("PLEDGE_CANCELLED");
});

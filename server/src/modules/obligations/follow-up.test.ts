import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  answerReminder,
  askExtension,
  decideExtension,
  mayExplainLateness,
  mayRemind,
  seeReminder,
} from "./follow-up.ts";
import type { Obligation } from "./model.ts";

const d = localDate;
const at = new Date("2026-11-21T02:00:00Z");
const open = {
  source: "PLEDGE",
  quantity: 10n,
  claimed: 0n,
  accepted: 0n,
  answered: 0n,
  opensOn: d("2026-01-01"),
  dueOn: d("2026-11-20"),
  originalDueOn: d("2026-11-20"),
  metOn: null,
  closure: null,
  closedAt: null,
} satisfies Obligation;

test("an extension is asked with a reason for a later day, within the city's limit, one at a time", () => {
  const ask = { requestedDueOn: d("2026-12-20"), reason: "上级资金未到", today: d("2026-11-21") };
  const past = { open: false, granted: 0, max: 2 };
  expect(() => askExtension(open, ask, past)).not.toThrow();
  expect(() => askExtension(open, ask, { ...past, granted: 2 })).toThrow("EXTENSIONS_USED_UP");
  expect(() => askExtension(open, ask, { ...past, open: true })).toThrow("EXTENSION_OPEN");
  expect(() => askExtension({ ...open, claimed: 10n }, ask, past)).toThrow("NOTHING_TO_EXTEND");
  expect(() => askExtension(open, { ...ask, requestedDueOn: d("2026-11-20") }, past)).toThrow(Rejection);
  expect(() => askExtension(open, { ...ask, reason: " " }, past)).toThrow(Rejection);
});

test("another person decides, once", () => {
  const asked = { state: "ASKED" as const, requestedDueOn: d("2026-12-20"), askedById: "a" };
  expect(decideExtension(asked, "GRANTED", "b").state).toBe("GRANTED");
  expect(() => decideExtension(asked, "REFUSED", "a")).toThrow("SAME_PERSON");
  expect(decideExtension(asked, "WITHDRAWN", "a").state).toBe("WITHDRAWN");
  expect(() => decideExtension({ ...asked, state: "REFUSED" }, "GRANTED", "b")).toThrow("INVALID_TRANSITION");
});

test("a reminder is seen first by one, answered once, and capped per week", () => {
  const sent = { seenAt: null, seenById: null, answer: null, answeredAt: null, answeredById: null };
  const seen = seeReminder(sent, "a", at);
  expect(seeReminder(seen, "b", new Date())).toBe(seen);
  const answered = answerReminder(sent, " 本周拨付 ", "b", at);
  expect(answered).toMatchObject({ seenById: "b", answer: "本周拨付", answeredById: "b" });
  expect(() => answerReminder(answered, "again", "b", at)).toThrow("ALREADY_ANSWERED");
  expect(() => mayRemind(2, 3)).not.toThrow();
  expect(() => mayRemind(3, 3)).toThrow("REMINDER_CAP");
});

test("only lateness is explained", () => {
  expect(() => mayExplainLateness("OVERDUE")).not.toThrow();
  expect(() => mayExplainLateness("AWAITING")).toThrow("NOT_LATE");
});

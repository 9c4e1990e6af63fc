import fc from "fast-check";
import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { grouped } from "../../kernel/readable-code.ts";
import { Rejection } from "../../kernel/result.ts";
import { followCode, hashOf, newDoorCode, typedFollowCode } from "./codes.ts";
import {
  type Appeal,
  answer,
  appealStates,
  followRequest,
  linksIn,
  merge,
  notSolved,
  passUp,
  plainText,
  refuse,
  restore,
  sendBack,
  takeInHand,
} from "./model.ts";
import { readWritten } from "./written.ts";

const NOW = new Date("2026-03-02T01:00:00Z");
const DUE = localDate("2026-03-09");

const received: Appeal & { id: string } = {
  id: "one",
  state: "RECEIVED",
  waitingSince: NOW,
  answerDueOn: DUE,
  escalations: 0,
  answer: null,
  answeredAt: null,
  answeredFromId: null,
  draftAnswer: null,
  draftById: null,
  helpRequestId: null,
  passedToId: null,
  mergedIntoId: null,
  notSolvedCount: 0,
};

type Step = (appeal: typeof received) => typeof received;
const steps: Step[] = [
  (appeal) => answer(appeal, { text: "Done", solvable: true, fromId: "c", above: false, at: NOW }),
  (appeal) => answer(appeal, { text: "No money", solvable: false, fromId: "c", above: true, at: NOW }),
  (appeal) => takeInHand(appeal, "r"),
  (appeal) => passUp(appeal, "o", DUE),
  (appeal) => sendBack(appeal, DUE),
  (appeal) => merge(appeal, { id: "two", state: "RECEIVED" }),
  (appeal) => refuse(appeal),
  (appeal) => restore(appeal, NOW, DUE),
  (appeal) => notSolved(appeal, NOW, DUE),
  (appeal) => followRequest(appeal, "OPENED", NOW, DUE),
  (appeal) => followRequest(appeal, "SOLVED", NOW, DUE),
  (appeal) => followRequest(appeal, "UNSOLVED", NOW, DUE),
  (appeal) => followRequest(appeal, "WITHDRAWN", NOW, DUE),
];

test("whatever happens to an appeal, it is known whose turn it is and since when", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.nat(steps.length - 1), { maxLength: 12 }), (path) => {
      let appeal = received;
      for (const n of path) {
        try {
          appeal = (steps[n] as Step)(appeal);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
        reached.add(appeal.state);
        const { state, waitingSince, answerDueOn } = appeal;
        expect(waitingSince === null).toBe(answerDueOn === null);
        if (state === "RECEIVED" || state === "PASSED_UP") expect(waitingSince).not.toBeNull();
        if (["ANSWERED", "CLOSED", "UNSOLVED", "MERGED", "REFUSED"].includes(state))
          expect(waitingSince).toBeNull();
        if (state === "IN_HAND") expect(appeal.helpRequestId).not.toBeNull();
        if (state === "ANSWERED" || state === "UNSOLVED") expect(appeal.answer).not.toBeNull();
        expect(state === "MERGED").toBe(appeal.mergedIntoId !== null);
        expect(appeal.notSolvedCount).toBeLessThanOrEqual(3);
      }
    }),
    { numRuns: 500 },
  );
  expect([...reached].sort()).toEqual([...appealStates].sort());
});

test("a code is typed as people type, made again from the same form, and not without the server's key", () => {
  const keys = (of: string) => (purpose: string) => Buffer.from(`${of} ${purpose}`);
  const code = followCode(keys("a"), "form-1");
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{12}$/);
  expect(followCode(keys("a"), "form-1")).toBe(code);
  expect(followCode(keys("a"), "form-2")).not.toBe(code);
  expect(followCode(keys("b"), "form-1")).not.toBe(code);
  for (const typed of [grouped(code), ` ${code.toLowerCase()} `, grouped(code).replaceAll("-", " ")])
    expect(typedFollowCode(typed)).toBe(code);
  for (const typed of ["", "ABCD", `${code}2`, code.replace(/.$/, "0"), "ABCDEFGHIJKL"])
    expect(typedFollowCode(typed)).toBeNull();
  expect(hashOf(code)).toMatch(/^[0-9a-f]{64}$/);
  expect(newDoorCode()).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
});

test("what is written is cleaned, and every mistake is said at its field", () => {
  const written = (fields: object) =>
    readWritten({ text: "路灯坏了两盏", name: "", phone: "", consent: "", ...fields });
  const codes = (fields: object) => {
    const read = written(fields);
    return "complaints" in read ? read.complaints.map(({ field, code }) => `${field} ${code}`) : [];
  };
  expect(written({ text: " 路灯\u202e坏了\u0007\r\n两盏 " })).toEqual({
    text: "路灯坏了\n两盏",
    contact: null,
  });
  expect(written({ name: " 王 婶 ", phone: "１３８００００００００", consent: "yes" })).toMatchObject({
    contact: { name: "王 婶", phone: "13800000000" },
  });
  expect(codes({ text: "  " })).toEqual(["text REQUIRED"]);
  expect(codes({ text: "。。。。!" })).toEqual(["text tooShort"]);
  expect(codes({ text: "长".repeat(1_001) })).toEqual(["text TOO_LONG"]);
  expect(codes({ text: "看 http://a.com http://b.com www.c.cn 便宜" })).toEqual(["text tooManyLinks"]);
  expect(codes({ phone: "not a phone" })).toEqual(["phone notAPhone", "consent noConsent"]);
  expect(codes({ name: "王" })).toEqual(["consent noConsent"]);
  expect(linksIn("3.5 号楼 2026.3.2 电话 8888")).toBe(0);
  expect(plainText("路灯, 坏了! ＡＢ")).toBe(plainText("路灯坏了ab"));
});

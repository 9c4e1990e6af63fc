import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type AgreementLine,
  agreementLineProblems,
  binding,
  mustBeEditable,
  sign,
  supersede,
  withdrawDraft,
} from "./agreement.ts";
import {
  acknowledge,
  allowedActs,
  answerProposal,
  assign,
  end,
  expire,
  overlaps,
  type PartnershipInput,
  partnershipProblems,
  propose,
  renew,
  resume,
  suspend,
} from "./model.ts";
import { holderOn, succeed } from "./succession.ts";

const d = localDate;
const at = new Date("2026-03-01T02:00:00Z");
const input: PartnershipInput = {
  giverId: "post",
  receiverId: "lake",
  kind: "CO_BUILDING",
  startsOn: d("2026-01-10"),
  endsOn: d("2026-12-31"),
  documentNumber: "创文办〔2026〕3号",
  documentDate: d("2026-01-08"),
  leaderMembershipId: null,
  sectionName: null,
  sectionFrom: null,
  sectionTo: null,
};
const kinds = { giver: "PARTNER_UNIT", receiver: "COMMUNITY" } as const;
const codes = (change: Partial<PartnershipInput>, basis: "ASSIGNED" | "AGREED" = "ASSIGNED") =>
  partnershipProblems({ ...input, ...change }, basis, kinds).map((p) => `${p.path.join(".")} ${p.code}`);

test("an assigned pair is active without any acknowledgement; each side acknowledges once", () => {
  const p = assign(input);
  expect(p.state).toBe("ACTIVE");
  const seen = acknowledge(p, "RECEIVER", "worker", at);
  expect(seen).toMatchObject({
    state: "ACTIVE",
    receiverAcknowledgedById: "worker",
    giverAcknowledgedAt: null,
  });
  expect(() => acknowledge(seen, "RECEIVER", "other", at)).toThrow("ALREADY_ACKNOWLEDGED");
  expect(acknowledge(seen, "GIVER", "liaison", at).giverAcknowledgedAt).toBe(at);
});

test("a proposal waits for the other side", () => {
  const p = propose(input, "GIVER");
  expect(p).toMatchObject({ state: "PROPOSED", basis: "AGREED" });
  expect(() => answerProposal(p, "accept", "GIVER")).toThrow("WRONG_SIDE");
  const active = answerProposal(p, "accept", "RECEIVER");
  expect(active.state).toBe("ACTIVE");
  expect(allowedActs(active)).not.toContain("acknowledge");
  expect(answerProposal(p, "decline", "RECEIVER").state).toBe("DECLINED");
  expect(() => suspend(p, "reason")).toThrow("INVALID_TRANSITION");
});

test("each kind and basis has its own fields", () => {
  expect(codes({})).toEqual([]);
  expect(codes({ kind: "LEADER_CONTACT" })).toEqual(["leaderMembershipId REQUIRED"]);
  expect(codes({ leaderMembershipId: "m" })).toEqual(["leaderMembershipId NOT_FOR_THIS_KIND"]);
  expect(codes({ kind: "ROAD_SECTION", sectionName: "湖滨路", sectionFrom: " " })).toEqual([
    "sectionFrom REQUIRED",
    "sectionTo REQUIRED",
  ]);
  expect(codes({ documentNumber: null, documentDate: null })).toEqual([
    "documentNumber REQUIRED",
    "documentDate REQUIRED",
  ]);
  expect(codes({ documentNumber: null, documentDate: null }, "AGREED")).toEqual([]);
  expect(codes({ startsOn: d("2026-01-07") })).toEqual(["startsOn START_BEFORE_DOCUMENT"]);
  expect(codes({ endsOn: d("2026-01-09") })).toEqual(["endsOn BEFORE_START"]);
  expect(codes({ endsOn: d("2031-01-10") })).toEqual(["endsOn TERM_TOO_LONG"]);
  expect(
    partnershipProblems(input, "ASSIGNED", { giver: "COMMUNITY", receiver: "TEAM" }).map((p) => p.code),
  ).toEqual(["NOT_A_PARTNER_UNIT", "NOT_A_RECEIVER"]);
});

test("suspended, resumed, ended early, run out", () => {
  const p = assign(input);
  const paused = suspend(p, "单位改革");
  expect(resume(paused).state).toBe("ACTIVE");
  expect(() => resume(p)).toThrow("INVALID_TRANSITION");
  expect(end(paused, d("2026-06-30"), "撤并")).toMatchObject({
    state: "ENDED",
    endsOn: "2026-06-30",
    endReason: "撤并",
  });
  expect(() => end(p, d("2027-01-01"), "x")).toThrow(Rejection);
  expect(() => end(p, d("2026-01-08"), "x")).toThrow(Rejection);
  expect(end(p, d("2026-01-09"), "误录").endsOn).toBe("2026-01-09");
  expect(expire(p, d("2026-12-31"))).toBe(p);
  expect(expire(p, d("2027-01-01")).state).toBe("ENDED");
});

test("renewed for a year from the day after, once, and not when it was ended by decision", () => {
  const p = expire(assign(input), d("2027-01-01"));
  const next = renew(p, { document: { number: "创文办〔2027〕1号", date: d("2026-12-20") } }, false);
  expect(next).toMatchObject({
    state: "ACTIVE",
    startsOn: "2027-01-01",
    endsOn: "2027-12-31",
    basis: "ASSIGNED",
  });
  expect(renew(p, { proposedBy: "RECEIVER" }, false)).toMatchObject({
    state: "PROPOSED",
    documentNumber: null,
  });
  expect(() => renew(p, { proposedBy: "GIVER" }, true)).toThrow("ALREADY_RENEWED");
  expect(() => renew(end(assign(input), d("2026-06-30"), "x"), { proposedBy: "GIVER" }, false)).toThrow(
    "ENDED_EARLY",
  );
  expect(overlaps(p, next)).toBe(false);
  expect(overlaps(p, assign({ ...input, startsOn: d("2026-12-31"), endsOn: d("2027-06-30") }))).toBe(true);
  expect(overlaps(p, assign({ ...input, giverId: "bank" }))).toBe(false);
});

test("an agreement is in force with two signatures of two sides and two persons", () => {
  const draft = { state: "DRAFT" as const, inForceAt: null };
  const first = { side: "GIVER" as const, byId: "leader" };
  expect(sign(draft, [], first, at)).toMatchObject({ comesIntoForce: false, agreement: { state: "DRAFT" } });
  expect(() => mustBeEditable(draft, [first])).toThrow("INVALID_TRANSITION");
  expect(() => sign(draft, [first], { side: "GIVER", byId: "other" }, at)).toThrow("ALREADY_SIGNED");
  expect(() => sign(draft, [first], { side: "RECEIVER", byId: "leader" }, at)).toThrow("SAME_PERSON");
  const { agreement } = sign(draft, [first], { side: "RECEIVER", byId: "manager" }, at);
  expect(agreement).toEqual({ state: "IN_FORCE", inForceAt: at });
  expect(supersede(agreement).state).toBe("SUPERSEDED");
  expect(() => withdrawDraft(agreement, [])).toThrow("INVALID_TRANSITION");
  expect(withdrawDraft(draft, [first]).state).toBe("WITHDRAWN");
});

test("the three lists: lines that bind have kind, quantity and a day within the term", () => {
  const line: AgreementLine = {
    list: "PROJECTS",
    text: "联合清洁日",
    kindId: "activity",
    measure: "COUNT",
    quantity: 4n,
    good: null,
    dueOn: d("2026-11-30"),
  };
  const plain = { ...line, kindId: null, measure: null, quantity: null, dueOn: null };
  const problems = (lines: AgreementLine[]) => agreementLineProblems(lines, input).map((p) => p.code);
  expect(problems([line, plain])).toEqual([]);
  expect(binding([line, plain])).toEqual([line]);
  expect(problems([{ ...line, dueOn: d("2027-01-01") }])).toEqual(["DATE_OUTSIDE_TERM"]);
  expect(problems([{ ...line, quantity: 0n, text: "" }])).toEqual(["REQUIRED", "AMOUNT_ZERO"]);
  expect(problems([{ ...line, kindId: null, measure: null }])).toEqual(["REQUIRED"]);
  expect(problems([])).toEqual(["REQUIRED"]);
});

test("one lead at a time: the next one starts the day after the last one's end", () => {
  const first = { id: "l1", holderId: "p1", startsOn: d("2026-01-01"), endsOn: null };
  expect(succeed([first], "p2", d("2026-07-01"))).toEqual({
    close: [{ id: "l1", endsOn: "2026-06-30" }],
    open: { holderId: "p2", startsOn: "2026-07-01", endsOn: null },
  });
  expect(succeed([first], "p1", d("2026-07-01"))).toEqual({ close: [], open: null });
  expect(succeed([first], null, d("2026-07-01")).open).toBeNull();
  expect(() => succeed([first], "p2", d("2025-12-01"))).toThrow("LATER_ASSIGNMENT");
  expect(holderOn([{ ...first, endsOn: d("2026-06-30") }], d("2026-06-30"))).toBe("p1");
  expect(holderOn([{ ...first, endsOn: d("2026-06-30") }], d("2026-07-01"))).toBeNull();
});

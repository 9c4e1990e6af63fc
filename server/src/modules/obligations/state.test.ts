import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { plainWeek } from "../../kernel/workdays.ts";
import { countsOn } from "./met-day.ts";
import type { Obligation } from "./model.ts";
import { effectiveDueOn, obligationState, pace, resume, type StateContext } from "./state.ts";

const d = localDate;
const base: Obligation = {
  source: "RULE",
  quantity: 4n,
  claimed: 0n,
  accepted: 0n,
  answered: 0n,
  opensOn: d("2026-10-01"),
  dueOn: d("2026-11-20"),
  originalDueOn: d("2026-11-20"),
  metOn: null,
  closure: null,
  closedAt: null,
};
const on = (today: string, more: Partial<StateContext> = {}): StateContext => ({
  today: d(today),
  calendar: plainWeek,
  settings: { atRiskWorkdays: 10, silenceWorkdays: 7 },
  suspensions: [],
  ...more,
});

test.each([
  ["2026-09-30", "UPCOMING", 0],
  ["2026-10-01", "DUE", 0],
  ["2026-11-05", "DUE", 0],
  ["2026-11-06", "AT_RISK", 0],
  ["2026-11-20", "AT_RISK", 0],
  ["2026-11-21", "OVERDUE", 0],
  ["2026-11-23", "OVERDUE", 1],
  ["2026-12-03", "OVERDUE", 9],
])("untouched on %s: %s, %d working days late", (day, state, late) => {
  expect(obligationState(base, on(day))).toMatchObject({ state, lateWorkdays: late });
});

test("fully claimed is the other side's turn, however late, and silence is told", () => {
  const claimed = { ...base, claimed: 4n, accepted: 1n };
  const asked = on("2026-12-03", { awaitingSince: d("2026-11-24") });
  expect(obligationState(claimed, asked)).toMatchObject({ state: "AWAITING", lateWorkdays: 0, silent: true });
  expect(obligationState(claimed, { ...asked, awaitingSince: d("2026-11-25") }).silent).toBe(false);
  expect(obligationState({ ...base, claimed: 3n, accepted: 3n }, asked).state).toBe("OVERDUE");
});

test("an answered duty is late only for its unanswered remainder", () => {
  expect(obligationState({ ...base, answered: 5n }, on("2026-12-03")).state).toBe("DUE");
  expect(obligationState({ ...base, answered: 3n }, on("2026-12-03")).state).toBe("OVERDUE");
  expect(obligationState({ ...base, answered: 3n, claimed: 1n }, on("2026-12-03")).state).toBe("AWAITING");
});

test("closed ones say how they closed", () => {
  const met = { ...base, claimed: 4n, accepted: 4n, closure: "MET" as const, closedAt: new Date(0) };
  expect(obligationState({ ...met, metOn: d("2026-11-20") }, on("2027-01-01")).state).toBe("MET");
  expect(obligationState({ ...met, metOn: d("2026-11-24") }, on("2027-01-01"))).toMatchObject({
    state: "MET_LATE",
    lateWorkdays: 2,
  });
  expect(obligationState({ ...base, closure: "WAIVED" }, on("2027-01-01")).state).toBe("WAIVED");
});

test("a suspension stops the clock: the due date moves by its days, and stays moved when it ends", () => {
  const running = [{ startsOn: d("2026-11-11"), endsOn: null }];
  expect(effectiveDueOn(base, running, d("2026-11-10"))).toBe("2026-11-20");
  expect(effectiveDueOn(base, running, d("2026-11-30"))).toBe("2026-12-10");
  expect(obligationState(base, on("2027-03-01", { suspensions: running })).state).toBe("AT_RISK");
  expect(resume(base, { startsOn: d("2026-11-11"), endsOn: d("2026-11-30") })).toBe("2026-12-10");
  expect(
    resume({ ...base, opensOn: d("2026-12-01") }, { startsOn: d("2026-11-11"), endsOn: d("2026-11-30") }),
  ).toBe("2026-11-20");
});

test("what was late before the suspension stays as late as it was", () => {
  const late = on("2026-12-20", { suspensions: [{ startsOn: d("2026-11-25"), endsOn: null }] });
  expect(obligationState(base, late)).toMatchObject({ state: "OVERDUE", lateWorkdays: 2 });
});

test("the tick runs from 0 to 1000 and stands still while suspended", () => {
  const o = { opensOn: d("2026-10-01"), dueOn: d("2026-10-10") };
  expect(pace(o, d("2026-09-30"))).toBe(0);
  expect(pace(o, d("2026-10-01"))).toBe(100);
  expect(pace(o, d("2026-10-10"))).toBe(1000);
  expect(pace(o, d("2027-01-01"))).toBe(1000);
  expect(pace(o, d("2026-10-20"), [{ startsOn: d("2026-10-06"), endsOn: null }])).toBe(500);
});

test("an act counts on its day when it is told in time, else on the day it is told", () => {
  const act = { occurredOn: d("2026-11-13"), submittedOn: d("2026-11-20") };
  expect(countsOn(act, 5, plainWeek)).toBe("2026-11-13");
  expect(countsOn({ ...act, submittedOn: d("2026-11-21") }, 5, plainWeek)).toBe("2026-11-21");
});

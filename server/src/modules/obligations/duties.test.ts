import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { type DutyPartnership, type DutyPeriod, type DutyRule, dutiesFor, proRate } from "./duties.ts";

const d = localDate;
const period: DutyPeriod = { id: "q4", kind: "QUARTER", opensOn: d("2026-10-01"), closesOn: d("2026-12-31") };
const rule: DutyRule = {
  id: "r1",
  kindId: "activity",
  quantity: 4n,
  good: null,
  periodKind: "QUARTER",
  appliesTo: "EACH",
  unitClass: null,
  partnershipKind: null,
  qualifier: null,
  proRating: "DAYS",
  validFrom: d("2026-01-01"),
  validTo: null,
};
const pair: DutyPartnership = {
  id: "p1",
  kind: "CO_BUILDING",
  state: "ACTIVE",
  giverUnitClass: null,
  startsOn: d("2026-01-01"),
  endsOn: d("2026-12-31"),
};
const quantities = (rules: DutyRule[], p: DutyPartnership, leads: Parameters<typeof dutiesFor>[3] = []) =>
  dutiesFor(rules, p, period, leads).map((duty) => duty.quantity);

test("pro-rating: full, skipped, by days rounded up", () => {
  expect(proRate(4n, "FULL", 92, 1)).toBe(4n);
  expect(proRate(4n, "SKIP", 92, 91)).toBeNull();
  expect(proRate(4n, "SKIP", 92, 92)).toBe(4n);
  expect(proRate(4n, "DAYS", 92, 46)).toBe(2n);
  expect(proRate(4n, "DAYS", 92, 47)).toBe(3n);
  expect(proRate(1n, "DAYS", 92, 1)).toBe(1n);
  expect(proRate(4n, "FULL", 92, 0)).toBeNull();
});

test("a partnership that joins in the middle owes its days, from its first day", () => {
  expect(dutiesFor([rule], { ...pair, startsOn: d("2026-11-16") }, period, [])).toEqual([
    {
      ruleId: "r1",
      kindId: "activity",
      quantity: 2n,
      good: null,
      qualifier: null,
      opensOn: "2026-11-16",
      dueOn: "2026-12-31",
    },
  ]);
  expect(dutiesFor([rule], { ...pair, endsOn: d("2026-11-15") }, period, [])[0]?.dueOn).toBe("2026-11-15");
  expect(quantities([rule], { ...pair, endsOn: d("2026-09-30") })).toEqual([]);
});

test("a new version applies to periods that start with or after it, the old one to the running period", () => {
  const change = d("2026-11-01");
  const old = { ...rule, validTo: change };
  const next = { ...rule, id: "r2", quantity: 6n, validFrom: change };
  expect(dutiesFor([old, next], pair, period, []).map((duty) => duty.ruleId)).toEqual(["r1"]);
  const q1 = { ...period, opensOn: d("2027-01-01"), closesOn: d("2027-03-31") };
  const renewed = { ...pair, endsOn: d("2027-12-31") };
  expect(dutiesFor([old, next], renewed, q1, []).map((duty) => duty.ruleId)).toEqual(["r2"]);
});

test("class, kind of partnership, kind of period and state select", () => {
  expect(quantities([{ ...rule, unitClass: "重点" }], pair)).toEqual([]);
  expect(quantities([{ ...rule, unitClass: "重点" }], { ...pair, giverUnitClass: "重点" })).toEqual([4n]);
  expect(quantities([{ ...rule, partnershipKind: "ROAD_SECTION" }], pair)).toEqual([]);
  expect(quantities([{ ...rule, periodKind: "YEAR" }], pair)).toEqual([]);
  expect(quantities([rule], { ...pair, state: "PROPOSED" })).toEqual([]);
});

test("the lead's duty: by days each lead its own, in full the first lead alone", () => {
  const leads = [
    { partnershipId: "p1", startsOn: d("2026-01-01"), endsOn: d("2026-11-15") },
    { partnershipId: "p2", startsOn: d("2026-11-16"), endsOn: null },
  ];
  const byDays: DutyRule = { ...rule, appliesTo: "LEAD" };
  const inFull: DutyRule = { ...byDays, proRating: "FULL" };
  const other = { ...pair, id: "p2" };
  expect(quantities([byDays], pair, leads)).toEqual([2n]);
  expect(quantities([byDays], other, leads)).toEqual([2n]);
  expect(quantities([inFull], pair, leads)).toEqual([4n]);
  expect(quantities([inFull], other, leads)).toEqual([]);
  expect(quantities([inFull], { ...pair, id: "p3" }, leads)).toEqual([]);
});

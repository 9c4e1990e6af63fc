import { describe, expect, it } from "vitest";
import { checkPlan, splitAmount, splitDays, splitPlan, spread } from "./plan.ts";

describe("instalments", () => {
  it("are equal in whole yuan, the last one takes the rest, and they sum to the whole", () => {
    expect(splitAmount("MONEY", 1_000_050n, 3)).toEqual([333_300n, 333_300n, 333_450n]);
    expect(splitAmount("GOODS", 20_000n, 3)).toEqual([6_000n, 6_000n, 8_000n]);
    expect(splitAmount("MONEY", 2n, 2)).toEqual([1n, 1n]);
    for (const parts of [1, 2, 5, 12]) {
      const amounts = splitAmount("MONEY", 987_654_321n, parts);
      expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(987_654_321n);
      expect(amounts.every((amount) => amount > 0n)).toBe(true);
    }
  });
  it("fall due from early to late, the last one with the duty that they answer", () => {
    expect(splitDays("2026-03-01", 2, "2026-03-31")).toEqual(["2026-03-16", "2026-03-31"]);
    expect(splitDays("2026-03-01", 2)).toEqual(["2026-03-31", "2026-04-30"]);
    expect(splitDays("2026-03-01", 1, "2026-02-01")).toEqual(["2026-03-31"]);
  });
  it("are checked for their sum, their days and their order", () => {
    const plan = splitPlan("MONEY", 20_000n, 2, "2026-03-01");
    expect(checkPlan(plan, 20_000n)).toMatchObject({ sum: 20_000n, fits: true });
    expect(checkPlan(plan, 20_001n).fits).toBe(false);
    expect(checkPlan([...plan].reverse(), 20_000n)).toMatchObject({ inOrder: false, fits: false });
    expect(checkPlan([{ key: "a", amount: { text: "", quantity: null }, dueOn: "" }], 0n).fits).toBe(false);
    expect(checkPlan([], 0n).fits).toBe(false);
  });
});

describe("a voucher's amount", () => {
  const purses = [
    { id: "old", available: 300n },
    { id: "empty", available: 0n },
    { id: "new", available: 500n },
  ];
  it("is taken from the oldest money first", () => {
    expect([...spread(200n, purses)]).toEqual([["old", 200n]]);
    expect([...spread(450n, purses)]).toEqual([
      ["old", 300n],
      ["new", 150n],
    ]);
  });
  it("never takes more than there is", () => {
    expect([...spread(900n, purses)].reduce((sum, [, part]) => sum + part, 0n)).toBe(800n);
  });
});

import { describe, expect, it } from "vitest";
import { monthGrid } from "./month-grid.ts";

describe("a month's grid", () => {
  it("begins its weeks on Monday and knows weekends", () => {
    // 1 November 2026 is a Sunday.
    const november = monthGrid(2026, 11);
    expect(november.slice(0, 7)).toEqual([
      ...Array.from({ length: 6 }, () => null),
      { date: "2026-11-01", day: 1, weekend: true },
    ]);
    expect(november).toHaveLength(36);
    expect(november.at(-1)).toEqual({ date: "2026-11-30", day: 30, weekend: false });
  });

  it("knows leap years", () => {
    expect(monthGrid(2028, 2).at(-1)?.date).toBe("2028-02-29");
    expect(monthGrid(2026, 2).at(-1)?.date).toBe("2026-02-28");
  });
});

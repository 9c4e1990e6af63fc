import { describe, expect, it } from "vitest";
import { addDays, addMonths, dayByKey, weekdayOf, weekOf, weeksOfMonth } from "./days.ts";

describe("the days of a calendar", () => {
  it("goes over the ends of months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(addMonths("2026-12-05", 1)).toBe("2027-01-05");
  });

  it("begins weeks on Monday", () => {
    expect(weekdayOf("2026-11-22")).toBe(6);
    expect(weekOf("2026-11-22")).toEqual(weekOf("2026-11-16"));
    expect(weekOf("2026-11-22")[0]).toBe("2026-11-16");
  });

  it("takes the whole weeks that a month touches", () => {
    for (const month of ["2026-02", "2026-11", "2027-02", "2028-02"]) {
      const weeks = weeksOfMonth(`${month}-10`);
      const days = weeks.flat();
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      expect(days.filter((day) => day.startsWith(month))).toHaveLength(
        new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate(),
      );
      expect(weeks[0]?.some((day) => day.startsWith(month))).toBe(true);
      expect(weeks.at(-1)?.some((day) => day.startsWith(month))).toBe(true);
    }
    expect(weeksOfMonth("2027-02-01")).toHaveLength(4);
  });

  it("moves by keys", () => {
    const to = (key: string, page: "week" | "month" = "month") => dayByKey(key, "2026-11-20", page);
    expect([to("ArrowLeft"), to("ArrowRight"), to("ArrowUp"), to("ArrowDown")]).toEqual([
      "2026-11-19",
      "2026-11-21",
      "2026-11-13",
      "2026-11-27",
    ]);
    expect([to("Home"), to("End")]).toEqual(["2026-11-16", "2026-11-22"]);
    expect([to("PageUp"), to("PageDown"), to("PageDown", "week")]).toEqual([
      "2026-10-20",
      "2026-12-20",
      "2026-11-27",
    ]);
    expect(to("Enter")).toBeNull();
  });
});

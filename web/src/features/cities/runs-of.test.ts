import { expect, it } from "vitest";
import { runsOf, type SpecialDay } from "./runs-of.ts";

it("puts days in a row for one reason together, and nothing else", () => {
  const day = (date: string, kind: SpecialDay["kind"], name: string) => ({ date, kind, name });
  const runs = runsOf([
    day("2026-02-27", "HOLIDAY", "a"),
    day("2026-02-28", "HOLIDAY", "a"),
    day("2026-03-01", "HOLIDAY", "a"),
    day("2026-03-02", "WORKING", "a"),
    day("2026-03-04", "WORKING", "a"),
    day("2026-03-05", "WORKING", "b"),
  ]);
  expect(runs.map(({ days }) => days.length)).toEqual([3, 1, 1, 1]);
  expect(runsOf([])).toEqual([]);
});

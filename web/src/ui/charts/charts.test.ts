import { expect, it } from "vitest";
import { pathOf } from "./LineChart.tsx";
import { LOOKS, lookOf } from "./series.ts";

it("a line breaks where a value is missing and goes on after it", () => {
  expect(pathOf([{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4 }, { x: 4, y: 5 }])).toBe(
    "M0.0 1.0 L1.0 2.0 M3.0 4.0 L4.0 5.0",
  );
  expect(pathOf([null, null])).toBe("");
});

it("neighbouring series never look alike", () => {
  for (let at = 0; at < 10; at++) expect(lookOf(at)).not.toBe(lookOf(at + 1));
  expect(new Set(LOOKS).size).toBe(LOOKS.length);
});

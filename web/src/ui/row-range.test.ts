import { expect, it } from "vitest";
import { rangeBetween } from "./row-range.ts";

it("a range goes from the row touched last to this one, up or down", () => {
  const keys = ["a", "b", "c", "d"];
  expect(rangeBetween(keys, "b", "d")).toEqual(["b", "c", "d"]);
  expect(rangeBetween(keys, "d", "b")).toEqual(["b", "c", "d"]);
  expect(rangeBetween(keys, "gone", "b")).toEqual(["b"]);
  expect(rangeBetween(keys, null, "c")).toEqual(["c"]);
});

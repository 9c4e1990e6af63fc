import { expect, test } from "vitest";
import {
  addQuantity,
  minQuantity,
  parseAmount,
  quantity,
  quantityProblem,
  subtractQuantity,
} from "./quantity.ts";
import { Rejection } from "./result.ts";

test("every measure has its own bounds", () => {
  expect(quantityProblem(1n, "DONE")).toBeNull();
  expect(quantityProblem(2n, "DONE")).toEqual({ code: "AMOUNT_NOT_ONE" });
  expect(parseAmount("2", "DONE")).toEqual({ code: "AMOUNT_NOT_ONE" });
  expect(quantityProblem(0n, "COUNT")).toEqual({ code: "AMOUNT_ZERO" });
  expect(quantityProblem(-1n, "MINUTES")).toEqual({ code: "AMOUNT_NEGATIVE" });
  expect(quantityProblem(1_000_001n, "COUNT")).toEqual({
    code: "AMOUNT_TOO_LARGE",
    params: { max: "1000000" },
  });
  expect(parseAmount("４", "COUNT")).toBe(4n);
});

test("goods are named, other measures are not", () => {
  expect(quantity("GOODS", 3_000n, " 路灯 ")).toEqual({ measure: "GOODS", amount: 3_000n, good: "路灯" });
  expect(() => quantity("GOODS", 3_000n)).toThrow(Rejection);
  expect(() => quantity("MONEY", 3_000n, "路灯")).toThrow(Rejection);
  expect(() => quantity("MONEY", 0n)).toThrow(Rejection);
});

test("unlike things are never summed", () => {
  const lamps = quantity("GOODS", 3_000n, "路灯");
  const bins = quantity("GOODS", 1_000n, "垃圾桶");
  expect(() => addQuantity(lamps, bins)).toThrow(RangeError);
  expect(() => minQuantity(lamps, quantity("MONEY", 1n))).toThrow(RangeError);
  expect(addQuantity(lamps, lamps).amount).toBe(6_000n);
  expect(subtractQuantity(lamps, { ...lamps, amount: 1_000n }).amount).toBe(2_000n);
  expect(() => subtractQuantity(bins, { ...bins, amount: 2_000n })).toThrow(RangeError);
});

import { describe, expect, it } from "vitest";
import { parseAmount, parseCount, parseGoods, parseHours } from "./parse-amount.ts";
import { prefilled, typedQuantity } from "./typed-quantity.ts";

describe("a quantity put into a field", () => {
  it("is read back as the same quantity", () => {
    for (const value of ["1", "6", "90", "95", "6000", "123456789"]) {
      expect(parseAmount(typedQuantity("MONEY", value))).toEqual({ kind: "ok", fen: value });
      expect(parseGoods(typedQuantity("GOODS", value))).toEqual({ kind: "ok", value });
      expect(parseCount(typedQuantity("COUNT", value))).toEqual({ kind: "ok", value });
    }
    for (const value of ["1", "6", "90", "95", "6000"])
      expect(parseHours(typedQuantity("MINUTES", value))).toEqual({ kind: "ok", value });
  });
  it("is nothing for zero", () => {
    expect(prefilled("MONEY", "0")).toEqual({ text: "", quantity: null });
    expect(prefilled("MONEY", "250")).toEqual({ text: "2.5", quantity: "250" });
  });
});

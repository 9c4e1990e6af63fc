import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney, fromMinor } from "./format.ts";
import { parseAmount, parseCount, parseGoods, parseHours } from "./parse-amount.ts";

const fen = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });

describe("parseAmount", () => {
  it.each([
    ["20000", "2000000"],
    ["20,000.00", "2000000"],
    ["２００００", "2000000"],
    ["２０，０００．５０元", "2000050"],
    ["¥ 200", "20000"],
    ["CN¥20,000.00", "2000000"],
    [".5", "50"],
    ["007", "700"],
    ["1.2300", "123"],
    ["9,999,999,999,999.99", "999999999999999"],
  ])("reads %s", (text, expected) => expect(parseAmount(text)).toEqual({ kind: "ok", fen: expected }));

  it.each([
    ["", "EMPTY"],
    ["元", "EMPTY"],
    ["0", "ZERO"],
    ["0.00", "ZERO"],
    ["0万", "ZERO"],
    ["-5", "NEGATIVE"],
    ["－５", "NEGATIVE"],
    ["1e5", "EXPONENT"],
    ["1E+5", "EXPONENT"],
    ["1.234", "TOO_MANY_DECIMALS"],
    ["1234567890123456789", "TOO_LARGE"],
    ["99999999999999", "TOO_LARGE"],
    ["2,00", "NOT_A_NUMBER"],
    ["1.2.3", "NOT_A_NUMBER"],
    [".", "NOT_A_NUMBER"],
    ["two", "NOT_A_NUMBER"],
    ["Infinity", "NOT_A_NUMBER"],
    ["0x10", "NOT_A_NUMBER"],
  ])("refuses %s as %s", (text, code) => expect(parseAmount(text)).toEqual({ kind: "error", code }));

  it.each([
    ["2万", "2000000"],
    ["2.5 万元", "2500000"],
    ["１.２３４５６７万", "1234567"],
  ])("offers to convert %s", (text, expected) =>
    expect(parseAmount(text)).toEqual({ kind: "offer", fen: expected, typed: text }),
  );

  it("reads back every amount it shows, in both languages", () =>
    fc.assert(
      fc.property(fen, fc.constantFrom("zh" as const, "en" as const), (amount, locale) => {
        expect(parseAmount(formatMoney(amount, locale))).toEqual({ kind: "ok", fen: String(amount) });
      }),
    ));

  it("answers every text with digits or a code, and never throws", () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" })), (text) => {
        const parsed = parseAmount(text);
        if (parsed.kind !== "error") expect(parsed.fen).toMatch(/^[1-9]\d{0,14}$/);
      }),
    ));
});

describe("quantities", () => {
  it("reads goods to the thousandth", () => {
    expect(parseGoods("2.125")).toEqual({ kind: "ok", value: "2125" });
    expect(parseGoods("2.1255")).toEqual({ kind: "error", code: "TOO_MANY_DECIMALS" });
  });
  it("reads hours as minutes", () => {
    expect(parseHours("2.5")).toEqual({ kind: "ok", value: "150" });
    expect(parseHours("2：30")).toEqual({ kind: "ok", value: "150" });
    expect(parseHours("0.33")).toEqual({ kind: "error", code: "NOT_WHOLE_MINUTES" });
    expect(parseHours("0:00")).toEqual({ kind: "error", code: "ZERO" });
  });
  it("reads counts as whole numbers", () => {
    expect(parseCount("３")).toEqual({ kind: "ok", value: "3" });
    expect(parseCount("3.5")).toEqual({ kind: "error", code: "TOO_MANY_DECIMALS" });
  });
  it("shows thousandths so that they read back", () =>
    fc.assert(
      fc.property(fen, (value) => {
        expect(parseGoods(fromMinor(value, 3))).toEqual({ kind: "ok", value: String(value) });
      }),
    ));
});

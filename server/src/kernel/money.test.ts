import { expect, test } from "vitest";
import { formatFen, parseFen } from "./money.ts";

test("fen are read from plain and full-width digits", () => {
  expect(parseFen("2000000")).toBe(2_000_000n);
  expect(parseFen("２００")).toBe(200n);
  expect(parseFen(" 007 ")).toBe(7n);
  expect(parseFen("10000000000000")).toBe(10_000_000_000_000n);
});

test.each([
  ["0", "AMOUNT_ZERO"],
  ["-5", "AMOUNT_NEGATIVE"],
  ["10000000000001", "AMOUNT_TOO_LARGE"],
  ["1234567890123456789", "AMOUNT_TOO_LARGE"],
  ["9".repeat(100_000), "AMOUNT_TOO_LARGE"],
  ["1e5", "AMOUNT_NOT_DIGITS"],
  ["1.50", "AMOUNT_NOT_DIGITS"],
  ["2万", "AMOUNT_NOT_DIGITS"],
  ["1,000", "AMOUNT_NOT_DIGITS"],
  ["", "AMOUNT_NOT_DIGITS"],
])("%.20s is refused with %s", (text, code) => {
  expect(parseFen(text)).toMatchObject({ code });
});

test("exact text in yuan", () => {
  expect(formatFen(2_000_000n)).toBe("20,000.00");
  expect(formatFen(5n)).toBe("0.05");
  expect(formatFen(-123_456_789n)).toBe("-1,234,567.89");
  expect(formatFen(0n)).toBe("0.00");
});

import { expect, it } from "vitest";
import { fits } from "../desk-rows.ts";

it("finds by a part of a name or a phone number, whatever the blanks and widths", () => {
  const row = { name: "于 兰华", phone: "13800001234" };
  expect(fits(row, "兰华")).toBe(true);
  expect(fits(row, "1380000 12")).toBe(true);
  expect(fits(row, "１２３４")).toBe(true);
  expect(fits(row, "王")).toBe(false);
  expect(fits({ name: null, phone: null }, "于")).toBe(false);
});

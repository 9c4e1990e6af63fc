import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { type CapabilityFields, checkCapability } from "./model.ts";

const visits: CapabilityFields = {
  ...{ description: "Visits", good: null, skill: null, quantity: null, per: "MONTH" },
  ...{ validFrom: localDate("2026-01-01"), validTo: null },
};
const codes = (more: Partial<CapabilityFields>, measure: "COUNT" | "GOODS" = "COUNT") =>
  checkCapability({ ...visits, ...more }, measure).map(({ path, code }) => `${path} ${code}`);

test("what can be given is said whole: goods by name, skills for anything else, amounts above nothing", () => {
  expect(codes({ skill: "Electrician", quantity: 2n })).toEqual([]);
  expect(codes({ good: "Lamp" }, "GOODS")).toEqual([]);
  expect(codes({ description: "" })).toEqual(["description REQUIRED"]);
  expect(codes({}, "GOODS")).toEqual(["good GOOD_REQUIRED"]);
  expect(codes({ good: "Lamp" })).toEqual(["good GOOD_NOT_ALLOWED"]);
  expect(codes({ good: "Lamp", skill: "x" }, "GOODS")).toEqual(["skill SKILL_NOT_ALLOWED"]);
  expect(codes({ quantity: 0n })).toEqual(["quantity AMOUNT_ZERO"]);
  expect(codes({ description: "x".repeat(201) })).toEqual(["description TOO_LONG"]);
  expect(codes({ validTo: localDate("2025-12-31") })).toEqual(["validTo BEFORE_START"]);
});

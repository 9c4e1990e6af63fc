import { expect, test } from "vitest";
import { isId, newId } from "./ids.ts";

test("ids of one millisecond sort in the order they were made", () => {
  const now = new Date("2026-11-21T08:00:00Z");
  const ids = Array.from({ length: 2000 }, () => newId(now));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(2000);
});

test("ids of a simulated past sort before ids of today", () => {
  const old = newId(new Date("2025-06-01T00:00:00Z"));
  expect(old < newId()).toBe(true);
  expect(newId(new Date("2025-05-01T00:00:00Z")) < old).toBe(true);
  expect(Number.parseInt(old.replace("-", "").slice(0, 12), 16)).toBe(Date.UTC(2025, 5, 1));
});

test("an id is a UUID in lower case", () => {
  expect(isId(newId())).toBe(true);
  expect(isId(newId().toUpperCase())).toBe(false);
  expect(isId("1")).toBe(false);
});

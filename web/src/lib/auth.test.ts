import { expect, it } from "vitest";
import { readFailure } from "./auth.ts";

it("puts every refusal of signing in into words of its own", () => {
  const until = "2026-11-21T10:30:00.000Z";
  expect(readFailure({ status: 401, code: "INVALID_CREDENTIALS" }, null)).toEqual({ kind: "wrong" });
  expect(readFailure({ status: 423, code: "LOCKED", until }, "60")).toEqual({ kind: "locked", until });
  expect(readFailure({ status: 429, code: "RATE_LIMITED" }, "7")).toEqual({
    kind: "rateLimited",
    seconds: 7,
  });
  expect(readFailure({ status: 429, code: "RATE_LIMITED" }, null)).toEqual({
    kind: "rateLimited",
    seconds: null,
  });
  expect(readFailure({ status: 403, code: "FORBIDDEN" }, null)).toEqual({ kind: "failed", status: 403 });
  expect(readFailure({ status: 500, code: "INTERNAL" }, null)).toEqual({ kind: "failed", status: 500 });
});

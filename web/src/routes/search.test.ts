import { describe, expect, it } from "vitest";
import { validateListSearch, validateRootSearch, validateSignInSearch } from "./search.ts";

describe("search parameters", () => {
  it("lead back only into the product after signing in", () => {
    expect(validateSignInSearch({ next: "/partnerships?state=late" })).toEqual({
      next: "/partnerships?state=late",
    });
    for (const next of [
      "https://elsewhere.example",
      "//elsewhere.example",
      "/\\elsewhere.example",
      "x",
      5,
      null,
    ])
      expect(validateSignInSearch({ next })).toEqual({});
  });
  it("ignore what they do not know and what is too long", () => {
    expect(validateListSearch({ q: "湖滨", state: "", other: "x", periodId: 7 })).toEqual({
      q: "湖滨",
      periodId: "7",
    });
    expect(validateRootSearch({ why: "x".repeat(201) })).toEqual({});
  });
});

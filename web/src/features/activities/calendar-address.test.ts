import { describe, expect, it } from "vitest";
import { rangeOf, readAddress } from "./calendar-address.ts";

const TODAY = "2026-11-21";

describe("the calendar's address", () => {
  it("means this month without anything else, and whose by who looks", () => {
    expect(readAddress({}, "PARTNER_UNIT", TODAY)).toEqual({
      view: "month",
      on: TODAY,
      whose: "ours",
      kind: null,
      place: "",
      open: false,
    });
    expect(readAddress({}, "OFFICE", TODAY).whose).toBe("city");
  });

  it("is not led astray by what it does not know", () => {
    const read = readAddress(
      { view: "year", on: "2026-13-45", whose: "all", open: "yes" },
      "COMMUNITY",
      TODAY,
    );
    expect(read).toMatchObject({ view: "month", on: TODAY, whose: "ours", open: false });
  });

  it("asks for whole weeks, or for the rest of a month", () => {
    expect(rangeOf({ view: "month", on: "2026-11-21" })).toEqual({ from: "2026-10-26", to: "2026-12-06" });
    expect(rangeOf({ view: "week", on: "2026-11-22" })).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(rangeOf({ view: "list", on: "2026-11-21" })).toEqual({ from: "2026-11-21", to: "2026-11-30" });
  });
});

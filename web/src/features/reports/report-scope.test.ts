import { expect, it } from "vitest";
import { chosenPeriod, chosenReport, type ReportHome } from "./report-scope.ts";

const city = { id: "City:c", division: { id: "Division:1" } };
const at = (kind: string, division: string): ReportHome => ({
  city,
  organization: { id: "Organization:o", kind, division: { id: division } },
});

it("everyone begins with the report that is theirs", () => {
  expect(chosenReport({}, at("PARTNER_UNIT", "Division:1"))).toEqual({ scope: "UNIT", id: "Organization:o" });
  expect(chosenReport({}, at("COMMUNITY", "Division:9"))).toEqual({
    scope: "COMMUNITY",
    id: "Organization:o",
  });
  expect(chosenReport({}, at("OFFICE", "Division:1"))).toEqual({ scope: "CITY", id: "City:c" });
  expect(chosenReport({}, at("OFFICE", "Division:4"))).toEqual({ scope: "DISTRICT", id: "Division:4" });
});

it("an address says which report, and nonsense in it says nothing", () => {
  const office = at("OFFICE", "Division:1");
  expect(chosenReport({ scope: "UNIT", id: "Organization:u" }, office)).toEqual({
    scope: "UNIT",
    id: "Organization:u",
  });
  expect(chosenReport({ scope: "GALAXY", id: "x" }, office)).toEqual({ scope: "CITY", id: "City:c" });
});

it("the running quarter is shown first; when none runs, the one that ended last", () => {
  const periods = [
    { id: "y", kind: "YEAR", opensOn: "2026-01-01", closesOn: "2026-12-31" },
    { id: "q3", kind: "QUARTER", opensOn: "2026-07-01", closesOn: "2026-09-30" },
    { id: "q4", kind: "QUARTER", opensOn: "2026-10-01", closesOn: "2026-12-31" },
    { id: "next", kind: "QUARTER", opensOn: "2027-01-01", closesOn: "2027-03-31" },
  ];
  expect(chosenPeriod(periods, undefined, "2026-11-21")?.id).toBe("q4");
  expect(chosenPeriod(periods, "q3", "2026-11-21")?.id).toBe("q3");
  expect(chosenPeriod(periods.slice(1, 2), undefined, "2026-11-21")?.id).toBe("q3");
  expect(chosenPeriod([], undefined, "2026-11-21")).toBeUndefined();
});

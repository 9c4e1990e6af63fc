import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDate } from "../../kernel/clock.ts";
import {
  checkDays,
  checkKind,
  parseSetting,
  periodOf,
  periodsOfYear,
  seededKinds,
  settingDefinitions,
  settingKeys,
  settingsOn,
} from "./model.ts";
import { nationalDays } from "./national-days.ts";

test("a setting is a whole number within its bounds, or a switch", () => {
  expect(parseSetting("reportingWindowWorkdays", "7")).toEqual({ value: 7 });
  expect(parseSetting("moneyNeedsEvidence", "true")).toEqual({ value: true });
  for (const [key, text] of [
    ["reportingWindowWorkdays", "61"],
    ["reportingWindowWorkdays", "-1"],
    ["reportingWindowWorkdays", "1e1"],
    ["reportingWindowWorkdays", ""],
    ["moneyNeedsEvidence", "1"],
    ["toString", "1"],
  ] as const) {
    expect(parseSetting(key, text)).toHaveProperty("problems");
  }
});

test("defaults lie within their own bounds", () => {
  for (const key of settingKeys)
    expect(parseSetting(key, String(settingDefinitions[key].default))).toEqual({
      value: settingDefinitions[key].default,
    });
});

test("the value that began last holds, and of one day's the one recorded last", () => {
  const key = "atRiskWorkdays";
  const row = fc.record({
    day: fc.integer({ min: 0, max: 20 }),
    at: fc.integer({ min: 0, max: 1_000 }),
    value: fc.integer({ min: 0, max: 120 }),
  });
  const start = localDate("2026-01-01");
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { selector: ({ at }) => at }),
      fc.integer({ min: 0, max: 20 }),
      (rows, asked) => {
        const stored = rows.map(({ day, at, value }) => ({
          key,
          value,
          validFrom: addDays(start, day),
          recordedAt: new Date(at),
        }));
        const best = rows
          .filter(({ day }) => day <= asked)
          .reduce<(typeof rows)[number] | null>(
            (a, b) => (a && (a.day > b.day || (a.day === b.day && a.at > b.at)) ? a : b),
            null,
          );
        expect(settingsOn(stored, addDays(start, asked))[key]).toBe(
          best?.value ?? settingDefinitions[key].default,
        );
      },
    ),
  );
});

test("a value of another type than its setting's is passed over", () => {
  const stored = [
    { key: "atRiskWorkdays", value: "many", validFrom: localDate("2026-01-01"), recordedAt: new Date(0) },
  ];
  expect(settingsOn(stored, localDate("2026-02-01")).atRiskWorkdays).toBe(10);
});

test("the periods of a year cover it without gaps", () => {
  expect(periodOf("2026Q4")).toEqual({
    code: "2026Q4",
    kind: "QUARTER",
    opensOn: "2026-10-01",
    closesOn: "2026-12-31",
  });
  expect(periodOf("2024Q1")?.closesOn).toBe("2024-03-31");
  expect(periodOf("2026H2")).toMatchObject({
    kind: "HALF_YEAR",
    opensOn: "2026-07-01",
    closesOn: "2026-12-31",
  });
  for (const wrong of ["2026Q5", "2026H3", "1900", "26Q1", "2026q1", ""]) expect(periodOf(wrong)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 1993, max: 2998 }), (year) => {
      const spans = periodsOfYear(year);
      const quarters = spans.filter(({ kind }) => kind === "QUARTER");
      expect(spans).toHaveLength(5);
      for (const [index, quarter] of quarters.entries()) {
        const next = quarters[index + 1];
        if (next) expect(addDays(quarter.closesOn, 1)).toBe(next.opensOn);
      }
      expect(spans.at(-1)).toMatchObject({
        code: String(year),
        opensOn: quarters[0]?.opensOn,
        closesOn: quarters[3]?.closesOn,
      });
    }),
  );
});

test("the seeded kinds are in order", () => {
  for (const kind of seededKinds) expect(checkKind(kind)).toEqual([]);
  expect(
    checkKind({
      code: "visit",
      measure: "COUNT",
      nameZh: "",
      nameEn: "Visit",
      unitZh: "",
      unitEn: "x".repeat(17),
    }),
  ).toHaveLength(4);
  expect(
    checkKind({ code: "CASH", measure: "MONEY", nameZh: "现金", nameEn: "Cash", unitZh: "元", unitEn: "" }),
  ).toMatchObject([{ path: ["unitZh"], code: "UNIT_NOT_FOR_MEASURE" }]);
});

test("the national calendar knows holidays and the days worked in exchange", () => {
  const { days, unknownYears } = nationalDays([2026, 2099]);
  expect(unknownYears).toEqual([2099]);
  const of = (date: string) => days.find((each) => each.date === date);
  expect(of("2026-10-01")).toEqual({ date: "2026-10-01", kind: "HOLIDAY", name: "国庆节" });
  expect(of("2026-10-10")).toEqual({ date: "2026-10-10", kind: "WORKING", name: "国庆节" });
  expect(of("2026-10-17")).toBeUndefined();
  expect(checkDays(days)).toEqual([]);
});

test("days are checked by their position", () => {
  const date = localDate("2026-05-01");
  const problems = checkDays([
    { date, kind: "HOLIDAY", name: "劳动节" },
    { date, kind: "WORKING", name: " " },
  ]);
  expect(problems.map(({ path, code }) => [path.join("."), code])).toEqual([
    ["days.1.date", "DAY_TWICE"],
    ["days.1.name", "REQUIRED"],
  ]);
  expect(checkDays([])).toMatchObject([{ code: "REQUIRED" }]);
});

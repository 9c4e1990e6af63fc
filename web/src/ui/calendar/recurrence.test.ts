import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, weekdayOf } from "./days.ts";
import { proposedUntil, REPEATS, readRule, ruleOf } from "./recurrence.ts";

const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays("2024-01-01", days));

describe("what people choose as a rule", () => {
  it("reads back as what was chosen", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REPEATS),
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
        date,
        date,
        (repeat, weekdays, firstOn, until) => {
          const rule = ruleOf({ repeat, weekdays, until }, firstOn);
          if (repeat === "NONE") {
            expect(rule).toBeNull();
            return;
          }
          const read = readRule(rule ?? "");
          expect(read?.repeat).toBe(repeat);
          expect(read?.until).toBe(until);
          if (repeat === "WEEK" || repeat === "TWO_WEEKS")
            expect(read?.weekdays).toEqual([...weekdays].sort((a, b) => a - b));
          if (repeat === "MONTH_WEEKDAY") expect(read?.weekdays).toEqual([weekdayOf(firstOn)]);
          if (repeat === "MONTH_DAY") expect(read?.nth).toBe(Number(firstOn.slice(8)));
        },
      ),
    );
  });

  it("is written as the standard has it", () => {
    expect(ruleOf({ repeat: "WEEK", weekdays: [4], until: "2026-12-31" }, "2026-11-27")).toBe(
      "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231",
    );
    expect(ruleOf({ repeat: "MONTH_WEEKDAY", weekdays: [], until: "2027-06-30" }, "2026-11-30")).toBe(
      "FREQ=MONTHLY;BYDAY=-1MO;UNTIL=20270630",
    );
  });

  it("leaves rules of another kind alone", () => {
    for (const rule of [
      "FREQ=DAILY",
      "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR",
      "FREQ=MONTHLY;BYDAY=1MO,3MO",
      "FREQ=WEEKLY;BYDAY=FR;COUNT=3",
    ])
      expect(readRule(rule)).toBeNull();
    expect(readRule("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261230T160000Z")?.until).toBe("2026-12-31");
  });

  it("proposes an end that leaves room", () => {
    expect(proposedUntil("2026-03-06")).toBe("2026-12-31");
    expect(proposedUntil("2026-12-18")).toBe("2027-03-18");
  });
});

import { expect, test } from "vitest";
import type { LocalDate } from "./clock.ts";
import { dayText, weekdayText } from "./day-text.ts";

test("a day is written as people of each language write it", () => {
  const day = "2026-11-23" as LocalDate;
  expect(dayText("zh", day)).toBe("2026年11月23日");
  expect(dayText("en", day)).toBe("23 Nov 2026");
  expect(weekdayText("zh", day)).toBe("2026年11月23日 周一");
  expect(weekdayText("en", "1969-12-28" as LocalDate)).toBe("Sun 28 Dec 1969");
});

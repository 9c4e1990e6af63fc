import { expect, test } from "vitest";
import { asOnMonday, isComplete, nextSpan, usualHours } from "./week-draft.ts";

test("a week begins with mornings and afternoons; a third span is to be typed", () => {
  const hours = usualHours();
  expect(hours).toHaveLength(10);
  expect(nextSpan([], 6)).toEqual({ weekday: 6, opens: "08:30", closes: "11:30" });
  const third = nextSpan(hours, 1);
  expect(third).toEqual({ weekday: 1, opens: "", closes: "" });
  expect(isComplete(hours)).toBe(true);
  expect(isComplete([...hours, third])).toBe(false);
});

test("Tuesday to Friday are as Monday; the weekend stays", () => {
  const monday = { weekday: 1, opens: "09:00", closes: "12:00" };
  const sunday = { weekday: 7, opens: "10:00", closes: "11:00" };
  expect(asOnMonday([monday, { weekday: 3, opens: "01:00", closes: "02:00" }, sunday])).toEqual([
    ...[1, 2, 3, 4, 5].map((weekday) => ({ ...monday, weekday })),
    sunday,
  ]);
});

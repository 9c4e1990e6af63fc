import { expect, it } from "vitest";
import { chestsOf } from "./chests.ts";

it("puts what is available into chests, money first and the oldest purse first", () => {
  const money = (id: string, available: string) => ({ id, measure: "MONEY" as const, available });
  const chests = chestsOf([
    {
      purpose: "new",
      pledgedOn: "2026-05-01",
      giver: { name: "B" },
      lines: [{ id: "bins", measure: "GOODS", good: "bins", available: "2000" }, money("late", "50")],
    },
    {
      purpose: "old",
      pledgedOn: "2026-01-01",
      giver: { name: "A" },
      lines: [money("early", "100"), money("none", "0")],
    },
  ]);
  expect(chests.map(({ measure, good, available }) => [measure, good, available])).toEqual([
    ["MONEY", null, 150n],
    ["GOODS", "bins", 2000n],
  ]);
  expect(chests[0]?.purses.map(({ id }) => id)).toEqual(["early", "late"]);
});

import { expect, test } from "vitest";
import { parsePopulations } from "./parse-populations.ts";

test("codes, names and numbers are read from pasted lines, however they are separated", () => {
  const text = "社区,人口\n370102001001,3210\n湖滨社区\t4，500\n\n文峰 社区  2800人\nCommunity 4;12\n没有数";
  expect(parsePopulations(text)).toEqual([
    { line: 2, code: "370102001001", residents: 3210 },
    { line: 3, code: "湖滨社区", residents: 4500 },
    { line: 5, code: "文峰 社区", residents: 2800 },
    { line: 6, code: "Community 4", residents: 12 },
    { line: 7, code: "没有数", residents: Number.NaN },
  ]);
});

import { describe, expect, it } from "vitest";
import { findByName, parsePairs } from "./parse-pairs.ts";

describe("pasted pairs", () => {
  it("are read from a sheet's tabs, from commas in either width, and numbered by their line", () => {
    expect(
      parsePairs("共建单位\t社区\n市邮务局\t湖滨社区\n\n水务站，老街社区\r\n  园林所  桥东社区 "),
    ).toEqual([
      { line: 2, giver: "市邮务局", receiver: "湖滨社区" },
      { line: 4, giver: "水务站", receiver: "老街社区" },
      { line: 5, giver: "园林所", receiver: "桥东社区" },
    ]);
  });
  it("keep a half-filled row, so that it can be named", () => {
    expect(parsePairs("市邮务局")).toEqual([{ line: 1, giver: "市邮务局", receiver: "" }]);
  });
});

describe("a typed name", () => {
  const all = [
    { id: "1", name: "西岭市邮务局", shortName: "邮务局" },
    { id: "2", name: "东岭市邮务局", shortName: "邮务局" },
    { id: "3", name: "水务站", shortName: null },
  ];
  it("is the whole name, or a short name that only one bears", () => {
    expect(findByName(all, "西岭市邮务局")?.id).toBe("1");
    expect(findByName(all, "邮务局")).toBeUndefined();
    expect(findByName(all.slice(0, 1), "邮务局")?.id).toBe("1");
    expect(findByName(all, "水务")).toBeUndefined();
  });
});

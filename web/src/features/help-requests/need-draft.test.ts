import { describe, expect, it } from "vitest";
import { type AskableKind, emptyNeed, inputOf, missingOf, titleAndBody } from "./need-draft.ts";

const goods: AskableKind = {
  id: "Kind:1",
  code: "GOODS",
  measure: "GOODS",
  nameZh: "物资",
  nameEn: "Goods",
  unitZh: "件",
  unitEn: "pieces",
};

describe("a sentence", () => {
  it("is the title when it is short, and stands in full in the body when it is not", () => {
    expect(titleAndBody(" 三盏路灯不亮 ")).toEqual({ title: "三盏路灯不亮", body: "" });
    const long = "灯".repeat(61);
    expect(titleAndBody(long)).toEqual({ title: `${"灯".repeat(59)}…`, body: long });
    expect(titleAndBody("一\n二")).toEqual({ title: "一 二", body: "一\n二" });
  });
});

describe("a need", () => {
  it("says what it lacks", () => {
    const need = emptyNeed(1);
    expect(missingOf(need, undefined)).toBe("kind");
    expect(missingOf(need, goods)).toBe("amount");
    const amount = { text: "3", quantity: "3000" };
    expect(missingOf({ ...need, amount }, goods)).toBe("good");
    expect(missingOf({ ...need, amount, good: "路灯" }, goods)).toBeNull();
    expect(missingOf(need, { ...goods, measure: "DONE" })).toBeNull();
  });
  it("names a good only where there is one", () => {
    const need = { ...emptyNeed(1), amount: { text: "3", quantity: "3" }, good: "路灯" };
    expect(inputOf(need, { ...goods, measure: "COUNT" }).good).toBeNull();
    expect(inputOf(need, { ...goods, measure: "DONE" }).quantity).toBe("1");
  });
});

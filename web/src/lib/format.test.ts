import { describe, expect, it } from "vitest";
import {
  daysBetween,
  formatDate,
  formatInstant,
  formatMoney,
  formatMoneyShort,
  formatQuantity,
  formatRelativeDay,
  formatWorkingDays,
  todayInChina,
} from "./format.ts";

const today = "2026-11-21";

describe("money", () => {
  it("is exact to the fen, however large", () => {
    expect(formatMoney("2000000", "zh")).toBe("20,000.00 元");
    expect(formatMoney("2000000", "en")).toBe("CN¥20,000.00");
    expect(formatMoney("5", "zh")).toBe("0.05 元");
    expect(formatMoney(-123456n, "en")).toBe("−CN¥1,234.56");
    expect(formatMoney("999999999999999999", "zh")).toBe("9,999,999,999,999,999.99 元");
  });
  it("shortens from ten thousand on", () => {
    expect(formatMoneyShort("2000000", "zh")).toBe("2 万元");
    expect(formatMoneyShort("2055000", "zh")).toBe("2.06 万元");
    expect(formatMoneyShort("999900", "zh")).toBe("9,999 元");
    expect(formatMoneyShort("12500000000", "zh")).toBe("1.25 亿元");
    expect(formatMoneyShort("2000000", "en")).toBe("CN¥20k");
    expect(formatMoneyShort("125000000", "en")).toBe("CN¥1.25m");
  });
});

describe("quantities", () => {
  it("speak by measure", () => {
    expect(formatQuantity({ measure: "GOODS", value: "3000", unit: "盏" }, "zh")).toBe("3 盏");
    expect(formatQuantity({ measure: "GOODS", value: "2125", unit: "t" }, "en")).toBe("2.125 t");
    expect(formatQuantity({ measure: "MINUTES", value: "150" }, "zh")).toBe("2.5 小时");
    expect(formatQuantity({ measure: "MINUTES", value: "60" }, "en")).toBe("1 h");
    expect(formatQuantity({ measure: "MINUTES", value: "100" }, "zh")).toBe("1 小时 40 分");
    expect(formatQuantity({ measure: "MINUTES", value: "20" }, "en")).toBe("20 min");
    expect(formatQuantity({ measure: "COUNT", value: "4", unit: "场" }, "zh")).toBe("4 场");
    expect(formatQuantity({ measure: "COUNT", value: "1" }, "en")).toBe("1 time");
    expect(formatQuantity({ measure: "COUNT", value: "2", unit: "activities" }, "en")).toBe("2 activities");
    expect(formatQuantity({ measure: "COUNT", value: "1", unit: "activities" }, "en")).toBe("1 activity");
    expect(formatQuantity({ measure: "COUNT", value: "1", unit: "classes" }, "en")).toBe("1 class");
    expect(formatQuantity({ measure: "COUNT", value: "1", unit: "visit" }, "en")).toBe("1 visit");
    expect(formatQuantity({ measure: "COUNT", value: "1", unit: "场" }, "zh")).toBe("1 场");
    expect(formatQuantity({ measure: "DONE", value: "1" }, "zh")).toBe("已完成");
    expect(formatQuantity({ measure: "DONE", value: "0" }, "en")).toBe("Not done");
  });
});

describe("dates", () => {
  it("name the day, and the year only when it differs", () => {
    expect(formatDate("2026-11-21", "zh", today)).toBe("11月21日 周六");
    expect(formatDate("2026-11-21", "en", today)).toBe("Sat 21 Nov");
    expect(formatDate("2025-01-02", "zh", today)).toBe("2025年1月2日 周四");
    expect(formatDate("2025-01-02", "en", today)).toBe("Thu 2 Jan 2025");
  });
  it("are those of China", () => {
    expect(todayInChina(new Date("2026-11-20T16:30:00Z"))).toBe("2026-11-21");
    expect(formatInstant("2026-11-20T16:30:00Z", "zh", today)).toBe("11月21日 周六 00:30");
  });
  it("are told relative to today", () => {
    expect(formatRelativeDay("2026-11-21", "zh", today)).toBe("今天");
    expect(formatRelativeDay("2026-12-03", "zh", today)).toBe("12 天后");
    expect(formatRelativeDay("2026-11-17", "en", today)).toBe("4 days ago");
    expect(daysBetween("2026-02-28", "2026-03-01")).toBe(1);
  });
  it("count lateness in working days", () => {
    expect(formatWorkingDays(9, "zh")).toBe("9 个工作日");
    expect(formatWorkingDays(1, "en")).toBe("1 working day");
  });
});

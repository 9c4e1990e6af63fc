import fc from "fast-check";
import { expect, test } from "vitest";
import type { KindRow } from "../../graphql/labels.ts";
import { type LocalDate, localDate } from "../../kernel/clock.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { settingsOn } from "../cities/model.ts";
import { emptyLine } from "../funding/model.ts";
import { placesIn } from "./circular.ts";
import { belongsTo, type Judging, judge } from "./judge.ts";
import { ledgerMoneyWords, wordsInTime } from "./money.ts";
import { dayText, periodText, quantityText, yuanText } from "./quantity-text.ts";
import type { KindWord, ReportPeriod } from "./report.ts";
import type { ObligationFact } from "./rows-of-report.ts";

const judging = (today: string, suspended: [string, string][] = []): Judging => ({
  today: localDate(today),
  calendar: new Map(),
  settings: settingsOn([], localDate(today)),
  suspended: new Map(suspended as [string, LocalDate][]),
});

const fact = (of: Partial<ObligationFact>): ObligationFact => ({
  id: "o",
  partnershipId: "p",
  giverId: "g",
  receiverId: "r",
  kindId: "k",
  good: null,
  source: "RULE",
  quantity: "10",
  claimed: "0",
  accepted: "0",
  answered: "0",
  opensOn: "2026-01-01",
  dueOn: "2026-03-31",
  originalDueOn: "2026-03-31",
  metOn: null,
  closure: null,
  periodKind: "QUARTER",
  ...of,
});

const facts = fc
  .record({
    quantity: fc.bigInt({ min: 1n, max: 1_000n }),
    claimed: fc.bigInt({ min: 0n, max: 1_000n }),
    accepted: fc.bigInt({ min: 0n, max: 1_000n }),
    answered: fc.bigInt({ min: 0n, max: 1_500n }),
    closure: fc.constantFrom("WAIVED" as const, "CANCELLED" as const, "UNMET" as const, null),
    today: fc.constantFrom("2025-12-31", "2026-02-01", "2026-03-31", "2026-04-01", "2027-01-01"),
  })
  .map(({ quantity, claimed, accepted, answered, closure, today }) => {
    const most = minAmount(claimed, quantity);
    return {
      today,
      fact: fact({
        quantity: `${quantity}`,
        claimed: `${most}`,
        accepted: `${minAmount(accepted, most)}`,
        answered: `${answered}`,
        closure,
      }),
    };
  });

test("what is owed divides into its words without rest, and nothing of it counts twice", () => {
  fc.assert(
    fc.property(facts, ({ fact: row, today }) => {
      const judged = judge(row, judging(today));
      const own = BigInt(row.quantity) - BigInt(row.answered);
      if (own <= 0n) return judged === null;
      const part = (word: KindWord) => judged?.parts[word] ?? 0n;
      const words: KindWord[] = ["metOnTime", "metLate", "partlyMet", "awaiting", "late", "unmet", "open"];
      const sum = words.reduce((total, word) => total + part(word), 0n);
      const isOut = row.closure === "WAIVED" || row.closure === "CANCELLED";
      return (
        words.every((word) => part(word) >= 0n) &&
        sum === part("owed") &&
        part("owed") === (isOut ? 0n : own) &&
        part("waived") + part("cancelled") === (isOut ? own : 0n) &&
        part("accepted") <= part("claimed")
      );
    }),
  );
});

test("a promise has the outcome that its state says", () => {
  const outcome = (of: Partial<ObligationFact>, today = "2026-04-10", suspended: [string, string][] = []) => {
    const judged = judge(fact(of), judging(today, suspended));
    return [judged?.outcome, judged?.lateWorkdays];
  };
  const met = { claimed: "10", accepted: "10", closure: "MET" as const };
  expect(outcome({ ...met, metOn: "2026-03-31" })).toEqual(["metOnTime", 0]);
  // The first of April 2026 is a Wednesday.
  expect(outcome({ ...met, metOn: "2026-04-03" })).toEqual(["metLate", 3]);
  expect(outcome({ claimed: "10" })).toEqual(["awaiting", 0]);
  expect(outcome({ claimed: "9" })).toEqual(["late", 8]);
  expect(outcome({ claimed: "9", closure: "UNMET" })).toEqual(["unmet", 8]);
  expect(outcome({}, "2026-03-31")).toEqual(["open", 0]);
  // The clock stood still before it fell due.
  expect(outcome({}, "2026-04-10", [["p", "2026-03-01"]])).toEqual(["open", 0]);
  expect(outcome({ closure: "WAIVED" })).toEqual(["waived", 0]);
});

test("a period takes what falls due in it, but nothing of a rule with another rhythm", () => {
  const quarter: ReportPeriod = {
    id: "q",
    code: "2026Q1",
    kind: "QUARTER",
    opensOn: "2026-01-01",
    closesOn: "2026-03-31",
  };
  const day = (dueOn: string, periodKind: string | null) => belongsTo({ periodKind }, dueOn, quarter);
  expect(day("2026-03-31", "QUARTER")).toBe(true);
  expect(day("2026-01-01", null)).toBe(true);
  expect(day("2026-04-01", "QUARTER")).toBe(false);
  expect(day("2026-03-31", "YEAR")).toBe(false);
});

test("what stood before and what the period brought is what stands after", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
  const line = fc
    .record({
      PROMISED: amount,
      IN_TRANSIT: amount,
      AVAILABLE: amount,
      SPENT: amount,
      RETURNING: amount,
      RETURNED: amount,
      WAIVED: amount,
      CANCELLED: amount,
    })
    .map((balances) => ({ ...emptyLine, ...balances }));
  fc.assert(
    fc.property(line, line, (opening, closing) => {
      const words = wordsInTime({ opening, closing });
      return ledgerMoneyWords.every(
        (word) => words.opening[word] + words.change[word] === words.closing[word],
      );
    }),
  );
});

test("quantities, days and periods as documents write them", () => {
  const kind = (measure: KindRow["measure"], unitZh = "", unitEn = ""): KindRow => ({
    id: "k",
    code: "K",
    nameZh: "",
    nameEn: "",
    measure,
    unitZh,
    unitEn,
  });
  expect(yuanText(123_456_789n, "zh")).toBe("1,234,567.89 元");
  expect(yuanText(-5n, "en")).toBe("-¥0.05");
  expect(quantityText("1500", kind("GOODS"), "大米", "zh")).toBe("1.5 大米");
  expect(quantityText("1000000", kind("GOODS"), "rice", "en")).toBe("1,000 rice");
  expect(quantityText("100", kind("MINUTES"), null, "zh")).toBe("1.67 小时");
  expect(quantityText("90", kind("MINUTES"), null, "en")).toBe("1.5 h");
  expect(quantityText("12", kind("COUNT", "场", "activities"), null, "zh")).toBe("12 场");
  expect(quantityText("1", kind("DONE"), null, "en")).toBe("1");
  expect(dayText("2026-03-09", "zh")).toBe("2026 年 3 月 9 日");
  expect(dayText("2026-03-09", "en")).toBe("9 March 2026");
  expect(["2026Q4", "2026H1", "2026"].map((code) => periodText(code, "zh"))).toEqual([
    "2026 年第四季度",
    "2026 年上半年",
    "2026 年",
  ]);
  expect(["2026Q4", "2026H2"].map((code) => periodText(code, "en"))).toEqual([
    "fourth quarter of 2026",
    "second half of 2026",
  ]);
});

test("the places of a template are told from names that nobody knows", () => {
  expect(placesIn(["{{title}} and {{title}}, {{ title }}", "{{unitsLate}}{{rank}} {single}"])).toEqual({
    places: ["title", "unitsLate"],
    unknown: [" title ", "rank"],
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  certificateCode,
  certificateNumber,
  cleanCertificateCode,
  isNameOf,
  maskedName,
  sumsOf,
} from "./model.ts";

test("measured and typed hours are summed apart, and together they are all of them", () => {
  const line = fc.record({ minutes: fc.bigInt({ min: 0n, max: 10_000n }), typed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const { minutes, typedMinutes } = sumsOf(lines);
      expect(minutes + typedMinutes).toBe(lines.reduce((sum, one) => sum + one.minutes, 0n));
      expect(typedMinutes).toBe(sumsOf(lines.filter(({ typed }) => typed)).typedMinutes);
      expect(sumsOf(lines.filter(({ typed }) => typed)).minutes).toBe(0n);
    }),
  );
});

test("a certificate's code is read however it is typed, and nothing else is taken for one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const code = certificateCode(bytes);
      expect(code).toMatch(/^([A-HJKMNP-Z2-9]{4}-){3}[A-HJKMNP-Z2-9]{4}$/);
      expect(cleanCertificateCode(` ${code.toLowerCase().replaceAll("-", " ")}`)).toBe(code);
      expect(cleanCertificateCode(code.slice(1))).toBeNull();
    }),
  );
  expect(cleanCertificateCode("IIII-OOOO-LLLL-0000")).toBeNull();
  expect(certificateNumber("2026", 12)).toBe("2026-000012");
});

test("a masked name shows its beginning alone; the whole one is shown to who types it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((name) => name.trim() !== ""),
      (name) => {
        const [first = "", ...rest] = [...name.trim()];
        expect(maskedName(name).startsWith(first)).toBe(true);
        expect(maskedName(name).slice(first.length)).toMatch(/^\*{1,6}$/);
        expect(rest.length === 0 || maskedName(name) !== name.trim() || /^\*+$/.test(rest.join(""))).toBe(
          true,
        );
      },
    ),
  );
  expect(maskedName("张三丰")).toBe("张**");
  expect(isNameOf(" 张 三丰", "张三丰")).toBe(true);
  expect(isNameOf("张三", "张三丰")).toBe(false);
  expect(isNameOf(" ", " ")).toBe(false);
});

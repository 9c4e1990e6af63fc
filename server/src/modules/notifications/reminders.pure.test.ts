import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type LocalDate, localDate } from "../../kernel/clock.ts";
import { secretsFrom } from "../../kernel/secret.ts";
import { plainWeek } from "../../kernel/workdays.ts";
import {
  CATCH_UP_DAYS,
  type Candidate,
  checkRung,
  defaultLadder,
  fallsOn,
  fallsUntil,
  isQuiet,
  withinCap,
} from "./reminder-model.ts";
import { isSigned, openForWebhook, sealForWebhook, signLink } from "./sealing.ts";
import { addressProblem, isInside } from "./webhook-address.ts";

const today = localDate("2026-03-11");
const rungs = fc.record({ days: fc.integer({ min: -60, max: 60 }), workdays: fc.boolean() });

test("a rung speaks today of just the days for which it fell within the time that is caught up with", () => {
  fc.assert(
    fc.property(rungs, fc.integer({ min: -150, max: 150 }), (rung, offset) => {
      const day = addDays(today, offset);
      const fell = fallsOn(rung, day, plainWeek);
      const due = fell <= today && fell >= addDays(today, -CATCH_UP_DAYS);
      const falls = fallsUntil(rung, localDate("2020-01-01"), today, plainWeek);
      expect(falls.some((one) => one.day === day)).toBe(due);
    }),
  );
  // What fell before the policy began to hold is not reminded of.
  const rung = { days: 0, workdays: false };
  expect(fallsUntil(rung, today, today, plainWeek)).toEqual([{ day: today, fellOn: today }]);
});

test("ten working days before a day count the city's own week", () => {
  const holiday = new Map([[localDate("2026-03-10"), "HOLIDAY" as const]]);
  expect(fallsOn({ days: -10, workdays: true }, localDate("2026-03-20"), plainWeek)).toBe("2026-03-06");
  expect(fallsOn({ days: -10, workdays: true }, localDate("2026-03-20"), holiday)).toBe("2026-03-05");
});

test("quiet hours run over midnight, and rest days are quiet where the city wants it", () => {
  const peace = { quietFrom: 20 * 60, quietTo: 8 * 60, workdaysOnly: true };
  const at = (minute: number, day = today) => isQuiet(peace, day, minute, plainWeek);
  expect([at(0), at(479), at(480), at(1199), at(1200), at(600, localDate("2026-03-14"))]).toEqual([
    ...[true, true, false, false, true, true],
  ]);
  expect(isQuiet({ quietFrom: 0, quietTo: 0, workdaysOnly: false }, today, 100, plainWeek)).toBe(false);
});

test("nobody is reminded beyond the cap, and what is kept back is never more urgent than what is sent", () => {
  const candidate = fc.record({
    personId: fc.constantFrom("a", "b"),
    days: fc.integer({ min: -10, max: 20 }),
    subjectRef: fc.uuid(),
    day: fc.integer({ min: 0, max: 40 }).map((n): LocalDate => addDays(today, -n)),
  });
  fc.assert(
    fc.property(
      fc.array(candidate, { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 9 }),
      (some, cap, told) => {
        const all = some.map(
          (one): Candidate => ({
            ...one,
            policyId: "p",
            organizationId: "o",
            subject: "OBLIGATION",
            fellOn: today,
          }),
        );
        const { sent, suppressed } = withinCap(all, new Map([["a", told]]), cap);
        expect(sent.length + suppressed.length).toBe(all.length);
        for (const [person, before] of [
          ["a", told],
          ["b", 0],
        ] as const) {
          const mine = sent.filter(({ personId }) => personId === person);
          const kept = suppressed.filter(({ personId }) => personId === person);
          const room = Math.max(0, cap - before);
          expect(mine.length).toBe(Math.min(room, mine.length + kept.length));
          const least = Math.min(...mine.map(({ days }) => days));
          if (mine.length > 0) for (const one of kept) expect(one.days).toBeLessThanOrEqual(least);
        }
      },
    ),
  );
});

test("the ladder that every city begins with is a ladder", () => {
  for (const rung of defaultLadder) expect(checkRung(rung)).toEqual([]);
  const about = defaultLadder.filter(({ subject }) => subject === "OBLIGATION");
  expect(about.map(({ days }) => days)).toEqual([-10, 0, 3, 10]);
  expect(about.at(-1)?.audience).toEqual(["OFFICE"]);
  expect(checkRung({ subject: "DELIVERY", days: -1, workdays: true, audience: [], channels: [] })).toEqual([
    { path: ["days"], code: "OUT_OF_RANGE", params: { min: "0", max: "120" } },
    { path: ["audience"], code: "REQUIRED" },
    { path: ["channels"], code: "REQUIRED" },
  ]);
});

test("a message goes to no machine inside the house unless the operator named it", () => {
  const inside = ["127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"];
  const more = ["0.0.0.0", "::1", "::", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "::ffff:7f00:1", "not one"];
  for (const address of [...inside, ...more]) expect([address, isInside(address)]).toEqual([address, true]);
  for (const address of ["8.8.8.8", "172.32.0.1", "2400:3200::1"]) expect(isInside(address)).toBe(false);
  const problem = (url: string) => addressProblem(url, ["10.0.0.5:8080", "chat.bureau"]);
  expect(problem("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k")).toBeNull();
  expect(problem("http://qyapi.weixin.qq.com/send")).toBe("HTTPS_ONLY");
  expect(problem("https://10.0.0.5/send")).toBe("HOST_NOT_ALLOWED");
  expect(problem("http://10.0.0.5:8080/send")).toBeNull();
  expect(problem("https://[::1]/x")).toBe("HOST_NOT_ALLOWED");
  expect(problem("https://2130706433/x")).toBe("HOST_NOT_ALLOWED");
  expect(problem("https://localhost/x")).toBe("HOST_NOT_ALLOWED");
  expect(problem("https://chat.bureau/x")).toBeNull();
  expect(problem("https://u:p@example.com/")).toBe("NOT_AN_ADDRESS");
  expect(problem("ftp://chat.bureau/x")).toBe("NOT_AN_ADDRESS");
});

test("what is sealed opens with the same key alone, and a link is for one address alone", () => {
  const [ours, theirs] = [secretsFrom("a".repeat(32)), secretsFrom("b".repeat(32))];
  const sealed = sealForWebhook(ours, "w", "https://example.com/?key=1");
  expect(openForWebhook(ours, "w", sealed)).toBe("https://example.com/?key=1");
  expect(() => openForWebhook(theirs, "w", sealed)).toThrow();
  expect(() => openForWebhook(ours, "another", sealed)).toThrow();
  expect(Buffer.from(sealed).includes("example")).toBe(false);
  const choice = { id: "c", address: "a@example.com" };
  const signature = signLink(ours, "stop", choice);
  expect(isSigned(ours, "stop", choice, signature)).toBe(true);
  expect(isSigned(ours, "confirm", choice, signature)).toBe(false);
  expect(isSigned(ours, "stop", { ...choice, address: "b@example.com" }, signature)).toBe(false);
  expect(isSigned(theirs, "stop", choice, signature)).toBe(false);
});

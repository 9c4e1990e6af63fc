import fc from "fast-check";
import { expect, test } from "vitest";
import { Rejection } from "../../kernel/result.ts";
import { CODE_SECONDS, codeEndsAt, codeOf, isCodeAt, windowOf } from "./codes.ts";
import {
  checkIn,
  checkOut,
  LIST_GRACE_MINUTES,
  minutesOf,
  overlap,
  type Span,
  tick,
  typedSpan,
} from "./model.ts";
import { type Attended, divide, type Held, partsOf, type SideOrganization } from "./parts.ts";

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true });
const session = fc
  .tuple(instant, fc.integer({ min: 1, max: 600 }))
  .map(
    ([startsAt, minutes]): Span => ({ startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) }),
  );

const codeOfRefusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Rejection)
      return error.failure.type === "ValidationError"
        ? (error.failure.problems[0]?.code ?? "")
        : error.failure.code;
    throw error;
  }
  return "";
};

test("a code holds in its window and in one before and after it, and for its own session alone", () => {
  fc.assert(
    fc.property(
      secret,
      fc.uuid(),
      fc.uuid(),
      instant,
      fc.integer({ min: -5, max: 5 }),
      (key, id, other, at, step) => {
        const { digits, long } = codeOf(key, id, windowOf(at));
        const later = new Date(at.getTime() + step * CODE_SECONDS * 1000);
        expect(isCodeAt(key, id, later, long)).toBe(Math.abs(step) <= 1);
        if (Math.abs(step) <= 1)
          expect(isCodeAt(key, id, later, `${digits.slice(0, 3)} ${digits.slice(3)}`)).toBe(true);
        if (other !== id) expect(isCodeAt(key, other, at, long)).toBe(false);
        expect(digits).toMatch(/^\d{6}$/);
        const end = codeEndsAt(at);
        expect(windowOf(end)).toBe(windowOf(at) + 1);
        expect(windowOf(new Date(end.getTime() - 1))).toBe(windowOf(at));
      },
    ),
  );
});

test("nobody is at a session for longer than it goes on, however they come and leave", () => {
  fc.assert(
    fc.property(
      session,
      fc.integer({ min: -120, max: 900 }),
      fc.integer({ min: -120, max: 900 }),
      (whole, came, left) => {
        const now = new Date(whole.startsAt.getTime() + came * 60_000);
        const length = minutesOf(whole);
        const refused = codeOfRefusal(() => checkIn(whole, now, 0));
        expect(refused).toBe(came < -60 ? "SESSION_NOT_YET" : now > whole.endsAt ? "SESSION_OVER" : "");
        if (refused !== "") return;
        const span = checkIn(whole, now, 0);
        const out = checkOut(span, new Date(whole.startsAt.getTime() + left * 60_000));
        expect(
          span.startsAt >= whole.startsAt && out.endsAt <= whole.endsAt && out.endsAt >= out.startsAt,
        ).toBe(true);
        expect(minutesOf(out) <= minutesOf(span) && minutesOf(span) <= length && minutesOf(out) >= 0n).toBe(
          true,
        );
      },
    ),
  );
});

test("the list may be completed for an hour after the end, for when they came; what is typed fits into the session", () => {
  const whole = { startsAt: new Date("2026-03-06T01:00:00Z"), endsAt: new Date("2026-03-06T03:00:00Z") };
  const after = new Date("2026-03-06T03:30:00Z");
  expect(minutesOf(tick(whole, after, new Date("2026-03-06T01:30:00Z")))).toBe(90n);
  expect(minutesOf(tick(whole, after, null))).toBe(0n);
  expect(codeOfRefusal(() => tick(whole, after, new Date("2026-03-06T03:15:00Z")))).toBe("OUTSIDE_SESSION");
  expect(
    codeOfRefusal(() => tick(whole, new Date("2026-03-06T01:10:00Z"), new Date("2026-03-06T01:20:00Z"))),
  ).toBe("DATE_IN_FUTURE");
  const tooLate = new Date(whole.endsAt.getTime() + LIST_GRACE_MINUTES * 60_000 + 1);
  expect(codeOfRefusal(() => tick(whole, tooLate, whole.startsAt))).toBe("SESSION_OVER");
  expect(minutesOf(typedSpan(whole, 120n, after))).toBe(120n);
  for (const wrong of [0n, 121n, -1n])
    expect(codeOfRefusal(() => typedSpan(whole, wrong, after))).toBe("MINUTES_OUT_OF_RANGE");
  expect(codeOfRefusal(() => typedSpan(whole, 10n, whole.startsAt))).toBe("SESSION_NOT_YET");
});

test("two spans overlap exactly when some instant is in both", () => {
  const small = fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
    .map(([a, length]): Span => ({ startsAt: new Date(a), endsAt: new Date(a + length) }));
  fc.assert(
    fc.property(small, small, (a, b) => {
      const within = (at: number, { startsAt, endsAt }: Span) =>
        at >= startsAt.getTime() && at < endsAt.getTime();
      const shared = Array.from({ length: 20 }, (_, at) => at).some((at) => within(at, a) && within(at, b));
      expect(overlap(a, b)).toBe(shared);
      expect(overlap(b, a)).toBe(shared);
    }),
  );
});

test("divided minutes are the whole, and no two parts differ by more than one", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 100_000n }), fc.integer({ min: 1, max: 9 }), (minutes, count) => {
      const parts = divide(minutes, count);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(minutes);
      expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n) <= 1n).toBe(true);
    }),
  );
});

const units = ["u1", "u2", "u3"].map((id): SideOrganization => ({ id, kind: "PARTNER_UNIT" }));
const communities = ["c1", "c2"].map((id): SideOrganization => ({ id, kind: "COMMUNITY" }));
const organizations = [...units, ...communities, { id: "t1", kind: "TEAM" } as const];
const held: fc.Arbitrary<Held> = fc
  .record({
    hosts: fc.uniqueArray(fc.constantFrom(...organizations), {
      minLength: 1,
      maxLength: 3,
      selector: ({ id }) => id,
    }),
    pairs: fc.uniqueArray(
      fc.record({
        giverId: fc.constantFrom("u1", "u2", "u3"),
        receiverId: fc.constantFrom("c1", "c2"),
        served: fc.boolean(),
      }),
      { maxLength: 4, selector: ({ giverId, receiverId }) => giverId + receiverId },
    ),
    attended: fc.array(
      fc.record({
        organization: fc.option(fc.constantFrom(...organizations)),
        minutes: fc.bigInt({ min: 0n, max: 600n }),
        typed: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
    reporter: fc.nat(),
  })
  .map(({ hosts, pairs, attended, reporter }) => ({
    hosts,
    pairs: pairs.map((pair) => ({ ...pair, id: pair.giverId + pair.receiverId })),
    attended: attended.map((one, index): Attended => ({ ...one, id: `a${index}` })),
    reporterId: hosts[reporter % hosts.length]?.id ?? "",
  }));

test("all parts of a session are what was attended, by source; and no side confirms what it reported", () => {
  fc.assert(
    fc.property(held, (session) => {
      const parts = partsOf(session);
      const attended = (typed: boolean, giverId: string | null) =>
        session.attended
          .filter((one) => one.typed === typed)
          .filter(
            (one) => (one.organization?.kind === "PARTNER_UNIT" ? one.organization.id : null) === giverId,
          )
          .reduce((sum, { minutes }) => sum + minutes, 0n);
      for (const giverId of ["u1", "u2", "u3", null]) {
        const own = parts.filter((part) => part.giverId === giverId);
        expect(own.reduce((sum, { minutes }) => sum + minutes, 0n)).toBe(attended(false, giverId));
        expect(own.reduce((sum, { typedMinutes }) => sum + typedMinutes, 0n)).toBe(attended(true, giverId));
      }
      for (const part of parts) {
        expect(part.confirmerId).not.toBe(session.reporterId);
        expect(part.held && (part.giverId === null || part.receiverId === null)).toBe(false);
      }
      const sides = parts.map(({ giverId, receiverId }) => `${giverId} ${receiverId}`);
      expect(new Set(sides).size).toBe(sides.length);
    }),
  );
});

test("the receiver confirms what a unit held; each unit its own people where the community held it; an office what has no other side", () => {
  const [u1, u2] = units as [SideOrganization, SideOrganization];
  const [c1] = communities as [SideOrganization];
  const pairs = [
    { id: "p1", giverId: "u1", receiverId: "c1", served: true },
    { id: "p2", giverId: "u2", receiverId: "c1", served: false },
  ];
  const attended: Attended[] = [
    { id: "a1", organization: u1, minutes: 60n, typed: false },
    { id: "a2", organization: u2, minutes: 90n, typed: false },
    { id: "a3", organization: null, minutes: 30n, typed: false },
  ];
  const who = (hosts: SideOrganization[], reporterId: string) =>
    partsOf({ hosts, pairs, attended, reporterId }).map((part) => [
      part.giverId,
      part.confirmerId,
      part.held,
    ]);
  expect(who([u1], "u1")).toEqual([
    ["u1", "c1", true],
    ["u2", "c1", true],
    [null, "c1", false],
  ]);
  expect(who([c1], "c1")).toEqual([
    ["u1", "u1", true],
    ["u2", "u2", true],
    [null, null, false],
  ]);
  expect(who([u1, c1], "c1")).toEqual([
    ["u1", "u1", true],
    ["u2", "u2", true],
    [null, "u1", false],
  ]);
});

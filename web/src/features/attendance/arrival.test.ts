import { expect, test } from "vitest";
import { arrivalOf, likelyArrival, ticksOf } from "./arrival.ts";

const held = { startsAt: "2026-11-22T01:00:00.000Z", endsAt: "2026-11-22T03:00:00.000Z" };
const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00+08:00`);

test("before and at the beginning somebody simply came; later it is said since when; afterwards throughout", () => {
  const said = (clock: string) => ticksOf(held, at(clock)).map((tick) => tick.said);
  expect(said("08:30")).toEqual(["came"]);
  expect(said("09:09")).toEqual(["came"]);
  expect(said("10:50")).toEqual(["cameFromStart", "cameNow"]);
  expect(ticksOf(held, at("11:20"))).toEqual([{ said: "cameThroughout", arrivedAt: held.startsAt }]);
});

test("a time of arrival lies within the session and not ahead of now", () => {
  expect(likelyArrival(held, at("08:30"))).toBe("");
  expect(likelyArrival(held, at("10:50"))).toBe("10:50");
  expect(likelyArrival(held, at("11:20"))).toBe("09:00");
  expect(arrivalOf(held, "", at("10:50"))).toBe(null);
  expect(arrivalOf(held, "09:30", at("10:50"))).toBe("2026-11-22T01:30:00.000Z");
  expect(arrivalOf(held, "08:00", at("10:50"))).toBe(held.startsAt);
  expect(arrivalOf(held, "10:59", at("10:50"))).toBe("2026-11-22T02:50:00.000Z");
  expect(arrivalOf(held, "12:00", at("11:20"))).toBe(held.endsAt);
});

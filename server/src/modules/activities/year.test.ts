import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { testClock, World } from "../../../test/world.ts";
import { addDays, dateOf, type LocalDate, localDate, toDbDate, weekdayOf } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { nationalDays } from "../cities/national-days.ts";
import { extendSeries } from "./extend-series.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database(), testClock("2026-01-02"));
});
afterAll(() => world.close());

const POLICIES = ["KEEP", "SKIP", "NEXT_WORKDAY"] as const;
const FRIDAY = 4;

test("a year of Fridays across a city: planned once, held around holidays that were named after it, make-up days worked", async () => {
  const { prisma } = world.database;
  const city = await world.city();
  const kind = await prisma.activityKind.findFirstOrThrow({ where: { cityId: city.id } });
  const planned: { id: string; policy: (typeof POLICIES)[number] }[] = [];
  for (let at = 0; at < 6; at++) {
    const community = await city.community(`社区 ${at}`);
    const desk = await city.person(community, "LIAISON");
    const policy = POLICIES[at % POLICIES.length] ?? "KEEP";
    const answer = await desk.act("planActivity", {
      organizationId: `Organization:${community.id}`,
      activityKindId: `ActivityKind:${kind.id}`,
      title: "周五创建日",
      audience: "CITY",
      firstOn: "2026-01-02",
      startTime: "15:00",
      durationMinutes: 120,
      place: "社区广场",
      recurrence: "FREQ=WEEKLY;BYDAY=FR",
      holidays: policy,
    });
    planned.push({ id: String(answer["id"]).replace("Activity:", ""), policy });
  }

  world.clock.goTo(localDate("2026-01-20"));
  const named = nationalDays([2026]).days;
  await prisma.calendarDay.createMany({
    data: named.map(({ date, kind, name }) => ({
      ...{ id: newId(), cityId: city.id, date: toDbDate(date), kind, name },
    })),
  });
  for (let at = localDate("2026-01-20"); at <= "2026-12-31"; at = addDays(at, 28)) {
    world.clock.goTo(at);
    await extendSeries(world);
  }
  world.clock.goTo(localDate("2026-12-31"));
  await extendSeries(world);

  const daysOff = new Map(named.map(({ date, kind }) => [date, kind]));
  const rests = (day: LocalDate) => daysOff.get(day) === "HOLIDAY";
  const works = (day: LocalDate) =>
    !rests(day) && (weekdayOf(day) <= FRIDAY || daysOff.get(day) === "WORKING");
  for (const { id, policy } of planned) {
    const held = await prisma.activitySession.findMany({
      where: { activityId: id, state: { not: "CANCELLED" } },
      orderBy: { startsAt: "asc" },
    });
    const expected: LocalDate[] = [];
    for (let day = localDate("2026-01-02"); day <= "2026-12-25"; day = addDays(day, 7)) {
      // What was over before the holidays were named was held as it was planned.
      const free = day >= "2026-01-20" && rests(day);
      if (free && policy === "SKIP") continue;
      let at = day;
      while (free && policy === "NEXT_WORKDAY" && !works(at)) at = addDays(at, 1);
      expected.push(at);
    }
    const days = held.map(({ startsAt }) => dateOf(startsAt)).filter((day) => day <= "2026-12-31");
    expect(days, policy).toEqual(expected);
  }
  // Otherwise nothing of this would have been seen.
  const moved = await prisma.activitySession.findMany({ where: { activityId: planned[2]?.id } });
  expect(moved.some(({ startsAt }) => weekdayOf(dateOf(startsAt)) > FRIDAY)).toBe(true);
});

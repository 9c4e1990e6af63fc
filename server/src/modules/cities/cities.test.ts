import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { addWorkdays } from "../../kernel/workdays.ts";
import { loadCalendar, loadSettings } from "./public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const settings = `query ($on: LocalDate) { city { settings(on: $on) { key value isDefault min max } } }`;

async function settingOn(person: TestPerson, key: string, on: string) {
  const answer = await person.ask(settings, { on });
  const city = answer.data?.["city"] as { settings: { key: string; value: string; isDefault: boolean }[] };
  return city.settings.find((each) => each.key === key);
}

test("a setting holds from its day on, and earlier days keep their own", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const set = (value: string, validFrom: string) =>
    manager.act(
      "setCitySetting",
      { key: "reportingWindowWorkdays", value, validFrom },
      "... on CitySetting { value }",
    );
  expect(await set("7", "2026-04-01")).toMatchObject({ __typename: "CitySetting", value: "7" });
  expect(await set("8", "2026-04-01")).toMatchObject({ value: "8" });
  expect(await set("100", "2026-04-01")).toMatchObject({
    __typename: "ValidationError",
    problems: [{ path: ["value"] }],
  });
  expect(await settingOn(manager, "reportingWindowWorkdays", "2026-03-31")).toMatchObject({
    value: "5",
    isDefault: true,
  });
  expect(await settingOn(manager, "reportingWindowWorkdays", "2026-04-01")).toMatchObject({
    value: "8",
    isDefault: false,
  });
  const loaded = await loadSettings(world.database.prisma, city.id, localDate("2026-05-01"));
  expect(loaded).toMatchObject({ reportingWindowWorkdays: 8, atRiskWorkdays: 10, moneyNeedsEvidence: false });

  await world.sql(
    `insert into "Period" (id, "cityId", code, kind, "opensOn", "closesOn", "sealedAt")
    values (gen_random_uuid(), $1, '2026Q2', 'QUARTER', '2026-04-01', '2026-06-30', now())`,
    [city.id],
  );
  expect(await set("9", "2026-06-30")).toMatchObject({
    __typename: "InvalidTransition",
    code: "PERIOD_SEALED",
  });
  expect(await set("9", "2026-07-01")).toMatchObject({ __typename: "CitySetting" });
});

test("the calendar counts what the city says", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const calendar = "... on City { calendarDays(year: 2026) { date kind name } }";
  const own = { date: "2026-10-08", kind: "HOLIDAY", name: "创建日" };
  expect(await manager.act("setCalendarDays", { days: [own] }, calendar)).toMatchObject({
    calendarDays: [own],
  });
  const filled = await manager.act("fillCalendar", { year: 2026 }, calendar);
  const days = filled["calendarDays"] as { date: string; kind: string }[];
  expect(days.find(({ date }) => date === "2026-10-01")?.kind).toBe("HOLIDAY");
  expect(days.find(({ date }) => date === "2026-10-10")?.kind).toBe("WORKING");
  expect(days.filter(({ date }) => date === "2026-10-08")).toEqual([own]);
  const loaded = await loadCalendar(world.database.prisma, city.id);
  expect(addWorkdays(localDate("2026-09-30"), 2, loaded)).toBe("2026-10-10");

  expect(await manager.act("removeCalendarDay", { date: "2026-10-08" })).toMatchObject({
    __typename: "City",
  });
  expect(await manager.act("removeCalendarDay", { date: "2026-10-08" })).toMatchObject({
    __typename: "NotFound",
  });
  expect(await manager.act("fillCalendar", { year: 2090 })).toMatchObject({
    problems: [{ code: "HOLIDAYS_UNKNOWN" }],
  });
  const twice = [own, { ...own, kind: "WORKING" }];
  expect(await manager.act("setCalendarDays", { days: twice })).toMatchObject({
    problems: [{ path: ["days", "1", "date"] }],
  });
  expect(await manager.ask(`{ city { calendarDays(year: 99999) { date } } }`)).toMatchObject({
    data: { city: { calendarDays: [] } },
    errors: [],
  });
});

test("kinds are added, renamed and ended, and two who change one at once are told", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const input = {
    code: "TREES",
    nameZh: "植树",
    nameEn: "Trees",
    measure: "COUNT",
    unitZh: "棵",
    unitEn: "trees",
    validFrom: "2026-01-01",
  };
  const created = await manager.act("createKind", input, "... on Kind { id code version sortOrder }");
  expect(created).toMatchObject({ code: "TREES", version: 0, sortOrder: 6 });
  expect(await manager.act("createKind", input)).toMatchObject({
    __typename: "Conflict",
    code: "CODE_IN_USE",
  });
  expect(await manager.act("createKind", { ...input, code: "CASH", measure: "MONEY" })).toMatchObject({
    __typename: "ValidationError",
  });
  const change = (nameZh: string) => manager.act("changeKind", { kindId: created["id"], nameZh, version: 0 });
  const answers = await Promise.all([change("种树"), change("绿化")]);
  expect(answers.map((answer) => answer["__typename"]).sort()).toEqual(["Conflict", "Kind"]);
  expect(await manager.act("endKind", { kindId: created["id"], validTo: "2025-12-31" })).toMatchObject({
    problems: [{ code: "BEFORE_START" }],
  });
  expect(await manager.act("endKind", { kindId: created["id"], validTo: "2026-02-01" })).toMatchObject({
    __typename: "Kind",
  });
  expect(await manager.act("endKind", { kindId: created["id"], validTo: "2026-02-02" })).toMatchObject({
    __typename: "InvalidTransition",
  });
  const listed = await manager.ask(`{ city { kinds { code } all: kinds(ended: true) { code } } }`);
  const shown = listed.data?.["city"] as { kinds: object[]; all: object[] } | undefined;
  expect([shown?.kinds.length, shown?.all.length]).toEqual([6, 7]);
});

test("periods are opened once", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  expect(
    await manager.act("openPeriod", { code: "2026Q2" }, "... on Period { code opensOn closesOn }"),
  ).toMatchObject({
    code: "2026Q2",
    opensOn: "2026-04-01",
    closesOn: "2026-06-30",
  });
  expect(await manager.act("openPeriod", { code: "2026Q2" })).toMatchObject({
    __typename: "Conflict",
    code: "PERIOD_OVERLAP",
  });
  expect(await manager.act("openPeriod", { code: "2026-Q2" })).toMatchObject({
    problems: [{ code: "PERIOD_CODE_FORM" }],
  });
  const year = await manager.act("openPeriodsOfYear", { year: 2026 }, "... on City { periods { code } }");
  expect(year["periods"]).toEqual(
    ["2026", "2026Q4", "2026Q3", "2026Q2", "2026Q1"].map((code) => ({ code })).sort(byClose),
  );
});

// The latest to close first; of those that close together the one that opens later.
const order = ["2026Q4", "2026", "2026Q3", "2026Q2", "2026Q1"];
const byClose = (a: { code: string }, b: { code: string }) => order.indexOf(a.code) - order.indexOf(b.code);

test("only a manager of the city's own office configures it; everyone in the city reads it, nobody else", async () => {
  const city = await world.city();
  const office = await city.office();
  const district = await city.office(city.district);
  const people = await Promise.all([
    city.person(office, "COORDINATOR"),
    city.person(office, "AUDITOR"),
    city.person(district, "MANAGER"),
    city.person(await city.unit(), "MANAGER"),
    city.person(await city.community(), "MANAGER"),
  ]);
  const attempts: [string, Record<string, unknown>][] = [
    ["setCitySetting", { key: "atRiskWorkdays", value: "3", validFrom: "2026-04-01" }],
    ["setCalendarDays", { days: [{ date: "2026-04-02", kind: "HOLIDAY", name: "x" }] }],
    ["removeCalendarDay", { date: "2026-04-02" }],
    ["fillCalendar", { year: 2026 }],
    ["createKind", { code: "NEW", nameZh: "新", nameEn: "New", measure: "DONE", validFrom: "2026-01-01" }],
    ["changeKind", { kindId: `Kind:${city.kinds.VISIT}`, nameZh: "x" }],
    ["endKind", { kindId: `Kind:${city.kinds.VISIT}`, validTo: "2026-05-01" }],
    ["openPeriod", { code: "2026Q1" }],
    ["openPeriodsOfYear", { year: 2026 }],
  ];
  for (const person of people) {
    for (const [mutation, input] of attempts) {
      expect([mutation, (await person.act(mutation, input))["__typename"]]).toEqual([mutation, "Forbidden"]);
    }
    expect(await person.ask(`{ city { id } }`)).toMatchObject({ data: { city: { id: `City:${city.id}` } } });
  }
  const other = await world.city("Other");
  const stranger = await other.person(await other.office(), "MANAGER");
  expect(await stranger.act("changeKind", { kindId: `Kind:${city.kinds.VISIT}`, nameZh: "x" })).toMatchObject(
    {
      __typename: "NotFound",
    },
  );
  const nodes = await stranger.ask(
    `query ($kind: ID!, $city: ID!) { kind: node(id: $kind) { id } city: node(id: $city) { id } }`,
    {
      kind: `Kind:${city.kinds.VISIT}`,
      city: `City:${city.id}`,
    },
  );
  expect(nodes.data).toEqual({ kind: null, city: null });
});

test("the city page takes as many statements with a full calendar as with an empty one", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const page = `{ city { name settings { key value } kinds { code } periods { code } calendarDays(year: 2026) { date } settingHistory { key } } }`;
  const count = async () => (await countStatements(world, () => manager.ask(page))).length;
  const empty = await count();
  await manager.act("fillCalendar", { year: 2026 });
  await manager.act("openPeriodsOfYear", { year: 2026 });
  expect(await count()).toBe(empty);
  expect(empty).toBeLessThanOrEqual(3);
});

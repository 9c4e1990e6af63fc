import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { ask, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { isWorkday } from "../../kernel/workdays.ts";
import { readActor } from "../identity/read-actor.ts";
import { openCity } from "./open-city.ts";
import { loadCalendar, loadSettings } from "./public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const system = (): CommandContext => ({
  database: world.database,
  clock: world.clock,
  actor: { kind: "SYSTEM", cityId: null },
});

async function division(level: string, parent: number | null, name: string): Promise<number> {
  const rows = await world.sql<{ id: number }>(
    `with d as (
       insert into "Division" ("parentId", level, path, "startedOn") values ($1, $2::"DivisionLevel", gen_random_uuid()::text, '2020-01-01')
       returning id
     ) insert into "DivisionLabel" (id, "divisionId", name, "validFrom") select gen_random_uuid(), id, $3, '2020-01-01' from d
     returning "divisionId" as id`,
    [parent, level, name],
  );
  const id = rows[0]?.id ?? 0;
  await world.sql(
    `update "Division" set path = coalesce((select path from "Division" p where p.id = $2), '/') || id || '/' where id = $1`,
    [id, parent],
  );
  return id;
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return "opened";
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return error.failure.type === "ValidationError" ? error.failure.problems[0]?.code : error.failure.code;
  }
}

test("a city is opened with all it begins with, and its first manager lets the next one in", async () => {
  const root = await division("CITY", null, "西岭市");
  const county = await division("COUNTY", root, "东山区");
  const opened = await openCity(system(), { divisionId: root, adminName: "何主任" });
  const { cityId } = opened;

  const accepted = await ask(
    world,
    null,
    `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { ... on AcceptedInvitation { username } } }`,
    {
      input: {
        token: opened.token,
        username: "he.zhuren",
        password: "一句足够长的话-55",
        idempotencyKey: "k",
      },
    },
  );
  expect(accepted.data).toEqual({ acceptInvitation: { username: "he.zhuren" } });
  const users = await world.sql<{ id: string }>(`select id from "AuthUser" where "personId" = $1`, [
    opened.adminPersonId,
  ]);
  const actor = await readActor(world.database, world.clock, {
    userId: users[0]?.id ?? "",
    personId: opened.adminPersonId,
    username: "he.zhuren",
    sessionId: "",
    mustChangePassword: false,
    twoFactorEnabled: false,
    expiresAt: world.clock.now(),
  });
  const page = await ask(
    world,
    actor,
    `{ viewer { person { name } memberships { role organization { name } } }
       city { name kinds { code } periods { code } settings { isDefault } calendarDays(year: 2026) { date } } }`,
  );
  expect(page.errors).toEqual([]);
  expect(page.data).toMatchObject({
    viewer: {
      person: { name: "何主任" },
      memberships: [{ role: "MANAGER", organization: { name: "西岭市文明创建办公室" } }],
    },
    city: { name: "西岭市" },
  });
  const city = page.data?.["city"] as {
    kinds: object[];
    periods: object[];
    settings: { isDefault: boolean }[];
  };
  expect([city.kinds.length, city.periods.length]).toEqual([6, 10]);
  expect(city.settings.every(({ isDefault }) => isDefault)).toBe(true);
  const calendar = await loadCalendar(world.database.prisma, cityId);
  expect(isWorkday(localDate("2026-10-10"), calendar)).toBe(true);
  expect(isWorkday(localDate("2026-10-05"), calendar)).toBe(false);
  expect((await loadSettings(world.database.prisma, cityId, localDate("2026-10-05"))).silenceWorkdays).toBe(
    5,
  );

  const createUnit = await ask(
    world,
    actor,
    `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { __typename } }`,
    {
      input: { kind: "PARTNER_UNIT", name: "文峰局", divisionId: `Division:${county}`, idempotencyKey: "u" },
    },
  );
  expect(createUnit.data).toEqual({ createOrganization: { __typename: "Organization" } });
  const entries = await world.sql<{ command: string; chain: string }>(
    `select command, chain from "AuditEntry" where "cityId" = $1 order by seq`,
    [cityId],
  );
  expect(entries.map(({ command }) => command)).toEqual([
    "city.open",
    "invitation.accept",
    "organization.create",
  ]);
});

test("cities never nest, also when two are opened at once", async () => {
  const root = await division("CITY", null, "甲市");
  const county = await division("COUNTY", root, "乙县");
  const other = await division("COUNTY", root, "丙县");
  const street = await division("STREET", county, "丁街道");
  const open = (divisionId: number) => refusal(openCity(system(), { divisionId, adminName: "某" }));
  expect(await open(street)).toBe("DIVISION_LEVEL");
  expect(await open(99_999_999)).toBe("NOT_FOUND");
  expect((await Promise.all([open(root), open(county)])).sort()).toEqual(["CITY_NESTED", "opened"]);
  const [standing] = await world.sql<{ divisionId: number }>(
    `select "divisionId" from "City" where "divisionId" = any($1)`,
    [[root, county]],
  );
  expect(await open(standing?.divisionId ?? 0)).toBe("CITY_EXISTS");
  expect(await open(other)).toBe(standing?.divisionId === root ? "CITY_NESTED" : "opened");
});

test("two sister counties may each be a city, and nobody but the system opens one", async () => {
  const root = await division("CITY", null, "戊市");
  const first = await division("COUNTY", root, "己县");
  const second = await division("COUNTY", root, "庚县");
  expect(await refusal(openCity(system(), { divisionId: first, adminName: "某" }))).toBe("opened");
  expect(await refusal(openCity(system(), { divisionId: second, name: "庚城", adminName: "" }))).toBe(
    "REQUIRED",
  );
  expect(await refusal(openCity(system(), { divisionId: second, name: "庚城", adminName: "某" }))).toBe(
    "opened",
  );
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const third = await division("CITY", null, "辛市");
  expect(await refusal(openCity(manager.ctx, { divisionId: third, adminName: "某" }))).toBe("NOT_ALLOWED");
});

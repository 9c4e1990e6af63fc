import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { PublicVisitor } from "../../../test/public.ts";
import {
  countStatements,
  type TestCity,
  type TestOrganization,
  type TestPerson,
  World,
} from "../../../test/world.ts";
import { newId } from "../../kernel/ids.ts";
import { extendSeries } from "../activities/extend-series.ts";
import { watchStations } from "./watch-stations.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let lake: TestOrganization;
let manager: TestPerson;
let office: TestPerson;
let stationId: string;
let hallId: string;

const HOURS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "08:30", closes: "17:30" }));

beforeAll(async () => {
  // 2026-03-02 is a Monday.
  world = await World.open(database());
  city = await world.city();
  lake = await city.community("Lake");
  manager = await city.person(lake, "MANAGER");
  office = await city.person(await city.office(), "MANAGER");
});
afterAll(() => world.close());

type Room = { id: string; name: string };

async function roomsOf(id: string): Promise<Room[]> {
  const { data } = await manager.ask(
    `query ($id: ID!) { node(id: $id) { ... on Station { rooms { id name } } } }`,
    { id },
  );
  return (data as { node: { rooms: Room[] } }).node.rooms;
}

async function kindId(): Promise<string> {
  const kind = await world.database.prisma.activityKind.findFirstOrThrow({ where: { cityId: city.id } });
  return `ActivityKind:${kind.id}`;
}

async function plan(person: TestPerson, host: TestOrganization, more: Record<string, unknown>) {
  return person.act("planActivity", {
    organizationId: `Organization:${host.id}`,
    activityKindId: await kindId(),
    title: "Reading hour",
    audience: "PUBLIC",
    startTime: "14:00",
    durationMinutes: 120,
    place: "",
    ...more,
  });
}

const sessionsOf = (activityId: unknown) =>
  world.sql<{ id: string; roomId: string | null; place: string; startsAt: Date }>(
    `select id, "roomId", place, "startsAt" from "ActivitySession" where "activityId" = $1 order by "startsAt"`,
    [String(activityId).split(":")[1]],
  );

/** A session of the past, held and confirmed. */
async function confirmed(sessionId: string): Promise<void> {
  const at = { cityId: city.id, personId: office.actor.personId };
  const reportId = newId();
  await world.sql(
    `insert into "SessionReport" (id, "cityId", "sessionId", state, "reportedById", "reportedByOrganizationId", "reportedAt")
     values ($1, $2, $3, 'REPORTED', $4, $5, now())`,
    [reportId, at.cityId, sessionId, manager.actor.personId, lake.id],
  );
  await world.sql(
    `insert into "SessionPart" (id, "cityId", "reportId", "receiverId", state, held, people, minutes, "typedMinutes", "confirmedById", "confirmedByOrganizationId", "confirmedAt")
     values ($1, $2, $3, $4, 'CONFIRMED', true, 1, 0, 0, $5, $6, now())`,
    [newId(), at.cityId, reportId, lake.id, at.personId, office.actor.memberships[0]?.organizationId],
  );
}

test("a community has one station, kept by its own desk and its offices' managers", async () => {
  const input = {
    communityId: `Organization:${lake.id}`,
    name: "Lake station",
    address: "1 Lake Road",
    hours: HOURS,
    rooms: [
      { name: "Hall", kind: "LECTURE", seats: 80 },
      { name: "Children", kind: "MINORS", seats: 20 },
    ],
  };
  const liaison = await city.person(lake, "LIAISON");
  const strangers = [
    liaison,
    await city.person(await city.community("Hill"), "MANAGER"),
    await city.person(await city.unit(), "MANAGER"),
    await city.person(await city.office(await city.otherDistrict()), "MANAGER"),
    await city.person(await city.office(), "AUDITOR"),
  ];
  for (const stranger of strangers)
    expect((await stranger.act("openStation", input))["__typename"]).toMatch(/Forbidden|NotFound/);
  expect(
    await manager.act("openStation", {
      ...input,
      hours: [...HOURS, { weekday: 1, opens: "17:00", closes: "25:00" }],
      rooms: [],
    }),
  ).toMatchObject({ problems: [{ path: ["hours", "5", "closes"], code: "BEFORE_START" }] });
  stationId = await act(manager, "openStation", { ...input, idempotencyKey: "open" });
  expect(await act(manager, "openStation", { ...input, idempotencyKey: "open" })).toBe(stationId);
  expect(await office.act("openStation", input)).toMatchObject({ code: "STATION_EXISTS" });
  hallId = (await roomsOf(stationId)).find(({ name }) => name === "Hall")?.id ?? "";

  // The desk keeps it; somebody who changed it meanwhile is noticed.
  await act(liaison, "setStationHours", { stationId, hours: HOURS, opensOnHolidays: false, version: 0 });
  expect(await manager.act("changeStation", { stationId, name: "Lake", version: 0 })).toMatchObject({
    __typename: "Conflict",
  });
  expect(await manager.act("addRoom", { stationId, name: "Hall", kind: "ORDINARY" })).toMatchObject({
    code: "NAME_IN_USE",
  });
  expect(await strangers[1]?.act("addRoom", { stationId, name: "Mine", kind: "ORDINARY" })).toMatchObject({
    __typename: "NotFound",
  });
  // The form of the hours is the database's own rule.
  await expect(
    world.sql(
      `update "Station" set hours = '[{"weekday": 2, "opens": 60, "closes": 120}, {"weekday": 1, "opens": 60, "closes": 120}]'`,
    ),
  ).rejects.toThrow(/Station_hours/);
});

test("a room has one session at a time, whoever plans or moves it", async () => {
  const weekly = { firstOn: "2026-03-06", recurrence: "FREQ=WEEKLY;COUNT=6", roomId: hallId };
  const planned = await plan(manager, lake, weekly);
  const sessions = await sessionsOf(planned["id"]);
  expect(sessions).toHaveLength(6);
  expect(new Set(sessions.map(({ place, roomId }) => `${place} ${roomId}`))).toEqual(
    new Set([`Lake station Hall ${hallId.split(":")[1]}`]),
  );
  const clash = { firstOn: "2026-03-20", startTime: "15:00", roomId: hallId };
  const refusal = await manager.ask(
    `mutation ($input: PlanActivityInput!) { planActivity(input: $input) {
      ... on ValidationError { problems { path code params { name value } } } } }`,
    {
      input: {
        organizationId: `Organization:${lake.id}`,
        activityKindId: await kindId(),
        title: "Choir",
        audience: "MEMBERS",
        durationMinutes: 60,
        place: "",
        idempotencyKey: "choir",
        ...clash,
      },
    },
  );
  expect(refusal.data?.["planActivity"]).toEqual({
    problems: [
      {
        path: ["roomId"],
        code: "ROOM_TAKEN",
        params: [
          { name: "date", value: "2026-03-20" },
          { name: "from", value: "14:00" },
          { name: "to", value: "16:00" },
        ],
      },
    ],
  });
  // Right after the other is no clash; of two who want the same hour at once one has it.
  const next = { firstOn: "2026-03-20", startTime: "16:00", durationMinutes: 60, roomId: hallId };
  const both = await Promise.all([plan(manager, lake, next), plan(manager, lake, next)]);
  expect(both.map(({ __typename }) => __typename).sort()).toEqual(["Activity", "ValidationError"]);
  const after = both.find(({ __typename }) => __typename === "Activity")?.["id"];
  const [later] = await sessionsOf(after);
  const sessionId = `ActivitySession:${later?.id}`;
  const move = { sessionId, on: "2026-03-20", startTime: "15:30" };
  expect(await manager.act("moveSession", move)).toMatchObject({
    problems: [{ path: ["roomId"], code: "ROOM_TAKEN" }],
  });
  // Cancelled, the series' session of that day gives the room free.
  await act(manager, "cancelSession", { sessionId: `ActivitySession:${sessions[2]?.id}`, reason: "WEATHER" });
  await act(manager, "moveSession", move);
  expect((await sessionsOf(after))[0]?.roomId).toBe(hallId.split(":")[1]);
  await act(manager, "moveSession", { ...move, startTime: "15:00", roomId: null, place: "Outside" });
  expect(await sessionsOf(after)).toMatchObject([{ roomId: null, place: "Outside" }]);

  // The series a day later: its sessions are not in each other's way, and all have the room.
  const daily = await plan(manager, lake, {
    firstOn: "2026-05-04",
    startTime: "08:00",
    durationMinutes: 60,
    recurrence: "FREQ=DAILY;COUNT=5",
    roomId: hallId,
  });
  const days = await sessionsOf(daily["id"]);
  const changed = await act(manager, "changeSeries", {
    sessionId: `ActivitySession:${days[0]?.id}`,
    firstOn: "2026-05-05",
    startTime: "08:30",
  });
  expect((await sessionsOf(changed)).every(({ roomId }) => `Room:${roomId}` === hallId)).toBe(true);

  // A unit's activity that serves nobody here has no business in the room.
  const unit = await city.unit();
  const liaison = await city.person(unit, "LIAISON");
  const visit = { firstOn: "2026-04-01", roomId: hallId };
  expect(await plan(liaison, unit, visit)).toMatchObject({ problems: [{ code: "ROOM_OF_OTHERS" }] });
  const partnershipId = `Partnership:${await city.partnership(unit, lake)}`;
  expect(await plan(liaison, unit, { ...visit, partnershipIds: [partnershipId] })).toMatchObject({
    __typename: "Activity",
  });
  expect(await manager.act("endRoom", { roomId: hallId })).toMatchObject({ code: "ROOM_BOOKED" });
  // Whoever comes another way meets the database.
  await expect(
    world.sql(
      `insert into "RoomBooking" (id, "cityId", "roomId", "sessionId", "startsAt", "endsAt")
       select gen_random_uuid(), "cityId", "roomId", $1, "startsAt", "endsAt" from "RoomBooking" where "sessionId" = $2`,
      [later?.id, sessions[0]?.id],
    ),
  ).rejects.toThrow(/RoomBooking/);
});

test("what a series gets by itself takes the room where it is free", async () => {
  await plan(manager, lake, {
    firstOn: "2026-03-03",
    startTime: "10:00",
    recurrence: "FREQ=WEEKLY",
    roomId: hallId,
    title: "Tuesdays",
  });
  const [{ last } = { last: new Date() }] = await world.sql<{ last: Date }>(
    `select max("endsAt") as last from "ActivitySession" x join "Activity" a on a.id = x."activityId" where a.title = 'Tuesdays'`,
  );
  const taken = new Date(last.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
  await plan(manager, lake, { firstOn: taken, startTime: "10:30", roomId: hallId, title: "In the way" });
  const before = world.clock.now();
  world.clock.passDays(14);
  await extendSeries({ database: world.database, clock: world.clock });
  const fresh = await world.sql<{ roomId: string | null }>(
    `select x."roomId" from "ActivitySession" x join "Activity" a on a.id = x."activityId"
     where a.title = 'Tuesdays' and x."startsAt" > $1 order by x."startsAt"`,
    [last],
  );
  expect(fresh.map(({ roomId }) => roomId === null)).toEqual([true, false]);
  const missed = await world.sql(`select payload from "OutboxEvent" where event = 'room.missed'`);
  expect(missed).toHaveLength(1);
  world.clock.set(before);
});

const STATIONS = `query ($first: Int!, $after: String, $standing: StationStanding) {
  stations(first: $first, after: $after, standing: $standing) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id communityName name rooms { name } state {
      standing staleBecause isOpen openUntil shutBecause closedFor opensAt nextSessionAt lastConfirmedAt } } }
  } }`;
type Listed = {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string; communityName: string; state: Record<string, unknown> } }[];
};
async function list(person: TestPerson, variables: Record<string, unknown>): Promise<Listed> {
  const { data, errors } = await person.ask(STATIONS, { first: 50, ...variables });
  expect(errors).toEqual([]);
  return data?.["stations"] as Listed;
}

test("fresh, stale or closed: one list says it, and the community and its office hear of it once", async () => {
  const state = async () => (await list(manager, {})).edges[0]?.node.state;
  // Three weeks old: it could not have had thirty days of sessions.
  world.clock.goTo("2026-03-23" as never);
  expect(await state()).toMatchObject({
    standing: "FRESH",
    isOpen: true,
    openUntil: "2026-03-23T09:30:00.000Z",
  });
  world.clock.goTo("2026-04-06" as never);
  expect(await state()).toMatchObject({ standing: "STALE", staleBecause: ["NOTHING_CONFIRMED"] });
  const [held] = await world.sql<{ id: string }>(
    `select id from "ActivitySession" where "roomId" is not null and state = 'PLANNED' and "startsAt" < $1 order by "startsAt" desc`,
    [world.clock.now()],
  );
  await confirmed(held?.id ?? "");
  expect(await state()).toMatchObject({ standing: "FRESH", staleBecause: [] });

  const many = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const community = await city.community(`Village ${index}`);
      await act(office, "openStation", {
        communityId: `Organization:${community.id}`,
        name: `Station ${index}`,
        hours: [],
        rooms: [],
      });
      return community;
    }),
  );
  const closing = (await list(office, {})).edges.find(({ node }) => node.communityName === "Village 3")?.node;
  await act(office, "closeStation", {
    stationId: closing?.id,
    reason: "REPAIR",
    note: "The roof",
    startsOn: "2026-04-06",
    endsOn: "2026-04-20",
  });
  expect(
    await office.act("closeStation", {
      stationId: closing?.id,
      reason: "STAFF",
      startsOn: "2026-04-20",
    }),
  ).toMatchObject({ code: "CLOSURE_OVERLAP" });

  const all = await list(office, {});
  expect(all.edges.map(({ node }) => `${node.communityName} ${node.state["standing"]}`)).toEqual([
    "Village 0 STALE",
    "Village 1 STALE",
    "Village 2 STALE",
    "Village 4 STALE",
    "Village 5 STALE",
    "Village 3 CLOSED",
    "Lake FRESH",
  ]);
  const pages: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: Listed = await list(office, { first: 3, after });
    expect(page.totalCount).toBe(7);
    pages.push(...page.edges.map(({ node }) => node.communityName));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(pages).toEqual(all.edges.map(({ node }) => node.communityName));
  expect((await list(office, { standing: "CLOSED" })).totalCount).toBe(1);
  // A unit sees those of its partners, a community its own; another city's office nothing.
  expect((await list(manager, {})).edges.map(({ node }) => node.communityName)).toEqual(["Lake"]);
  const abroad = await world.city();
  expect((await list(await abroad.person(await abroad.office(), "MANAGER"), {})).totalCount).toBe(0);
  const few = await countStatements(world, () => list(office, { first: 1 }));
  const more = await countStatements(world, () => list(office, { first: 50 }));
  expect([few.length, more.length]).toEqual([3, 3]);

  // Told once for each stale one; who lives again may be told anew.
  await watchStations({ database: world.database, clock: world.clock });
  await watchStations({ database: world.database, clock: world.clock });
  const told = () =>
    world.sql<{ payload: { receiverId: string } }>(
      `select payload from "OutboxEvent" where event = 'station.stale'`,
    );
  expect((await told()).map(({ payload }) => payload.receiverId).sort()).toEqual(
    many
      .filter((_, index) => index !== 3)
      .map(({ id }) => id)
      .sort(),
  );
  const [first] = many as [TestOrganization];
  const chief = await city.person(first, "MANAGER");
  const activityId = (await plan(chief, first, { firstOn: "2026-04-08", place: "Yard" }))["id"];
  await watchStations({ database: world.database, clock: world.clock });
  const [toldOn] = await world.sql(`select "staleToldOn" from "Station" where "communityId" = $1`, [
    first.id,
  ]);
  expect(toldOn).toEqual({ staleToldOn: null });
  await act(chief, "endActivity", { activityId, lastOn: "2026-04-07", reason: "Nobody came" });
  await watchStations({ database: world.database, clock: world.clock });
  expect(await told()).toHaveLength(6);
});

test("anybody opens the page of a station: small, in few statements, kept by its ETag, printed with a code", async () => {
  const visitor = await PublicVisitor.of(world);
  const [row] = await world.sql<{ code: string }>(`select code from "Station" where id = $1`, [
    stationId.split(":")[1],
  ]);
  const path = `stations/${row?.code}`;
  world.clock.goTo("2026-03-16" as never);
  let shown = await visitor.open(path);
  const statements = await countStatements(world, async () => {
    shown = await visitor.open(path);
  });
  expect(statements).toHaveLength(3);
  expect(shown.status).toBe(200);
  expect(Buffer.byteLength(shown.text)).toBeLessThan(30_000);
  expect(shown.text).not.toMatch(/<script|https?:\/\/(?!gongjian)/);
  for (const words of [
    "Lake station",
    "现在开放，今天到 17:30",
    "3月20日 周五",
    "Hall",
    "未成年人活动场所",
    "报名",
    "已取消（天气原因）",
  ])
    expect(shown.text).toContain(words);
  expect(shown.headers["cache-control"]).toBe("public, max-age=60");
  const again = await visitor.open(path, { "if-none-match": String(shown.headers["etag"]) });
  expect([again.status, again.text]).toEqual([304, ""]);
  const english = await visitor.open(`${path}?lang=en`);
  expect(english.text).toContain("Open now, today until 17:30");
  expect(english.text.replace(/Lake station|中文/g, "")).not.toMatch(/[\u4e00-\u9fff]/);
  // Its links lead somewhere.
  const links = [...shown.text.matchAll(/href="(\/p\/[^"]+)"/g)].map(([, address]) => address ?? "");
  expect(links.some((address) => address.startsWith("/p/sessions/"))).toBe(true);
  for (const address of new Set(links))
    expect([address, (await visitor.open(address)).status]).toEqual([address, 200]);
  const poster = await visitor.open(`${path}?poster=1`);
  expect(poster.text).toContain("<svg");
  expect(poster.text).toContain("扫码");
  expect(Buffer.byteLength(poster.text)).toBeLessThan(30_000);

  // Closed with its reason, from the day on; the sessions of these days say so.
  await act(manager, "closeStation", { stationId, reason: "REPAIR", startsOn: "2026-03-17" });
  world.clock.goTo("2026-03-17" as never);
  const closed = await visitor.open(path);
  expect(closed.text).toContain("暂停开放：修缮");
  expect(closed.text).toContain("当天场馆暂停开放");
  expect(await plan(manager, lake, { firstOn: "2026-03-25", roomId: hallId })).toMatchObject({
    problems: [{ code: "STATION_CLOSED" }],
  });
  for (const unknown of ["stations/abcdefgh", "stations/%00", "stations/x"])
    expect((await visitor.open(unknown)).status).toBe(404);
});

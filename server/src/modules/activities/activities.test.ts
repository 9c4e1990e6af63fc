import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import {
  countStatements,
  type TestCity,
  type TestOrganization,
  type TestPerson,
  World,
} from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { extendSeries } from "./extend-series.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let unit: TestOrganization;
let community: TestOrganization;
let partnershipId: string;
let liaison: TestPerson;
let desk: TestPerson;
let member: TestPerson;
let outsider: TestPerson;
let coordinator: TestPerson;
let stranger: TestPerson;
let kindId: string;

beforeAll(async () => {
  world = await World.open(database());
  city = await world.city();
  unit = await city.unit();
  community = await city.community();
  partnershipId = await city.partnership(unit, community);
  liaison = await city.person(unit, "LIAISON");
  desk = await city.person(community, "LIAISON");
  member = await city.person(unit, "MEMBER");
  outsider = await city.person(await city.unit(), "LIAISON");
  coordinator = await city.person(await city.office(), "COORDINATOR");
  const other = await world.city("Other City");
  stranger = await other.person(await other.unit(), "LIAISON");
  const kind = await world.database.prisma.activityKind.findFirstOrThrow({
    where: { cityId: city.id, code: "ENVIRONMENT" },
  });
  kindId = kind.id;
});
afterAll(() => world.close());

const plan = (by: TestPerson, more: Record<string, unknown> = {}, selection = "id") =>
  by.act(
    "planActivity",
    {
      organizationId: `Organization:${unit.id}`,
      activityKindId: `ActivityKind:${kindId}`,
      title: "周五创建日",
      audience: "MEMBERS",
      firstOn: "2026-03-06",
      startTime: "15:00",
      durationMinutes: 120,
      place: "社区广场",
      ...more,
    },
    selection,
  );

const SESSIONS = `query ($filter: ActivitySessionFilter, $to: LocalDate!, $first: Int!, $after: String) {
  sessions(from: "2026-03-01", to: $to, first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { endCursor hasNextPage }
    edges { node { id startsAt endsAt state cancelReason place capacity signed waiting version
      activity { id title kind { code } hosts { organization { id name } } } mySignup { id state } mayManage mayList publicPath } }
  } }`;
type Listed = {
  id: string;
  startsAt: string;
  state: string;
  cancelReason: string | null;
  place: string;
  capacity: number | null;
  signed: number;
  waiting: number;
  mySignup: { id: string; state: string } | null;
  mayManage: boolean;
  mayList: boolean;
  publicPath: string | null;
  activity: { id: string };
};

async function sessions(
  by: TestPerson,
  filter: object = {},
  first = 50,
  to = "2026-12-31",
): Promise<Listed[]> {
  const answer = await by.ask(SESSIONS, { filter, first, to });
  expect(answer.errors).toEqual([]);
  const page = answer.data?.["sessions"] as { edges: { node: Listed }[] } | undefined;
  return (page?.edges ?? []).map(({ node }) => node);
}
const days = (listed: Listed[]) => listed.map(({ startsAt }) => startsAt.slice(0, 10));

test("a Friday series of unit and community: planned, seen by the right people, moved, cancelled, changed, ended", async () => {
  const refused = await plan(desk);
  expect(refused["__typename"]).toBe("Forbidden");
  expect((await plan(member))["code"]).toBe("NOT_ALLOWED");
  expect((await plan(stranger))["__typename"]).toBe("NotFound");
  expect((await plan(liaison, { recurrence: "FREQ=HOURLY" }))["problems"]).toEqual([
    { path: ["recurrence"], code: "RULE_PART" },
  ]);
  const foreign = await city.partnership(await city.unit(), await city.community());
  const notOurs = await plan(coordinator, { partnershipIds: [`Partnership:${foreign}`] });
  expect(notOurs["problems"]).toEqual([{ path: ["partnershipIds"], code: "PARTNERSHIP_NOT_OF_HOSTS" }]);

  // The holiday moves its session; the next working day is a make-up Saturday.
  await world.database.prisma.calendarDay.createMany({
    data: [
      { id: newId(), cityId: city.id, date: toDbDate(localDate("2026-04-03")), kind: "HOLIDAY", name: "节" },
      { id: newId(), cityId: city.id, date: toDbDate(localDate("2026-04-04")), kind: "WORKING", name: "补" },
    ],
  });
  const key = { idempotencyKey: "plan-once" };
  const terms = {
    recurrence: "FREQ=WEEKLY;BYDAY=FR",
    holidays: "NEXT_WORKDAY",
    capacity: 2,
    coHostIds: [`Organization:${community.id}`],
    partnershipIds: [`Partnership:${partnershipId}`],
    ...key,
  };
  const planned = await plan(
    liaison,
    terms,
    "id ... on Activity { version onBehalf mayChange hosts { organization { id } } partnerships { id } }",
  );
  expect(planned).toMatchObject({
    onBehalf: false,
    mayChange: true,
    partnerships: [{ id: `Partnership:${partnershipId}` }],
  });
  // The same key again is the same activity.
  expect((await plan(liaison, terms))["id"]).toBe(planned["id"]);
  const activityId = planned["id"] as string;
  const listed = await sessions(liaison, { activityId });
  expect(days(listed).slice(0, 6)).toEqual([
    "2026-03-06",
    "2026-03-13",
    "2026-03-20",
    "2026-03-27",
    "2026-04-04",
    "2026-04-10",
  ]);
  // As far as the city looks: 92 days.
  expect(days(listed).at(-1)).toBe("2026-05-29");

  // Both sides and the office see it, other units and another city do not.
  expect(await sessions(desk, { activityId })).toHaveLength(listed.length);
  expect((await sessions(coordinator, { activityId }))[0]).toMatchObject({ mayManage: true, mayList: false });
  expect(await sessions(outsider, { activityId })).toEqual([]);
  expect(await sessions(stranger, { activityId })).toEqual([]);
  const node = await outsider.ask("query ($id: ID!) { node(id: $id) { id } }", { id: listed[0]?.id });
  expect(node.data).toEqual({ node: null });

  // Signed up: two places, the third waits; the one who leaves makes room in the same command.
  const [first, second, third] = listed as [Listed, Listed, Listed];
  const signUp = (by: TestPerson, session: Listed, more: object = {}) =>
    by.act("signUp", { sessionId: session.id, ...more }, "id ... on Signup { state arrival }");
  const mine = await signUp(member, first, { idempotencyKey: "tap" });
  expect(mine).toMatchObject({ state: "SIGNED", arrival: 1 });
  expect(await signUp(member, first, { idempotencyKey: "tap" })).toEqual(mine);
  expect((await signUp(member, first))["code"]).toBe("ALREADY_SIGNED_UP");
  expect(await signUp(desk, first)).toMatchObject({ state: "SIGNED", arrival: 2 });
  expect(await signUp(liaison, first)).toMatchObject({ state: "WAITING", arrival: 3 });
  expect((await signUp(outsider, first))["__typename"]).toBe("NotFound");
  expect((await signUp(stranger, first))["__typename"]).toBe("NotFound");
  const cancelled = await member.act(
    "cancelSignup",
    { signupId: mine["id"] },
    "id ... on Signup { state cancelledBy }",
  );
  expect(cancelled).toMatchObject({ state: "CANCELLED", cancelledBy: "SELF" });
  expect((await sessions(liaison, { activityId }))[0]).toMatchObject({
    signed: 2,
    waiting: 0,
    mySignup: { state: "SIGNED" },
  });
  const told = await world.sql<{ event: string; payload: { personIds: string[] } }>(
    `select event, payload from "OutboxEvent" where event = 'signup.promoted'`,
  );
  expect(told.map(({ payload }) => payload.personIds)).toEqual([[liaison.actor.personId]]);
  expect((await member.act("cancelSignup", { signupId: mine["id"] }))["code"]).toBe("SIGNUP_CANCELLED");

  // The list: names for the desks, phones too; a member sees none, the host takes somebody off it.
  const LIST = `query ($id: ID!) { signups(sessionId: $id, first: 10) { edges { node { id state phone person { name } } } } }`;
  const list = async (by: TestPerson) => {
    const page = (await by.ask(LIST, { id: first.id })).data?.["signups"];
    return (page as { edges: { node: Record<string, unknown> }[] } | undefined)?.edges ?? [];
  };
  expect((await list(desk)).map(({ node }) => [node["state"], node["phone"]])).toEqual([
    ["SIGNED", "13900000000"],
    ["SIGNED", "13900000000"],
  ]);
  expect(await list(member)).toEqual([]);
  expect(await list(coordinator)).toEqual([]);
  await signUp(member, first);
  const deskSignup = (await list(liaison))[0]?.node["id"];
  expect((await member.act("removeSignup", { signupId: deskSignup }))["__typename"]).toBe("NotFound");
  const removed = await liaison.act(
    "removeSignup",
    { signupId: deskSignup },
    "id ... on Signup { state cancelledBy }",
  );
  expect(removed).toMatchObject({ state: "CANCELLED", cancelledBy: "HOST" });
  expect((await sessions(member, { activityId, signedUp: true }))[0]).toMatchObject({
    mySignup: { state: "SIGNED" },
  });

  // Fewer places than people is refused; more places take from the line.
  expect((await liaison.act("setSessionCapacity", { sessionId: first.id, capacity: 1 }))["problems"]).toEqual(
    [{ path: ["capacity"], code: "CAPACITY_BELOW_SIGNED" }],
  );
  await signUp(desk, first);
  await liaison.act("setSessionCapacity", { sessionId: first.id, capacity: 3 });
  expect((await sessions(desk, { activityId }))[0]).toMatchObject({ signed: 3, waiting: 0, capacity: 3 });

  // One session moved by hand, one rained off; neither comes back, and nothing is a failure.
  const moved = await desk.act(
    "moveSession",
    { sessionId: second.id, on: "2026-03-14", startTime: "09:30", version: 0 },
    "id ... on ActivitySession { startsAt endsAt movedByHand version }",
  );
  expect(moved).toMatchObject({
    startsAt: "2026-03-14T01:30:00.000Z",
    endsAt: "2026-03-14T03:30:00.000Z",
    movedByHand: true,
  });
  expect(
    (
      await desk.act("moveSession", {
        sessionId: second.id,
        on: "2026-03-15",
        startTime: "09:30",
        version: 0,
      })
    )["code"],
  ).toBe("STALE_VERSION");
  expect((await liaison.act("cancelSession", { sessionId: third.id, reason: "OTHER" }))["problems"]).toEqual([
    { path: ["note"], code: "REQUIRED" },
  ]);
  expect((await member.act("cancelSession", { sessionId: third.id, reason: "WEATHER" }))["code"]).toBe(
    "NOT_ALLOWED",
  );
  await liaison.act("cancelSession", { sessionId: third.id, reason: "WEATHER" });
  expect((await signUp(member, third))["code"]).toBe("SESSION_NOT_PLANNED");
  expect(await extendSeries({ database: world.database, clock: world.clock })).toBe(0);

  // A week later the night brings one more day; a quiet one nothing. A holiday named since moves its session alone.
  world.clock.passDays(7);
  await world.database.prisma.calendarDay.create({
    data: {
      id: newId(),
      cityId: city.id,
      date: toDbDate(localDate("2026-05-01")),
      kind: "HOLIDAY",
      name: "劳动节",
    },
  });
  expect(await extendSeries({ database: world.database, clock: world.clock })).toBe(1);
  expect(await extendSeries({ database: world.database, clock: world.clock })).toBe(0);
  const now = await sessions(desk, { activityId });
  expect(days(now)).toContain("2026-05-04");
  expect(days(now)).not.toContain("2026-05-01");
  expect(days(now).at(-1)).toBe("2026-06-05");
  expect(now.find(({ id }) => id === third.id)).toMatchObject({
    state: "CANCELLED",
    cancelReason: "WEATHER",
  });

  // From a session on it is on Thursdays at another place: who signed up comes along.
  const [from] = now.filter(({ startsAt }) => startsAt.startsWith("2026-03-27")) as [Listed];
  await signUp(member, from);
  const changed = await desk.act(
    "changeSeries",
    {
      sessionId: from.id,
      firstOn: "2026-03-26",
      recurrence: "FREQ=WEEKLY;BYDAY=TH",
      place: "实践站",
      capacity: 5,
    },
    "id ... on Activity { continues { id } firstOn recurrence }",
  );
  expect(changed).toMatchObject({ continues: { id: activityId }, recurrence: "FREQ=WEEKLY;BYDAY=TH" });
  const after = await sessions(member, { activityId: changed["id"] });
  expect(days(after).slice(0, 3)).toEqual(["2026-03-26", "2026-04-02", "2026-04-09"]);
  expect(after[0]).toMatchObject({
    id: from.id,
    place: "实践站",
    capacity: 5,
    mySignup: { state: "SIGNED" },
  });
  expect(days(await sessions(member, { activityId }))).toEqual(["2026-03-06", "2026-03-14", "2026-03-20"]);

  // A co-host leaves and no longer sees it by itself; the last one cannot.
  const leave = { activityId: changed["id"], organizationId: `Organization:${community.id}` };
  expect((await liaison.act("leaveActivity", leave))["code"]).toBe("NOT_ALLOWED");
  expect((await desk.act("leaveActivity", leave))["id"]).toBe(changed["id"]);
  expect(
    (await liaison.act("leaveActivity", { ...leave, organizationId: `Organization:${unit.id}` }))["code"],
  ).toBe("LAST_HOST");
  await liaison.act("inviteHost", leave);
  expect((await liaison.act("inviteHost", leave))["code"]).toBe("ALREADY_HOST");

  // Ended: what was planned is cancelled and who comes is told.
  expect(
    (await member.act("endActivity", { activityId: changed["id"], lastOn: "2026-04-10", reason: "完成" }))[
      "code"
    ],
  ).toBe("NOT_ALLOWED");
  await liaison.act("endActivity", { activityId: changed["id"], lastOn: "2026-04-10", reason: "完成" });
  const ended = await sessions(desk, { activityId: changed["id"], states: ["PLANNED"] });
  expect(days(ended)).toEqual(["2026-03-26", "2026-04-02", "2026-04-09"]);
  expect(
    (await liaison.act("endActivity", { activityId: changed["id"], lastOn: "2026-04-10", reason: "完成" }))[
      "code"
    ],
  ).toBe("ACTIVITY_ENDED");
});

test("an office plans on behalf, marked; a place is free for two at once and goes to one; who has no role comes to nothing", async () => {
  const planned = await plan(
    coordinator,
    { audience: "CITY", capacity: 1, firstOn: "2026-03-20" },
    "id ... on Activity { onBehalf }",
  );
  expect(planned).toMatchObject({ onBehalf: true });
  // A district's coordinator does not act for a unit of the city.
  const district = await city.person(await city.office(city.district), "COORDINATOR");
  expect((await plan(district))["code"]).toBe("NOT_ALLOWED");
  const [session] = (await sessions(outsider, { activityId: planned["id"] })) as [Listed];
  expect(session).toMatchObject({ mayManage: false, mayList: false, publicPath: null });

  const racing = await Promise.all(
    [member, outsider, desk].map((each) =>
      each.act("signUp", { sessionId: session.id }, "id ... on Signup { state }"),
    ),
  );
  expect(racing.map(({ state }) => state).sort()).toEqual(["SIGNED", "WAITING", "WAITING"]);
  // The same person twice at once is in the line once.
  const twice = await Promise.all(
    [1, 2].map(() => liaison.act("signUp", { sessionId: session.id }, "id ... on Signup { state }")),
  );
  expect(twice.map((each) => each["code"] ?? each["state"]).sort()).toEqual(["ALREADY_SIGNED_UP", "WAITING"]);
  // Moved and signed up for at once: both hold, or the later one is told; nobody is lost.
  const leader = await city.person(unit, "LEADER");
  const [, joined] = await Promise.all([
    liaison.act("moveSession", { sessionId: session.id, on: "2026-03-21", startTime: "10:00" }),
    leader.act("signUp", { sessionId: session.id }, "id ... on Signup { state }"),
  ]);
  expect(joined).toMatchObject({ state: "WAITING" });
  expect((await sessions(leader, { activityId: planned["id"] }))[0]).toMatchObject({
    startsAt: "2026-03-21T02:00:00.000Z",
    signed: 1,
    waiting: 4,
  });

  // Whose last role has ended is nobody of the city any more.
  const former = await city.person(unit, "MEMBER");
  Object.assign(former.actor, { memberships: [] });
  expect((await former.act("signUp", { sessionId: session.id }))["code"]).toBe("NOT_ALLOWED");

  // What the database holds by itself, whatever the server believes.
  const sessionId = session.id.split(":")[1];
  const forced = (sql: string) =>
    world.sql(sql, [sessionId]).then(
      () => "done",
      (error: Error) => error.message,
    );
  expect(
    await forced(`update "Signup" set state = 'SIGNED' where "sessionId" = $1 and arrival = 4`),
  ).toContain("waited longer");
  expect(
    await forced(`update "Signup" set state = 'SIGNED' where "sessionId" = $1 and arrival = 2`),
  ).toContain("SessionSeats_within_capacity");
  expect(await forced(`update "ActivitySession" set capacity = 0 where id = $1`)).toContain(
    "ActivitySession_capacity",
  );
  expect(await forced(`update "SessionSeats" set signed = 0 where "sessionId" = $1`)).toContain(
    "only sign-ups",
  );
});

test("kinds of activity are the manager's, and count in kinds of the right measure", async () => {
  const manager = await city.person(await city.office(), "MANAGER");
  const kind = { code: "READING", nameZh: "全民阅读", nameEn: "Reading", validFrom: "2026-03-01" };
  expect((await coordinator.act("createActivityKind", kind))["code"]).toBe("NOT_ALLOWED");
  const wrong = await manager.act("createActivityKind", { ...kind, countKindId: `Kind:${city.kinds.FUNDS}` });
  expect(wrong["problems"]).toEqual([{ path: ["countKindId"], code: "COUNTS_OTHERWISE" }]);
  const made = await manager.act("createActivityKind", { ...kind, countKindId: `Kind:${city.kinds.VISIT}` });
  expect((await manager.act("createActivityKind", kind))["code"]).toBe("CODE_IN_USE");
  const activityKindId = made["id"];
  const changed = await manager.act(
    "changeActivityKind",
    { activityKindId, nameZh: "阅读", countKindId: null },
    "id ... on ActivityKind { nameZh countKind { id } version }",
  );
  expect(changed).toMatchObject({ nameZh: "阅读", countKind: null, version: 1 });
  await manager.act("endActivityKind", { activityKindId, validTo: "2026-03-10" });
  const late = await plan(liaison, { activityKindId, firstOn: "2026-03-20" });
  expect(late["problems"]).toEqual([{ path: ["activityKindId"], code: "ACTIVITY_KIND_ENDED" }]);
  const listed = await member.ask(
    `{ activityKinds(first: 20, on: "2026-03-20") { edges { node { code } } } }`,
  );
  expect(JSON.stringify(listed.data)).not.toContain("READING");
  expect(JSON.stringify(listed.data)).toContain("THEME_DAY");
});

test("lists take as many statements for one row as for many, and go on page by page", async () => {
  await plan(liaison, {
    audience: "CITY",
    recurrence: "FREQ=DAILY;COUNT=30",
    firstOn: "2026-03-16",
    title: "天天见",
  });
  const asked = (first: number) => countStatements(world, () => sessions(member, { mine: true }, first));
  const [one, many] = [await asked(1), await asked(50)];
  expect(many.length).toBe(one.length);
  const activities = await countStatements(world, async () => {
    const answer =
      await member.ask(`{ activities(first: 20, filter: { running: true }) { edges { node { id title kind { code }
      hosts { organization { name } } partnerships { id } nextSessions { id startsAt signed } mayChange } } } }`);
    expect(answer.errors).toEqual([]);
  });
  expect([one.length, activities.length]).toEqual([2, 1]);

  const seen: string[] = [];
  let after: string | null = null;
  do {
    const answer = await member.ask(SESSIONS, { first: 7, after, to: "2026-12-31" });
    const page = answer.data?.["sessions"] as {
      totalCount: number;
      edges: { node: Listed }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
    seen.push(...page.edges.map(({ node }) => node.id));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (!after) expect(seen).toHaveLength(page.totalCount);
  } while (after);
  expect(new Set(seen).size).toBe(seen.length);
  const preview =
    await member.ask(`{ previewSeries(recurrence: "FREQ=WEEKLY;BYDAY=FR", firstOn: "2026-03-30", holidays: NEXT_WORKDAY, first: 2) {
    code days { on movedFrom } } }`);
  expect(preview.data?.["previewSeries"]).toEqual({
    code: null,
    days: [
      { on: "2026-04-04", movedFrom: "2026-04-03" },
      { on: "2026-04-10", movedFrom: null },
    ],
  });
});

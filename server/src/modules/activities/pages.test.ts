import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { PublicVisitor } from "../../../test/public.ts";
import { type TestCity, type TestOrganization, type TestPerson, World } from "../../../test/world.ts";
import { addDays, localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { forgetGuests } from "./forget-guests.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let community: TestOrganization;
let desk: TestPerson;
let member: TestPerson;
let visitor: PublicVisitor;
let activityId: string;
let sessionId: string;
let path: string;

beforeAll(async () => {
  world = await World.open(database());
  city = await world.city();
  community = await city.community("春风社区");
  desk = await city.person(community, "LIAISON");
  member = await city.person(await city.unit(), "MEMBER");
  visitor = await PublicVisitor.of(world);
  const kind = await world.database.prisma.activityKind.findFirstOrThrow({ where: { cityId: city.id } });
  const planned = await desk.act("planActivity", {
    organizationId: `Organization:${community.id}`,
    activityKindId: `ActivityKind:${kind.id}`,
    title: "清洁家园; 人人动手, 一起<来>",
    body: "带手套。\n雨天取消。",
    audience: "PUBLIC",
    firstOn: "2026-03-06",
    startTime: "09:00",
    durationMinutes: 120,
    place: "春风广场",
    capacity: 1,
    recurrence: "FREQ=WEEKLY;COUNT=3",
  });
  activityId = planned["id"] as string;
  const answer = await member.ask(
    `query ($id: ID!) { sessions(from: "2026-03-01", to: "2026-03-31", first: 5, filter: { activityId: $id }) { edges { node { id publicPath } } } }`,
    { id: activityId },
  );
  const page = answer.data?.["sessions"] as { edges: { node: { id: string; publicPath: string } }[] };
  sessionId = page.edges[0]?.node.id ?? "";
  path = page.edges[0]?.node.publicPath ?? "";
});
afterAll(() => world.close());

const guest = { name: "李小花", phone: "138 0000 1111", consent: "yes" };
const fileOf = (address: string) => visitor.open(address);

test("somebody from outside signs up with name and phone alone, waits, gets the place, takes it back; their data go on their day", async () => {
  const shown = await visitor.open(path);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain("清洁家园; 人人动手, 一起&lt;来&gt;");
  expect(shown.text).toContain("30 天后系统自动删除");
  expect((await visitor.open(`${path}?lang=en`)).text).toContain("they are deleted 30 days after it");
  expect((await visitor.open(`${path}?poster=1`)).text).toContain("<svg");
  expect((await visitor.open("sessions/2222222222")).status).toBe(404);

  // A form with mistakes is shown again with what was written.
  const wrong = await visitor.send(world, path, { name: "李小花", phone: "abc" });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="李小花"');
  expect(wrong.text).toContain("phone-problem");

  // The place goes to a member first; the guest waits, and the same form sent twice is one sign-up.
  const first = await member.act("signUp", { sessionId }, "id ... on Signup { state }");
  expect(first["state"]).toBe("SIGNED");
  const token = visitor.tokenIn(await visitor.open(path));
  const sent = await visitor.send(world, path, guest, { token });
  expect(sent.status).toBe(303);
  const link = String(sent.headers["location"]);
  expect(link).toMatch(/^\/p\/signups\/[\w-]{43}$/);
  expect((await visitor.send(world, path, guest, { token })).headers["location"]).toBe(link);
  expect((await visitor.send(world, path, guest)).text).toContain("这个手机号已经报过名");
  expect((await visitor.open(link)).text).toContain("前面还有 0 人");

  // The desk reads name and phone; who merely comes does not, and neither stands in the chain or the stored link.
  const LIST = `query ($id: ID!) { signups(sessionId: $id, first: 10) { edges { node { guestName phone isGuest state } } } }`;
  const listOf = async (by: TestPerson) => JSON.stringify((await by.ask(LIST, { id: sessionId })).data);
  expect(await listOf(desk)).toContain("李小花");
  expect(await listOf(member)).not.toContain("李小花");
  const secret = link.split("/").at(-1);
  const traces = await world.sql<{ found: string }>(
    `select 'chain' as found from "AuditEntry" where payload ~ '李小花|13800001111|${secret}'
     union all select 'outbox' from "OutboxEvent" where payload::text ~ '李小花|13800001111'
     union all select 'history' from "RowHistory" where "row"::text ~ '李小花|13800001111'`,
  );
  expect(traces).toEqual([]);

  // The printed list: for the desk, in the order of coming; taking it away stands in the chain.
  const csv = (await desk.download("signups.csv", { session: sessionId })).bytes.toString("utf8");
  expect(
    csv
      .split("\r\n")
      .slice(1, 3)
      .map((line) => line.split(",").slice(0, 5)),
  ).toEqual([
    ["1", expect.stringContaining("Person"), "13900000000", expect.stringContaining("Unit"), "参加"],
    ["2", "李小花", "13800001111", "社会志愿者", "候补"],
  ]);
  await expect(member.download("signups.csv", { session: sessionId })).rejects.toBeInstanceOf(Rejection);
  expect((await desk.download("signups.xlsx", { session: sessionId })).bytes.length).toBeGreaterThan(1_000);

  // The member goes, the guest has the place; and gives it back by the link.
  await member.act("cancelSignup", { signupId: first["id"] });
  expect((await visitor.open(link)).text).toContain("报名成功");
  await visitor.send(world, link, {});
  expect((await visitor.open(link)).text).toContain("这次报名已取消");
  expect((await visitor.open(`signups/${"a".repeat(43)}`)).status).toBe(404);

  // Again, to come. Kept until thirty days after the session, to which moving it adds.
  const again = await visitor.send(world, path, guest);
  await desk.act("moveSession", { sessionId, on: "2026-03-07", startTime: "09:00" });
  world.clock.goTo(localDate("2026-03-07"));
  expect((await visitor.send(world, path, { ...guest, phone: "13800002222" })).status).toBe(409);
  const job = () => forgetGuests({ database: world.database, clock: world.clock });
  world.clock.goTo(addDays(localDate("2026-03-07"), 30));
  expect(await job()).toBe(0);
  world.clock.passDays(1);
  expect(await job()).toBe(2);
  expect(await job()).toBe(0);
  expect(await listOf(desk)).toContain('"guestName":null');
  expect((await visitor.open(String(again.headers["location"]))).status).toBe(200);
  expect(await world.sql(`select from "Guest" where name is not null or phone is not null`)).toEqual([]);
});

type Entry = { uid: string; status: string; sequence: string; start: string; summary: string };

function entriesOf(text: string): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstSubcomponent("vtimezone")?.getFirstPropertyValue("tzid")).toBe("Asia/Shanghai");
  return calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: String(event.getFirstPropertyValue("uid")),
    status: String(event.getFirstPropertyValue("status")),
    sequence: String(event.getFirstPropertyValue("sequence")),
    start: String(event.getFirstPropertyValue("dtstart")),
    summary: String(event.getFirstPropertyValue("summary")),
  }));
}

test("phones subscribe: a community's calendar is public, a person's own has a secret address that ends", async () => {
  world.clock.goTo(localDate("2026-03-08"));
  const address = `calendars/${community.id}.ics`;
  const shown = await fileOf(address);
  expect(shown.headers["content-type"]).toContain("text/calendar");
  const before = entriesOf(shown.text);
  expect(before.map(({ start, status }) => [start, status])).toEqual([
    ["2026-03-07T09:00:00", "CONFIRMED"],
    ["2026-03-13T09:00:00", "CONFIRMED"],
    ["2026-03-20T09:00:00", "CONFIRMED"],
  ]);
  expect(before[0]?.summary).toBe("清洁家园; 人人动手, 一起<来>");
  for (const line of shown.text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);

  // Cancelled: the same entry, later in its sequence.
  const [, second] = before as [Entry, Entry];
  await desk.act("cancelSession", {
    sessionId: `ActivitySession:${second.uid.split("@")[0]}`,
    reason: "WEATHER",
  });
  const after = entriesOf((await fileOf(address)).text)[1];
  expect(after).toMatchObject({ uid: second.uid, start: second.start, status: "CANCELLED" });
  expect(Number(after?.sequence)).toBeGreaterThan(Number(second.sequence));

  const renew = async () =>
    String((await member.act("renewCalendar", {}, "id ... on CalendarFeed { path }"))["path"]);
  const own = await renew();
  expect(entriesOf((await fileOf(own)).text)).toEqual([]);
  const third = `ActivitySession:${(before[2] as Entry).uid.split("@")[0]}`;
  await member.act("signUp", { sessionId: third });
  expect(entriesOf((await fileOf(own)).text)).toMatchObject([{ status: "CONFIRMED", uid: before[2]?.uid }]);
  expect((await member.ask("{ myCalendar { id path } }")).data?.["myCalendar"]).toMatchObject({ path: null });
  // A new address ends the one before; revoked, and for who has no role any more, there is none.
  const next = await renew();
  expect((await fileOf(own)).status).toBe(404);
  expect((await fileOf(next)).status).toBe(200);
  const feed = (await member.ask("{ myCalendar { id } }")).data?.["myCalendar"] as { id: string };
  expect((await desk.act("revokeCalendar", { calendarFeedId: feed.id }))["__typename"]).toBe("NotFound");
  await world.sql(`update "Membership" set "endsOn" = '2026-03-01' where id = $1`, [member.membershipId]);
  expect((await fileOf(next)).status).toBe(404);
  await world.sql(`update "Membership" set "endsOn" = null where id = $1`, [member.membershipId]);
  await member.act("revokeCalendar", { calendarFeedId: feed.id });
  expect((await fileOf(next)).status).toBe(404);
  expect((await member.act("revokeCalendar", { calendarFeedId: feed.id }))["code"]).toBe("CALENDAR_REVOKED");
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/http/log.ts";
import { canonicalJson, digestOf } from "../../src/kernel/canonical.ts";
import { localDate } from "../../src/kernel/clock.ts";
import { forgetGuests } from "../../src/modules/activities/forget-guests.ts";
import {
  at,
  codeFor,
  type Held,
  openHeld,
  planSession,
} from "../../src/modules/attendance/session-fixture.ts";
import { forgetAskers } from "../../src/modules/help-requests/forget-askers.ts";
import { isInside, lookupOutside } from "../../src/modules/notifications/webhook-address.ts";
import { useTestDatabase } from "../pg.ts";
import { PublicVisitor } from "../public.ts";
import { type TestPerson, World } from "../world.ts";

/** What people do with pages that need no sign-in, and with what grew around activities. */

const database = useTestDatabase();
let world: World;
let held: Held;
beforeAll(async () => {
  world = await World.open(database());
  held = await openHeld(world, "Open Doors");
});
afterAll(() => world.close());

const MARK = `"><script>alert(1)</script>`;

async function pathOf(session: string): Promise<string> {
  const { data } = await held.liaison.ask(
    `query ($id: ID!) { node(id: $id) { ... on ActivitySession { publicPath } } }`,
    { id: session },
  );
  return (data as { node: { publicPath: string } }).node.publicPath;
}

/** Tables in which a text stands anywhere. */
async function tablesHolding(text: string): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I', tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const found = await world.sql(`select 1 from ${name} t where position($1 in t::text) > 0 limit 1`, [
      text,
    ]);
    if (found.length > 0) holding.push(name);
  }
  return holding;
}

test("a code of six digits is not guessed: no other mistake and no other session buys new guesses", async () => {
  const { liaison, member, worker, unit, city } = held;
  // Not in its audience: what is guessed there finds nothing, and is counted all the same.
  const outsider = await city.person(await city.unit(), "MEMBER");
  const hidden = await planSession(held, liaison, unit, "2026-03-05");
  const own = await planSession(held, liaison, unit, "2026-03-05", { startTime: "10:30" });
  at(world, "2026-03-05", "10:05");
  const { digits } = await codeFor(liaison, hidden);
  const wrong = digits === "000000" ? "000001" : "000000";
  const guess = (who: TestPerson, code: string, more: object = {}) =>
    who.act("checkIn", { sessionId: hidden, code, ...more });
  for (let n = 0; n < 8; n++) expect(await guess(outsider, wrong)).toMatchObject({ __typename: "NotFound" });
  expect(await guess(outsider, digits)).toMatchObject({ code: "TOO_MANY_GUESSES" });

  const usedKey = randomUUID();
  await member.act("renewCalendar", { idempotencyKey: usedKey });
  const { digits: ofOwn } = await codeFor(liaison, own);
  for (let n = 0; n < 8; n++) {
    await guess(member, wrong);
    // Who knows the code of another session, or sends a key that was used, has guessed no less often here.
    if (n % 4 === 1) await member.act("checkIn", { sessionId: own, code: ofOwn });
    if (n === 3) await guess(member, wrong, { idempotencyKey: usedKey });
    await member.act("checkIn", { sessionId: `ActivitySession:${randomUUID()}`, code: wrong });
  }
  expect(await guess(member, digits)).toMatchObject({ code: "TOO_MANY_GUESSES" });
  expect(await guess(worker, digits)).toMatchObject({ __typename: "Attendance" });
});

test("measured time stays within its session when that is moved, and nobody is kept by one that was called off", async () => {
  const { liaison, member, unit } = held;
  const moved = await planSession(held, liaison, unit, "2026-03-10");
  const other = await planSession(held, liaison, unit, "2026-03-10", { startTime: "10:30" });
  at(world, "2026-03-10", "09:30");
  const { digits } = await codeFor(liaison, moved);
  const here = await member.act("checkIn", { sessionId: moved, code: digits });
  expect(here).toMatchObject({ __typename: "Attendance" });
  const move = (startTime: string, durationMinutes: number) =>
    liaison.act("moveSession", { sessionId: moved, on: "2026-03-10", startTime, durationMinutes });
  expect(await move("15:00", 30)).toMatchObject({ code: "PEOPLE_CHECKED_IN" });
  expect(await move("10:00", 60)).toMatchObject({ code: "PEOPLE_CHECKED_IN" });
  expect(await move("10:00", 150)).toMatchObject({ __typename: "ActivitySession" });

  await liaison.act("cancelSession", { sessionId: moved, reason: "WEATHER" });
  const { digits: next } = await codeFor(liaison, other);
  const elsewhere = () => member.act("checkIn", { sessionId: other, code: next });
  expect(await elsewhere()).toMatchObject({ code: "ATTENDS_ELSEWHERE" });
  expect(await member.act("checkOut", { attendanceId: here["id"] })).toMatchObject({
    __typename: "Attendance",
  });
  expect(await elsewhere()).toMatchObject({ __typename: "Attendance" });
});

test("a page counts as one however its address is written, and a form's token is for its page and what was first sent", async () => {
  const { worker, community } = held;
  const more = { audience: "PUBLIC", capacity: 2 };
  const first = await pathOf(await planSession(held, worker, community, "2026-03-20", more));
  const later = await planSession(held, worker, community, "2026-03-21", more);
  const second = await pathOf(later);
  const visitor = await PublicVisitor.of(world);
  const guest = { name: "Zhao Da", phone: "13700000001", consent: "yes" };
  const token = visitor.tokenIn(await visitor.open(first));
  const escaped = first.replace(/.$/, (last) => `%${last.charCodeAt(0).toString(16)}`);
  const tokenOfEscaped = visitor.tokenIn(await visitor.open(escaped));

  expect((await visitor.send(world, second, guest, { token })).status).toBe(409);
  expect((await visitor.send(world, first, guest, { token })).status).toBe(303);
  // Somebody who finds the token sends another name with it: nothing happens, and the link is not theirs.
  const stolen = await visitor.send(world, first, { ...guest, phone: "13700000002" }, { token });
  expect([stolen.status, stolen.headers["location"]]).toEqual([409, undefined]);
  // The same phone, however it is typed.
  const sameGuest = { ...guest, phone: "+86 １３７-００００-0001" };
  expect((await visitor.send(world, escaped, sameGuest, { token: tokenOfEscaped })).text).toContain(
    "已经报过名",
  );
  const counted = await world.sql<{ count: number }>(
    `select count::int as count from "PublicFormCount" where key like 'page sessions/%'`,
  );
  expect(counted).toEqual([{ count: 3 }]);
  const file = { fileName: "a.jpg", mediaType: "image/jpeg", bytes: new Uint8Array(9) };
  // Who signed up goes again by the link, also when it is no longer open to the public; the link's secret stands in no table.
  const goes = await visitor.send(world, second, guest);
  const link = String(goes.headers["location"]);
  const [of] = await world.sql<{ id: string }>(
    `select "activityId" as id from "ActivitySession" where id = $1`,
    [later.split(":")[1]],
  );
  const neighbour = await held.city.person(await held.city.unit(), "MEMBER");
  const own = await neighbour.act("signUp", { sessionId: later });
  await worker.act("changeActivity", { activityId: `Activity:${of?.id}`, audience: "MEMBERS" });
  expect(await neighbour.act("cancelSignup", { signupId: own["id"] })).toMatchObject({
    __typename: "Signup",
  });
  expect((await visitor.open(second)).status).toBe(404);
  expect((await visitor.send(world, link, {})).status).toBe(303);
  expect((await visitor.open(link)).text).toContain("这次报名已取消");
  expect(await tablesHolding(link.split("/").at(-1) ?? "")).toEqual([]);
  const withFile = await visitor.send(world, first, guest, { photos: [file] });
  expect(withFile.status).toBe(413);
});

test("names and titles are text everywhere: on pages, posters, in lists, calendars and the log", async () => {
  const { worker, community } = held;
  const session = await planSession(held, worker, community, "2026-03-22", {
    audience: "PUBLIC",
    title: `A\r\nEND:VEVENT\u2028${MARK}`,
    place: `B\nATTACH:x${MARK}`,
    body: `${MARK}\r\nBEGIN:VALARM`,
  });
  const path = await pathOf(session);
  const visitor = await PublicVisitor.of(world);
  const sent = await visitor.send(world, path, {
    name: `=1+"<script>`,
    phone: "13700000003",
    consent: "yes",
  });
  const link = String(sent.headers["location"]);
  const unseen = { name: "\u200b\u202e", phone: "13700000004", consent: "yes" };
  expect((await visitor.send(world, path, unseen)).text).toContain('id="name-problem"');
  const wrong = await visitor.send(world, path, { name: `${MARK}\u0000`, phone: MARK, consent: "yes" });
  const shown = await Promise.all([path, `${path}?poster=1`, link].map((each) => visitor.open(each)));
  for (const { text } of [wrong, ...shown]) expect(text).not.toContain("<script");
  const calendar = await visitor.open(`calendars/${community.id}.ics`);
  const lines = calendar.text.split(/\r\n(?! )/);
  expect(lines.filter((line) => /^(END:VEVENT.|ATTACH|BEGIN:VALARM)/.test(line))).toEqual([]);
  const csv = (await worker.download("signups.csv", { session })).bytes.toString("utf8");
  expect(csv).toContain(`'=1+""<script>`);

  const logged: string[] = [];
  const log = createLog("info", { write: (line) => void logged.push(line) });
  const secret = link.split("/").at(-1) ?? "";
  for (const url of [link, `/p/calendars/${secret}.ics`, "/p/certificates/ABCD-EFGH-JKMN-PQRS?lang=en"])
    log.info({ req: { method: "GET", url } }, "incoming request");
  expect(logged).toHaveLength(3);
  expect(logged.join("")).not.toMatch(new RegExp(`${secret}|ABCD-EFGH`));
});

test("who is forgotten is in no table, not even where a phone number could be worked out again", async () => {
  const { worker, community, city } = held;
  const session = await planSession(held, worker, community, "2026-03-23", { audience: "PUBLIC" });
  const visitor = await PublicVisitor.of(world);
  const person = { name: "Qian Wangle", phone: "13712345678" };
  await visitor.send(world, await pathOf(session), { ...person, consent: "yes" });
  const ask = (askerName: string, askerContact: string, open: boolean) =>
    worker.act("createHelpRequest", {
      receiverId: `Organization:${community.id}`,
      title: "A lamp",
      body: "",
      urgency: "NORMAL",
      needs: [{ kindId: `Kind:${city.kinds.VISIT}`, quantity: "1", description: "a visit" }],
      askerName,
      askerContact,
      open,
    });
  const asked = await ask("Sun Wangle", "13787654321", true);
  // Never opened, and forgotten in a drawer.
  await ask("Wu Wangle", "13700998877", false);
  await worker.act("withdrawHelpRequest", { helpRequestId: asked["id"] });
  at(world, "2026-03-23", "10:10");
  await worker.act("addWalkInGuest", {
    sessionId: session,
    name: "Li Wangle",
    phone: "13756781234",
    consent: true,
  });
  const all = ["Wangle", "13712345678", "13787654321", "13756781234", "13700998877"];
  expect(await tablesHolding("Wangle")).toEqual(expect.arrayContaining(['"Guest"', '"RequestAsker"']));
  // What is remembered of a form cannot be tried out against a list of numbers.
  const [kept] = await world.sql<{ key: string; inputHash: string }>(
    `select key, "inputHash" from "IdempotencyKey" where command = 'signup.guest' order by "createdAt" desc limit 1`,
  );
  const input = { sessionId: session.split(":")[1], ...person, consent: true, idempotencyKey: kept?.key };
  expect(kept?.inputHash).not.toBe(digestOf(canonicalJson(input)));

  world.clock.goTo(localDate("2027-03-01"));
  const ctx = { database: world.database, clock: world.clock };
  expect(await forgetGuests(ctx)).toBeGreaterThan(1);
  await forgetAskers(ctx);
  for (const text of all) expect([text, await tablesHolding(text)]).toEqual([text, []]);
  world.clock.goTo(localDate("2026-03-24"));
});

test("each contact of a resident that is read is recorded, also under a key that read another one", async () => {
  const { worker, community, coordinator } = held;
  const receiverId = `Organization:${community.id}`;
  const door = await worker.act("setAppealDoor", { receiverId, open: true }, "id ... on AppealDoor { path }");
  const visitor = await PublicVisitor.of(world, { address: "192.0.2.99" });
  const write = (text: string) =>
    visitor.send(world, String(door["path"]), {
      text,
      name: "Zhou Ba",
      phone: "13712121212",
      consent: "yes",
    });
  for (const text of ["The lift stands still", "The lamp is dark"])
    expect((await write(text)).status).toBe(200);
  const appeals = await world.sql<{ id: string }>(`select id from "Appeal" where "cityId" = $1`, [
    held.city.id,
  ]);
  const idempotencyKey = randomUUID();
  const REVEAL = `mutation ($input: RevealAppealContactInput!) { revealAppealContact(input: $input) {
    __typename ... on RevealedContact { phone } } }`;
  const reveal = async (who: TestPerson, id: string) => {
    const { data } = await who.ask(REVEAL, { input: { appealId: `Appeal:${id}`, idempotencyKey } });
    return data?.["revealAppealContact"];
  };
  for (const { id } of appeals) {
    expect(await reveal(coordinator, id)).toMatchObject({ __typename: "NotFound" });
    expect(await reveal(worker, id)).toMatchObject({ phone: "13712121212" });
  }
  const recorded = await world.sql(
    `select 1 from "AuditEntry" where command = 'reading.person' and "subjectIds" && $1::uuid[]`,
    [appeals.map(({ id }) => id)],
  );
  expect(recorded).toHaveLength(2);
});

test("webhooks: names that lead inside are found out when something is sent; taken away, address and secret are gone", async () => {
  const inside = ["64:ff9b:1::1", "fec0::1", "2001::1", "192.88.99.1", "::ffff:0:7f00:1"];
  expect(inside.filter((address) => !isInside(address))).toEqual([]);
  const looked = await new Promise<string | undefined>((resolve) => {
    lookupOutside("localhost", { all: true }, (error) => resolve((error as { code?: string } | null)?.code));
  });
  expect(looked).toBe("HOST_NOT_ALLOWED");

  const { manager, unit } = held;
  const create = (url: string) =>
    manager.act("createWebhook", {
      organizationId: `Organization:${unit.id}`,
      kind: "GENERIC",
      name: "Chat",
      url,
      secret: "sh",
      locale: "zh",
    });
  const urls =
    "https://a@chat.example/x https://0x7f.1/x https://[::ffff:127.0.0.1]/x https://db.localhost/x https://intranet/x http://chat.example/x file:///etc/passwd";
  for (const url of urls.split(" "))
    expect([url, (await create(url))["__typename"]]).toEqual([url, "ValidationError"]);
  const made = await create("https://chat.example/robot?key=k");
  await manager.act("removeWebhook", { webhookId: made["id"] });
  const [kept] = await world.sql<{ n: number }>(
    `select count(*)::int as n from "RowHistory" where "tableName" = 'Webhook' and ("row" ? 'sealedUrl' or "row" ? 'sealedSecret')`,
  );
  expect(kept?.n).toBe(0);
});

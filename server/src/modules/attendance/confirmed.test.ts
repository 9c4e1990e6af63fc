import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";
import { newId } from "../../kernel/ids.ts";
import { at, codeFor, openHeld, planSession, promiseFor, reportFor } from "./session-fixture.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const DAY = "2026-03-06";
const ATTENDANCE = on("Attendance", "minutes method walkIn version onBehalf secondedBy { id } overlaps");

test("a unit holds a session: from the sign-up to a delivery that closes what was promised, and back again", async () => {
  at(world, "2026-03-02", "09:00");
  const held = await openHeld(world, "Held City");
  const { liaison, manager, member, worker, head, coordinator, city, unit } = held;
  const stranger = (await openHeld(world, "Another City")).member;
  const held1 = await held.duty("JOINT_ACTIVITY", 1n, "2026-01-01", "2026-03-31");
  const hours = await held.duty("VOLUNTEER_HOURS", 240n, "2026-01-01", "2026-03-31");
  const sessionId = await planSession(held, liaison, unit, DAY);
  const absent = await city.person(unit, "MEMBER");
  expect(await member.act("signUp", { sessionId })).toMatchObject({ __typename: "Signup" });

  // Nobody checks in the evening before; the code is the host's alone.
  expect(await member.act("checkIn", { sessionId, code: "000000" })).toMatchObject({
    problems: [{ path: ["code"], code: "CODE_WRONG" }],
  });
  const early = await codeFor(liaison, sessionId);
  expect(await codeFor(member, sessionId)).toBeNull();
  expect(await codeFor(worker, sessionId)).toBeNull();
  expect(await member.act("checkIn", { sessionId, code: early.digits })).toMatchObject({
    code: "SESSION_NOT_YET",
  });

  // In time, by the QR; once. From then until the session's end.
  at(world, DAY, "09:50");
  const { path, digits } = await codeFor(liaison, sessionId);
  const code = String(path.split("code=")[1]);
  expect(await stranger.act("checkIn", { sessionId, code })).toMatchObject({ __typename: "NotFound" });
  const key = { sessionId, code, idempotencyKey: "in-1" };
  const [first, again] = await Promise.all([
    member.act("checkIn", key, ATTENDANCE),
    member.act("checkIn", key, ATTENDANCE),
  ]);
  expect(first).toEqual(again);
  expect(first).toMatchObject({ minutes: "120", method: "CODE", walkIn: false });
  expect(await member.act("checkIn", { sessionId, code: digits })).toMatchObject({ code: "ALREADY_HERE" });
  at(world, DAY, "10:02");
  expect(await manager.act("checkIn", { sessionId, code })).toMatchObject({
    problems: [{ code: "CODE_WRONG" }],
  });

  // A member of the unit, and a guest, walk in; the host says when they came. Somebody leaves early.
  at(world, DAY, "10:30");
  const listed = {
    sessionId,
    personId: `Person:${manager.actor.personId}`,
    arrivedAt: "2026-03-06T02:15:00Z",
  };
  expect(await member.act("markPresent", listed)).toMatchObject({ __typename: "Forbidden" });
  const walkedIn = await liaison.act("markPresent", listed, ATTENDANCE);
  expect(walkedIn).toMatchObject({ minutes: "105", method: "LIST", walkIn: true });
  const guest = { sessionId, name: "Guest Zhao", phone: "13800000000" };
  expect(await liaison.act("addWalkInGuest", { ...guest, consent: false })).toMatchObject({
    problems: [{ path: ["consent"], code: "CONSENT_MISSING" }],
  });
  expect(await liaison.act("addWalkInGuest", { ...guest, consent: true }, ATTENDANCE)).toMatchObject({
    minutes: "89",
    walkIn: true,
  });
  at(world, DAY, "11:00");
  expect(
    await member.act("checkOut", { attendanceId: first["id"], leftAt: "2026-03-06T03:05:00Z" }),
  ).toMatchObject({ problems: [{ code: "DATE_IN_FUTURE" }] });
  expect(await member.act("checkOut", { attendanceId: first["id"] }, ATTENDANCE)).toMatchObject({
    minutes: "60",
  });
  expect(await liaison.act("reportSession", { sessionId })).toMatchObject({ code: "SESSION_NOT_YET" });

  // Afterwards the host types hours that nobody measured: they need a second person.
  at(world, DAY, "14:00");
  const typed = { sessionId, personId: `Person:${absent.actor.personId}`, minutes: "75", reason: "No phone" };
  expect(await liaison.act("markPresent", { sessionId, personId: typed.personId })).toMatchObject({
    code: "SESSION_OVER",
  });
  expect(await liaison.act("typeAttendance", { ...typed, minutes: "121" })).toMatchObject({
    problems: [{ code: "MINUTES_OUT_OF_RANGE" }],
  });
  const unmeasured = await liaison.act("typeAttendance", typed, ATTENDANCE);
  expect(unmeasured).toMatchObject({ method: "TYPED", onBehalf: false, secondedBy: null });

  // The host reports; typed hours without their second person are in no sum.
  expect(await worker.act("reportSession", { sessionId })).toMatchObject({ __typename: "Forbidden" });
  expect(await stranger.act("reportSession", { sessionId })).toMatchObject({ __typename: "NotFound" });
  const photo = newId();
  await world.sql(
    `insert into "Evidence" (id, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", "byId")
     values ($1, $2, 'PHOTO', 'ab', 'image/webp', 1, 'ab', 'yard.webp', $3)`,
    [photo, city.id, liaison.actor.personId],
  );
  const evidenceIds = [`Evidence:${photo}`];
  expect(
    await liaison.act("reportSession", { sessionId, evidenceIds }, on("SessionReport", "evidence { id }")),
  ).toMatchObject({ evidence: [{ id: evidenceIds[0] }] });
  const seen = "query ($id: ID!) { node(id: $id) { id } }";
  expect((await worker.ask(seen, { id: evidenceIds[0] })).data?.["node"]).toEqual({ id: evidenceIds[0] });
  expect((await stranger.ask(seen, { id: evidenceIds[0] })).data?.["node"]).toBeNull();
  expect((await reportFor(worker, sessionId))?.parts).toMatchObject([
    { people: 2, minutes: "165", typedMinutes: "0", held: true, state: "WAITING", deliveries: [] },
    { people: 1, minutes: "89", giver: null },
  ]);
  expect(await reportFor(stranger, sessionId)).toBeNull();
  expect(await liaison.act("secondAttendance", { attendanceId: unmeasured["id"] })).toMatchObject({
    code: "SAME_PERSON",
  });
  expect(await absent.act("secondAttendance", { attendanceId: unmeasured["id"] })).toMatchObject({
    __typename: "Forbidden",
  });
  const stale = await reportFor(worker, sessionId);
  expect(await manager.act("secondAttendance", { attendanceId: unmeasured["id"] }, ATTENDANCE)).toMatchObject(
    {
      secondedBy: { id: `Person:${manager.actor.personId}` },
    },
  );
  // The list has changed since: what was read is not what would be confirmed.
  expect(await worker.act("confirmSession", { sessionId, version: stale?.version })).toMatchObject({
    code: "REPORT_REOPENED",
  });
  expect(await liaison.act("reportSession", { sessionId })).toMatchObject({ __typename: "SessionReport" });

  // The community sees it with a hand-typed double beside it, disputes once, and confirms by another person.
  const double = await coordinator.act("logDelivery", {
    partnershipId: held.partnershipId,
    kindId: held.kindId("JOINT_ACTIVITY"),
    quantity: "1",
    occurredOn: DAY,
  });
  const waiting = await reportFor(worker, sessionId);
  expect(waiting?.parts[0]).toMatchObject({
    minutes: "165",
    typedMinutes: "75",
    allowed: ["confirm", "dispute"],
    possibleDoubles: [{ id: double["id"], origin: "MANUAL" }],
  });
  await coordinator.act("withdrawDelivery", { deliveryId: double["id"] });
  const version = waiting?.version;
  for (const other of [liaison, manager, coordinator, member])
    expect(await other.act("confirmSession", { sessionId, version })).toMatchObject({
      __typename: "Forbidden",
    });
  expect(await worker.act("disputeSession", { sessionId, version, reason: "The guest left" })).toMatchObject({
    __typename: "SessionReport",
  });
  expect(await worker.act("confirmSession", { sessionId, version })).toMatchObject({ code: "NOTHING_WAITS" });
  expect(await liaison.act("reportSession", { sessionId })).toMatchObject({ __typename: "SessionReport" });
  const right = (await reportFor(worker, sessionId))?.version;
  const [one, two] = await Promise.all([
    worker.act("confirmSession", { sessionId, version: right, idempotencyKey: "c" }),
    head.act("confirmSession", { sessionId, version: right }),
  ]);
  const answers = [one, two].map((answer) => answer["__typename"]);
  expect(answers).toContain("SessionReport");
  expect([one, two].filter((answer) => answer["code"] && answer["code"] !== "NOTHING_WAITS")).toEqual([]);
  if (one?.["__typename"] === "SessionReport")
    expect(
      await worker.act("confirmSession", { sessionId, version: right, idempotencyKey: "c" }),
    ).toMatchObject({ __typename: "SessionReport" });

  // One delivery for each kind, the typed hours apart; what was promised is met.
  const confirmed = (await reportFor(liaison, sessionId))?.parts ?? [];
  const mine = confirmed.find(({ giver }) => giver !== null);
  expect(mine?.deliveries.map(({ origin, quantity, state }) => [origin, quantity, state]).sort()).toEqual([
    ["SESSION", "1", "ACCEPTED"],
    ["SESSION", "165", "ACCEPTED"],
    ["SESSION_TYPED", "75", "ACCEPTED"],
  ]);
  expect(await promiseFor(liaison, held1)).toMatchObject({ closure: "MET", metOn: DAY });
  expect(await promiseFor(liaison, hours)).toMatchObject({ closure: "MET", accepted: "240" });
  expect(
    await world.sql(`select "loggedById", "loggedByOrganizationId" from "Delivery" where origin = 'SESSION'`),
  ).toEqual([1, 2].map(() => ({ loggedById: liaison.actor.personId, loggedByOrganizationId: unit.id })));
  await expectBooksAgree(world);

  // It is corrected by taking the confirmation back, not by touching the delivery; then everything is owed again.
  const deliveryId = mine?.deliveries[0]?.id;
  const giverPart = (mine?.state === "CONFIRMED" ? mine.id : "") as string;
  for (const person of [worker, head])
    expect(await person.act("reverseAcceptance", { deliveryId, reason: "Wrong" })).toMatchObject({
      code: "SESSION_STANDS",
    });
  expect(
    await liaison.act("removeAttendance", { attendanceId: first["id"], reason: "Not there" }),
  ).toMatchObject({
    code: "TIME_CONFIRMED",
  });
  expect(await liaison.act("takeBackConfirmation", { partId: giverPart, reason: "x" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await head.act("takeBackConfirmation", { partId: giverPart, reason: "Only three came" }),
  ).toMatchObject({
    __typename: "SessionPart",
  });
  expect(await promiseFor(liaison, hours)).toMatchObject({ closure: null, accepted: "0", claimed: "0" });
  await expectBooksAgree(world);
  expect(
    await liaison.act("removeAttendance", { attendanceId: first["id"], reason: "Not there" }),
  ).toMatchObject({
    __typename: "Attendance",
  });
  await liaison.act("reportSession", { sessionId });
  const last = await reportFor(worker, sessionId);
  await worker.act("confirmSession", { sessionId, version: last?.version });
  expect((await reportFor(worker, sessionId))?.parts.map(({ minutes, state }) => [minutes, state])).toEqual([
    ["105", "CONFIRMED"],
    ["89", "CONFIRMED"],
  ]);
  expect(await promiseFor(liaison, hours)).toMatchObject({ closure: null, accepted: "180" });
  expect(await promiseFor(liaison, held1)).toMatchObject({ closure: "MET" });
  await expectBooksAgree(world);

  // Sealed, it stands.
  await held.seal("2026-01-01", "2026-03-31");
  expect(await worker.act("takeBackConfirmation", { partId: giverPart, reason: "Too late" })).toMatchObject({
    code: "PERIOD_SEALED",
  });
});

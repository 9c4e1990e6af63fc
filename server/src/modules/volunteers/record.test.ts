import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree, on } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { PublicVisitor } from "../../../test/public.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { Rejection } from "../../kernel/result.ts";
import { unzip } from "../../kernel/unzip.ts";
import {
  at,
  codeFor,
  type Held,
  openHeld,
  planSession,
  promiseFor,
  reportFor,
} from "../attendance/session-fixture.ts";

const database = useTestDatabase();
let world: World;
let held: Held;
/** A second unit without a partnership, whose people come all the same. */
let helper: TestPerson;
let helperLiaison: TestPerson;
let streetManager: TestPerson;
beforeAll(async () => {
  world = await World.open(database());
  at(world, "2026-03-02", "09:00");
  held = await openHeld(world);
  const other = await held.city.unit("Another unit");
  helper = await held.city.person(other, "MEMBER", "李卫东");
  helperLiaison = await held.city.person(other, "LIAISON");
  streetManager = await held.city.person(await held.city.office(held.city.street), "MANAGER");
});
afterAll(() => world.close());

const ATTENDANCE = on("Attendance", "minutes method onBehalf overlaps");
const personId = (person: TestPerson) => `Person:${person.actor.personId}`;

async function recordOf(reader: TestPerson, of?: TestPerson) {
  const { data, errors } = await reader.ask(
    `query ($id: ID) { volunteerRecord(personId: $id) { person { id } isOwn
      sums { minutes typedMinutes waitingMinutes waitingTypedMinutes unsecondedMinutes sessions }
      service(first: 50) { edges { node { minutes typed state activity host confirmedByOrganization confirmedBy { id } } } }
      entries(first: 50) { edges { node { id kind title answer seenAt } } } } }`,
    { id: of ? personId(of) : null },
  );
  expect(errors).toEqual([]);
  return data?.["volunteerRecord"] as {
    isOwn: boolean;
    sums: Record<string, string | number>;
    service: { edges: { node: Record<string, unknown> }[] };
    entries: { edges: { node: Record<string, unknown> }[] };
  } | null;
}

test("a community holds a session: each unit confirms its own, an office the others; nobody is at two places; the record and its certificate follow", async () => {
  const { liaison, manager, member, worker, head, community, coordinator, unit, city } = held;
  const hours = await held.duty("VOLUNTEER_HOURS", 600n, "2026-01-01", "2026-06-30");
  const day = "2026-03-13";
  const sessionId = await planSession(held, worker, community, day, { audience: "CITY" });
  const elsewhere = await planSession(held, liaison, unit, day, { startTime: "11:00" });

  at(world, day, "10:00");
  const { digits } = await codeFor(worker, sessionId);
  const came = await member.act("checkIn", { sessionId, code: digits }, ATTENDANCE);
  expect(came).toMatchObject({ __typename: "Attendance", minutes: "119" });
  expect(await helper.act("checkIn", { sessionId, code: digits })).toMatchObject({
    __typename: "Attendance",
  });
  const neighbour = await city.person(community, "MEMBER");
  expect(
    await worker.act("markPresent", {
      sessionId,
      personId: personId(neighbour),
      arrivedAt: "2026-03-13T02:00:00Z",
    }),
  ).toMatchObject({ __typename: "Attendance" });
  // Two places at once: refused while the other goes on, taken after leaving it; two at once, by the database.
  at(world, day, "11:10");
  const second = await codeFor(liaison, elsewhere);
  const twice = { sessionId: elsewhere, code: second.digits };
  expect(await member.act("checkIn", twice)).toMatchObject({ code: "ATTENDS_ELSEWHERE" });
  await expect(
    world.sql(
      `insert into "Attendance" (id, "cityId", "sessionId", "personId", method, "startsAt", "endsAt", "enteredById")
       select gen_random_uuid(), "cityId", $1, "personId", 'CODE', '2026-03-13T03:10:00Z', '2026-03-13T04:00:00Z', "personId"
       from "Attendance" where id = $2`,
      [elsewhere.replace("ActivitySession:", ""), String(came["id"]).replace("Attendance:", "")],
    ),
  ).rejects.toThrow(/Attendance_one_place_at_a_time/);
  expect(await member.act("checkOut", { attendanceId: came["id"] }, ATTENDANCE)).toMatchObject({
    minutes: "70",
  });
  at(world, day, "11:11");
  expect(
    await member.act("checkIn", { ...twice, code: (await codeFor(liaison, elsewhere)).digits }),
  ).toMatchObject({
    __typename: "Attendance",
  });
  // Wrong codes are counted, in every process.
  for (let guess = 0; guess < 8; guess++)
    await manager.act("checkIn", { sessionId, code: String(guess).repeat(6) });
  expect(await manager.act("checkIn", { sessionId, code: "999999" })).toMatchObject({
    code: "TOO_MANY_GUESSES",
  });

  // An office types hours: marked, flagged where they overlap, and nothing before a second person.
  at(world, day, "15:00");
  const byOffice = { sessionId, personId: personId(manager), minutes: "60", reason: "The list was lost" };
  expect(await streetManager.act("typeAttendance", byOffice, ATTENDANCE)).toMatchObject({ onBehalf: true });
  await worker.act("reportSession", { sessionId });
  expect((await recordOf(manager))?.sums).toMatchObject({
    minutes: "0",
    typedMinutes: "0",
    unsecondedMinutes: "60",
  });
  const version = (await reportFor(worker, sessionId))?.version;
  // Its own people: the unit. Those of no unit: an office over the community. Never the host, never another unit.
  expect(await head.act("confirmSession", { sessionId, version })).toMatchObject({ __typename: "Forbidden" });
  expect((await reportFor(helperLiaison, sessionId))?.parts.map(({ allowed }) => allowed)).toEqual([
    ["confirm", "dispute"],
  ]);
  for (const confirmer of [liaison, helperLiaison, streetManager])
    expect(await confirmer.act("confirmSession", { sessionId, version })).toMatchObject({
      __typename: "SessionReport",
    });
  expect(await promiseFor(worker, hours)).toMatchObject({ accepted: "70", closure: null });
  const signed = await world.sql(
    `select d."loggedById" as giver, a."byId" as receiver, d."partnershipId" is null as unpaired, d.quantity::int
     from "Delivery" d join "Acceptance" a on a."deliveryId" = d.id where d."giverId" = $1 order by d.quantity`,
    [helper.actor.memberships[0]?.organizationId],
  );
  expect(signed).toEqual([
    {
      giver: helperLiaison.actor.personId,
      receiver: worker.actor.personId,
      unpaired: true,
      quantity: 119,
    },
  ]);
  await expectBooksAgree(world);

  // The record says where each hour comes from; only who looks after the person reads it.
  const own = await recordOf(member);
  expect(own?.sums).toMatchObject({ minutes: "70", typedMinutes: "0", sessions: 1 });
  expect(own?.service.edges.map(({ node }) => node)).toEqual([
    {
      minutes: "70",
      typed: false,
      state: "CONFIRMED",
      activity: "Friday clean-up",
      host: community.name,
      confirmedByOrganization: unit.name,
      confirmedBy: { id: personId(liaison) },
    },
  ]);
  expect((await recordOf(manager, member))?.isOwn).toBe(false);
  expect((await recordOf(coordinator, member))?.sums).toMatchObject({ minutes: "70" });
  for (const outsider of [worker, helper, liaison]) expect(await recordOf(outsider, member)).toBeNull();
  const few = await countStatements(world, () => recordOf(helper));
  const more = await countStatements(world, () => recordOf(member));
  expect(more.length).toBe(few.length);

  // Training, honours and evaluation: by the manager, seen and answered by the person.
  const entry = {
    organizationId: `Organization:${unit.id}`,
    personId: personId(member),
    onDate: "2026-03-12",
  };
  expect(await liaison.act("enterVolunteerEntry", { ...entry, kind: "HONOUR", title: "x" })).toMatchObject({
    __typename: "Forbidden",
  });
  const honour = await manager.act("enterVolunteerEntry", {
    ...entry,
    kind: "HONOUR",
    title: "Volunteer of March",
  });
  await manager.act("enterVolunteerEntry", { ...entry, kind: "TRAINING", title: "First aid", minutes: "90" });
  expect(
    await manager.act("enterVolunteerEntry", { ...entry, kind: "HONOUR", title: "x", minutes: "9" }),
  ).toMatchObject({
    problems: [{ code: "MINUTES_OUT_OF_RANGE" }],
  });
  expect(await manager.act("answerVolunteerEntry", { entryId: honour["id"] })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await member.act("answerVolunteerEntry", { entryId: honour["id"], answer: "Thank you" }),
  ).toMatchObject({
    __typename: "VolunteerEntry",
  });
  expect(
    (await recordOf(member))?.entries.edges.map(({ node }) => [node["kind"], node["answer"]]).sort(),
  ).toEqual([
    ["HONOUR", "Thank you"],
    ["TRAINING", null],
  ]);

  // A certificate: what is confirmed, checked by anybody, the whole name for who knows it.
  const period = { fromDay: "2026-01-01", toDay: day };
  expect(await manager.act("issueCertificate", period)).toMatchObject({ code: "NO_HOURS" });
  const fields = on(
    "ServiceCertificate",
    "number minutes typedMinutes checkCode path revokedAt lines { host confirmer minutes }",
  );
  const [issued, other] = await Promise.all([
    helper.act("issueCertificate", period, fields),
    member.act("issueCertificate", period, fields),
  ]);
  expect([issued["number"], other["number"]].sort()).toEqual(["2026-000001", "2026-000002"]);
  expect(issued).toMatchObject({ minutes: "119", typedMinutes: "0", revokedAt: null });
  const visitor = await PublicVisitor.of(world);
  const path = String(issued["path"]);
  const seen = await visitor.open(path);
  expect(seen.status).toBe(200);
  expect(seen.text).toContain("证明有效");
  expect(seen.text).toContain("李**");
  expect(seen.text).not.toContain("李卫东");
  expect((await visitor.send(world, path, { name: "李卫国" })).text).not.toContain("李卫东");
  expect((await visitor.send(world, path, { name: "李 卫东" })).text).toContain("李卫东");
  expect((await visitor.open("certificates/AAAA-AAAA-AAAA-AAAA")).status).toBe(404);
  const typedCode = String(issued["checkCode"]).toLowerCase();
  expect((await visitor.send(world, "certificates", { code: typedCode })).headers["location"]).toBe(path);

  // Hours taken back revoke what holds them, and nothing else.
  const parts = (await reportFor(helperLiaison, sessionId))?.parts;
  await helperLiaison.act("takeBackConfirmation", { partId: parts?.[0]?.id, reason: "He left at once" });
  expect((await visitor.open(path)).text).toContain("证明已失效");
  expect((await visitor.open(String(other["path"]))).text).toContain("证明有效");
  expect((await recordOf(helper))?.sums).toMatchObject({ minutes: "0", waitingMinutes: "119" });

  // The five groups, for the manager of the organization; the reading is recorded.
  const of = `Organization:${unit.id}`;
  await expect(liaison.download("volunteer-records.xlsx", { of })).rejects.toThrow(Rejection);
  await expect(helper.download("volunteer-records.csv", { of: personId(member) })).rejects.toThrow(
    "NOT_FOUND",
  );
  const { bytes } = await manager.download("volunteer-records.xlsx", { of, locale: "en" });
  const book = unzip(bytes);
  const sheet = (name: string) => new TextDecoder().decode(book?.get(name));
  for (const name of ["Person", "Service", "Training", "Honours", "Evaluation"])
    expect(sheet("xl/workbook.xml")).toContain(`name="${name}"`);
  expect(sheet("xl/worksheets/sheet4.xml")).toContain("Volunteer of March");
  const csv = (await member.download("volunteer-records.csv")).bytes.toString("utf8");
  expect(csv).toContain("First aid");
  expect(csv).not.toContain("李卫东");
  expect(
    await world.sql(
      `select count(*)::int as n from "AuditEntry" where command like 'reading.%' and "cityId" = $1`,
      [city.id],
    ),
  ).toEqual([{ n: 2 }]);
});

test("words about a person go with the name, from every version of them", async () => {
  const { manager, member } = held;
  expect((await recordOf(manager, member))?.entries.edges.length).toBe(2);
  await world.sql(`select erase_person($1, $2)`, [held.city.id, member.actor.personId]);
  expect(
    await world.sql(
      `select count(*)::int as n from "RowHistory" where "tableName" = 'VolunteerEntry'
       and ("row"::text like '%Volunteer of March%' or "row"::text like '%Thank you%')
       union all select count(*)::int from "VolunteerEntry" where title <> '' or answer is not null`,
    ),
  ).toEqual([{ n: 0 }, { n: 0 }]);
  expect(await recordOf(manager, member)).toBeNull();
});

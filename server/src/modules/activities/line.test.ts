import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, type TestOrganization, TestPerson, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { codeOf, Rejection } from "../../kernel/result.ts";
import { cancelSignup } from "./cancel-signup.ts";
import { planActivity } from "./plan-activity.ts";
import { setSessionCapacity } from "./set-session-capacity.ts";
import { signUp } from "./sign-up.ts";

const database = useTestDatabase();
const CLIENTS = 500;
const PLACES = 20;
let world: World;
let city: TestCity;
let unit: TestOrganization;
let host: TestPerson;
let sessionId: string;

beforeAll(async () => {
  world = await World.open(database());
  city = await world.city();
  unit = await city.unit();
  host = await city.person(unit, "LIAISON");
  const { prisma } = world.database;
  const kind = await prisma.activityKind.findFirstOrThrow({ where: { cityId: city.id } });
  const { id: activityId } = await planActivity(host.ctx, {
    organizationId: unit.id,
    activityKindId: kind.id,
    title: "植树",
    audience: "CITY",
    firstOn: localDate("2026-03-12"),
    startTime: "09:00",
    durationMinutes: 180,
    place: "城北林场",
    capacity: PLACES,
  });
  sessionId = (await prisma.activitySession.findFirstOrThrow({ where: { activityId } })).id;
});
afterAll(() => world.close());

/** People of one unit, written at once. */
async function crowd(size: number): Promise<TestPerson[]> {
  const rows = Array.from({ length: size }, () => ({
    personId: newId(),
    userId: newId(),
    membershipId: newId(),
  }));
  const { prisma } = world.database;
  const [model] = [host.actor];
  await prisma.person.createMany({
    data: rows.map(({ personId }) => ({ id: personId, cityId: city.id, name: personId })),
  });
  await prisma.membership.createMany({
    data: rows.map(({ personId, membershipId }) => ({
      id: membershipId,
      cityId: city.id,
      personId,
      organizationId: unit.id,
      role: "MEMBER" as const,
      startsOn: toDbDate(localDate("2026-01-01")),
    })),
  });
  return rows.map(({ personId, userId, membershipId }) => {
    const memberships = model.memberships.map((each) => ({
      ...each,
      id: membershipId,
      role: "MEMBER" as const,
    }));
    return new TestPerson(world, { ...model, personId, userId, memberships }, membershipId);
  });
}

const line = () =>
  world.database.prisma.signup.findMany({
    where: { sessionId, state: { not: "CANCELLED" } },
    orderBy: { arrival: "asc" },
    select: { id: true, personId: true, state: true, arrival: true, promotedAt: true },
  });
const seats = () => world.database.prisma.sessionSeats.findUniqueOrThrow({ where: { sessionId } });

test("500 clients at once for 20 places: exactly 20 in, in the order in which the database took them, the rest waits", async () => {
  const people = await crowd(CLIENTS);
  const answers = await Promise.allSettled(people.map(({ ctx }) => signUp(ctx, { sessionId })));
  expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
  const inLine = await line();
  expect(inLine.map(({ arrival }) => arrival)).toEqual(Array.from({ length: CLIENTS }, (_, at) => at + 1));
  expect(inLine.map(({ state }) => state)).toEqual(
    Array.from({ length: CLIENTS }, (_, at) => (at < PLACES ? "SIGNED" : "WAITING")),
  );
  expect(new Set(inLine.map(({ personId }) => personId)).size).toBe(CLIENTS);
  expect(await seats()).toMatchObject({ signed: PLACES, waiting: CLIENTS - PLACES, arrivals: CLIENTS });
  // The order is that of the chain, which the database wrote one after another: nobody was let past.
  const taken = await world.sql<{ id: string }>(
    `select "subjectIds"[1] as id from "AuditEntry" where command = 'signup.make' order by seq`,
  );
  expect(taken.map(({ id }) => id)).toEqual(inLine.map(({ id }) => id));

  // Some leave and places are added while others come, all at once: who waited longest moves up, and no place stays empty.
  const byPerson = new Map(people.map((person) => [person.actor.personId, person]));
  const leaving = [...inLine.slice(0, 6), ...inLine.slice(40, 44)];
  const late = await crowd(6);
  const acts = await Promise.allSettled([
    ...leaving.map(({ id, personId }) => {
      const person = byPerson.get(personId ?? "");
      if (!person) throw new Error("who is this?");
      return cancelSignup(person.ctx, { signupId: id });
    }),
    ...late.map(({ ctx }) => signUp(ctx, { sessionId })),
    setSessionCapacity(host.ctx, { sessionId, capacity: PLACES + 5 }),
  ]);
  expect(
    acts.flatMap((act) =>
      act.status === "fulfilled" ? [] : act.reason instanceof Rejection ? codeOf(act.reason) : act.reason,
    ),
  ).toEqual([]);
  const after = await line();
  expect(after).toHaveLength(CLIENTS - 10 + 6);
  expect(after.map(({ state }) => state)).toEqual(
    after.map((_, at) => (at < PLACES + 5 ? "SIGNED" : "WAITING")),
  );
  expect(after.filter(({ promotedAt }) => promotedAt !== null)).toHaveLength(11);
  expect(await seats()).toMatchObject({ signed: PLACES + 5, capacity: PLACES + 5 });
}, 180_000);

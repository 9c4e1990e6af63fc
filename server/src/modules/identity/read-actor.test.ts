import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { createDatabase, type Database } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { readActor } from "./read-actor.ts";

const testDatabase = useTestDatabase();
let owner: pg.Client;
let database: Database;
const cityId = newId();
const [personId, bareId, erasedId] = [newId(), newId(), newId()];
const [current, ended, future, ofEnded] = [newId(), newId(), newId(), newId()];
const [organizationId, endedOrganizationId] = [newId(), newId()];

beforeAll(async () => {
  owner = new pg.Client({ connectionString: testDatabase().ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(
    `insert into "Division" ("level", "path", "startedOn") values ('CITY', '/1/', '2020-01-01') returning id`,
  );
  const divisionId = rows[0].id;
  await owner.query(
    `insert into "City" (id, "divisionId", name, "openedOn") values ($1, $2, '试验市', '2020-01-01')`,
    [cityId, divisionId],
  );
  for (const [id, erasedAt] of [
    [personId, null],
    [bareId, null],
    [erasedId, new Date()],
  ])
    await owner.query(`insert into "Person" (id, "cityId", name, "erasedAt") values ($1, $2, $3, $4)`, [
      id,
      cityId,
      erasedAt ? "" : "某人",
      erasedAt,
    ]);
  for (const [id, endedOn] of [
    [organizationId, null],
    [endedOrganizationId, "2026-03-31"],
  ])
    await owner.query(
      `insert into "Organization" (id, "cityId", kind, name, "divisionId", "startedOn", "endedOn")
       values ($1, $2, 'OFFICE', '某办', $3, '2020-01-01', $4)`,
      [id, cityId, divisionId, endedOn],
    );
  for (const [id, organization, role, startsOn, endsOn] of [
    [current, organizationId, "COORDINATOR", "2026-01-01", "2026-06-30"],
    [ended, organizationId, "MANAGER", "2025-01-01", "2025-12-31"],
    [future, organizationId, "LEADER", "2026-07-01", null],
    [ofEnded, endedOrganizationId, "MANAGER", "2025-01-01", null],
  ])
    await owner.query(
      `insert into "Membership" (id, "cityId", "personId", "organizationId", role, "startsOn", "endsOn")
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, cityId, personId, organization, role, startsOn, endsOn],
    );
  database = createDatabase(testDatabase().appUrl);
});
afterAll(async () => {
  await database.close();
  await owner.end();
});

const actorAt = (instant: string, person = personId) =>
  readActor(
    database,
    { now: () => new Date(instant) },
    {
      userId: "u",
      personId: person,
      username: "x",
      sessionId: "s",
      mustChangePassword: false,
      twoFactorEnabled: false,
      expiresAt: new Date(),
    },
  );

test("only the roles of the day count, to the last day included, by the calendar of Shanghai", async () => {
  const roles = async (instant: string) => (await actorAt(instant))?.memberships.map(({ id }) => id).sort();
  expect(await roles("2026-05-01T00:00:00Z")).toEqual([current]);
  expect(await roles("2026-06-30T15:59:59Z")).toEqual([current]);
  expect(await roles("2026-06-30T16:00:00Z")).toEqual([future]);
  expect(await roles("2026-02-01T00:00:00Z")).toEqual([current, ofEnded].sort());
});

test("an actor carries the city and the place of the organization", async () => {
  expect(await actorAt("2026-05-01T00:00:00Z")).toEqual({
    kind: "PERSON",
    userId: "u",
    personId,
    cityId,
    cityPath: "/1/",
    memberships: [
      { id: current, organizationId, organizationKind: "OFFICE", path: "/1/", role: "COORDINATOR" },
    ],
  });
});

test("someone without a role is still of the city; someone erased is nobody", async () => {
  expect((await actorAt("2026-05-01T00:00:00Z", bareId))?.memberships).toEqual([]);
  expect(await actorAt("2026-05-01T00:00:00Z", erasedId)).toBeNull();
});

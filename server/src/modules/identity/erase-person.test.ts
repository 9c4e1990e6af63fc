import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { addDays, today } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { livingCity } from "../audit/living-city-fixture.ts";
import { verify } from "../audit/verify.ts";
import { ownDataPlaces } from "./own-data.ts";
import { readPlaces } from "./read-own-data.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
/** Who left: known in the city as 欧阳无涯, 13812345678. */
let gone: { personId: string; userId: string; membershipId: string; person: TestPerson };
let manager: TestPerson;
let coordinator: TestPerson;
const NAME = "欧阳无涯";
const PHONE = "13812345678";

beforeAll(async () => {
  world = await World.open(database());
  city = await livingCity(world);
  const office = await city.office();
  manager = await city.person(office, "MANAGER");
  coordinator = await city.person(office, "COORDINATOR");
  const [found] = await world.sql<{ personId: string; userId: string; id: string; organizationId: string }>(
    `select m.id, m."personId", m."organizationId", u.id as "userId" from "Membership" m
     join "Organization" o on o.id = m."organizationId" join "AuthUser" u on u."personId" = m."personId"
     where m."cityId" = $1 and o.kind = 'PARTNER_UNIT' and m.role = 'LIAISON'`,
    [city.id],
  );
  if (!found) throw new Error("the living city has no liaison");
  const { personId, userId, organizationId } = found;
  const actor = {
    ...manager.actor,
    personId,
    userId,
    memberships: [
      {
        id: found.id,
        organizationId,
        organizationKind: "PARTNER_UNIT" as const,
        path: city.root.path,
        role: "LIAISON" as const,
      },
    ],
  };
  const person = new (manager.constructor as typeof TestPerson)(world, actor, found.id);
  gone = { personId, userId, membershipId: found.id, person };
  await acts(manager, "changePerson", { personId: `Person:${personId}`, name: NAME, phone: PHONE });
  await acts(manager, "resetPassword", { personId: `Person:${personId}` });
  await leaveTraces();
});
afterAll(() => world.close());

async function acts(
  person: TestPerson,
  mutation: string,
  input: Record<string, unknown>,
  selection?: string,
) {
  const answer = await person.act(mutation, input, selection);
  expect(answer, JSON.stringify(answer)).toHaveProperty("id");
  return answer;
}

/** What signing in, being told and mistyping leave behind, under the real name. */
async function leaveTraces(): Promise<void> {
  const { userId, personId } = gone;
  const soon = new Date(Date.now() + 86_400_000);
  await world.sql(`update "AuthUser" set username = $2, name = $2, "twoFactorEnabled" = true where id = $1`, [
    userId,
    NAME,
  ]);
  await world.sql(
    `insert into "AuthTwoFactor" (id, "userId", secret, "backupCodes", verified) values ($1, $2, 's3cr3t', 'c0d3s', true)`,
    [newId(), userId],
  );
  await world.sql(
    `insert into "AuthSession" (id, "userId", token, "expiresAt", "ipAddress") values ($1, $2, 't0k3n', $3, '192.0.2.7')`,
    [newId(), userId, soon],
  );
  await world.sql(
    `insert into "AuthVerification" (id, identifier, value, "expiresAt") values ($1, 'trust-device-x', $2, $3)`,
    [newId(), userId, soon],
  );
  for (const name of [NAME, `code:${userId}`])
    await world.sql(
      `insert into "AuthLockout" (username, attempts, "windowStart", "updatedAt") values ($1, 1, now(), now())`,
      [name],
    );
  await world.sql(
    `insert into "Notification" (id, "cityId", "personId", event, subject, params) values ($1, $2, $3, 'delivery.accepted', 'Delivery:x', '{}')`,
    [newId(), city.id, personId],
  );
}

/** Every table with the rows that hold a text anywhere in them. */
async function tablesHolding(text: string): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const [found] = await world.sql<{ n: number }>(
      `select count(*)::int as n from ${name} t where position($1 in t::text) > 0`,
      [text],
    );
    if (found && found.n > 0) holding.push(name);
  }
  return holding.sort();
}

const PAGE = `query ($id: ID!, $asOf: LocalDate) { partnershipSnapshot(id: $id, asOf: $asOf) {
  audit { by { name } } } }`;

async function page(asOf: string | null): Promise<string> {
  const [pair] = await world.sql<{ id: string }>(`select id from "Partnership" where "cityId" = $1`, [
    city.id,
  ]);
  const { data, errors } = await manager.ask(PAGE, { id: `Partnership:${pair?.id}`, asOf });
  expect(errors).toEqual([]);
  return JSON.stringify(data);
}

test("the list of places is the catalogue's", async () => {
  const places = (await readPlaces(world.database.pool)).map(({ place }) => place).sort();
  expect(places).toEqual(Object.keys(ownDataPlaces).sort());
});

test("one's own data: every row that names the person is counted and given, without keys", async () => {
  const { personId, userId, person } = gone;
  const answer = await person.ask("{ storedAboutMe { place count newest } }");
  const stored = answer.data?.["storedAboutMe"] as { place: string; count: number; newest: string[] }[];
  expect(stored.find(({ place }) => place === "AuthSession_userId")).toMatchObject({ count: 1 });
  for (const { place, newest } of stored) {
    if (place !== "SearchName_personId") expect(newest.length, place).toBeGreaterThan(0);
    expect([...newest].sort().reverse()).toEqual(newest);
  }

  const { bytes, fileName } = await person.download("my-data.json");
  expect(fileName).toMatch(/^my-data-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(bytes.toString("utf8")) as {
    made: { personId: string; chainHead: { hash: string } };
    places: Record<string, Record<string, unknown>[]>;
  };
  expect(file.made).toMatchObject({ personId, chainHead: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect(Object.keys(file.places).sort()).toEqual(Object.keys(ownDataPlaces).sort());
  for (const { place, count } of stored) {
    // Taking the file is itself an entry about the person.
    const more = place.startsWith("AuditEntry_") ? 1 : 0;
    expect([place, file.places[place]?.length]).toEqual([place, count + more]);
  }
  expect(file.places["Person_id"]).toMatchObject([{ name: NAME, phone: PHONE }]);
  expect(file.places["Acceptance_byId"]).toEqual([]);
  for (const key of ["t0k3n", "s3cr3t", "c0d3s", "tokenHash"]) expect(bytes.toString()).not.toContain(key);

  // What the database says of the person anywhere is in the file: versions of facts are, by the fact itself.
  const inFile = new Set(
    Object.entries(file.places).flatMap(([place, rows]) => (rows.length > 0 ? [place.split("_")[0]] : [])),
  );
  for (const id of [personId, userId]) {
    for (const table of await tablesHolding(id))
      expect(inFile).toContain(table.replace("public.", "").replaceAll('"', ""));
  }
  const [entry] = await world.sql(
    `select command from "AuditEntry" where "personId" = $1 order by seq desc limit 1`,
    [personId],
  );
  expect(entry).toEqual({ command: "reading.person" });
});

test("who still has a role is not erased, and nobody but the city's own office erases", async () => {
  const input = { personId: `Person:${gone.personId}`, reason: "Asked for by letter 7" };
  expect(await manager.act("erasePerson", input)).toMatchObject({ code: "ROLES_OPEN" });
  expect(await coordinator.act("erasePerson", input)).toMatchObject({ code: "NOT_ALLOWED" });
  const districtManager = await city.person(await city.office(city.district), "MANAGER");
  expect(["NOT_ALLOWED", "NOT_FOUND"]).toContain((await districtManager.act("erasePerson", input))["code"]);
  expect(
    await manager.act("erasePerson", { ...input, personId: `Person:${manager.actor.personId}` }),
  ).toMatchObject({
    code: "ROLES_OPEN",
  });
});

test("the end of the last role ends the sessions; the phone leaves the other side's book", async () => {
  const [community] = await world.sql<{ id: string; divisionId: number; path: string; name: string }>(
    `select o.id, o."divisionId", d.path, o.name from "Organization" o join "Division" d on d.id = o."divisionId"
     where o."cityId" = $1 and o.kind = 'COMMUNITY'`,
    [city.id],
  );
  if (!community) throw new Error("no community");
  const worker = await city.person(
    {
      id: community.id,
      kind: "COMMUNITY",
      name: community.name,
      division: { id: community.divisionId, path: community.path },
    },
    "LIAISON",
  );
  const phone = async (person: TestPerson) => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Person { phone } } }`;
    return (await person.ask(query, { id: `Person:${gone.personId}` })).data?.["node"];
  };
  expect(await phone(worker)).toEqual({ phone: PHONE });
  const yesterday = addDays(today(world.clock), -1);
  await acts(manager, "endMembership", {
    membershipId: `Membership:${gone.membershipId}`,
    endsOn: yesterday,
  });
  expect(await world.sql(`select id from "AuthSession" where "userId" = $1`, [gone.userId])).toEqual([]);
  expect(await phone(worker)).toBeNull();
  expect(await phone(manager)).toEqual({ phone: PHONE });
});

test("erased: the name and the phone are nowhere, the chain holds, pages of any day say so", async () => {
  const input = { personId: `Person:${gone.personId}`, reason: "Asked for by letter 7" };
  const before = today(world.clock);
  expect(await page(null)).toContain(NAME);
  world.clock.passDays(1);
  expect(await page(before)).toContain(NAME);
  expect(await tablesHolding(NAME)).not.toEqual([]);
  expect(await manager.act("erasePerson", { ...input, reason: `${NAME} asked` })).toMatchObject({
    problems: [{ path: ["reason"], code: "NAMES_THE_PERSON" }],
  });

  const erased = await acts(
    manager,
    "erasePerson",
    input,
    "id ... on Person { name phone erasedAt hasAccount }",
  );
  expect(erased).toMatchObject({ phone: null, hasAccount: false, erasedAt: expect.any(String) });
  expect(erased["name"]).toContain("已注销人员");
  for (const text of [NAME, PHONE, gone.userId]) {
    // The account's id stays in the chain's headers, where it leads nowhere.
    const allowed = text === gone.userId ? ['public."AuditEntry"'] : [];
    expect((await tablesHolding(text)).filter((table) => !allowed.includes(table))).toEqual([]);
  }
  expect(await world.sql(`select id from "Notification" where "personId" = $1`, [gone.personId])).toEqual([]);
  expect(
    await world.sql(
      `select count(*)::int as n from "AuditEntry" where command = 'person.change' and payload is not null and $1 = any("subjectIds")`,
      [gone.personId],
    ),
  ).toEqual([{ n: 0 }]);

  const found = await verify(world.database.pool, world.clock);
  expect(found.chains.filter(({ broken }) => broken)).toEqual([]);
  expect(found.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  for (const asOf of [null, before]) {
    const text = await page(asOf);
    expect(text).toContain("已注销人员");
    expect(text).not.toContain(NAME);
  }

  // Once is for ever: neither again, nor back.
  expect(await manager.act("erasePerson", input)).toMatchObject({ code: "NOT_FOUND" });
  expect(await manager.act("changePerson", { personId: input.personId, name: "新名" })).toMatchObject({
    code: "NOT_FOUND",
  });
});

test("an entry loses its payload by erasure alone, and only whole", async () => {
  for (const change of [`payload = null, salt = null`, `command = 'x'`]) {
    await expect(world.sql(`update "AuditEntry" set ${change}`)).rejects.toThrow(/never changed/);
  }
  await world.sql(`select set_config('gongjian.erasing', 'on', false)`);
  await expect(world.sql(`update "AuditEntry" set payload = '{}'`)).rejects.toThrow(/never changed/);
  await world.sql(`select set_config('gongjian.erasing', '', false)`);
});

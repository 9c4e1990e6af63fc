import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPair, type Pair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { newId } from "../../kernel/ids.ts";
import { dispatchAll } from "../notifications/dispatch-outbox.ts";
import { fieldsOf, fieldsPerDelivery, figuresPerDocument } from "./fields.ts";
import { measureBurden } from "./measure-burden.ts";

const database = useTestDatabase();
let world: World;
let pair: Pair;

beforeAll(async () => {
  world = await World.open(database());
  pair = await openPair(world, "Burdened");
});
afterAll(() => world.close());

async function weekOf(person: TestPerson): Promise<Record<string, unknown>[]> {
  const { data, errors } = await person.ask(
    `{ burdenWeeks(first: 50) { edges { node { organization { name } week asks reminders load fields documents fromSessions fieldsSaved overLimit } } } }`,
  );
  expect(errors).toEqual([]);
  const { edges } = (data?.["burdenWeeks"] ?? { edges: [] }) as {
    edges: { node: Record<string, unknown> }[];
  };
  return edges.map(({ node }) => node);
}

test("a week counts what was asked, typed and computed, for each side apart, and counting again changes nothing", async () => {
  const { liaison, worker, head, coordinator, city, unit, community } = pair;
  // A second person of the community hears of the same thing: it is asked once all the same.
  await pair.duty("VISIT", 3n, "2026-03-01", "2026-03-20");
  for (let n = 0; n < 2; n++)
    await liaison.act("logDelivery", {
      partnershipId: pair.partnershipId,
      kindId: pair.kindId("VISIT"),
      quantity: "1",
      occurredOn: "2026-03-02",
    });
  await head.act("remind", { partnershipId: pair.partnershipId, to: "GIVER", text: "Please come" });
  await dispatchAll(world);
  await world.sql(
    `insert into "Delivery" (id, "cityId", "giverId", "receiverId", "kindId", quantity, "occurredOn", state, origin, "originId", "loggedById",
       "loggedByOrganizationId", "submittedAt")
     values ($1, $2, $3, $4, $5, 1, '2026-03-02', 'SUBMITTED', 'SESSION', $1, $6, $3, gongjian_now())`,
    [newId(), city.id, unit.id, community.id, city.kinds.VISIT, liaison.actor.personId],
  );
  await measureBurden(world, city.id);
  const first = await weekOf(coordinator);
  const of = (name: string) => first.find((row) => (row["organization"] as { name: string }).name === name);
  expect(of(community.name)).toMatchObject({
    week: "2026-03-02",
    asks: 2,
    reminders: 0,
    load: 2,
    fields: fieldsOf.get("reminder.send"),
    fromSessions: 1,
    fieldsSaved: fieldsPerDelivery,
    overLimit: false,
  });
  expect(of(unit.name)).toMatchObject({
    asks: 0,
    reminders: 1,
    fields: 2 * (fieldsOf.get("delivery.log") ?? 0),
  });
  await measureBurden(world, city.id);
  expect(await weekOf(coordinator)).toEqual(first);
  expect((await weekOf(worker)).map((row) => row["organization"])).toEqual([{ name: community.name }]);

  // What was computed for it: a quarterly table is so many figures that nobody typed.
  await world.sql(
    `select append_audit($1, $2::text, gongjian_now(), $2::uuid, 'reading.report', $3, $4, null, array[$4::uuid], null, '{}', '\\x00')`,
    [newId(), city.id, worker.actor.personId, community.id],
  );
  await measureBurden(world, city.id);
  expect((await weekOf(worker))[0]).toMatchObject({
    documents: 1,
    fieldsSaved: fieldsPerDelivery + figuresPerDocument,
  });

  const { data } = await worker.ask(
    `query ($id: ID) { burden(organizationId: $id) { markAbove weeks { week asks fieldsSaved } rule { figuresPerDocument } } }`,
    { id: `Organization:${community.id}` },
  );
  const { weeks, markAbove } = (data?.["burden"] ?? { weeks: [], markAbove: 0 }) as {
    weeks: object[];
    markAbove: number;
  };
  expect(markAbove).toBe(10);
  expect(weeks).toHaveLength(12);
  expect(weeks.at(-1)).toEqual({ week: "2026-03-02", asks: 2, fieldsSaved: 29 });
  const { data: foreign } = await worker.ask(
    `query ($id: ID) { burden(organizationId: $id) { weeks { asks } } }`,
    {
      id: `Organization:${unit.id}`,
    },
  );
  expect(JSON.stringify(foreign)).not.toMatch(/[1-9]/);

  await pair.officeManager.act("setCitySetting", {
    key: "burdenMarkAsks",
    value: "1",
    validFrom: "2026-03-02",
  });
  expect((await weekOf(coordinator))[0]).toMatchObject({ load: 2, overLimit: true });
  const statements = async () => (await countStatements(world, () => weekOf(coordinator))).length;
  const few = await statements();
  for (let n = 0; n < 3; n++) {
    const { id } = await city.unit();
    await world.sql(
      `insert into "BurdenWeek" values (gen_random_uuid(), $1, $2, '2026-03-02', 1, 1, 1, 0, 0, 0, default, gongjian_now())`,
      [city.id, id],
    );
  }
  expect(await statements()).toBe(few);
});

/** Commands that the system alone gives, or whoever is not of an organization. */
const NOBODYS =
  /^(?:(?:signIn|digest)\.[\w-]+|city\.open|guests\.forget|signup\.guest\w*|reminder\.automatic|webhook\.pause|[\w]+\.(?:escalate|expire|forget-[a-z]+))$/;

test("every command that a person can give has its number of fields", () => {
  const modules = join(import.meta.dirname, "..");
  const names = readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|-fixture\.ts$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(modules, file), "utf8");
      return [...source.matchAll(/runCommand\([^;]{0,160}?\bname: "([a-zA-Z]+\.[A-Za-z-]+)"/g)].map(
        ([, name]) => name ?? "",
      );
    });
  expect(names.length).toBeGreaterThan(100);
  const missing = names.filter((name) => !fieldsOf.has(name) && !NOBODYS.test(name));
  expect([...new Set(missing)].sort()).toEqual([]);
});

import { Prisma } from "@gongjian/prisma/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { expectStandingsCurrent, look, ROW, rowsOf } from "./board-fixture.ts";
import { standingOf } from "./model.ts";
import { boardDay } from "./public.ts";
import { ORDER_KEYS } from "./read.ts";
import { boardRows } from "./read-export.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const goTo = (day: string) => world.clock.goTo(localDate(day));

test("an office sees its part, another city and the sides see none", async () => {
  goTo("2026-03-02");
  const city = await world.city("Parts");
  const other = await city.otherDistrict();
  const [here, there] = [await city.community("Here"), await city.community("There", other)];
  const [unit, local] = [await city.unit("Bureau"), await city.organization("PARTNER_UNIT", "Local", other)];
  await city.partnership(unit, here);
  await city.partnership(unit, there);
  await city.partnership(local, here);
  const names = async (person: TestPerson, filter?: Record<string, unknown>) =>
    (await rowsOf(person, filter))
      .map(({ partnership: { giver, receiver } }) => `${giver.name}-${receiver.name}`)
      .sort();
  const all = ["Bureau-Here", "Bureau-There", "Local-Here"];
  const whole = await city.person(await city.office(), "AUDITOR");
  expect(await names(whole)).toEqual(all);
  expect(await names(await city.person(await city.office(city.district), "COORDINATOR"))).toEqual([
    "Bureau-Here",
    "Local-Here",
  ]);
  expect(await names(await city.person(await city.office(other), "COORDINATOR"))).toEqual([
    "Bureau-There",
    "Local-Here",
  ]);
  expect(await names(await city.person(unit, "MANAGER"))).toEqual([]);
  expect(await names(await city.person(here, "MANAGER"))).toEqual([]);
  const elsewhere = await world.city("Elsewhere");
  expect(await names(await elsewhere.person(await elsewhere.office(), "MANAGER"))).toEqual([]);

  expect(await names(whole, { divisionId: `Division:${other.id}` })).toEqual(["Bureau-There"]);
  expect(await names(whole, { text: "burea" })).toEqual(["Bureau-Here", "Bureau-There"]);
  expect(await names(whole, { giverId: `Organization:${local.id}` })).toEqual(["Local-Here"]);
  expect(
    await names(whole, {
      receiverId: `Organization:${there.id}`,
      basis: "ASSIGNED",
      partnershipKind: "CO_BUILDING",
    }),
  ).toEqual(["Bureau-There"]);
  expect(await names(whole, { unacknowledged: true })).toEqual(all);
  expect(await names(whole, { needsMe: true })).toEqual([]);
  expect(await names(whole, { lateWorkdaysAtLeast: 2147483647 })).toEqual([]);
  expect(await names(whole, { stuckWorkdaysAtLeast: 2147483647, stuckAtLeast: "1" })).toEqual([]);
  expect(await names(whole, { basis: "AGREED" })).toEqual([]);
  expect(await look(whole, { filter: { text: "local" } })).toMatchObject({ totalCount: 1, hiddenCount: 2 });

  // Names and places follow their organizations and divisions.
  await world.sql(`update "Organization" set name = 'Office of Lakes' where id = $1`, [unit.id]);
  await world.sql(`update "Organization" set "divisionId" = $2 where id = $1`, [there.id, city.street.id]);
  await expectStandingsCurrent(world);
  expect(await names(whole, { text: "lakes", divisionId: `Division:${city.district.id}` })).toEqual([
    "Office of Lakes-Here",
    "Office of Lakes-There",
  ]);
  await world.sql(
    `update "Division" set path = replace(path, '/${city.street.id}/', '/9${city.street.id}/') where path like '%/${city.street.id}/%'`,
  );
  await expectStandingsCurrent(world);
  await world.sql(
    `update "Division" set path = replace(path, '/9${city.street.id}/', '/${city.street.id}/') where path like '%/9${city.street.id}/%'`,
  );
});

test("pages follow each other without gaps in every order, by the same few statements, and a file has the same rows", async () => {
  goTo("2026-03-02");
  const city = await world.city("Pages");
  const office = await city.person(await city.office(), "COORDINATOR");
  const units = [await city.unit("A"), await city.unit("B"), await city.unit("B2")];
  const one = async (index: number) => {
    const id = await city.partnership(
      units[index % 3] as (typeof units)[0],
      await city.community(`C${index % 4}-${index}`),
    );
    await world.sql(`update "Partnership" set "endsOn" = date '2026-06-01' + $2::int where id = $1`, [
      id,
      index % 5,
    ]);
  };
  await one(0);
  const page = (first: number) => () => look(office, { first });
  const few = await countStatements(world, page(50));
  for (let index = 1; index < 23; index++) await one(index);
  const many = await countStatements(world, page(50));
  expect(many.length).toBe(few.length);
  expect(many.length).toBeLessThanOrEqual(3);

  for (const by of [
    "NEEDS",
    "LATE",
    "STUCK",
    "DISPUTE",
    "LAST_CONTACT",
    "GIVER",
    "RECEIVER",
    "ENDS_ON",
  ] as const) {
    for (const descending of [false, true]) {
      const sort = { by, descending };
      const whole = (await rowsOf(office, {}, sort)).map(({ id }) => id);
      expect(new Set(whole).size).toBe(23);
      const walked: string[] = [];
      let after: string | null = null;
      do {
        const part = await look(office, { first: 5, after, sort });
        walked.push(...part.edges.map(({ node }) => node.id));
        after = part.pageInfo.hasNextPage ? part.pageInfo.endCursor : null;
      } while (after !== null);
      expect(walked, by).toEqual(whole);
      const streamed = [];
      for await (const row of boardRows(
        { database: world.database, clock: world.clock },
        office.actor,
        {},
        sort,
      ))
        streamed.push(`Standing:${row.id}`);
      expect(streamed, by).toEqual(whole);
    }
  }
  const byGiver = await rowsOf(office, {}, { by: "GIVER" });
  expect(byGiver.map(({ partnership }) => partnership.giver.name)).toEqual(
    byGiver.map(({ partnership }) => partnership.giver.name).sort(),
  );
  const bad = await office.ask(`query { board(first: 5, after: "W10") { edges { node { ${ROW} } } } }`);
  expect(bad.errors).toMatchObject([{ code: "BAD_REQUEST" }]);
});

test("a page is a piece of an index, in every order", async () => {
  for (const keys of Object.values(ORDER_KEYS)) {
    const order = Prisma.join([...keys.map(({ key }) => key), Prisma.sql`s."partnershipId"`]);
    const plan = await world.database.prisma.$transaction(async (tx) => {
      // The tables of a test are small enough to be read whole: only what an index cannot give is sorted then.
      await tx.$executeRaw`set local enable_seqscan = off`;
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        explain select * from "Standing" s where s."cityId" = '00000000-0000-7000-8000-000000000000'::uuid order by ${order} limit 51`;
    });
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain("Index Scan");
    expect(text).not.toContain("Sort");
  }
});

test("sums by division are the rows behind them", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Sums");
  const { city, coordinator } = pair;
  const other = await city.otherDistrict();
  const there = await city.community("There", other);
  await city.community("Alone", other);
  await city.partnership(pair.unit, there);
  await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-04");
  goTo("2026-03-06");
  const SUMS = `divisionId name directly partnerships units communities communitiesWithoutUnit latePartnerships latePromises
    unacknowledged needing stuck pledged openDisputes`;
  const totals = async (person: TestPerson, variables = {}) => {
    const { data, errors } = await person.ask(
      `query ($divisionId: ID) { boardTotals(divisionId: $divisionId) { quarter total { ${SUMS} } rows { ${SUMS} } } }`,
      variables,
    );
    expect(errors).toEqual([]);
    return (
      data as { boardTotals: { total: Record<string, unknown>; rows: Record<string, unknown>[] } | null }
    ).boardTotals;
  };
  const whole = await totals(coordinator);
  expect(whole?.total).toMatchObject({
    divisionId: `Division:${city.root.id}`,
    partnerships: 2,
    units: 1,
    communities: 3,
    communitiesWithoutUnit: 1,
    latePartnerships: 1,
    latePromises: 1,
    unacknowledged: 2,
    needing: 2,
  });
  expect(whole?.rows).toMatchObject([
    {
      divisionId: `Division:${city.district.id}`,
      name: "Sums District",
      partnerships: 1,
      latePromises: 1,
      communities: 1,
    },
    {
      divisionId: `Division:${other.id}`,
      partnerships: 1,
      latePromises: 0,
      communities: 2,
      communitiesWithoutUnit: 1,
    },
  ]);
  // Every number opens to as many rows.
  for (const sum of [whole?.total, ...(whole?.rows ?? [])]) {
    const divisionId = sum?.["divisionId"];
    expect((await look(coordinator, { filter: { divisionId } })).totalCount).toBe(sum?.["partnerships"]);
    expect((await look(coordinator, { filter: { divisionId, lateWorkdaysAtLeast: 0 } })).totalCount).toBe(
      sum?.["latePartnerships"],
    );
    expect((await look(coordinator, { filter: { divisionId, needsMe: true } })).totalCount).toBe(
      sum?.["needing"],
    );
    expect((await look(coordinator, { filter: { divisionId, unacknowledged: true } })).totalCount).toBe(
      sum?.["unacknowledged"],
    );
  }
  const district = await city.person(await city.office(other), "COORDINATOR");
  expect((await totals(district))?.total).toMatchObject({ partnerships: 1, communities: 2 });
  expect(await totals(district, { divisionId: `Division:${city.district.id}` })).toBeNull();
  expect(await totals(pair.liaison)).toBeNull();
});

test("what is derived of a row is what the rules of the city say on the day", async () => {
  const { coordinator } = await openPair(world, "Derived");
  const asker = { database: world.database, clock: world.clock };
  const day = await boardDay(asker, coordinator.actor.cityId);
  for await (const row of boardRows(asker, coordinator.actor, {}, { by: "NEEDS", descending: false }))
    expect(standingOf(row, day)).toEqual(row);
});

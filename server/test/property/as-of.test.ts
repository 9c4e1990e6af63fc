import fc from "fast-check";
import { type GraphQLOutputType, getNamedType, isObjectType } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { addDays, type LocalDate, today } from "../../src/kernel/clock.ts";
import { useTestDatabase } from "../pg.ts";
import { type TestPerson, World } from "../world.ts";
import { type Cast, castOf, type Draw, prepareRules, tryAct } from "./random-acts.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const draws = (count: number, seed: number): Draw[] =>
  fc.sample(
    fc.record({
      act: fc.nat(10_000),
      pick: fc.nat(50),
      amount: fc.nat(60_000),
      days: fc.nat(45),
      who: fc.nat(11),
    }),
    { numRuns: count, seed },
  );

/** Every field below a type, so that a field added later is held to the same promise. */
function everyField(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields()).map((field) => `${field.name} ${everyField(field.type)}`);
  return `{ ${fields.join(" ")} }`;
}

async function page(person: TestPerson, cast: Cast, asOf: LocalDate | null) {
  const field = schema.getQueryType()?.getFields()["partnershipSnapshot"];
  if (!field) throw new Error("no partnershipSnapshot");
  const { data, errors } = await person.ask(
    `query ($id: ID!, $asOf: LocalDate) { partnershipSnapshot(id: $id, asOf: $asOf) ${everyField(field.type)} }`,
    { id: `Partnership:${cast.partnershipId}`, asOf },
  );
  expect(errors).toEqual([]);
  const snapshot = data?.["partnershipSnapshot"] as { asOf: string | null; timeline: unknown[] };
  return { ...snapshot, asOf: null };
}

test.each([1, 2, 3])(
  "the page captured at T equals as-of(T) after 200 further acts (history %i)",
  async (seed) => {
    world.clock.goTo("2026-03-02" as LocalDate);
    const city = await world.city();
    const office = await city.office();
    const auditor = await city.person(office, "AUDITOR");
    await prepareRules(city, await city.person(office, "MANAGER"));
    const cast = await castOf(city, office);
    for (const draw of draws(60, seed)) {
      if (draw.days % 7 === 0) world.clock.passDays(1);
      await tryAct(cast, draw);
    }
    const day = today(world.clock);
    const captured = await page(auditor, cast, null);
    expect(captured.timeline.length).toBeGreaterThan(8);

    world.clock.goTo(addDays(day, 1));
    let done = 0;
    for (const draw of draws(2_000, seed + 100)) {
      if (done === 200) break;
      if (draw.days % 9 === 0) world.clock.passDays(1);
      if ((await tryAct(cast, draw)).done) done += 1;
    }
    expect(done).toBe(200);
    expect(await page(auditor, cast, null)).not.toEqual(captured);
    expect(await page(auditor, cast, day)).toEqual(captured);
  },
);

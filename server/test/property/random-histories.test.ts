import fc from "fast-check";
import pg from "pg";
import { expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { CHECKS, runChecks, verify } from "../../src/modules/audit/verify.ts";
import { createTestDatabase } from "../pg.ts";
import { World } from "../world.ts";
import { expectBoardAgrees } from "./board-agrees.ts";
import { acts, castOf, type Draw, prepareRules, tryAct } from "./random-acts.ts";

const SEQUENCES = process.env["LONG"] === "1" ? 10_000 : 300;
/** The checks read whole tables, so the histories are spread over databases that stay small. */
const PER_DATABASE = 50;

const draw: fc.Arbitrary<Draw> = fc.record({
  act: fc.nat(10_000),
  pick: fc.nat(50),
  amount: fc.nat(60_000),
  days: fc.nat(45),
  who: fc.nat(11),
});

const histories = fc.sample(fc.array(draw, { minLength: 10, maxLength: 28 }), {
  numRuns: SEQUENCES,
  seed: 20261121,
});
const done = new Map<string, number>();

test.each(Array.from({ length: SEQUENCES / PER_DATABASE }, (_, i) => i * PER_DATABASE))(
  "random histories from %i: every invariant holds after each",
  async (start) => {
    const database = await createTestDatabase();
    const world = await World.open(database);
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 1 });
    // The database is dropped while the last connection is still closing.
    pool.on("error", () => {});
    try {
      const city = await world.city();
      const office = await city.office();
      const manager = await city.person(office, "MANAGER");
      await prepareRules(city, manager);
      for (const history of histories.slice(start, start + PER_DATABASE)) {
        world.clock.goTo("2026-03-02" as never);
        const cast = await castOf(city, office);
        const told: string[] = [];
        for (const step of history) {
          if (step.days % 5 > 0) world.clock.passDays(step.days % 5);
          const act = await tryAct(cast, step);
          if (!act.done) continue;
          done.set(act.name, (done.get(act.name) ?? 0) + 1);
          told.push(`${act.name} ${JSON.stringify(step)}`);
        }
        const broken = (await runChecks(pool, CHECKS)).filter((check) => check.violations > 0);
        expect(broken, told.join("\n")).toEqual([]);
      }
      expect(await expectBoardAgrees(manager)).toBe(PER_DATABASE);
      expect((await verify(pool, systemClock)).chains.filter((chain) => chain.broken !== null)).toEqual([]);
    } finally {
      await pool.end();
      await world.close();
      await database.drop();
    }
  },
  240_000,
);

test("every act but overspending was done at least once: an act that never succeeds would prove nothing", () => {
  expect(Object.keys(acts).filter((name) => !done.has(name))).toEqual(["overspend"]);
});

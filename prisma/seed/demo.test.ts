import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endOfDay, localDate } from "../../server/src/kernel/clock.ts";
import { createDatabase, type Database } from "../../server/src/kernel/db.ts";
import { verify } from "../../server/src/modules/audit/verify.ts";
import { diskStorage } from "../../server/src/modules/evidence/storage.ts";
import { readTodos } from "../../server/src/modules/home/read.ts";
import { createTestDatabase, type TestDatabase } from "../../server/test/pg.ts";
import { fillCity } from "./fill-city.ts";
import type { Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";

type Filled = { test: TestDatabase; database: Database; plan: Plan; stage: Stage };

/** A second city of the same seed, and a third day, cost half a minute: for the long run. */
const LONG = process.env["LONG"] === "1";

/** A small city takes some seconds alone, and many beside other tests. */
const PATIENCE = 240_000;

const folder = mkdtempSync(join(tmpdir(), "gongjian-demo-test-"));
const opened: Filled[] = [];

async function fill(anchor: string): Promise<Filled> {
  const test = await createTestDatabase();
  const database = createDatabase(test.appUrl, { poolSize: 8 });
  const options = { seed: "test", anchor: localDate(anchor), size: "small" } as const;
  const { plan, stage } = await fillCity(database, diskStorage(folder), options);
  const filled = { test, database, plan, stage };
  opened.push(filled);
  return filled;
}

afterAll(async () => {
  for (const { test, database } of opened) {
    await database.close();
    await test.drop();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that was done, without the ids that chance gives and the hashes over them. */
async function facts({ database }: Filled): Promise<unknown> {
  const { rows } = await database.pool.query(`
    select
      (select jsonb_agg(r order by r) from (select command || ' ' || at || ' ' || (payload::jsonb - 'token' - 'act' - 'reports')::text as r from (
        select command, at, regexp_replace(payload, '[0-9a-f]{8}-[0-9a-f-]{27}', '#', 'g') as payload from "AuditEntry") a) e) as audit,
      (select jsonb_agg(r order by r) from (select concat_ws(' ', source, quantity, claimed, accepted, answered, "dueOn", "metOn", closure) as r from "Obligation") o) as obligations,
      (select jsonb_agg(r order by r) from (select concat_ws(' ', type, balance) as r from "LedgerAccount") l) as ledger,
      (select count(*)::int from "Notification") as notifications`);
  return rows[0];
}

describe("the demo city", () => {
  let city: Filled;
  beforeAll(async () => {
    city = await fill("2026-11-21");
  }, PATIENCE);

  it("leaves nothing for the checks to find, and an unbroken chain", async () => {
    const { ok, checks, chains } = await verify(city.database.pool, { now: () => new Date() });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(chains.filter(({ broken }) => broken !== null)).toEqual([]);
    expect(ok).toBe(true);
  });

  if (LONG)
    it("is the same city a second time", { timeout: PATIENCE }, async () => {
      const again = await fill("2026-11-21");
      expect(await facts(again)).toEqual(await facts(city));
    });

  it("holds every state of the things that have states", async () => {
    const states = async (table: string) =>
      (await city.database.pool.query(`select distinct state::text as state from "${table}"`)).rows
        .map(({ state }) => state)
        .sort();
    expect(await states("Delivery")).toEqual(
      expect.arrayContaining(["ACCEPTED", "DISPUTED", "SETTLED", "SUBMITTED"]),
    );
    expect(await states("HelpRequest")).toEqual(
      expect.arrayContaining(["CLOSED", "CLOSED_UNSOLVED", "DRAFT", "OPEN", "WITHDRAWN"]),
    );
    expect(await states("ExtensionRequest")).toEqual(expect.arrayContaining(["ASKED", "GRANTED"]));
    expect(await states("Partnership")).toEqual(
      expect.arrayContaining(["ACTIVE", "DECLINED", "ENDED", "PROPOSED"]),
    );
  });

  it("shows an office everything that it oversees", async () => {
    const { pool } = city.database;
    const { rows: stuck } = await pool.query(
      `select distinct coalesce(s."stuckAt"::text, 'PROMISED_OVERDUE') as at from "Standing" s
       where s."stuckAt" is not null or s."moneyDueOn" < $1 order by 1`,
      [city.plan.anchor],
    );
    expect(stuck.map(({ at }) => at)).toEqual([
      "AVAILABLE",
      "DISPUTED",
      "IN_TRANSIT",
      "PROMISED_OVERDUE",
      "RETURNING",
    ]);
    const { rows: done } = await pool.query(
      `select command, count(*)::int as n from "AuditEntry"
       where command in ('view.save', 'reminder.sendMany', 'obligation.extendMany', 'person.erase') group by 1 order by 1`,
    );
    expect(done).toEqual([
      { command: "obligation.extendMany", n: 1 },
      { command: "person.erase", n: 1 },
      { command: "reminder.sendMany", n: 1 },
      { command: "view.save", n: 2 },
    ]);
    const { rows: heads } = await pool.query(`select max(day)::text as last from "PublishedHead"`);
    expect(heads).toEqual([{ last: "2026-11-20" }]);
  });

  it("has sealed reports whose numbers hardly had to be adjusted", async () => {
    const { rows } = await city.database.pool.query(
      `select p.code, jsonb_array_length(r.body::jsonb -> 'adjustments') as adjusted
       from "Period" p join "SealedReport" r on r."periodId" = p.id and r.scope = 'CITY'
       where p."opensOn" >= '2026-01-01' order by p.code`,
    );
    expect(rows.map(({ code }) => code)).toEqual(["2026Q1", "2026Q2", "2026Q3"]);
    for (const { code, adjusted } of rows) expect(adjusted, code).toBeLessThanOrEqual(5);
  });

  it("tells the story: promised twice, sent once, confirmed in part, settled, spent in three vouchers", async () => {
    const { rows } = await city.database.pool.query(
      `select a.type::text as type, a.balance::int as balance from "LedgerAccount" a where a."pledgeLineId" = $1`,
      [city.stage.id("story:pledge/line")],
    );
    const balances = Object.fromEntries(rows.map(({ type, balance }) => [type, balance]));
    expect(balances).toMatchObject({
      GIVER: -4_000_000,
      PROMISED: 2_200_000,
      IN_TRANSIT: 0,
      SPENT: 1_598_000,
      AVAILABLE: 202_000,
    });
  });

  // The browser tests fill one on the day on which they run.
  for (const anchor of LONG ? ["2026-01-03", "2027-02-28"] : [])
    it(`stands as well on ${anchor}, and everybody has something to do`, { timeout: PATIENCE }, async () => {
      const other = await fill(anchor);
      const { ok } = await verify(other.database.pool, { now: () => new Date() });
      expect(ok).toBe(true);
      for (const { person } of other.plan.logins) {
        const { actor } = other.stage.as(person, endOfDay(localDate(anchor)).getTime());
        if (actor.kind !== "PERSON") throw new Error(`${person} is nobody`);
        expect(await readTodos(other.database, actor, localDate(anchor)), person).not.toEqual([]);
      }
    });
});

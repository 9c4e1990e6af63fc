import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { root, run } from "../scripts/child.ts";
import { keptSecret } from "../scripts/data-folder.ts";
import { type Database, openDatabase, prepareDatabase } from "../scripts/database.ts";
import { generate } from "../scripts/generate.ts";
import { Lifecycle } from "../scripts/lifecycle.ts";
import { startPostgres } from "../scripts/postgres.ts";
import { secondsSince, step } from "../scripts/progress.ts";
import { Refusal, runScript } from "../scripts/refusal.ts";
import { readSettings } from "../scripts/settings.ts";
import { chain, facts, history, type Measures, prelude, type Step, society } from "./recipe.ts";

const USAGE = `Usage: DATA_DIR=folder node bench/fill.ts [options]   (or DATABASE_URL=… of an empty database)
  --partnerships N  how many in all (100000)
  --division CODE   what the city is rooted at (44)
  --tree CODE|all   which part of the tree is loaded (all)
  --file PATH       the data set of divisions, where it is not to be fetched
  --anchor DAY      the day on which the data ends (today)
  --seed N          another city of the same measures (1)`;

/** Tables that are filled past their indexes, which are made again when all is there. */
const LARGE = [
  ...["Partnership", "PartnershipLiaison", "Obligation", "Delivery", "Allocation", "Acceptance", "Pledge"],
  ...["PledgeLine", "PledgeChange", "LedgerAccount", "Journal", "Posting", "Transfer", "Receipt", "Expense"],
  ...["ExpenseLine", "AuditEntry", "RowHistory"],
];

/**
 * Drops what slows the filling of the large tables: indexes that no key stands on, and constraints that refuse overlaps, which look
 * for one at each row. Returns the statements that make them again, and that prove there is none.
 */
async function putAside(owner: pg.Client): Promise<string[]> {
  const { rows: refusing } = await owner.query<{ table: string; name: string; made: string }>(
    `select t.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as made
     from pg_constraint k join pg_class t on t.oid = k.conrelid where k.contype = 'x' and t.relname = any($1)`,
    [LARGE],
  );
  for (const { table, name } of refusing)
    await owner.query(`alter table "${table}" drop constraint "${name}"`);
  const { rows: indexes } = await owner.query<{ name: string; made: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as made
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1)
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
    [LARGE],
  );
  for (const { name } of indexes) await owner.query(`drop index "${name}"`);
  return [
    ...indexes.map(({ made }) => made),
    ...refusing.map(({ table, name, made }) => `alter table "${table}" add constraint "${name}" ${made}`),
  ];
}

/** Opens the city by the product's own command, in the time before the data begins. */
async function openCityAt(appUrl: string, divisionId: number, now: Date) {
  const { createDatabase } = await import("../server/src/kernel/db.ts");
  const { openCity } = await import("../server/src/modules/cities/open-city.ts");
  const database = createDatabase(appUrl, { poolSize: 2 });
  try {
    const ctx = { database, clock: { now: () => now }, actor: { kind: "SYSTEM", cityId: null } as const };
    return await openCity(ctx, { divisionId, adminName: "孟雪强" });
  } finally {
    await database.close();
  }
}

/** Gives a coordinator of the office and the liaison of the first pair an account each. */
async function giveAccounts(appUrl: string, people: Record<string, string>, secret: string): Promise<void> {
  const { createDatabase } = await import("../server/src/kernel/db.ts");
  const { createAuthService } = await import("../server/src/modules/identity/accounts.ts");
  const { databaseLockout } = await import("../server/src/modules/identity/lockout.ts");
  const database = createDatabase(appUrl, { poolSize: 2 });
  try {
    const accounts = createAuthService({
      prisma: database.prisma,
      lockout: databaseLockout(database.pool),
      secret,
      baseUrl: undefined,
      now: () => new Date(),
      onAuthEvent: async () => undefined,
      signInsPerMinute: 60,
      log: { error: (message, cause) => console.error(message, cause) },
    });
    for (const [username, personId] of Object.entries(people))
      await accounts.createAccount({ personId, username, password: PASSWORD, mustChangePassword: false });
  } finally {
    await database.close();
  }
}

/** Lets the owner of an embedded database put triggers aside; at any other its administrator says so before. */
async function letTriggersRest(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("grant set on parameter session_replication_role to gongjian");
  } finally {
    await admin.end();
  }
}

/** Of the two accounts. It opens nothing but invented data. */
const PASSWORD = "bench-of-gongjian";

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        partnerships: { type: "string", default: "100000" },
        division: { type: "string", default: "44" },
        tree: { type: "string", default: "all" },
        file: { type: "string" },
        anchor: { type: "string", default: new Date().toISOString().slice(0, 10) },
        seed: { type: "string", default: "1" },
      },
    });
    const numbers = { partnerships: Number(values.partnerships), seed: Number(values.seed) };
    if (
      !Number.isInteger(numbers.partnerships) ||
      numbers.partnerships < 50 ||
      !Number.isInteger(numbers.seed)
    )
      throw new Error("--partnerships is a whole number of at least 50, --seed a whole number.");
    if (!/^\d{4}-\d{2}-\d{2}$/.test(values.anchor)) throw new Error("--anchor is a day, YYYY-MM-DD.");
    return { ...values, ...numbers };
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

const lifecycle = new Lifecycle();
await runScript(async () => {
  const begun = performance.now();
  const { division, tree, file, ...measures } = readOptions();
  try {
    const settings = readSettings();
    await generate();
    // Nothing is flushed while it is made: a crash begins it anew.
    const database: Database = settings.databaseUrl
      ? await openDatabase(settings)
      : await startPostgres(settings.dataDir, { durable: false });
    lifecycle.onEnd(database.stop);
    await step("Migrating", () => prepareDatabase(database));
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    owner.on("error", () => undefined);
    await owner.connect();
    lifecycle.onEnd(() => owner.end());
    const { rows: found } = await owner.query(`select from "City"`);
    if (found.length > 0)
      throw new Refusal("There is a city in this database: the recipe begins with an empty one.");

    await step(`Loading the tree of ${tree}`, async () => {
      const given = file ? ["--file", file] : [];
      const env = { DATA_DIR: settings.dataDir };
      const { code, output } = await run(
        process.execPath,
        [join(root, "scripts/divisions.ts"), "import", tree, ...given],
        { env },
      );
      if (code !== 0) throw new Refusal(`The tree was not loaded.\n${output.trim()}`);
    });
    const { rows: roots } = await owner.query<{ id: number }>(
      `select "divisionId" as id from "DivisionLabel" where code = $1 and "validTo" is null`,
      [division],
    );
    if (!roots[0]) throw new Refusal(`There is no division ${division} in the tree of ${tree}.`);
    const before = new Date(`${Number(measures.anchor.slice(0, 4)) - 1}-12-10T01:00:00Z`);
    const city = await openCityAt(database.appUrl, roots[0].id, before);
    const made: Measures = { ...measures, cityId: city.cityId, officeId: city.officeId };

    if (database.adminUrl) await letTriggersRest(database.adminUrl);
    await owner.query(
      "set statement_timeout = 0; set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off",
    );
    await owner.query("select set_config('gongjian.now', $1, false)", [before.toISOString()]);
    await owner.query(prelude(made));
    const perform = ({ name, sql }: Step) => step(`Writing ${name}`, () => owner.query(sql));
    for (const each of society) await perform(each);
    await owner.query("set session_replication_role = replica");
    const aside = await putAside(owner);
    for (const each of [...facts, chain, history]) await perform(each);
    await step("Making the indexes again", async () => {
      for (const statement of aside) await owner.query(statement);
    });
    await owner.query("set session_replication_role = default");
    await step("Analyzing", () => owner.query("vacuum analyze"));
    await step("Writing standings", () => owner.query("select refresh_all_standings()"));
    await step("Writing names to search by", () =>
      owner.query(
        `select refresh_search_organizations(array(select id from "Organization")), refresh_search_people(array(select id from "Person"))`,
      ),
    );
    const { rows: people } = await owner.query<{ coordinator: string; liaison: string; partnership: string }>(
      `select (select id from bench.person where role = 'COORDINATOR') as coordinator, "giverLiaison" as liaison, id as partnership
       from bench.pair where pledges order by i limit 1`,
    );
    const [who] = people;
    if (!who) throw new Error("no pair that pledges");
    await giveAccounts(
      database.appUrl,
      { coordinator: who.coordinator, liaison: who.liaison },
      keptSecret(settings.dataDir, "auth-secret"),
    );
    await owner.query("drop schema bench cascade");
    await step("Analyzing again", () => owner.query("vacuum analyze"));
    const { rows: counts } = await owner.query(
      `select (select count(*)::int from "Division") as divisions, (select count(*)::int from "Partnership") as partnerships,
        (select count(*)::int from "Obligation") as obligations, (select count(*)::int from "Delivery") as deliveries,
        (select count(*)::int from "Posting") as postings, (select count(*)::int from "AuditEntry") as entries,
        pg_size_pretty(pg_database_size(current_database())) as size`,
    );
    writeFileSync(
      join(settings.dataDir, "bench.json"),
      `${JSON.stringify({ ...made, partnershipId: who.partnership, password: PASSWORD, counts: counts[0] }, null, 2)}\n`,
    );
    console.log(counts[0]);
    console.log(`Done in ${secondsSince(begun)}. Sign in as coordinator or liaison with ${PASSWORD}.`);
  } finally {
    await lifecycle.end();
  }
});
process.exit();

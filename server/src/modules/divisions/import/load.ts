import { randomBytes } from "node:crypto";
import type pg from "pg";
import { canonicalJson } from "../../../kernel/canonical.ts";
import { dateOf, type LocalDate } from "../../../kernel/clock.ts";
import { PLATFORM_CHAIN } from "../../../kernel/command.ts";
import { newId } from "../../../kernel/ids.ts";
import { TREE_LOCK } from "../tree-lock.ts";
import { compare, type Difference, isDifferent } from "./compare.ts";
import type { IncomingDivision } from "./parse.ts";

/** What to load: divisions with their parents first, the scopes that they cover, and where they come from. */
export type DivisionImport = {
  divisions: readonly IncomingDivision[];
  scopes: readonly string[];
  /** Name and version of the data set, for the audit entry; null when it does not say. */
  release: string | null;
  /** Also when the scopes are there already: new ones are added, names and places changed, vanished ones ended. */
  apply: boolean;
  now: Date;
};

/** What an import found, and whether it was written. */
export type ImportReport = { difference: Difference; written: "LOADED" | "APPLIED" | "NOTHING" };

// The data set does not say since when a division exists. This is the earliest day that the product knows.
const SINCE = "1992-01-01";
const BATCH = 20_000;
// So many new labels at once are checked for overlaps together.
const REBUILT_FROM = 50_000;

/**
 * Loads divisions as the owner of the tables, in one transaction: the first time as they are; later only the difference, and only with
 * `apply`. Nothing is deleted: what vanished is ended unless organizations sit there. One entry in the platform's audit chain.
 */
export async function importDivisions(client: pg.ClientBase, input: DivisionImport): Promise<ImportReport> {
  await client.query("begin");
  try {
    await client.query("select set_config('gongjian.now', $1, true), pg_advisory_xact_lock($2)", [
      input.now.toISOString(),
      TREE_LOCK,
    ]);
    await stage(client, input.divisions);
    const { difference, known } = await compare(client, input.scopes);
    const written = !known ? "LOADED" : input.apply && isDifferent(difference) ? "APPLIED" : "NOTHING";
    if (written === "NOTHING") {
      await client.query("rollback");
      return { difference, written };
    }
    const on = dateOf(input.now);
    await add(client, on);
    if (difference.renamed.count > 0) await rename(client, on);
    if (difference.moved.count > 0) await move(client);
    if (difference.gone.count > difference.kept) await end(client, on);
    await record(client, input, { difference, on, written });
    await client.query("commit");
    await client.query('analyze "Division"; analyze "DivisionLabel"');
    return { difference, written };
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Puts what comes in beside what is there, in sets: no statement grows with the number of divisions. */
async function stage(client: pg.ClientBase, divisions: readonly IncomingDivision[]): Promise<void> {
  await client.query(`create temp table incoming (code text primary key, name text not null, "parentCode" text,
    level "DivisionLevel" not null, "labelId" uuid not null, id int, "isNew" boolean not null default true) on commit drop`);
  for (let at = 0; at < divisions.length; at += BATCH) {
    const batch = divisions.slice(at, at + BATCH);
    await client.query(
      `insert into incoming (code, name, "parentCode", level, "labelId")
       select * from unnest($1::text[], $2::text[], $3::text[], $4::"DivisionLevel"[], $5::uuid[])`,
      [
        batch.map(({ code }) => code),
        batch.map(({ name }) => name),
        batch.map(({ parentCode }) => parentCode),
        batch.map(({ level }) => level),
        batch.map(() => newId()),
      ],
    );
  }
  await client.query("analyze incoming");
  await client.query(`update incoming i set id = d.id, "isNew" = false
    from "DivisionLabel" l join "Division" d on d.id = l."divisionId"
    where l.code = i.code and l."validTo" is null and d."endedOn" is null`);
}

/** New ones, level by level, because a path begins with the parent's. */
async function add(client: pg.ClientBase, on: LocalDate): Promise<void> {
  await client.query(
    `update incoming set id = nextval(pg_get_serial_sequence('"Division"', 'id')) where "isNew"`,
  );
  for (const level of ["PROVINCE", "CITY", "COUNTY", "STREET", "COMMUNITY"]) {
    await client.query(
      // A division whose prefecture was not known at all existed before; one that joins a known prefecture begins today.
      `insert into "Division" (id, "parentId", level, path, "startedOn")
       select i.id, p.id, i.level, coalesce(d.path, '/') || i.id || '/',
         case when exists (select from incoming k where k.code = left(i.code, 4) and not k."isNew") then $2::date else $3::date end
       from incoming i left join incoming p on p.code = i."parentCode" left join "Division" d on d.id = p.id
       where i."isNew" and i.level = $1::"DivisionLevel"`,
      [level, on, SINCE],
    );
  }
  // Without fresh statistics the database would plan for the empty table that it was.
  await client.query('analyze incoming; analyze "Division"');
  const { rows } = await client.query(`select count(*)::int as count from incoming where "isNew"`);
  const rebuilt = rows[0].count > REBUILT_FROM ? await dropOverlapRules(client) : [];
  await client.query(`insert into "DivisionLabel" (id, "divisionId", code, name, "validFrom")
    select i."labelId", i.id, i.code, i.name, d."startedOn" from incoming i join "Division" d on d.id = i.id where i."isNew"`);
  for (const rule of rebuilt) await client.query(rule);
}

/**
 * Takes the labels' overlap rules away for the rest of the transaction: checking them once at the end is many times quicker than row by
 * row. Answers the statements that put them back, which fail when a label overlaps.
 */
async function dropOverlapRules(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query(
    `select conname as name, pg_get_constraintdef(oid) as rule from pg_constraint
     where conrelid = '"DivisionLabel"'::regclass and contype = 'x'`,
  );
  for (const { name } of rows) await client.query(`alter table "DivisionLabel" drop constraint "${name}"`);
  return rows.map(({ name, rule }) => `alter table "DivisionLabel" add constraint "${name}" ${rule}`);
}

async function rename(client: pg.ClientBase, on: LocalDate): Promise<void> {
  await client.query(
    `with closed as (
       update "DivisionLabel" l set "validTo" = greatest($1::date, l."validFrom")
       from differing f where f.kind = 'RENAMED' and l."divisionId" = f.id and l."validTo" is null
       returning l."divisionId", l."validTo")
     insert into "DivisionLabel" (id, "divisionId", code, name, "validFrom")
     select i."labelId", i.id, i.code, i.name, c."validTo" from closed c join incoming i on i.id = c."divisionId"`,
    [on],
  );
  await client.query(
    `update "Division" set version = version + 1 from differing f where f.kind = 'RENAMED' and "Division".id = f.id`,
  );
}

/** New parents first; then every path in the tree that no longer matches, in one statement. */
async function move(client: pg.ClientBase): Promise<void> {
  await client.query(`update "Division" d set "parentId" = p.id, version = version + 1
    from differing f join incoming i on i.id = f.id left join incoming p on p.code = i."parentCode"
    where f.kind = 'MOVED' and d.id = f.id`);
  await client.query(`with recursive tree as (
      select id, '/' || id || '/' as path from "Division" where "parentId" is null
      union all select d.id, t.path || d.id || '/' from "Division" d join tree t on d."parentId" = t.id)
    update "Division" d set path = t.path from tree t where t.id = d.id and d.path <> t.path`);
}

async function end(client: pg.ClientBase, on: LocalDate): Promise<void> {
  await client.query(
    `with ended as (
       update "Division" d set "endedOn" = greatest($1::date - 1, d."startedOn" - 1), version = version + 1
       from differing f where f.kind = 'GONE' and not f.kept and d.id = f.id returning d.id)
     update "DivisionLabel" l set "validTo" = greatest($1::date, l."validFrom") from ended e where l."divisionId" = e.id and l."validTo" is null`,
    [on],
  );
}

/** One change row for each scope and for each difference, and one audit entry of the counts. */
async function record(
  client: pg.ClientBase,
  input: DivisionImport,
  done: { difference: Difference; on: LocalDate; written: "LOADED" | "APPLIED" },
): Promise<void> {
  const { created, renamed, moved, gone, kept } = done.difference;
  const counts = {
    created: created.count,
    renamed: renamed.count,
    moved: moved.count,
    ended: gone.count - kept,
  };
  const summary = { ...counts, release: input.release };
  await client.query(
    `insert into "DivisionChange" (id, "divisionId", kind, "effectiveOn", before, after)
     select gen_random_uuid(), i.id, 'IMPORT'::"DivisionChangeKind", $1::date, '{}', $2::jsonb from incoming i
     where i.code = any($3::text[]) or ($4 and i."parentCode" is null)
     union all
     select gen_random_uuid(), f.id, 'IMPORT', $1::date, f.before, f.after from differing f where f.kind <> 'NEW' and not f.kept`,
    [done.on, JSON.stringify(summary), input.scopes, input.scopes.includes("all")],
  );
  await client.query(
    "select append_audit($1, $2, $3, null, 'divisions.import', null, null, null, '{}', null, $4, $5)",
    [
      newId(input.now),
      PLATFORM_CHAIN,
      input.now.toISOString(),
      canonicalJson({ ...summary, scopes: [...input.scopes], effectiveOn: done.on }),
      randomBytes(16),
    ],
  );
}

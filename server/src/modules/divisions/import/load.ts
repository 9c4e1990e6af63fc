import { randomBytes } from "node:crypto";
import type pg from "pg";
import { canonicalJson } from "../../../kernel/canonical.ts";
import { dateOf, type LocalDate } from "../../../kernel/clock.ts";
import { PLATFORM_CHAIN } from "../../../kernel/command.ts";
import { newId } from "../../../kernel/ids.ts";
import { TREE_LOCK } from "../tree-lock.ts";
import { addDivisions, copy, escaped, type Place, type Timed } from "./add.ts";
import { compare, type Difference, type Differing, isDifferent, SHOWN } from "./compare.ts";
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
  /** Told after each step how many milliseconds it took. */
  onStep?: (step: string, ms: number) => void;
};

/** What an import found, and whether it was written. */
export type ImportReport = { difference: Difference; written: "LOADED" | "APPLIED" | "NOTHING" };

/**
 * Loads divisions as the owner of the tables, in one transaction: the first time as they are; later only the difference, and only with
 * `apply`. Nothing is deleted: what vanished is ended unless organizations sit there. One entry in the platform's audit chain.
 */
export async function importDivisions(client: pg.ClientBase, input: DivisionImport): Promise<ImportReport> {
  const timed: Timed = async (step, work) => {
    const begun = performance.now();
    const result = await work();
    input.onStep?.(step, performance.now() - begun);
    return result;
  };
  await client.query("begin");
  try {
    await client.query("select set_config('gongjian.now', $1, true), pg_advisory_xact_lock($2)", [
      input.now.toISOString(),
      TREE_LOCK,
    ]);
    const report = (await nothingStands(client, input.scopes))
      ? await loadFirst(client, input, timed)
      : await loadDifference(client, input, timed);
    if (report.written === "NOTHING") {
      await client.query("rollback");
      return report;
    }
    await timed("Commit", () => client.query("commit"));
    await timed("Statistics", () =>
      client.query('analyze "Division"; analyze "DivisionLabel"; analyze "SearchDivision"'),
    );
    return report;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Whether no division of the data set's kind stands in the scopes, or above them: there is nothing to compare with. */
async function nothingStands(client: pg.ClientBase, scopes: readonly string[]): Promise<boolean> {
  const { rows } = await client.query(
    `select not exists (
       select from "DivisionLabel" l join unnest($1::text[]) s(scope)
         on s.scope = 'all' or starts_with(l.code, s.scope) or starts_with(s.scope, l.code)
       where l.code ~ '^\\d+$') as nothing`,
    [scopes],
  );
  return rows[0].nothing;
}

async function loadFirst(client: pg.ClientBase, input: DivisionImport, timed: Timed): Promise<ImportReport> {
  const { divisions } = input;
  const first = divisions
    .map(({ code, name }) => ({ code, name, before: null, after: name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .slice(0, SHOWN);
  const none: Differing = { count: 0, first: [] };
  const difference: Difference = {
    created: { count: divisions.length, first },
    ...{ renamed: none, moved: none, gone: none, kept: 0 },
  };
  const on = dateOf(input.now);
  const placed = await addDivisions(client, { divisions, standing: new Map(), on }, timed);
  await record(client, input, { difference, on, placed, compared: false, written: "LOADED" });
  return { difference, written: "LOADED" };
}

async function loadDifference(
  client: pg.ClientBase,
  input: DivisionImport,
  timed: Timed,
): Promise<ImportReport> {
  await timed("Putting beside the tree", () => stage(client, input.divisions));
  const { difference, known } = await timed("Comparing", () => compare(client, input.scopes));
  const written = !known ? "LOADED" : input.apply && isDifferent(difference) ? "APPLIED" : "NOTHING";
  if (written === "NOTHING") return { difference, written };
  const on = dateOf(input.now);
  const { rows } = await client.query<Place & { code: string }>(
    `select i.code, d.id, d.path from incoming i join "Division" d on d.id = i.id where not i."isNew"`,
  );
  const standing = new Map(rows.map(({ code, id, path }) => [code, { id, path }]));
  const fresh = input.divisions.filter(({ code }) => !standing.has(code));
  const added = await addDivisions(client, { divisions: fresh, standing, on }, timed);
  if (difference.renamed.count > 0) await timed("Renaming", () => rename(client, on));
  if (difference.moved.count > 0) await timed("Moving", () => move(client));
  if (difference.gone.count > difference.kept) await timed("Ending", () => end(client, on));
  const placed = new Map([...standing, ...added]);
  await record(client, input, { difference, on, placed, compared: true, written });
  return { difference, written };
}

/** Puts what comes in beside what is there. */
async function stage(client: pg.ClientBase, divisions: readonly IncomingDivision[]): Promise<void> {
  await client.query(`create temp table incoming (code text primary key, name text not null, "parentCode" text,
    level "DivisionLevel" not null, "labelId" uuid not null, id int, "isNew" boolean not null default true) on commit drop`);
  await copy(
    client,
    'incoming (code, name, "parentCode", level, "labelId")',
    divisions,
    ({ code, name, parentCode, level }) =>
      `${code}\t${escaped(name)}\t${parentCode ?? "\\N"}\t${level}\t${newId()}\n`,
  );
  await client.query("analyze incoming");
  await client.query(`update incoming i set id = d.id, "isNew" = false
    from "DivisionLabel" l join "Division" d on d.id = l."divisionId"
    where l.code = i.code and l."validTo" is null and d."endedOn" is null`);
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

/** New parents are known by their codes by now; then every path in the tree that no longer matches, in one statement. */
async function move(client: pg.ClientBase): Promise<void> {
  await client.query(`update incoming i set id = l."divisionId" from "DivisionLabel" l
    where i."isNew" and l.code = i.code and l."validTo" is null`);
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
  done: {
    difference: Difference;
    on: LocalDate;
    /** Where the divisions of the data set stand. */
    placed: ReadonlyMap<string, Place>;
    /** Whether there was anything to compare with: the table `differing` is there. */
    compared: boolean;
    written: "LOADED" | "APPLIED";
  },
): Promise<void> {
  const { created, renamed, moved, gone, kept } = done.difference;
  const counts = {
    created: created.count,
    renamed: renamed.count,
    moved: moved.count,
    ended: gone.count - kept,
  };
  const summary = { ...counts, release: input.release };
  const change = `insert into "DivisionChange" (id, "divisionId", kind, "effectiveOn", before, after)`;
  const named = [...done.placed].filter(
    ([code]) => input.scopes.includes(code) || (input.scopes.includes("all") && code.length === 2),
  );
  await client.query(
    `${change} select gen_random_uuid(), id, 'IMPORT'::"DivisionChangeKind", $1::date, '{}', $2::jsonb from unnest($3::int[]) id`,
    [done.on, JSON.stringify(summary), named.map(([, { id }]) => id)],
  );
  if (done.compared)
    await client.query(
      `${change} select gen_random_uuid(), f.id, 'IMPORT'::"DivisionChangeKind", $1::date, f.before, f.after
       from differing f where f.kind <> 'NEW' and not f.kept`,
      [done.on],
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

import type pg from "pg";

/** A rule or index that was taken away: what it is called, and the statement that puts it back. */
export type TakenRule = { name: string; statement: string };

const TABLES = ["Division", "DivisionLabel", "SearchDivision"];

/**
 * Takes away the tree's indexes, its overlap rules and its links between tables for the rest of the transaction: making them once at
 * the end is many times quicker than row by row. Keys stay, because other tables link to them.
 *
 * @returns the statements that put them back, which fail when a row breaks a rule.
 */
export async function takeRulesDown(client: pg.ClientBase): Promise<TakenRule[]> {
  await client.query(`select set_config('maintenance_work_mem', '256MB', true)`);
  const tables = TABLES.map((table) => `"${table}"`);
  const { rows: constraints } = await client.query<{ table: string; name: string; rule: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as rule from pg_constraint
     where conrelid = any($1::regclass[]) and contype in ('x', 'f')`,
    [tables],
  );
  const { rows: indexes } = await client.query<TakenRule>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as statement from pg_index
     where indrelid = any($1::regclass[])
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))`,
    [tables],
  );
  for (const { table, name } of constraints)
    await client.query(`alter table ${table} drop constraint "${name}"`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  return [
    ...indexes.map(({ name, statement }) => ({ name: `Index ${name.replaceAll('"', "")}`, statement })),
    ...constraints.map(({ table, name, rule }) => ({
      name: `Rule ${name}`,
      statement: `alter table ${table} add constraint "${name}" ${rule}`,
    })),
  ];
}

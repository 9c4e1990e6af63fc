import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { useTestDatabase } from "../server/test/pg.ts";
import { ensureApplicationRole, grantApplication, migrate } from "./migrate.ts";

const migrated = useTestDatabase();
const name = `migrate_${process.pid}_${Date.now()}`;
let folder: string;
let admin: pg.Client;
let empty: string;

function write(migration: string, sql: string): void {
  mkdirSync(join(folder, migration), { recursive: true });
  writeFileSync(join(folder, migration, "migration.sql"), sql);
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gongjian-migrations-"));
  admin = new pg.Client({ connectionString: inject("postgres").adminUrl });
  await admin.connect();
  await admin.query(`create role ${name} login createrole password 'x'`);
  await admin.query(`create database ${name} owner ${name}`);
  const url = new URL(inject("postgres").ownerUrl);
  url.username = name;
  url.password = "x";
  url.pathname = name;
  empty = url.href;
});

afterAll(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`drop role if exists ${name}_app`);
  await admin.query(`drop role if exists ${name}`);
  await admin.end();
  rmSync(folder, { recursive: true });
});

test("migrations are applied once and in order, also by two starts at the same time", async () => {
  write("2_second", `insert into "T" values (2);`);
  write("1_first", `create table "T" (id int);`);
  const both = await Promise.all([migrate(empty, folder), migrate(empty, folder)]);
  expect(both.flat()).toEqual(["1_first", "2_second"]);
  expect(await ask(empty, `select id from "T"`)).toEqual([{ id: 2 }]);
  expect(await migrate(empty, folder)).toEqual([]);
});

test("the record is what prisma migrate deploy would write", async () => {
  const rows = await ask(empty, `select * from "_prisma_migrations" order by migration_name`);
  expect(rows[0]).toMatchObject({
    migration_name: "1_first",
    // sha256 of the file's bytes.
    checksum: "98f0866fd9c1e86a9bd5e6aaf1c3570e60d68f57378e893d15184ec27a3d4dbb",
    applied_steps_count: 1,
    rolled_back_at: null,
  });
  expect(rows[0]?.["finished_at"]).toBeInstanceOf(Date);
});

test("a migration that fails leaves nothing behind and names its line", async () => {
  write("3_broken", `create table "U" (id int);\nselect nothing_like_this;\n`);
  await expect(migrate(empty, folder)).rejects.toThrow(/3_broken \(line 2\) failed and was undone/);
  expect(await ask(empty, `select to_regclass('"U"') as found`)).toEqual([{ found: null }]);
  rmSync(join(folder, "3_broken"), { recursive: true });
});

test("an applied file that was edited stops everything", async () => {
  const original = readFileSync(join(folder, "1_first", "migration.sql"), "utf8");
  write("1_first", `${original} `);
  write("4_next", "select 1;");
  await expect(migrate(empty, folder)).rejects.toThrow(/1_first was edited after it was applied/);
  write("1_first", original);
  expect(await migrate(empty, folder)).toEqual(["4_next"]);
});

test("a database of a newer version is refused", async () => {
  rmSync(join(folder, "4_next"), { recursive: true });
  await expect(migrate(empty, folder)).rejects.toThrow(/newer or another Gongjian \(it knows 4_next/);
  write("4_next", "select 1;");
});

test("the server's role is made once, with the same password for every server of one secret", async () => {
  const first = await ensureApplicationRole(empty, "a secret");
  expect(await ensureApplicationRole(empty, "a secret")).toBe(first);
  expect(await ask(first, "select current_user as who")).toEqual([{ who: `${name}_app` }]);
  expect(await ensureApplicationRole(empty, "another secret")).not.toBe(first);
});

test("neither the owner nor a superuser is accepted as the server's role", async () => {
  const { ownerUrl } = migrated();
  await expect(grantApplication(ownerUrl, ownerUrl)).rejects.toThrow(/could change what must never change/);
  await expect(grantApplication(ownerUrl, inject("postgres").adminUrl)).rejects.toThrow(/superuser/);
});

test("every append-only table refuses the server's role and the owner", async () => {
  const { ownerUrl, appUrl } = migrated();
  const tables = await ask(
    ownerUrl,
    "select tgrelid::regclass::text as name from pg_trigger where tgname = 'append_only' order by 1",
  );
  expect(tables.length).toBeGreaterThan(3);
  for (const { name: table } of tables) {
    for (const change of [`delete from ${table}`, `truncate ${table} cascade`]) {
      await expect(ask(appUrl, change), change).rejects.toThrow(/permission denied/);
    }
    await expect(ask(ownerUrl, `truncate ${table} cascade`), `owner: ${table}`).rejects.toThrow();
  }
});

test("the server's role cannot change the schema or what is recorded of it", async () => {
  const { appUrl } = migrated();
  await expect(ask(appUrl, "create table x ()")).rejects.toThrow(/permission denied/);
  await expect(ask(appUrl, `delete from "_prisma_migrations"`)).rejects.toThrow(/permission denied/);
  await expect(ask(appUrl, `alter table "AuditEntry" disable trigger all`)).rejects.toThrow(/must be owner/);
});

test("no migration is empty or outside its folder", () => {
  const directory = join(import.meta.dirname, "migrations");
  for (const migration of readdirSync(directory)) {
    if (migration === "migration_lock.toml") continue;
    expect(migration).toMatch(/^\d{14}_[a-z0-9_]+$/);
    expect(readFileSync(join(directory, migration, "migration.sql"), "utf8").trim()).not.toBe("");
  }
});

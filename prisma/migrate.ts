import { createHash, createHmac, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const migrationsDirectory = join(import.meta.dirname, "migrations");

// The lock that `prisma migrate deploy` takes too, so that either waits for the other.
const migrationLock = 72_707_369;

/** Why the database cannot be brought up to date, in one sentence for the person who runs it. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

type Migration = { name: string; sql: string; checksum: string };
type Recorded = { migration_name: string; checksum: string; finished_at: Date | null };

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function withOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  try {
    await owner.connect();
  } catch (error) {
    throw new MigrationError(
      `The database cannot be reached: ${error instanceof Error ? error.message : error}`,
    );
  }
  try {
    const { rows } = await owner.query(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
    );
    if (rows[0].number < 150_000) {
      throw new MigrationError(`PostgreSQL ${rows[0].name} is too old: Gongjian needs 15 or newer.`);
    }
    await owner.query("select pg_advisory_lock($1)", [migrationLock]);
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function recordedMigrations(owner: pg.Client): Promise<Map<string, Recorded>> {
  // Exactly the table that Prisma makes.
  await owner.query(`create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`);
  const { rows } = await owner.query<Recorded>(
    `select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null`,
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function checkHistory(files: Migration[], recorded: Map<string, Recorded>): void {
  const known = new Map(files.map((file) => [file.name, file]));
  for (const row of recorded.values()) {
    const file = known.get(row.migration_name);
    if (!file) {
      throw new MigrationError(
        `The database was migrated by a newer or another Gongjian (it knows ${row.migration_name}, this version does not): use that version.`,
      );
    }
    if (!row.finished_at) {
      throw new MigrationError(
        `Migration ${row.migration_name} failed half-way earlier: repair it and mark it with \`prisma migrate resolve\`.`,
      );
    }
    if (file.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${row.migration_name} was edited after it was applied: restore the file and write a new migration.`,
      );
    }
  }
}

function lineOf(sql: string, position: string | undefined): string {
  const line = position ? sql.slice(0, Number(position)).split("\n").length : undefined;
  return line ? ` (line ${line})` : "";
}

async function apply(owner: pg.Client, migration: Migration): Promise<void> {
  await owner.query("begin");
  try {
    await owner.query(migration.sql);
    await owner.query(
      `insert into "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       values ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await owner.query("commit");
  } catch (error) {
    await owner.query("rollback");
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new MigrationError(
      `Migration ${migration.name}${lineOf(migration.sql, error.position)} failed and was undone: ${error.message}`,
    );
  }
}

/**
 * Applies what is missing of `prisma/migrations`, in the order of their names, each in its own transaction, under
 * an advisory lock, recorded as `prisma migrate deploy` would.
 *
 * @returns the names applied now.
 * @throws MigrationError when the server is too old or unreachable, an applied file was edited, the database knows
 * a migration that this version does not, or a migration fails (it is then undone whole).
 */
export async function migrate(ownerUrl: string, directory: string = migrationsDirectory): Promise<string[]> {
  const files = readMigrations(directory);
  return withOwner(ownerUrl, async (owner) => {
    const recorded = await recordedMigrations(owner);
    checkHistory(files, recorded);
    const missing = files.filter((file) => !recorded.has(file.name));
    for (const migration of missing) await apply(owner, migration);
    return missing.map((migration) => migration.name);
  });
}

/**
 * Makes the role that the server runs as, when the owner may: `<database>_app`, with a password derived from
 * `secret`, so that several servers with the same secret agree without telling each other.
 *
 * @returns the address to connect with as that role.
 * @throws MigrationError when the owner may not make roles.
 */
export async function ensureApplicationRole(ownerUrl: string, secret: string): Promise<string> {
  return withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      `select current_database() as database, rolcreaterole or rolsuper as "mayCreate",
              exists (select from pg_roles where rolname = current_database() || '_app') as "exists"
       from pg_roles where rolname = current_user`,
    );
    const { database, mayCreate, exists } = rows[0];
    if (!mayCreate) {
      throw new MigrationError(
        "The role of DATABASE_URL may not make roles: make one that owns nothing and give its address as APP_DATABASE_URL.",
      );
    }
    const role = `${database}_app`;
    const password = createHmac("sha256", secret).update(`application role ${role}`).digest("base64url");
    const verb = exists ? "alter" : "create";
    await owner.query(
      `${verb} role ${owner.escapeIdentifier(role)} login password ${owner.escapeLiteral(password)}`,
    );
    const url = new URL(ownerUrl);
    url.username = encodeURIComponent(role);
    url.password = password;
    return url.href;
  });
}

// What the product's own tables grant stands beside their rules, in the SQL function `grant_application`.
// Other schemas of the owner (the job queue's) are the server's to use.
const grantsElsewhere = `
  select format('grant usage on schema %I to %I', nspname, $1::text) as statement from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') and pg_has_role(current_user, nspowner, 'member')
  union all
  select format(case when relkind = 'S' then 'grant usage, select on %I.%I to %I' else 'grant select, insert, update, delete on %I.%I to %I' end,
    nspname, relname, $1::text)
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm', 'S') and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
    and pg_has_role(current_user, relowner, 'member')
  union all
  select format('grant execute on function %s to %I', pg_proc.oid::regprocedure, $1::text)
  from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
  where prokind = 'f' and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
    and pg_has_role(current_user, proowner, 'member')`;

/**
 * Gives the role of `appUrl` what the server needs and no more: rows of every table, but of append-only tables
 * (those with a trigger named `append_only`) neither update nor delete, and nothing that changes the schema.
 *
 * @throws MigrationError when that role owns tables, is a superuser or belongs to the owner.
 */
export async function grantApplication(ownerUrl: string, appUrl: string): Promise<void> {
  const role = decodeURIComponent(new URL(appUrl).username);
  await withOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      "select rolsuper or pg_has_role(rolname, current_user, 'member') as strong from pg_roles where rolname = $1",
      [role],
    );
    if (!rows[0])
      throw new MigrationError(`There is no role ${role}: make it, or leave APP_DATABASE_URL out.`);
    if (rows[0].strong) {
      throw new MigrationError(
        `The role ${role} could change what must never change (it is a superuser or may act as the owner): give APP_DATABASE_URL of another role.`,
      );
    }
    await owner.query("select grant_application($1::name)", [role]);
    const elsewhere = await owner.query<{ statement: string }>(grantsElsewhere, [role]);
    await owner.query(["begin", ...elsewhere.rows.map((row) => row.statement), "commit"].join(";\n"));
  });
}

if (import.meta.main) {
  const { DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl } = process.env;
  if (!ownerUrl || !appUrl) {
    console.error(
      "Give DATABASE_URL (the owner, who migrates) and APP_DATABASE_URL (the role of the server).",
    );
    process.exit(2);
  }
  try {
    const applied = await migrate(ownerUrl);
    await grantApplication(ownerUrl, appUrl);
    console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
  } catch (error) {
    console.error(error instanceof MigrationError ? error.message : error);
    process.exit(1);
  }
}

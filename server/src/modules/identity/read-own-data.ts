import type { Pool } from "pg";
import type { PersonActor } from "../../kernel/actor.ts";
import { type OwnDataPlace, ownDataPlaces, secretColumns } from "./own-data.ts";

/** One place that names the person: how often, and when last. */
export type StoredAboutMe = { place: OwnDataPlace; count: number; newest: Date[] };

type Place = {
  place: string;
  table: string;
  column: string;
  /** SQL over the row `t` that is true for rows about the person ($1 person, $2 user, $3 username, $4 city). */
  about: string;
  /** SQL over the row `t`: when it came to be; null where the row does not say. */
  at: string;
};

// Each foreign key to a person, an account or a role, with the column that holds the id.
const KEYS = `
  select t.relname as "table", a.attname as "column", r.relname as target,
    exists (
      select from pg_attribute i where i.attrelid = t.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype) as "dated",
    exists (select from pg_attribute i where i.attrelid = t.oid and i.attname = 'cityId') as "ofCity"
  from pg_constraint c
  join pg_class t on t.oid = c.conrelid
  join pg_class r on r.oid = c.confrelid
  cross join lateral unnest(c.conkey, c.confkey) k(here, there)
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.here
  join pg_attribute f on f.attrelid = c.confrelid and f.attnum = k.there
  where c.contype = 'f' and t.relnamespace = 'public'::regnamespace
    and r.relname in ('Person', 'AuthUser', 'Membership') and f.attname = 'id'
  order by 1, 2`;

const ABOUT: Record<string, string> = {
  Person: "= $1::uuid",
  AuthUser: "= $2::uuid",
  Membership: `in (select m.id from "Membership" m where m."personId" = $1::uuid)`,
};

// What names a person without a foreign key.
const UNKEYED: { table: string; column: string; about: string; at?: string }[] = [
  { table: "Person", column: "id", about: "t.id = $1::uuid" },
  {
    table: "RowHistory",
    column: "rowId",
    about: `t."tableName" = 'Person' and t."rowId" = $1::uuid::text`,
    at: `t."recordedAt"`,
  },
  { table: "AuditEntry", column: "subjectIds", about: `t."subjectIds" @> array[$1::uuid]` },
  { table: "WorkbookImport", column: "byId", about: `t."cityId" = $4::uuid and t."byId" = $1::uuid` },
  {
    table: "OutboxEvent",
    column: "payload",
    about: `t.payload -> 'personIds' ? $1::uuid::text or t.payload ->> 'actorPersonId' = $1::uuid::text`,
    at: `t."createdAt"`,
  },
  { table: "AuthVerification", column: "value", about: "t.value = $2::uuid::text" },
  {
    table: "AuthLockout",
    column: "username",
    about: `t.username in ($3::text, 'code:' || $2::uuid::text)`,
    at: `t."updatedAt"`,
  },
  { table: "IdempotencyKey", column: "userId", about: `t."userId" = $2::uuid`, at: `t."createdAt"` },
];

/** Names every parameter once: a statement may not be given one that it does not use. */
const ALL_GIVEN = "($1::uuid, $2::uuid, $3::text, $4::uuid) is not null";

/** Ids hold the instant at which they were made, in milliseconds. */
const INSTANT_OF_ID = `to_timestamp(('x0000' || left(replace(t.id::text, '-', ''), 12))::bit(64)::bigint / 1000.0)`;

let known: Promise<Place[]> | undefined;

/** Every place of the database that names people, from its own catalogue. */
export function readPlaces(pool: Pool): Promise<Place[]> {
  known ??= pool
    .query<{ table: string; column: string; target: string; dated: boolean; ofCity: boolean }>(KEYS)
    .then(({ rows }) => {
      const keyed = rows.map(({ table, column, target, dated, ofCity }) => ({
        table,
        column,
        // Every index on such a key begins with the city.
        about: `${ofCity ? `t."cityId" = $4::uuid and ` : ""}t."${column}" ${ABOUT[target]}`,
        at: dated ? INSTANT_OF_ID : "null::timestamptz",
      }));
      return [...UNKEYED, ...keyed].map((place) => ({
        at: INSTANT_OF_ID,
        ...place,
        place: `${place.table}_${place.column}`,
      }));
    });
  known.catch(() => {
    known = undefined;
  });
  return known;
}

async function identityOf(pool: Pool, actor: PersonActor): Promise<unknown[]> {
  const { rows } = await pool.query<{ username: string }>(`select username from "AuthUser" where id = $1`, [
    actor.userId,
  ]);
  return [actor.personId, actor.userId, rows[0]?.username ?? "", actor.cityId];
}

/** Where the database names the actor, how often, and the newest three of each; places without any are left out. Two statements. */
export async function readStoredAboutMe(pool: Pool, actor: PersonActor): Promise<StoredAboutMe[]> {
  const places = await readPlaces(pool);
  const parts = places.map(
    ({ place, table, about, at }) => `
      select '${place}' as place, (select count(*) from "${table}" t where ${about})::int as count,
        array(select ${at} from "${table}" t where (${about}) and ${at} is not null order by ${at} desc limit 3) as newest`,
  );
  const { rows } = await pool.query<StoredAboutMe>(
    `with about as materialized (${parts.join(" union all ")}) select * from about where count > 0 and ${ALL_GIVEN}`,
    await identityOf(pool, actor),
  );
  const order = Object.keys(ownDataPlaces);
  return rows.sort((a, b) => order.indexOf(a.place) - order.indexOf(b.place));
}

/** Each place with its rows as JSON texts, one place after another: secrets left out, mentions reduced to what names the person. */
export async function* readOwnRows(
  pool: Pool,
  actor: PersonActor,
): AsyncGenerator<{ place: string; rows: string[] }> {
  const who = await identityOf(pool, actor);
  for (const { place, table, column, about, at } of await readPlaces(pool)) {
    const isWhole = (ownDataPlaces as Record<string, string>)[place] === "WHOLE";
    // A row without an id of its own is known by its instant.
    const row = isWhole
      ? `to_jsonb(t) - $5::text[]`
      : `jsonb_strip_nulls(jsonb_build_object('id', to_jsonb(t) -> 'id', 'at', ${at}, 'column', '${column}'))`;
    const { rows } = await pool.query<{ row: string }>(
      `select (${row})::text as row from "${table}" t
       where (${about}) and ${ALL_GIVEN} and $5::text[] is not null
       order by ${at}`,
      [...who, secretColumns],
    );
    yield { place, rows: rows.map((found) => found.row) };
  }
}

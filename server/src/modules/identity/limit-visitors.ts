import { GraphQLError } from "graphql";
import type { Database } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";

/** How many links one network address may look at or use in a minute. */
const MOST_PER_MINUTE = 20;
const WINDOW = 60_000;

// Counted in one statement, so that many requests at once get no more than many in a row.
const COUNT = `
  insert into "AuthRateLimit" as l (id, key, count, "lastRequest") values ($1, $2, 1, $3)
  on conflict (key) do update set
    count = case when l."lastRequest" <= $3 - ${WINDOW} then 1 else l.count + 1 end,
    "lastRequest" = case when l."lastRequest" <= $3 - ${WINDOW} then $3 else l."lastRequest" end
  returning count, "lastRequest" as start`;

/**
 * Counts a visitor's request by network address, in the database, so that it holds across processes.
 *
 * @throws GraphQLError RATE_LIMITED with `retryAfterSeconds`.
 */
export async function limitVisitors(database: Database, clientAddress: string, now: Date): Promise<void> {
  const at = now.getTime();
  const { rows } = await database.pool.query<{ count: number; start: string }>(COUNT, [
    newId(),
    `invitation|${clientAddress}`,
    at,
  ]);
  const [row] = rows;
  if (!row || row.count <= MOST_PER_MINUTE) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((Number(row.start) + WINDOW - at) / 1_000));
  throw new GraphQLError("Too many requests from this address.", {
    extensions: { code: "RATE_LIMITED", retryAfterSeconds },
  });
}

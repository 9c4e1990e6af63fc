import { createHmac, randomBytes } from "node:crypto";
import pg from "pg";
import { newId } from "../server/src/kernel/ids.ts";
import type { BenchServer } from "./server.ts";

/** Sessions of as many other people of the city, each with its cookie, as sign-in leaves them. */
export async function openSessions(server: BenchServer, count: number): Promise<string[]> {
  const name = /^([^=]*session_token)=/.exec(server.cookies.liaison)?.[1] ?? "";
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    `select distinct p.id from "Person" p join "Membership" m on m."cityId" = p."cityId" and m."personId" = p.id and m."endsOn" is null
     where not exists (select from "AuthUser" u where u."personId" = p.id) and p."erasedAt" is null limit $1`,
    [count],
  );
  const { rows: known } = await owner.query<{ id: string }>(
    `select u.id from "AuthUser" u where u.username like 'stream-%' limit $1`,
    [count],
  );
  const users = known.map(({ id }) => id);
  for (const { id: personId } of rows.slice(0, count - users.length)) {
    const id = newId(new Date());
    await owner.query(
      `insert into "AuthUser" (id, "personId", name, email, username, "updatedAt") values ($1, $2, 's', $3, $4, now())`,
      [id, personId, `${id}@invalid`, `stream-${id}`],
    );
    users.push(id);
  }
  const cookies: string[] = [];
  for (const userId of users) {
    const token = randomBytes(24).toString("base64url");
    await owner.query(
      `insert into "AuthSession" (id, "userId", token, "expiresAt", "updatedAt") values ($1, $2, $3, now() + interval '1 day', now())`,
      [newId(new Date()), userId, token],
    );
    const signature = createHmac("sha256", server.authSecret).update(token).digest("base64");
    cookies.push(`${name}=${encodeURIComponent(`${token}.${signature}`)}`);
  }
  await owner.end();
  return cookies;
}

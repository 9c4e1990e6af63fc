import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { useTestDatabase } from "../../test/pg.ts";
import { findRoleProblem } from "../database-role.ts";
import { LIVE_CHANNEL, LiveHub, listenForLive } from "./live.ts";

const testDatabase = useTestDatabase();
let stop: (() => Promise<void>) | undefined;
afterEach(async () => stop?.());

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not happen within 10 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** One statement over a connection of its own, as the role that the listener uses: it may end its own sessions. */
async function ask(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: testDatabase().appUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const say = (payload: string) => ask("select pg_notify($1, $2)", [LIVE_CHANNEL, payload]);

test("what the database says reaches the streams, also after its connection was lost", async () => {
  const hub = new LiveHub();
  const heard: string[] = [];
  hub.subscribe(
    {
      personId: "p",
      cityId: undefined,
      sessionId: "s",
      write: ({ kind, ids }) => heard.push(`${kind}:${ids.join()}`) > 0,
      end: () => undefined,
    },
    5,
  );
  const warnings: string[] = [];
  stop = listenForLive(testDatabase().appUrl, hub, { warn: (_details, message) => warnings.push(message) });
  const message = (id: string) => JSON.stringify({ personIds: ["p"], kind: "delivery", ids: [id] });
  const listener = `from pg_stat_activity where application_name = 'gongjian live' and datname = current_database()
    and query like 'listen%' and state = 'idle'`;
  while ((await ask(`select pid ${listener}`)).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));

  await say(message("1"));
  await until(() => heard.includes("delivery:1"));
  await say("not json");
  await until(() => warnings.length === 1);

  expect(await ask(`select pg_terminate_backend(pid) as ended ${listener}`)).toEqual([{ ended: true }]);
  await until(() => heard.includes("resync:"));
  await say(message("2"));
  await until(() => heard.includes("delivery:2"));
});

test("a server is allowed the application's role and refused the owner's", async () => {
  const problemOf = async (url: string) => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const problem = await findRoleProblem(pool);
    await pool.end();
    return problem;
  };
  expect(await problemOf(testDatabase().appUrl)).toBeUndefined();
  expect(await problemOf(testDatabase().ownerUrl)).toMatch(/owns the tables.*\.$/);
});

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import pg from "pg";
import type { Lifecycle } from "../scripts/lifecycle.ts";
import { type Postgres, startPostgres } from "../scripts/postgres.ts";
import { Refusal } from "../scripts/refusal.ts";
import { startCompanion, waitUntilReady } from "../scripts/server-process.ts";
import { readSettings, serverEnv } from "../scripts/settings.ts";

/** What bench/fill.ts left beside the data. */
export type About = {
  partnerships: number;
  partnershipId: string;
  password: string;
  counts: Record<string, number | string>;
};

/** The real server with production settings, over one data set, with both people signed in. */
export type BenchServer = {
  about: About;
  address: string;
  pid: number;
  /** The database, as its owner. */
  ownerUrl: string;
  /** The secret that signs session cookies. */
  authSecret: string;
  /** Starts another process of the server over the same data. */
  startAnother(): Promise<{ address: string; pid: number }>;
  cookies: Record<"coordinator" | "liaison", string>;
  /** Sends an operation; answers the text. @throws when it was answered with an error. */
  ask(as: "coordinator" | "liaison", query: string, variables: Record<string, unknown>): Promise<string>;
  forgetStatements(): Promise<void>;
  /** Statements of requests since they were forgotten: how many, and those that took longest in all. */
  statements(): Promise<{ calls: number; slowest: string[] }>;
};

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts the database with its statements counted. */
async function startCounting(folder: string): Promise<Postgres> {
  const library = "pg_stat_statements";
  for (;;) {
    const postgres = await startPostgres(folder);
    const admin = new pg.Client({ connectionString: postgres.adminUrl.replace(/\/postgres$/, "/gongjian") });
    await admin.connect();
    const { rows } = await admin.query<{ loaded: string }>(
      "select current_setting('shared_preload_libraries') as loaded",
    );
    const counting = rows[0]?.loaded === library;
    if (counting) await admin.query(`create extension if not exists ${library}`);
    else {
      await admin.query(`alter system set shared_preload_libraries = '${library}'`);
      await admin.query("alter system set shared_buffers = '1GB'");
    }
    await admin.end();
    if (counting) return postgres;
    await postgres.stop();
  }
}

async function signIn(address: string, username: string, password: string): Promise<string> {
  const answer = await fetch(`${address}/api/auth/sign-in/username`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`${username} could not sign in: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** What the server does by itself beside its requests. */
const OF_ITS_OWN = "pgboss|OutboxEvent|pg_stat_statements|LISTEN|_prisma_migrations";

/**
 * Starts database and server of a filled folder; they end with the lifecycle.
 *
 * @throws Refusal when the folder was not filled.
 */
export async function startServer(
  folder: string,
  lifecycle: Lifecycle,
  /** The built web app; without it only the API is served. */
  webDist = "",
): Promise<BenchServer> {
  const dataDir = resolve(folder);
  let about: About;
  try {
    about = JSON.parse(readFileSync(join(dataDir, "bench.json"), "utf8"));
  } catch {
    throw new Refusal(`${folder} holds nothing to measure: fill it with bench/fill.ts.`);
  }
  const postgres = await startCounting(dataDir);
  lifecycle.onEnd(postgres.stop);
  const envFor = (port: number): Record<string, string> => ({
    ...serverEnv({ ...readSettings(), dataDir, port }, postgres.appUrl, false),
    HOST: "127.0.0.1",
    WEB_DIST: webDist,
    LOG_LEVEL: "warn",
  });
  const startProcess = async () => {
    const port = await freePort();
    const log = join(dataDir, `server-${port}.log`);
    const companion = startCompanion("server/src/main.ts", [], { env: envFor(port), log });
    lifecycle.onEnd(companion.stop);
    const address = `http://127.0.0.1:${port}`;
    await waitUntilReady(companion, address, log);
    return { address, pid: companion.pid ?? 0 };
  };
  const { address, pid } = await startProcess();
  const ownerUrl = postgres.adminUrl.replace(/\/postgres$/, "/gongjian");
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on("error", () => undefined);
  await owner.connect();
  lifecycle.onEnd(() => owner.end());
  const cookies = {
    coordinator: await signIn(address, "coordinator", about.password),
    liaison: await signIn(address, "liaison", about.password),
  };
  return {
    about,
    address,
    pid,
    ownerUrl,
    authSecret: envFor(0)["AUTH_SECRET"] ?? "",
    startAnother: startProcess,
    cookies,
    async ask(as, query, variables) {
      const answer = await fetch(`${address}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-gongjian": "1", cookie: cookies[as] },
        body: JSON.stringify({ query, variables }),
      });
      const text = await answer.text();
      if (!answer.ok || text.includes('"errors":[')) throw new Error(text.slice(0, 1_000));
      return text;
    },
    async forgetStatements() {
      await owner.query("select pg_stat_statements_reset()");
    },
    async statements() {
      const { rows } = await owner.query<{ calls: number; mean: number; query: string }>(
        `select calls::int, mean_exec_time as mean, regexp_replace(query, '\\s+', ' ', 'g') as query from pg_stat_statements
         where toplevel and query !~ '${OF_ITS_OWN}' and query !~* '^(begin|commit|rollback|set|explain)'
           and userid = (select oid from pg_roles where rolname = 'gongjian_app') order by total_exec_time desc`,
      );
      return {
        calls: rows.reduce((sum, { calls }) => sum + calls, 0),
        slowest: rows
          .slice(0, 4)
          .map(({ mean, calls, query }) => `${mean.toFixed(1)} ms × ${calls}: ${query.slice(0, 300)}`),
      };
    },
  };
}

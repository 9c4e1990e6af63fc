import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { grantApplication, migrate } from "../../../prisma/migrate.ts";
import { startPostgres } from "../../../scripts/postgres.ts";
import { readRecord, removeClusterOutside } from "../../../scripts/postgres-cluster.ts";
import { prepareJobs } from "../../src/jobs.ts";
import { systemClock, today } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { verify } from "../../src/modules/audit/verify.ts";
import { type TestPerson, World } from "../world.ts";

const SECRET = "race".repeat(10);
const CLIENTS = 16;
const ACTS_EACH = process.env["LONG"] === "1" ? 400 : 25;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function startServer(port: number, databaseUrl: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, "../../src/main.ts")], {
    env: {
      PATH: process.env["PATH"] ?? "",
      DATABASE_URL: databaseUrl,
      STORAGE_DIR: join(tmpdir(), `gongjian-race-files-${process.pid}`),
      AUTH_SECRET: SECRET,
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "silent",
    },
    stdio: "ignore",
  });
}

async function untilReady(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (
      await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error("the server did not get ready");
}

/** A session as the sign-in library keeps one, with its signed cookie. */
async function cookieOf(world: World, person: TestPerson): Promise<string> {
  const token = randomUUID().replaceAll("-", "");
  await world.database.prisma.authSession.create({
    data: { id: newId(), userId: person.actor.userId, token, expiresAt: new Date(Date.now() + 3_600_000) },
  });
  const signature = createHmac("sha256", SECRET).update(token).digest("base64");
  return `gongjian.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

type Reply = { __typename: string; id?: string; code?: string };

/** Sends one mutation until somebody answers it, to one server or the other, always with the same key. */
async function insist(
  ports: number[],
  cookie: string,
  mutation: string,
  input: Record<string, unknown>,
): Promise<Reply> {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const body = JSON.stringify({
    query: `mutation ($input: ${name}!) { answer: ${mutation}(input: $input) { __typename ... on Node { id } ... on Failure { code } } }`,
    variables: { input },
  });
  for (let attempt = 0; attempt < 600; attempt++) {
    const port = ports[attempt % ports.length];
    try {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-gongjian": "1", cookie },
        body,
        signal: AbortSignal.timeout(20_000),
      });
      const answer = (await response.json()) as { data?: { answer?: Reply } | null };
      if (answer.data?.answer) return answer.data.answer;
    } catch {
      // Killed in mid-answer, or not up yet: nothing is known, so the same key is sent again.
    }
    await sleep(50);
  }
  throw new Error("no answer");
}

test(
  "two servers, 16 clients, a killed server and a crashed database: nothing acknowledged is lost, nothing is doubled",
  async () => {
    const folder = join(tmpdir(), `gongjian-race-${process.pid}`);
    let postgres = await startPostgres(folder);
    const { ownerUrl, appUrl } = postgres;
    await migrate(ownerUrl);
    await prepareJobs(ownerUrl);
    await grantApplication(ownerUrl, appUrl);
    const world = await World.open({ ownerUrl, appUrl, drop: async () => {} });
    const ports = [await freePort(), await freePort()];
    const servers = ports.map((port) => startServer(port, appUrl));
    try {
      world.clock.set(new Date());
      const city = await world.city();
      const acts: { cookies: string[]; partnershipId: string }[] = [];
      for (let pair = 0; pair < CLIENTS / 2; pair++) {
        const unit = await city.unit();
        const community = await city.community();
        acts.push({
          partnershipId: await city.partnership(unit, community),
          cookies: [
            await cookieOf(world, await city.person(unit, "LIAISON")),
            await cookieOf(world, await city.person(community, "LIAISON")),
          ],
        });
      }
      await Promise.all(ports.map(untilReady));

      const acknowledged: { logged: string[]; accepted: string[] } = { logged: [], accepted: [] };
      const logged: string[][] = acts.map(() => []);
      let finished = 0;
      const giver = async (pair: number) => {
        const { partnershipId, cookies } = acts[pair] as (typeof acts)[number];
        for (let n = 0; n < ACTS_EACH; n++) {
          const order = n % 2 === 0 ? ports : [...ports].reverse();
          const reply = await insist(order, cookies[0] as string, "logDelivery", {
            idempotencyKey: `log-${pair}-${n}`,
            partnershipId: `Partnership:${partnershipId}`,
            kindId: `Kind:${n % 3 === 0 ? city.kinds.FUNDS : city.kinds.VISIT}`,
            quantity: n % 3 === 0 ? "10000" : "1",
            occurredOn: today(systemClock),
            note: `${pair}-${n}`,
          });
          expect(reply).toMatchObject({ __typename: "Delivery" });
          acknowledged.logged.push(reply.id as string);
          logged[pair]?.push(reply.id as string);
        }
        finished += 1;
      };
      const receiver = async (pair: number) => {
        const { cookies } = acts[pair] as (typeof acts)[number];
        for (let n = 0; n < ACTS_EACH; n++) {
          while (!logged[pair]?.[n]) await sleep(20);
          const deliveryId = logged[pair]?.[n] as string;
          const reply = await insist(ports, cookies[1] as string, "acceptDelivery", {
            idempotencyKey: `accept-${pair}-${n}`,
            deliveryId,
          });
          expect(reply).toEqual({ __typename: "Delivery", id: deliveryId });
          acknowledged.accepted.push(deliveryId);
        }
        finished += 1;
      };
      const half = async (share: number) => {
        while (acknowledged.logged.length < (CLIENTS / 2) * ACTS_EACH * share && finished < CLIENTS)
          await sleep(20);
      };
      const trouble = async () => {
        await half(0.25);
        servers[0]?.kill("SIGKILL");
        await sleep(300);
        servers[0] = startServer(ports[0] as number, appUrl);
        await half(0.6);
        const location = readRecord(folder)?.location ?? "";
        process.kill(
          Number(readFileSync(join(location, "postmaster.pid"), "utf8").split("\n")[0]),
          "SIGQUIT",
        );
        await postgres.ended;
        postgres = await startPostgres(folder);
        expect(postgres.appUrl).toBe(appUrl);
      };
      await Promise.all([...acts.keys()].flatMap((pair) => [giver(pair), receiver(pair)]).concat(trouble()));

      const owner = new pg.Client({ connectionString: ownerUrl });
      await owner.connect();
      const { rows } = await owner.query<{ id: string; note: string; state: string }>(
        `select id, note, state from "Delivery"`,
      );
      const attestations = await owner.query(`select count(*)::int as n from "Acceptance"`);
      const deadlocks = await owner.query(
        "select deadlocks::int as n from pg_stat_database where datname = current_database()",
      );
      await owner.end();
      // Locks are taken in one order: nobody ever waited a second for nothing.
      expect(deadlocks.rows[0]).toEqual({ n: 0 });
      const total = (CLIENTS / 2) * ACTS_EACH;
      expect(new Set(acknowledged.logged).size).toBe(total);
      expect(rows.length).toBe(total);
      expect(new Set(rows.map((row) => row.note)).size).toBe(total);
      expect(rows.filter((row) => row.state !== "ACCEPTED")).toEqual([]);
      expect(attestations.rows[0]).toEqual({ n: total });

      const pool = new pg.Pool({ connectionString: appUrl, max: 1 });
      // The database is stopped while the last connection is still closing.
      pool.on("error", () => {});
      const verification = await verify(pool, systemClock);
      await pool.end();
      expect(verification.checks.filter((check) => check.violations > 0)).toEqual([]);
      expect(verification.chains.filter((chain) => chain.broken !== null)).toEqual([]);
      // One entry for each acknowledged act and no more.
      expect(verification.chains.find((chain) => chain.chain === city.id)?.entries).toBe(total * 2);
    } finally {
      for (const server of servers) server.kill("SIGKILL");
      await world.close().catch(() => {});
      await postgres.stop();
      removeClusterOutside(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  },
  process.env["LONG"] === "1" ? 1_800_000 : 240_000,
);

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { generate } from "../scripts/generate.ts";
import { Lifecycle } from "../scripts/lifecycle.ts";
import { Refusal, runScript } from "../scripts/refusal.ts";
import { LIVE_CHANNEL } from "../server/src/http/live.ts";
import { percentileOf } from "./figures.ts";
import { openSessions } from "./open-sessions.ts";
import { startServer } from "./server.ts";

const USAGE = "Usage: node bench/live.ts --data FOLDER [--streams 2000] [--acts 100] [--idle 60]";

/** What one session may have open. */
const PER_SESSION = 5;

/** What a process has used: CPU in seconds since it began, resident memory in MB. */
function used(pid: number): { cpu: number; mb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, mb: Math.round(Number(resident) / 1024) };
}

type Stream = { call: ClientRequest; heard(text: string): void };

/** Opens a stream; `heard` gets each message as it arrives. */
function openStream(agent: Agent, address: string, cookie: string): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const call = request(`${address}/live`, { agent, headers: { cookie } });
    const stream: Stream = { call, heard: () => undefined };
    call.on("error", reject);
    call.on("response", (response: IncomingMessage) => {
      if (response.statusCode !== 200) return reject(new Error(`stream answered ${response.statusCode}`));
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        if (text.includes("data:")) stream.heard(text);
      });
      response.on("error", () => undefined);
      return resolve(stream);
    });
    call.end();
  });
}

const ms = (values: readonly number[], share: number) => percentileOf(values, share).toFixed(1);

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      streams: { type: "string", default: "2000" },
      acts: { type: "string", default: "100" },
      idle: { type: "string", default: "60" },
    },
  });
  if (!values.data) throw new Refusal(USAGE);
  const lifecycle = new Lifecycle();
  try {
    await generate();
    const server = await startServer(values.data, lifecycle);
    const other = await server.startAnother();
    const wanted = Number(values.streams);
    const cookies = await openSessions(server, Math.ceil((wanted - 1) / PER_SESSION));
    const before = used(server.pid);
    const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
    const begun = performance.now();
    const office = await openStream(agent, server.address, server.cookies.coordinator);
    const streams = [office];
    while (streams.length < wanted) {
      const some = Array.from({ length: Math.min(50, wanted - streams.length) }, (_, at) => {
        const cookie = cookies[Math.floor((streams.length - 1 + at) / PER_SESSION)];
        return openStream(agent, server.address, cookie ?? "");
      });
      streams.push(...(await Promise.all(some)));
    }
    const opened = (performance.now() - begun) / 1000;
    const open = used(server.pid);
    console.log(
      `${streams.length} streams of ${cookies.length + 1} sessions open in ${opened.toFixed(1)} s: memory ${before.mb} → ${open.mb} MB, ${(((open.mb - before.mb) * 1024) / streams.length).toFixed(1)} kB each`,
    );

    await sleep(Number(values.idle) * 1000);
    const rested = used(server.pid);
    console.log(
      `idle for ${values.idle} s with heartbeats and looks at sessions: ${(((rested.cpu - open.cpu) / Number(values.idle)) * 100).toFixed(1)} % of one CPU`,
    );

    // What one person does at one process, at the other's open screen on the other process.
    const { partnershipId } = server.about;
    const answered: number[] = [];
    const arrived: number[] = [];
    const database = new pg.Client({ connectionString: server.ownerUrl });
    await database.connect();
    const { rows: found } = await database.query<{ kindId: string; cityId: string }>(
      `select k.id as "kindId", k."cityId" from "Kind" k join "Partnership" p on p."cityId" = k."cityId" and p.id = $1 where k.code = 'VISIT'`,
      [partnershipId],
    );
    const { kindId, cityId } = found[0] ?? {};
    const occurredOn = new Date().toISOString().slice(0, 10);
    for (let act = 0; act < Number(values.acts); act++) {
      const sent = performance.now();
      const heard = new Promise<number>((resolve) => {
        office.heard = (text) => {
          if (text.includes(partnershipId)) resolve(performance.now() - sent);
        };
      });
      const answer = await fetch(`${other.address}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-gongjian": "1", cookie: server.cookies.liaison },
        body: JSON.stringify({
          query:
            "mutation ($input: LogDeliveryInput!) { logDelivery(input: $input) { ... on Delivery { id } ... on Failure { code } } }",
          variables: {
            input: {
              partnershipId: `Partnership:${partnershipId}`,
              kindId: `Kind:${kindId}`,
              quantity: "1",
              occurredOn,
              idempotencyKey: randomUUID(),
            },
          },
        }),
      });
      const text = await answer.text();
      if (!text.includes('"Delivery:')) throw new Error(text.slice(0, 500));
      answered.push(performance.now() - sent);
      const late = sleep(10_000).then(() => {
        throw new Error("nothing arrived within 10 s");
      });
      arrived.push(await Promise.race([heard, late]));
    }
    console.log(
      `${arrived.length} acts at the other process: answered in p50 ${ms(answered, 0.5)} ms, at the open screen after p50 ${ms(arrived, 0.5)}, p99 ${ms(arrived, 0.99)} ms`,
    );

    // One message for everybody.
    const all: number[] = [];
    const busy = used(server.pid);
    const rounds = 10;
    for (let round = 0; round < rounds; round++) {
      const sent = performance.now();
      const heard = streams.map(
        (stream) =>
          new Promise<void>((resolve) => {
            stream.heard = () => {
              all.push(performance.now() - sent);
              resolve();
            };
          }),
      );
      const message = JSON.stringify({ cityId, kind: "Period", ids: [] });
      await database.query("select pg_notify($1, $2)", [LIVE_CHANNEL, message]);
      await Promise.all(heard);
    }
    const told = used(server.pid);
    console.log(
      `${rounds} messages to all ${streams.length}: arrived after p50 ${ms(all, 0.5)}, p99 ${ms(all, 0.99)} ms; ${(((told.cpu - busy.cpu) * 1000) / rounds).toFixed(0)} ms of CPU each; memory ${told.mb} MB`,
    );
    await database.end();
    for (const { call } of streams) {
      call.on("error", () => undefined);
      call.destroy();
    }
  } finally {
    await lifecycle.end();
  }
});
process.exit();

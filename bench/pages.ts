import { parseArgs } from "node:util";
import { generate } from "../scripts/generate.ts";
import { Lifecycle } from "../scripts/lifecycle.ts";
import { Refusal, runScript } from "../scripts/refusal.ts";
import { exportOnce, type Taken } from "./exports.ts";
import { HEAD, medianOf, percentileOf, show } from "./figures.ts";
import { type BenchServer, startServer } from "./server.ts";
import { type Shape, shapes } from "./shapes.ts";

const USAGE = `Usage: node bench/pages.ts --small FOLDER --large FOLDER [options]
  --small, --large  folders that bench/fill.ts filled
  --rounds N        requests of each shape to each (60)
  --only TEXT       shapes whose name contains it
  --no-export       without the export of the whole board
  --statements      the slowest statements of each shape
  --json            figures for programs`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        small: { type: "string" },
        large: { type: "string" },
        rounds: { type: "string", default: "60" },
        only: { type: "string", default: "" },
        "no-export": { type: "boolean", default: false },
        statements: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const { small, large } = values;
    const rounds = Number(values.rounds);
    if (!small || !large || !Number.isInteger(rounds) || rounds < 1) throw new Error("Not enough is said.");
    return { ...values, small, large, rounds };
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

/** What one shape took on one data set. */
type Measured = { p50: number; p99: number; statements: number; bytes: number; slowest: string[] };

const WARM_UP = 8;

/** Asks both in turn, so that whatever else the machine does falls on both. */
async function measure(
  shape: Shape,
  servers: readonly BenchServer[],
  rounds: number,
): Promise<Map<BenchServer, Measured>> {
  const taken = new Map(servers.map((server) => [server, [] as number[]]));
  const bytes = new Map<BenchServer, number>();
  const ask = async (server: BenchServer) => {
    const begun = performance.now();
    const answer = await server.ask(shape.as, shape.operation, shape.variables(server.about));
    return { ms: performance.now() - begun, bytes: answer.length };
  };
  for (const server of servers) {
    for (let n = 0; n < WARM_UP; n++) await ask(server);
    await server.forgetStatements();
  }
  for (let round = 0; round < rounds; round++)
    for (const server of servers) {
      const { ms, bytes: size } = await ask(server);
      taken.get(server)?.push(ms);
      bytes.set(server, size);
    }
  const measured = new Map<BenchServer, Measured>();
  for (const server of servers) {
    const { calls, slowest } = await server.statements();
    const times = taken.get(server) ?? [];
    measured.set(server, {
      p50: medianOf(times),
      p99: percentileOf(times, 0.99),
      statements: calls / rounds,
      bytes: bytes.get(server) ?? 0,
      slowest,
    });
  }
  return measured;
}

const lifecycle = new Lifecycle();
await runScript(async () => {
  const options = readOptions();
  try {
    await generate();
    const small = await startServer(options.small, lifecycle);
    const large = await startServer(options.large, lifecycle);
    if (!options.json) console.log(HEAD);
    const rows: { shape: string; small: Measured; large: Measured }[] = [];
    for (const shape of shapes().filter(({ name }) => name.includes(options.only))) {
      const measured = await measure(shape, [small, large], options.rounds);
      const row = { shape: shape.name, small: measured.get(small), large: measured.get(large) };
      if (!row.small || !row.large) throw new Error(`${shape.name} was not measured`);
      rows.push({ shape: row.shape, small: row.small, large: row.large });
      if (options.json) continue;
      console.log(show(row.shape, row.small, row.large));
      if (options.statements) for (const line of row.large.slowest) console.log(`      ${line}`);
    }
    const exported: Record<string, Taken> = {};
    if (!options["no-export"])
      for (const format of ["csv", "xlsx"]) {
        const taken = await exportOnce(large, format);
        exported[format] = taken;
        if (!options.json)
          console.log(
            `export ${format}: ${taken.rows} rows in ${(taken.ms / 1000).toFixed(1)} s, ${Math.round(taken.rows / (taken.ms / 1000))} rows/s, ` +
              `${(taken.bytes / 1e6).toFixed(1)} MB; memory ${taken.restMb} MB before, ${taken.peakMb} MB at most`,
          );
      }
    if (options.json)
      console.log(
        JSON.stringify({ small: small.about.counts, large: large.about.counts, rows, exported }, null, 2),
      );
  } finally {
    await lifecycle.end();
  }
});
process.exit();

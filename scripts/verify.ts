import type { ChainReport, Verification } from "../server/src/modules/audit/verify.ts";
import { openDatabase, prepareDatabase } from "./database.ts";
import { generate } from "./generate.ts";
import { Lifecycle } from "./lifecycle.ts";
import { secondsSince, step } from "./progress.ts";
import { Refusal, runScript } from "./refusal.ts";
import { headsDirectory, readSettings } from "./settings.ts";

const begun = performance.now();
const lifecycle = new Lifecycle();

const problems: Record<NonNullable<ChainReport["broken"]>["problem"], string> = {
  GAP: "this entry is missing",
  DIGEST: "its content is not what was written",
  ACT: "the person, the command or the things beside it are not those it was written with",
  PREVIOUS: "it does not follow the entry before it",
  HASH: "its hash is not that of its parts",
  HEAD: "the chain does not end where its head says: entries are missing at its end, or were added by hand",
};

function describe({ chains, checks, heads }: Verification): void {
  for (const { chain, city, entries, head, broken } of chains) {
    const name = city ?? chain;
    if (broken) console.log(`BROKEN  chain of ${name}, entry ${broken.seq}: ${problems[broken.problem]}.`);
    else console.log(`ok      chain of ${name}: ${entries} entries, head ${head}`);
  }
  for (const { chain, day, seq } of heads?.lost ?? [])
    console.log(
      `BROKEN  chain ${chain}: its head of ${day}, entry ${seq}, was published and is not in it any more.`,
    );
  for (const { file, line } of heads?.broken ?? [])
    console.log(`BROKEN  ${file}, line ${line}: not a published head.`);
  if (heads && heads.lost.length + heads.broken.length === 0)
    console.log(`ok      ${heads.published} published heads stand in their chains`);
  for (const { check, why, violations, first } of checks) {
    if (violations === 0) continue;
    console.log(`BROKEN  ${check}: ${violations} times. ${why}`);
    for (const row of first) console.log(`        ${JSON.stringify(row)}`);
  }
  console.log(
    `${checks.filter(({ violations }) => violations === 0).length} of ${checks.length} invariants hold.`,
  );
}

await runScript(async () => {
  try {
    const settings = readSettings();
    await generate();
    // Only now: the server's code stands on what was just generated.
    const { createDatabase } = await import("../server/src/kernel/db.ts");
    const { systemClock } = await import("../server/src/kernel/clock.ts");
    const { verify } = await import("../server/src/modules/audit/verify.ts");
    const opened = await step("Opening the database", () => openDatabase(settings, { join: true }));
    lifecycle.onEnd(opened.stop);
    await prepareDatabase(opened);
    const database = createDatabase(opened.appUrl, { poolSize: 1 });
    lifecycle.onEnd(() => database.close());
    const found = await verify(database.pool, systemClock, { headsDirectory: headsDirectory(settings) });
    describe(found);
    if (!found.ok) throw new Refusal("The database does not hold what it must: see above.");
    console.log(`Verified in ${secondsSince(begun)}.`);
  } finally {
    await lifecycle.end();
  }
});
process.exit();

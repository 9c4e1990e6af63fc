import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readEnv } from "../../server/src/env.ts";
import { localDate, systemClock, today } from "../../server/src/kernel/clock.ts";
import { createDatabase } from "../../server/src/kernel/db.ts";
import { secretsFrom } from "../../server/src/kernel/secret.ts";
import { diskStorage } from "../../server/src/modules/evidence/storage.ts";
import { createDemoAccounts } from "./accounts.ts";
import { fillCity } from "./fill-city.ts";
import { writeHeads } from "./write-heads.ts";

// Fills the demo city: `node prisma/seed/demo.ts [--seed text] [--anchor 2026-03-02] [--size small]`, in the server's own environment.

const { values } = parseArgs({
  options: { seed: { type: "string" }, anchor: { type: "string" }, size: { type: "string" } },
});
const env = readEnv();
if (!env.DEMO || !env.DEMO_ACCOUNTS)
  throw new Error("The demo city is filled in demo mode only: DEMO=1 and DEMO_ACCOUNTS.");

/** The same address, for a session that does not wait for the disk after each of thousands of commits. */
function withoutWaiting(url: string): string {
  const address = new URL(url);
  address.searchParams.set("options", "-c synchronous_commit=off");
  return address.href;
}

const database = createDatabase(withoutWaiting(env.DATABASE_URL), { poolSize: 8 });
try {
  const begun = performance.now();
  let told = 0;
  const refused: string[] = [];
  const { plan, stage } = await fillCity(
    database,
    diskStorage(env.STORAGE_DIR),
    {
      seed: values.seed ?? "gongjian",
      secretOf: secretsFrom(env.AUTH_SECRET),
      anchor: values.anchor ? localDate(values.anchor) : today(systemClock),
      ...(values.size === "small" ? { size: "small" as const } : {}),
    },
    {
      onProgress(done, all) {
        const quarter = Math.floor((4 * done) / all);
        if (quarter > told) console.log(`  ${quarter * 25} % of ${all} acts of six quarters`);
        told = quarter;
      },
      // A day on which the plan errs must not keep anybody from starting: the rest of the city stands.
      onRefused: (why) => refused.push(why),
    },
  );
  const accounts = await createDemoAccounts(stage, env.AUTH_SECRET);
  writeFileSync(env.DEMO_ACCOUNTS, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 });
  // What was written without waiting lies on the disk once this has.
  await database.prisma.$transaction([
    database.prisma.$executeRaw`set local synchronous_commit = on`,
    database.prisma.$executeRaw`select pg_current_xact_id()`,
  ]);
  // Last of all: a filling that was cut short and is begun anew leaves no line behind for which nothing stands.
  if (env.HEADS_DIR) await writeHeads(database, env.HEADS_DIR);
  if (refused.length > 0)
    console.warn(`  ${refused.length} acts did not fit and were left out, first: ${refused[0]}`);
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `  ${plan.organizations.length} organizations, ${plan.people.length} people, ${plan.acts.length} acts (${seconds} s)`,
  );
} finally {
  await database.close();
}

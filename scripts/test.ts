import { parseArgs } from "node:util";
import { type Check, type Outcome, runCheck, staticChecks } from "./checks.ts";
import { findChromium } from "./chromium.ts";
import { secondsSince } from "./progress.ts";
import { runVitest } from "./vitest.ts";
import { buildWeb } from "./web-build.ts";

const { values } = parseArgs({ options: { long: { type: "boolean", default: false } } });
const env: Record<string, string> = values.long ? { LONG: "1" } : {};

const checks: Check[] = [
  ...staticChecks,
  { name: "model, API, race and access tests", run: () => runVitest(["model", "api", "web"], env) },
  {
    name: "web build",
    run: async () => {
      await buildWeb();
      return { passed: 1, failures: [] };
    },
  },
  {
    name: "browser tests",
    run: async () => runVitest(["browser"], { ...env, CHROMIUM_PATH: await findChromium() }),
  },
];

const total: Outcome = { passed: 0, failures: [] };
const start = performance.now();
for (const check of checks) {
  const begun = performance.now();
  console.log(`\n== ${check.name}`);
  const { passed, failures } = await runCheck(check);
  total.passed += passed;
  total.failures.push(...failures);
  for (const failure of failures) console.log(failure);
  console.log(`   ${passed} passed, ${failures.length} failed in ${secondsSince(begun)}`);
}

if (total.failures.length > 0) {
  console.log("\nFailed:");
  for (const failure of total.failures) console.log(`- ${failure.split("\n")[0]}`);
}
console.log(`\nAll of it took ${secondsSince(start)}.`);
console.log(`${total.passed} passed, ${total.failures.length} failed`);
process.exitCode = total.failures.length > 0 ? 1 : 0;

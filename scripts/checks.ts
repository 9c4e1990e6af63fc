import { checkBorders } from "./borders/check.ts";
import { type Ended, run } from "./child.ts";
import { generate } from "./generate.ts";
import { generateWeb } from "./web-build.ts";

/** What a check found: how many things held, and each failure in words. */
export type Outcome = { passed: number; failures: string[] };

/** A named part of the whole test. */
export type Check = { name: string; run(): Promise<Outcome> };

function outcomeOf(name: string, { code, output }: Ended): Outcome {
  return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${name}:\n${output.trim()}`] };
}

const command = (name: string, program: string, ...args: string[]): Check => ({
  name,
  run: async () => outcomeOf(name, await run(program, args)),
});

/** Everything that is checked without running the product, in order: later checks need what the first two write. */
export const staticChecks: Check[] = [
  {
    name: "generated client",
    run: async () => {
      await generate();
      return { passed: 1, failures: [] };
    },
  },
  {
    name: "web documents against the schema",
    run: async () => {
      await generateWeb();
      return { passed: 1, failures: [] };
    },
  },
  command("types of server and scripts", "tsc", "-p", "."),
  command("types of web", "tsc", "-p", "web"),
  command("types of the web's tests", "tsc", "-p", "web/tsconfig.test.json"),
  command("lint and format", "biome", "ci", "--colors=off", "--max-diagnostics=50", "."),
  {
    name: "borders, each with a planted violation",
    run: async () => checkBorders(),
  },
  command("dead code", "knip", "--no-progress"),
];

/** Runs a check; whatever it throws is a failure of its own. */
export async function runCheck(check: Check): Promise<Outcome> {
  try {
    return await check.run();
  } catch (error) {
    return { passed: 0, failures: [`${check.name}: ${error instanceof Error ? error.message : error}`] };
  }
}

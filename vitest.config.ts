import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Node gives everyone the CommonJS build of graphql; Vite would give our own files the other one,
// and a schema made by one is refused by the other.
const graphql = createRequire(join(import.meta.dirname, "server", "package.json")).resolve("graphql");

const database = { globalSetup: ["server/test/pg.setup.ts"] };
const long = process.env["LONG"] === "1";

/** Pure tests, which need no database. */
const pure = [
  "server/src/**/model.test.ts",
  "server/src/**/policy.test.ts",
  "server/src/{kernel,graphql,modules}/**/*.pure.test.ts",
  "server/src/kernel/{clock,ids,money,quantity,workdays}.test.ts",
  "server/src/graphql/limits.test.ts",
];
const browser = ["server/test/browser/**/*.test.ts"];

/** The files that take longest: begun first, so that none of them runs alone at the end beside an idle worker. */
const LONGEST = [
  "property/random-histories",
  "seed/demo",
  "access/queries",
  "race/race",
  "access/relations",
  "budget/statements",
  "access/mutations",
  "property/as-of",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((part) => moduleId.includes(`/${part}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    maxWorkers: 2,
    // Files of one worker share the modules they import: a third of the time of a run was importing the same schema again.
    // No test may keep anything in a module that another would meet: each has its own database, clock and people.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: long ? 1_800_000 : 60_000,
    hookTimeout: long ? 600_000 : 120_000,
    projects: [
      { extends: true, test: { name: "model", include: pure } },
      {
        extends: true,
        test: {
          ...database,
          name: "api",
          include: ["{server,prisma,scripts}/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...pure, ...browser],
        },
      },
      { extends: true, test: { name: "web", include: ["web/src/**/*.test.{ts,tsx}"] } },
      {
        extends: true,
        test: {
          globalSetup: ["server/test/browser/product.setup.ts"],
          name: "browser",
          include: browser,
          // One browser at a time, after everything else: what it measures is not the load of other tests.
          maxWorkers: 1,
          fileParallelism: false,
          // Of a file that only looks, two tests at a time: one for each core.
          maxConcurrency: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

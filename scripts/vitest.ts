import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "./checks.ts";
import { root, run } from "./child.ts";

type Assertion = { status: string; fullName: string };
type TestFile = { status: string; name: string; message: string; assertionResults: Assertion[] };

function read(path: string): TestFile[] {
  try {
    return JSON.parse(readFileSync(path, "utf8")).testResults;
  } catch {
    return [];
  }
}

/**
 * Runs projects of vitest.config.ts and counts their tests. A skipped test is a failure: nothing is left out in silence.
 */
export async function runVitest(projects: string[], env: Record<string, string>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "gongjian-report-"));
  const report = join(folder, "report.json");
  const flags = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const selected = projects.map((project) => `--project=${project}`);
  const { code } = await run("vitest", ["run", ...selected, ...flags], { env, show: true });
  const files = read(report);
  rmSync(folder, { recursive: true, force: true });

  const outcome: Outcome = { passed: 0, failures: [] };
  for (const file of files) {
    const path = file.name.replace(`${root}/`, "");
    for (const test of file.assertionResults) {
      if (test.status === "passed") outcome.passed++;
      else outcome.failures.push(`${path}: ${test.fullName} (${test.status})`);
    }
    if (file.assertionResults.length === 0)
      outcome.failures.push(`${path}: no test ran. ${file.message}`.trim());
  }
  if (files.length === 0) outcome.failures.push(`vitest (${projects.join(", ")}): there was no test to run`);
  if (code !== 0 && outcome.failures.length === 0) {
    outcome.failures.push(`vitest (${projects.join(", ")}) ended with ${code}: see its output above`);
  }
  return outcome;
}

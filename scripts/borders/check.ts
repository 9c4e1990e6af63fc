import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules, violationsOf } from "./rules.ts";
import { readSource, type Source } from "./source.ts";

const root = join(import.meta.dirname, "../..");

/** What the check of the borders found: how many checks held, and each failure in a line. */
export type BorderReport = { passed: number; failures: string[] };

function readSources(): Source[] {
  return globSync(["server/src/**/*.ts", "web/src/**/*.{ts,tsx}"], { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.startsWith("web/src/gql/") && !path.endsWith(".d.ts"))
    .map((path) => readSource(path, readFileSync(join(root, path), "utf8")));
}

// Files that import each other, over any number of steps, are one file in disguise.
function findCycle(sources: Source[]): string[] | undefined {
  const graph = new Map(
    sources.map((source) => [
      source.path,
      source.imports.filter((found) => !found.typeOnly).map((found) => found.target),
    ]),
  );
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | undefined => {
    const start = trail.indexOf(path);
    if (start >= 0) return [...trail.slice(start), path];
    if (done.has(path)) return undefined;
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of graph.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}

function checkPlanted(report: BorderReport): void {
  for (const rule of rules) {
    for (const example of rule.planted) {
      if (violationsOf(rule, readSource(example.path, example.code)).length > 0) report.passed++;
      else report.failures.push(`${rule.name} does not see its planted violation: ${example.code}`);
    }
    for (const example of rule.lawful) {
      const found = violationsOf(rule, readSource(example.path, example.code));
      if (found.length === 0) report.passed++;
      else report.failures.push(`${rule.name} refuses what is lawful: ${example.code}`);
    }
  }
  const planted = ["a", "b", "c"].map((name, index, all) =>
    readSource(`server/src/${name}.ts`, `import { x } from "./${all[(index + 1) % all.length]}.ts";`),
  );
  if (findCycle(planted)) report.passed++;
  else report.failures.push("The check for cycles does not see a planted one.");
}

/** Checks every border on the whole code, and that each border sees what is planted for it. */
export function checkBorders(): BorderReport {
  const report: BorderReport = { passed: 0, failures: [] };
  checkPlanted(report);
  const sources = readSources();
  for (const rule of rules) {
    const found = sources.flatMap((source) => violationsOf(rule, source));
    if (found.length === 0) report.passed++;
    report.failures.push(...found);
  }
  const cycle = findCycle(sources);
  if (cycle) report.failures.push(`Imports go in a circle: ${cycle.join(" → ")}`);
  else report.passed++;
  return report;
}

if (import.meta.main) {
  const { passed, failures } = checkBorders();
  for (const failure of failures) console.error(failure);
  console.log(`borders: ${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./child.ts";
import { Refusal } from "./refusal.ts";

const dist = join(root, "web/dist");
const stamp = join(dist, ".inputs");

function hashInputs(): string {
  const files = globSync(
    ["web/src/**/*", "web/public/**/*", "web/*.{ts,json,html}", "server/schema.graphql", "pnpm-lock.yaml"],
    {
      cwd: root,
      withFileTypes: true,
      exclude: (entry) => entry.name === "gql" || entry.name === "node_modules",
    },
  );
  const hash = createHash("sha256");
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort())
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}

/** Writes the typed documents of the web app (`web/src/gql`) from the committed schema. */
export async function generateWeb(): Promise<void> {
  const { code, output } = await run(process.execPath, [join(root, "web/codegen.ts")]);
  if (code !== 0) throw new Refusal(`The web app's documents do not fit the schema.\n${output.trim()}`);
}

/**
 * Builds the web app into `web/dist`, unless what is there was built from the same files.
 *
 * @returns whether it was built now.
 */
export async function buildWeb(announce: () => void = () => undefined): Promise<boolean> {
  const hash = hashInputs();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  announce();
  await generateWeb();
  const { code, output } = await run("vite", ["build", "--logLevel", "warn"], { cwd: join(root, "web") });
  if (code !== 0) throw new Refusal(`The web app could not be built.\n${output.trim()}`);
  writeFileSync(stamp, hash);
  return true;
}

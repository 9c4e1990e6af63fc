import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashSchema, readSchemaFiles } from "../prisma/schema-files.ts";

const root = join(import.meta.dirname, "..");
const generated = join(root, "prisma/generated");
const stamp = join(generated, ".schema-hash");
const outputs = ["client.ts", "pothos.ts"].map((name) => join(generated, name));

/**
 * Writes the Prisma client and the Pothos types from `prisma/schema`, unless what is there was made from the
 * same schema by the same Prisma.
 *
 * @returns whether anything was written.
 * @throws with Prisma's own words when the schema is invalid.
 */
export async function generate(): Promise<boolean> {
  const prismaPackage = JSON.parse(readFileSync(join(root, "prisma/package.json"), "utf8"));
  const hash = `${hashSchema(readSchemaFiles())} ${prismaPackage.devDependencies.prisma}`;
  const current = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (current === hash && outputs.every((file) => existsSync(file))) return false;

  const child = spawn(
    process.execPath,
    [join(root, "prisma/node_modules/prisma/build/index.js"), "generate"],
    {
      cwd: root,
      env: {
        ...process.env,
        // The pothos generator is found by its name.
        PATH: `${join(root, "prisma/node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
        // Prisma downloads a schema engine unless it is told of one. Generating does not use it: any file will do.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`prisma generate failed.\n${output.trim()}`);
  mkdirSync(generated, { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

if (import.meta.main) {
  console.log((await generate()) ? "Prisma client generated." : "Prisma client is up to date.");
}

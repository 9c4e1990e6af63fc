import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the Prisma schema lives: one file for each module. */
export const schemaDirectory = join(import.meta.dirname, "schema");

/** One file of the Prisma schema: its absolute path and its text. */
export type SchemaFile = { path: string; content: string };

/** Every `.prisma` file of a folder, in the order of their names. */
export function readSchemaFiles(directory: string = schemaDirectory): SchemaFile[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => {
      const path = join(directory, name);
      return { path, content: readFileSync(path, "utf8") };
    });
}

/** A sha256 over names and texts: changes when any file of the schema changes. */
export function hashSchema(files: SchemaFile[]): string {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(file.path.split(/[\\/]/).pop() ?? "")
      .update("\0")
      .update(file.content)
      .update("\0");
  return hash.digest("hex");
}

import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, Refusal } from "./refusal.ts";

const markerName = "gongjian.json";
const format = 1;

/**
 * Makes DATA_DIR, or checks that it is one of ours.
 *
 * @throws Refusal when it cannot be written, belongs to something else, or was made by a newer version.
 */
export function openDataFolder(folder: string): void {
  try {
    // Others may pass through (PostgreSQL's user, under root) and see nothing: what lies inside has its own mode.
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    const marker = join(folder, markerName);
    if (!existsSync(marker)) {
      if (readdirSync(folder).length > 0) {
        throw new Refusal(`${folder} is not empty and was not made by Gongjian: choose another DATA_DIR.`);
      }
      writeFileSync(marker, `${JSON.stringify({ format })}\n`);
      chmodSync(folder, 0o711);
      return;
    }
    const found: unknown = JSON.parse(readFileSync(marker, "utf8")).format;
    if (found !== format) {
      throw new Refusal(
        `${folder} was made by another version of Gongjian (format ${found}, this one knows ${format}): use that version, or another DATA_DIR.`,
      );
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
    throw new Refusal(`DATA_DIR ${folder} cannot be used (${reason}): choose another one.`);
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writeSecret(path: string, text: string): void {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, text, { mode: 0o600 });
  if (process.getuid?.() === 0) {
    // Root working on somebody's folder leaves it theirs.
    const { uid, gid } = statSync(dirname(path));
    chownSync(partial, uid, gid);
  }
  renameSync(partial, path);
}

/** A random secret, made on the first call and kept in DATA_DIR, readable by its owner alone. */
export function keptSecret(folder: string, name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) writeSecret(path, randomBytes(32).toString("base64url"));
  return readFileSync(path, "utf8").trim();
}

const longestLog = 10_000_000;

/** Opens a log of DATA_DIR to write at its end; one that has grown long is set aside first, once. */
export function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestLog) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

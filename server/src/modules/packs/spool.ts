import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

const PREFIX = "gongjian-pack-";
const DAY_MS = 86_400_000;

/** What the manifest says of one file. */
export type PackedFile = { path: string; sha256: string; bytes: number };

/** A file that is being written: its digest grows with it. */
export type OpenFile = { write(text: string): Promise<void>; close(): Promise<void> };

/**
 * A folder beside the server's other temporary files, in which a pack grows before anybody sees a byte of it. The digests of all
 * files must stand in the manifest, and the manifest's in the audit chain, before the first byte leaves.
 */
export type Spool = {
  files: readonly PackedFile[];
  create(path: string): Promise<OpenFile>;
  add(path: string, bytes: Uint8Array | string): Promise<PackedFile>;
  read(path: string): Readable;
  remove(): Promise<void>;
};

/** Opens an empty one; `now` tells which of those left behind are old. */
export async function openSpool(now: Date): Promise<Spool> {
  await sweep(now);
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const files: PackedFile[] = [];
  const spool: Spool = {
    files,
    async create(path) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      const handle = await open(join(folder, path), "wx", 0o600);
      const hash = createHash("sha256");
      let bytes = 0;
      return {
        async write(text) {
          const piece = Buffer.from(text, "utf8");
          hash.update(piece);
          bytes += piece.length;
          await handle.writeFile(piece);
        },
        async close() {
          await handle.close();
          files.push({ path, sha256: hash.digest("hex"), bytes });
        },
      };
    },
    async add(path, bytes) {
      const file = await spool.create(path);
      await file.write(typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8"));
      await file.close();
      return files[files.length - 1] as PackedFile;
    },
    read: (path) => createReadStream(join(folder, path)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  return spool;
}

/** Removes what a server left behind that was killed in the middle of a pack. */
async function sweep(now: Date): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const left = join(tmpdir(), name);
    const made = await stat(left).catch(() => undefined);
    // Another user's is not ours to remove.
    if (made && now.getTime() - made.mtimeMs > DAY_MS)
      await rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
}

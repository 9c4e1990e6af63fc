import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";

/** Where bytes are kept. Keys are made by `contentKey`; what is under a key never changes. */
export interface FileStorage {
  /** Keeps bytes under a key, whole or not at all. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Opens the bytes of a key. @throws when there are none. */
  open(key: string): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  /** Removes the bytes of a key; the caller makes sure that no other file refers to the same content. */
  remove(key: string): Promise<void>;
}

/** The key of content: equal bytes have equal keys, and no directory grows too large. */
export function contentKey(sha256: string, suffix: "" | ".thumbnail" = ""): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}${suffix}`;
}

/** Keeps files in a directory of this machine. */
export function diskStorage(directory: string): FileStorage {
  const disk = new Disk(new FSDriver({ location: directory, visibility: "private" }));
  return {
    async put(key, bytes) {
      if (await disk.exists(key)) return;
      // Written beside and moved, so that a crash never leaves half a file under a content's name.
      const draft = `drafts/${randomUUID()}`;
      try {
        await disk.put(draft, bytes);
        await disk.move(draft, key);
      } catch (error) {
        await disk.delete(draft).catch(() => undefined);
        throw error;
      }
    },
    open: (key) => disk.getStream(key),
    exists: (key) => disk.exists(key),
    remove: (key) => disk.delete(key),
  };
}

import type { PageContext, SentPhoto } from "../../kernel/page.ts";
import { type FileRefusal, type IngestedFile, ingestFile } from "./ingest.ts";

/** A photo of a resident whose bytes are stored; no row refers to it yet. */
export type TakenPhoto = IngestedFile;

/** Photos of all forms of this process wait here: decoding a large one takes a hundred megabytes. */
let last: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn.catch(() => undefined);
  return turn;
}

/**
 * Takes the photos of a resident in, one after another: by their bytes, upright, made anew without metadata, stored. Neither the name
 * of the file nor when or where it was taken is kept.
 *
 * @returns their records, or which one is refused and why; nothing refers to what was stored before that.
 */
export async function takePhotos(
  { clock, storage }: Pick<PageContext, "clock" | "storage">,
  photos: readonly SentPhoto[],
): Promise<TakenPhoto[] | { refused: number; why: FileRefusal }> {
  const taken: TakenPhoto[] = [];
  for (const [n, { bytes }] of photos.entries()) {
    const now = clock.now();
    const file = await oneAtATime(() =>
      ingestFile({ bytes, fileName: `photo-${n + 1}`, kind: "RESIDENT_PHOTO", now }),
    );
    if ("refusal" in file) return { refused: n + 1, why: file.refusal };
    const { record, content, thumbnail } = file;
    await storage.put(record.storageKey, content);
    if (record.thumbnailKey && thumbnail) await storage.put(record.thumbnailKey, thumbnail);
    taken.push({ ...record, capturedAt: null });
  }
  return taken;
}

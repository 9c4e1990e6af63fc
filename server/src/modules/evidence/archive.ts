import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { type ArchiveEntry, packedBytes, readDirectory } from "../../kernel/unzip.ts";

/** Why an archive (xlsx and docx are archives) is not taken. */
export type ArchiveRefusal = "BROKEN_FILE" | "ARCHIVE_TOO_LARGE" | "ACTIVE_CONTENT";

/** The bounds of an archive once unpacked. */
export const ARCHIVE_LIMITS = { entries: 2_000, unpackedBytes: 120 * 1024 * 1024 } as const;

const STORED = 0;
const UNPACK = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

/**
 * Looks through a zip archive before anything reads it: few entries, a bounded size when unpacked, no macros,
 * and every entry as large as it says, which is found by unpacking each within that bound.
 * @returns undefined when the archive is sound.
 */
export async function inspectArchive(bytes: Uint8Array): Promise<ArchiveRefusal | undefined> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(buffer);
  if (!entries) return "BROKEN_FILE";
  if (entries.length > ARCHIVE_LIMITS.entries) return "ARCHIVE_TOO_LARGE";
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > ARCHIVE_LIMITS.unpackedBytes)
    return "ARCHIVE_TOO_LARGE";
  if (entries.some(({ name }) => /vbaproject|activex|\.exe$/i.test(name))) return "ACTIVE_CONTENT";
  for (const entry of entries) {
    const refusal = await inspectEntry(buffer, entry);
    if (refusal) return refusal;
  }
  return undefined;
}

async function inspectEntry(buffer: Buffer, entry: ArchiveEntry): Promise<ArchiveRefusal | undefined> {
  const packed = packedBytes(buffer, entry);
  if (!packed) return "BROKEN_FILE";
  if (entry.method === STORED) return entry.size === entry.packedSize ? undefined : "BROKEN_FILE";
  if (entry.size === 0) return undefined;
  try {
    const unpacked = await UNPACK(packed, { maxOutputLength: entry.size });
    return unpacked.length === entry.size ? undefined : "BROKEN_FILE";
  } catch (error) {
    const larger = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return larger ? "ARCHIVE_TOO_LARGE" : "BROKEN_FILE";
  }
}

import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

/** Why an archive (xlsx and docx are archives) is not taken. */
export type ArchiveRefusal = "BROKEN_FILE" | "ARCHIVE_TOO_LARGE" | "ACTIVE_CONTENT";

/** The bounds of an archive once unpacked. */
export const ARCHIVE_LIMITS = { entries: 2_000, unpackedBytes: 120 * 1024 * 1024 } as const;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const UNPACK = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

interface Entry {
  name: string;
  method: number;
  packedSize: number;
  size: number;
  offset: number;
}

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

async function inspectEntry(buffer: Buffer, entry: Entry): Promise<ArchiveRefusal | undefined> {
  if (entry.offset + 30 > buffer.length || buffer.readUInt32LE(entry.offset) !== LOCAL_ENTRY)
    return "BROKEN_FILE";
  const start =
    entry.offset + 30 + buffer.readUInt16LE(entry.offset + 26) + buffer.readUInt16LE(entry.offset + 28);
  const packed = buffer.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) return "BROKEN_FILE";
  if (entry.method === STORED) return entry.size === entry.packedSize ? undefined : "BROKEN_FILE";
  if (entry.method !== DEFLATED) return "BROKEN_FILE";
  if (entry.size === 0) return undefined;
  try {
    const unpacked = await UNPACK(packed, { maxOutputLength: entry.size });
    return unpacked.length === entry.size ? undefined : "BROKEN_FILE";
  } catch (error) {
    const larger = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return larger ? "ARCHIVE_TOO_LARGE" : "BROKEN_FILE";
  }
}

/** Reads the central directory; undefined when there is none or it needs zip64, which no honest small file does. */
function readDirectory(buffer: Buffer): Entry[] | undefined {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > buffer.length || buffer.readUInt32LE(end) !== END_OF_DIRECTORY) return undefined;
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) return undefined;
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
    const nameLength = buffer.readUInt16LE(at + 28);
    entries.push({
      name: buffer.toString("utf8", at + 46, at + 46 + nameLength),
      method: buffer.readUInt16LE(at + 10),
      packedSize: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** An entry of an archive's directory. */
export type ArchiveEntry = { name: string; method: number; packedSize: number; size: number; offset: number };

/** Reads the central directory; undefined when there is none or it needs zip64, which no honest small file does. */
export function readDirectory(buffer: Buffer): ArchiveEntry[] | undefined {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > buffer.length || buffer.readUInt32LE(end) !== END_OF_DIRECTORY) return undefined;
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) return undefined;
  const entries: ArchiveEntry[] = [];
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

/** The packed bytes of an entry; undefined when they are not where the directory says, or packed in a way nobody uses. */
export function packedBytes(buffer: Buffer, entry: ArchiveEntry): Buffer | undefined {
  if (entry.offset + 30 > buffer.length || buffer.readUInt32LE(entry.offset) !== LOCAL_ENTRY)
    return undefined;
  if (entry.method !== STORED && entry.method !== DEFLATED) return undefined;
  const start =
    entry.offset + 30 + buffer.readUInt16LE(entry.offset + 26) + buffer.readUInt16LE(entry.offset + 28);
  const packed = buffer.subarray(start, start + entry.packedSize);
  return packed.length === entry.packedSize ? packed : undefined;
}

/**
 * All files of a small archive in memory, by their names; undefined when it is broken. For archives that were made here, or
 * looked through when they were uploaded: each entry may unpack to no more than it says.
 */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  for (const entry of readDirectory(buffer) ?? []) {
    const packed = packedBytes(buffer, entry);
    if (!packed) return undefined;
    try {
      const isPlain = entry.method === STORED || entry.size === 0;
      files.set(entry.name, isPlain ? packed : inflateRawSync(packed, { maxOutputLength: entry.size }));
    } catch {
      return undefined;
    }
  }
  return files.size > 0 ? files : undefined;
}

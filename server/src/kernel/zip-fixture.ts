import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";

/**
 * Unpacks an archive that fits into memory (no zip64) by its central directory.
 *
 * @returns the paths in it, in their order.
 */
export async function unpack(archive: Buffer, folder: string): Promise<string[]> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const paths: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const path = archive.toString("utf8", at + 46, at + 46 + name);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(begin, begin + size);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), method === 0 ? packed : inflateRawSync(packed));
    paths.push(path);
    at += 46 + name + extra + comment;
  }
  return paths;
}

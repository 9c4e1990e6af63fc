import { crc32, deflateRawSync } from "node:zlib";

/** An entry of a test archive, written as given, true or not. */
export interface ZipEntry {
  name: string;
  method: 0 | 8;
  packed: Uint8Array;
  size: number;
  crc?: number;
}

/** Writes a zip archive byte by byte; for tests, because honest libraries do not write lies. */
export function makeZip(entries: ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.method, 4);
    shared.writeUInt32LE(entry.crc ?? 0, 10);
    shared.writeUInt32LE(entry.packed.length, 14);
    shared.writeUInt32LE(entry.size, 18);
    shared.writeUInt16LE(name.length, 22);
    const head = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, name, entry.packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), shared, tail, name]));
    local.push(head);
    offset += head.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directoryBytes, end]);
}

/** The smallest archive that is recognised as a workbook, with the given sheet. */
export function makeXlsx(sheet: string | Uint8Array): Buffer {
  const types = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`;
  const pack = (name: string, content: string | Uint8Array): ZipEntry => {
    const bytes = Buffer.from(content);
    return { name, method: 8, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
  };
  return makeZip([
    pack("[Content_Types].xml", types),
    pack("xl/workbook.xml", "<workbook/>"),
    pack("xl/worksheets/sheet1.xml", sheet),
  ]);
}

import { deflateRawSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspectArchive } from "./archive.ts";
import { cleanFileName, type Ingested, ingestFile } from "./ingest.ts";
import { hashDistance } from "./perceptual-hash.ts";
import { makeXlsx, makeZip } from "./zip-fixture.ts";

const NOW = new Date("2026-01-01T00:00:00Z");

/** A picture with structure, so that scaling and turning show. */
async function picture(width = 640, height = 400): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      pixels[at] = (x * 255) / width;
      pixels[at + 1] = Math.abs(Math.sin(x / 60) * Math.cos(y / 45)) * 255;
      pixels[at + 2] = (y * 255) / height;
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

async function taken(bytes: Uint8Array, fileName = "a.jpg"): Promise<Ingested> {
  const result = await ingestFile({ bytes, fileName, kind: undefined, now: NOW });
  if ("refusal" in result) throw new Error(result.refusal);
  return result;
}

const refusal = async (bytes: Uint8Array, fileName = "a.jpg") => {
  const result = await ingestFile({ bytes, fileName, kind: undefined, now: NOW });
  return "refusal" in result ? result.refusal : undefined;
};

describe("images", () => {
  test("are stored upright, without metadata, with their capture time kept", async () => {
    const source = await sharp(await picture())
      .withExif({
        IFD0: { Orientation: "6", Make: "Camera" },
        IFD2: { DateTimeOriginal: "2025:03:04 09:30:00" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "30/1 15/1 0/1" },
      })
      .jpeg()
      .toBuffer();
    const { record, content, thumbnail } = await taken(source);
    expect(record).toMatchObject({
      fileKind: "PHOTO",
      mediaType: "image/jpeg",
      capturedAt: new Date("2025-03-04T09:30:00+08:00"),
    });
    const stored = await sharp(content).metadata();
    expect(stored.exif).toBeUndefined();
    expect(stored.width).toBe(record.width);
    expect((await sharp(thumbnail ?? Buffer.alloc(0)).metadata()).format).toBe("webp");
    expect(record.storageKey).toContain(record.sha256);
  });

  test("are recognised again after scaling and compressing, and told from others", async () => {
    const original = await picture();
    const copy = await sharp(original).resize(300).jpeg({ quality: 40 }).toBuffer();
    const other = await sharp(original).flop().toBuffer();
    const [a, b, c] = await Promise.all([taken(original), taken(copy), taken(other)]);
    expect(hashDistance(a.record.perceptualHash ?? "", b.record.perceptualHash ?? "")).toBeLessThanOrEqual(
      10,
    );
    expect(hashDistance(a.record.perceptualHash ?? "", c.record.perceptualHash ?? "")).toBeGreaterThan(10);
  });

  test("that are cut off or damaged are refused", async () => {
    const whole = await picture();
    expect(await refusal(whole.subarray(0, whole.length / 2))).toBe("BROKEN_FILE");
    expect(await refusal(Buffer.concat([whole.subarray(0, 20), Buffer.alloc(5000)]))).toBe("BROKEN_FILE");
  });

  test("with more pixels than are decoded are refused by their header", async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: "#fff" } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await refusal(bomb)).toBe("IMAGE_TOO_LARGE");
  });
});

describe("what is not what it says", () => {
  test("a renamed executable is refused", async () => {
    const windows = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(6000, 1)]);
    const linux = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(6000)]);
    expect(await refusal(windows, "photo.jpg")).toBe("FILE_TYPE_REFUSED");
    expect(await refusal(linux, "receipt.pdf")).toBe("FILE_TYPE_REFUSED");
  });

  test("a page, a script and a vector image are refused", async () => {
    expect(await refusal(Buffer.from("<html><script>alert(1)</script></html>"))).toBe("FILE_TYPE_REFUSED");
    expect(await refusal(Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`))).toBe(
      "FILE_TYPE_REFUSED",
    );
  });

  test("an empty file is refused", async () => {
    expect(await refusal(Buffer.alloc(0))).toBe("FILE_EMPTY");
  });

  test("a picture is not taken as a workbook", async () => {
    const result = await ingestFile({
      bytes: await picture(),
      fileName: "a.xlsx",
      kind: "WORKBOOK",
      now: NOW,
    });
    expect(result).toEqual({ refusal: "FILE_TYPE_REFUSED" });
  });
});

describe("archives", () => {
  test("an ordinary workbook passes and keeps its bytes", async () => {
    const bytes = makeXlsx("<sheetData/>");
    const { record, content } = await taken(bytes, "名单.xlsx");
    expect(record).toMatchObject({ fileKind: "DOCUMENT", fileName: "名单.xlsx", thumbnailKey: null });
    expect(Buffer.compare(content, bytes)).toBe(0);
  });

  test("a zip bomb as workbook is refused", async () => {
    const bomb = makeXlsx(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refusal(bomb, "book.xlsx")).toBe("ARCHIVE_TOO_LARGE");
  });

  test("a bomb that lies about its size is found by unpacking it", async () => {
    const packed = deflateRawSync(Buffer.alloc(50 * 1024 * 1024));
    const liar = makeZip([{ name: "xl/worksheets/sheet1.xml", method: 8, packed, size: 1000 }]);
    expect(await inspectArchive(liar)).toBe("ARCHIVE_TOO_LARGE");
  });

  test("macros and broken archives are refused", async () => {
    const macro = makeZip([{ name: "xl/vbaProject.bin", method: 0, packed: Buffer.from("x"), size: 1 }]);
    expect(await inspectArchive(macro)).toBe("ACTIVE_CONTENT");
    const whole = makeXlsx("<sheetData/>");
    expect(await inspectArchive(whole.subarray(0, whole.length - 30))).toBe("BROKEN_FILE");
    expect(await inspectArchive(Buffer.from("PK\u0003\u0004 nothing"))).toBe("BROKEN_FILE");
  });
});

test("file names lose paths, control characters and direction marks", () => {
  expect(cleanFileName("..\\..\\etc/passwd")).toBe("passwd");
  expect(cleanFileName("a\u202egpj.exe\r\n")).toBe("agpj.exe");
  expect(cleanFileName("///")).toBe("file");
  expect(cleanFileName("西湖社区 收据.pdf")).toBe("西湖社区 收据.pdf");
});

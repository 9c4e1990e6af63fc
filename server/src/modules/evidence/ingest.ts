import { createHash } from "node:crypto";
import exifr from "exifr";
import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import { type ArchiveRefusal, inspectArchive } from "./archive.ts";
import { type FileKindName, fileKind, kindOfMediaType } from "./file-kinds.ts";
import { perceptualHash } from "./perceptual-hash.ts";
import { contentKey } from "./storage.ts";

/** Why a file is refused; nothing of a refused file is kept. */
export type FileRefusal =
  | ArchiveRefusal
  | "FILE_EMPTY"
  | "FILE_TOO_LARGE"
  | "FILE_TYPE_REFUSED"
  | "IMAGE_TOO_LARGE";

/** What is known of a file once it was taken in; the columns of Evidence that the bytes decide. */
export interface IngestedFile {
  fileKind: FileKindName;
  /** sha256 of the stored bytes, hex. */
  sha256: string;
  /** 64 bits, hex; images only. */
  perceptualHash: string | null;
  mediaType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  /** When the picture was taken, by its own metadata. */
  capturedAt: Date | null;
  storageKey: string;
  thumbnailKey: string | null;
  fileName: string;
}

/** A record with the bytes to store under its keys. */
export interface Ingested {
  record: IngestedFile;
  content: Uint8Array;
  thumbnail: Uint8Array | null;
}

/** Whether the person may upload a file of this kind (of any kind when undefined); asked before its bytes are read. */
export type MayUpload<Actor> = (actor: Actor, kind: FileKindName | undefined) => Promise<boolean>;

/** Writes the row of a file whose bytes are stored; answers the id of the evidence. */
export type SaveEvidence<Actor> = (actor: Actor, file: IngestedFile) => Promise<{ id: string }>;

/** What it takes to send a file. */
export interface OpenedEvidence {
  storageKey: string;
  thumbnailKey: string | null;
  mediaType: string;
  fileName: string;
  sha256: string;
}

/**
 * Finds a file that the person may open; undefined when there is none, it was erased, or it is not theirs to see. What an office reads
 * of money is recorded before it is answered; a small picture in a list is not.
 */
export type OpenEvidence<Actor> = (
  actor: Actor,
  id: string,
  small: boolean,
) => Promise<OpenedEvidence | undefined>;

/** Pixels of an image beyond which it is not decoded: 64 million, more than a phone takes by default. */
const PIXEL_LIMIT = 64_000_000;
/** Longest side of a stored image, enough to read a voucher. */
const LONGEST_SIDE = 4096;
const THUMBNAIL_SIDE = 480;
const ZIP_SIGNATURE = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Bytes from the beginning of a file that decide most types. */
export const SNIFF_BYTES = 4_100;

/**
 * Turns uploaded bytes into what is stored: checks type and size by the bytes themselves, re-encodes images upright
 * and without metadata, makes the thumbnail and the hashes. Touches neither disk nor database.
 */
export async function ingestFile(input: {
  bytes: Uint8Array;
  fileName: string;
  kind: FileKindName | undefined;
  now: Date;
}): Promise<Ingested | { refusal: FileRefusal }> {
  const { bytes, now } = input;
  if (bytes.length === 0) return { refusal: "FILE_EMPTY" };
  if (ZIP_SIGNATURE.equals(bytes.subarray(0, 4))) {
    const refusal = await inspectArchive(bytes);
    if (refusal) return { refusal };
  }
  const mediaType = await detectType(bytes);
  const kind = input.kind ?? (mediaType === undefined ? undefined : kindOfMediaType(mediaType));
  if (mediaType === undefined || kind === undefined || !fileKind(kind).mediaTypes.includes(mediaType))
    return { refusal: "FILE_TYPE_REFUSED" };
  if (bytes.length > fileKind(kind).maxBytes) return { refusal: "FILE_TOO_LARGE" };
  const fileName = cleanFileName(input.fileName);
  return mediaType.startsWith("image/")
    ? ingestImage({ bytes, mediaType, fileName, kind, now })
    : ingestDocument(bytes, mediaType, fileName, kind);
}

function ingestDocument(
  content: Uint8Array,
  mediaType: string,
  fileName: string,
  kind: FileKindName,
): Ingested {
  const sha256 = sha256Of(content);
  const record: IngestedFile = {
    fileKind: kind,
    sha256,
    perceptualHash: null,
    mediaType,
    bytes: content.length,
    width: null,
    height: null,
    capturedAt: null,
    storageKey: contentKey(sha256),
    thumbnailKey: null,
    fileName,
  };
  return { record, content, thumbnail: null };
}

async function ingestImage(input: {
  bytes: Uint8Array;
  mediaType: string;
  fileName: string;
  kind: FileKindName;
  now: Date;
}): Promise<Ingested | { refusal: FileRefusal }> {
  const { bytes, mediaType, fileName, kind, now } = input;
  const source = () => sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: "error", pages: 1 });
  try {
    const { width, height } = await source().metadata();
    if (width * height > PIXEL_LIMIT) return { refusal: "IMAGE_TOO_LARGE" };
    const upright = source()
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true });
    const { data: content, info } = await encode(upright, mediaType).toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(content)
      .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 76 })
      .toBuffer();
    const sha256 = sha256Of(content);
    const record: IngestedFile = {
      fileKind: kind,
      sha256,
      perceptualHash: await perceptualHash(content),
      mediaType: info.format === "jpeg" ? "image/jpeg" : "image/webp",
      bytes: content.length,
      width: info.width,
      height: info.height,
      capturedAt: await readCaptureTime(bytes, now),
      storageKey: contentKey(sha256),
      thumbnailKey: contentKey(sha256, ".thumbnail"),
      fileName,
    };
    return { record, content, thumbnail };
  } catch (error) {
    const tooLarge = error instanceof Error && error.message.includes("pixel limit");
    return { refusal: tooLarge ? "IMAGE_TOO_LARGE" : "BROKEN_FILE" };
  }
}

/** Photos stay JPEG; drawings and screenshots become WebP, which keeps their edges and transparency. */
function encode(image: Sharp, mediaType: string): Sharp {
  return mediaType === "image/jpeg"
    ? image.jpeg({ quality: 85, progressive: true })
    : image.webp({ quality: 90 });
}

/** The media type by magic bytes; undefined when none is known. */
export async function detectType(bytes: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
}

/**
 * The time a camera wrote into a picture. Cameras write local time: without an offset it is taken as
 * Asia/Shanghai. Times that cannot be true are dropped.
 */
async function readCaptureTime(bytes: Uint8Array, now: Date): Promise<Date | null> {
  const tags: unknown = await exifr
    .parse(bytes, { pick: ["DateTimeOriginal", "OffsetTimeOriginal"], reviveValues: false })
    .catch(() => undefined);
  if (typeof tags !== "object" || tags === null || !("DateTimeOriginal" in tags)) return null;
  const local = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(tags.DateTimeOriginal));
  if (!local) return null;
  const given = "OffsetTimeOriginal" in tags ? String(tags.OffsetTimeOriginal) : "";
  const offset = /^[+-]\d\d:\d\d$/.test(given) ? given : "+08:00";
  const at = new Date(`${local[1]}-${local[2]}-${local[3]}T${local[4]}${offset}`);
  const plausible = at.getTime() > Date.UTC(2000, 0, 1) && at.getTime() < now.getTime() + 86_400_000;
  return plausible ? at : null;
}

/** A name that is safe to show and to send back: no path, no control or direction characters, at most 120 characters. */
export function cleanFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Cf}"]/gu, "").trim();
  return [...clean].slice(-120).join("") || "file";
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

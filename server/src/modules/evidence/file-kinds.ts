import { DOCX, XLSX } from "../../kernel/media-types.ts";

/** Roles of a membership that change things; an auditor only reads. */
type UploadRole = "LEADER" | "MANAGER" | "COORDINATOR" | "LIAISON" | "MEMBER" | "GRID_MEMBER";

/** Everything that is to be known about one kind of file. */
export interface FileKind {
  /** Media types by magic bytes; what the client calls the file does not count. */
  mediaTypes: readonly string[];
  /** Most bytes of an upload. */
  maxBytes: number;
  /** Whose membership lets them upload. */
  uploadedBy: readonly UploadRole[];
  /** FACT: whoever may see a fact the file supports, and the uploader. UPLOADER: nobody else. */
  openedBy: "FACT" | "UPLOADER";
  /** How long the bytes are kept: as long as a fact refers to them, or days after the upload. */
  retention: "FACT" | { days: number };
}

const MEGABYTE = 1024 * 1024;
const EVERY_WRITER = ["LEADER", "MANAGER", "COORDINATOR", "LIAISON", "MEMBER", "GRID_MEMBER"] as const;

/** The kinds of files, one record each. */
export const FILE_KINDS = {
  /** A photo of what was delivered, a voucher, a signature sheet. Re-encoded; its metadata goes. */
  PHOTO: {
    mediaTypes: ["image/jpeg", "image/png", "image/webp"],
    maxBytes: 20 * MEGABYTE,
    uploadedBy: EVERY_WRITER,
    openedBy: "FACT",
    retention: "FACT",
  },
  /** A photo that a resident sent with an appeal, without an account: re-encoded, its metadata and name go. */
  RESIDENT_PHOTO: {
    mediaTypes: ["image/jpeg", "image/png", "image/webp"],
    maxBytes: 8 * MEGABYTE,
    uploadedBy: [],
    openedBy: "FACT",
    retention: "FACT",
  },
  /** A document, a list, a scanned agreement. Kept byte for byte. */
  DOCUMENT: {
    mediaTypes: ["application/pdf", XLSX, DOCX],
    maxBytes: 30 * MEGABYTE,
    uploadedBy: EVERY_WRITER,
    openedBy: "FACT",
    retention: "FACT",
  },
  /** A workbook that an office imports; read once. */
  WORKBOOK: {
    mediaTypes: [XLSX],
    maxBytes: 30 * MEGABYTE,
    uploadedBy: ["MANAGER", "COORDINATOR"],
    openedBy: "UPLOADER",
    retention: { days: 30 },
  },
  /** A document that an office makes the template of its circulars; a version of the template keeps its own copy. */
  CIRCULAR_TEMPLATE: {
    mediaTypes: [DOCX],
    maxBytes: 2 * MEGABYTE,
    uploadedBy: ["MANAGER"],
    openedBy: "UPLOADER",
    retention: { days: 30 },
  },
} as const satisfies Record<string, FileKind>;

export type FileKindName = keyof typeof FILE_KINDS;

/** The record of a kind by its name. */
export function fileKind(name: FileKindName): FileKind {
  return FILE_KINDS[name];
}

/** Whether a text names a kind. */
export function isFileKindName(name: string): name is FileKindName {
  return Object.hasOwn(FILE_KINDS, name);
}

/** The kind that evidence of a media type is when the uploader does not say. */
export function kindOfMediaType(mediaType: string): FileKindName | undefined {
  const names: FileKindName[] = ["PHOTO", "DOCUMENT"];
  return names.find((name) => fileKind(name).mediaTypes.includes(mediaType));
}

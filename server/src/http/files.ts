import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  FILE_KINDS,
  type FileKindName,
  fileKind,
  isFileKindName,
  kindOfMediaType,
} from "../modules/evidence/file-kinds.ts";
import {
  detectType,
  type FileRefusal,
  ingestFile,
  type MayUpload,
  type OpenEvidence,
  type OpenedEvidence,
  type SaveEvidence,
  SNIFF_BYTES,
} from "../modules/evidence/ingest.ts";
import type { FileStorage } from "../modules/evidence/storage.ts";
import type { AuthService, SignedIn } from "../modules/identity/accounts.ts";
import { headersOf } from "./auth.ts";
import { contentDisposition } from "./content-disposition.ts";

export interface FilesOptions {
  auth: AuthService;
  storage: FileStorage;
  mayUpload: MayUpload<SignedIn>;
  saveEvidence: SaveEvidence<SignedIn>;
  openEvidence: OpenEvidence<SignedIn>;
  now(): Date;
  /** Uploads taken at the same time by this process; each may hold a whole file in memory. */
  uploadsAtOnce?: number;
}

/** What a client is told when a file is not taken. */
type UploadRefusal = FileRefusal | "UNAUTHENTICATED" | "FORBIDDEN" | "RATE_LIMITED" | "BAD_REQUEST";

const LARGEST = Math.max(...Object.values(FILE_KINDS).map((kind) => kind.maxBytes));
/** What the parts around a file may weigh. */
const ENVELOPE = 64 * 1024;
/** A file may do nothing where it is opened. */
const FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * POST /files (multipart: optionally a field `kind`, then one part `file`) answers 201 {id, mediaType, bytes, width, height, capturedAt}.
 * GET /files/:id and /files/:id/thumbnail send a file to whoever may see what it supports.
 */
export async function registerFiles(app: FastifyInstance, options: FilesOptions): Promise<void> {
  const { auth, storage, uploadsAtOnce = 8 } = options;
  let uploads = 0;

  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: LARGEST + 1, files: 1, fields: 8, parts: 9, fieldSize: 1024, headerPairs: 50 },
      throwFileSizeLimit: false,
    });

    scope.post("/files", async (request, reply) => {
      const signedIn = await auth.readSession(headersOf(request));
      if (!signedIn) return refuse(request, reply, 401, "UNAUTHENTICATED");
      // A form on another site can send multipart, but not this header.
      if (request.headers["x-gongjian"] === undefined || !request.isMultipart())
        return refuse(request, reply, 400, "BAD_REQUEST");
      if (Number(request.headers["content-length"] ?? 0) > LARGEST + ENVELOPE)
        return refuse(request, reply, 413, "FILE_TOO_LARGE");
      if (!(await options.mayUpload(signedIn, undefined))) return refuse(request, reply, 403, "FORBIDDEN");
      if (uploads >= uploadsAtOnce) {
        reply.header("retry-after", "5");
        return refuse(request, reply, 429, "RATE_LIMITED");
      }

      uploads += 1;
      try {
        const part = await request.file();
        const kind = part && namedKind(part);
        if (part?.fieldname !== "file" || kind === null) return refuse(request, reply, 400, "BAD_REQUEST");
        if (kind !== undefined && !(await options.mayUpload(signedIn, kind)))
          return refuse(request, reply, 403, "FORBIDDEN");
        const bytes = await readPart(part, kind);
        if (typeof bytes === "string")
          return refuse(request, reply, bytes === "FILE_TOO_LARGE" ? 413 : 422, bytes);
        const ingested = await ingestFile({ bytes, fileName: part.filename, kind, now: options.now() });
        if ("refusal" in ingested)
          return refuse(request, reply, ingested.refusal === "FILE_TOO_LARGE" ? 413 : 422, ingested.refusal);
        const { record, content, thumbnail } = ingested;
        // The kind is known for certain only now.
        if (kind === undefined && !(await options.mayUpload(signedIn, record.fileKind)))
          return refuse(request, reply, 403, "FORBIDDEN");
        await storage.put(record.storageKey, content);
        if (thumbnail && record.thumbnailKey) await storage.put(record.thumbnailKey, thumbnail);
        const { id } = await options.saveEvidence(signedIn, record);
        const { fileKind: storedKind, mediaType, bytes: size, width, height, capturedAt, fileName } = record;
        return reply
          .code(201)
          .send({ id, kind: storedKind, mediaType, bytes: size, width, height, capturedAt, fileName });
      } finally {
        uploads -= 1;
      }
    });
  });

  const send = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    small: boolean,
  ) => {
    const signedIn = await auth.readSession(headersOf(request));
    if (!signedIn) return reply.code(401).send({ code: "UNAUTHENTICATED" });
    const { id } = request.params;
    const file = UUID.test(id) ? await options.openEvidence(signedIn, id, small) : undefined;
    const key = small ? file?.thumbnailKey : file?.storageKey;
    if (!file || !key) return reply.code(404).send({ code: "NOT_FOUND" });

    const etag = `"${file.sha256}${small ? "-t" : ""}"`;
    reply
      .header("etag", etag)
      .header("cache-control", "private, max-age=300")
      .header("vary", "cookie")
      .header("content-security-policy", FILE_POLICY);
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    return reply
      .header("content-disposition", disposition(file, small))
      .type(small ? "image/webp" : file.mediaType)
      .send(await storage.open(key));
  };
  app.get<{ Params: { id: string } }>("/files/:id", (request, reply) => send(request, reply, false));
  app.get<{ Params: { id: string } }>("/files/:id/thumbnail", (request, reply) => send(request, reply, true));
}

/** The kind that a field before the file names; undefined without such a field, null when there is no such kind. */
function namedKind(part: MultipartFile): FileKindName | undefined | null {
  const field = part.fields.kind;
  if (field === undefined) return undefined;
  const value = !Array.isArray(field) && field.type === "field" ? field.value : undefined;
  return typeof value === "string" && isFileKindName(value) ? value : null;
}

/**
 * Reads the file into memory and stops at the first byte too many, or as soon as its beginning shows a type
 * that is not taken.
 */
async function readPart(part: MultipartFile, kind: FileKindName | undefined): Promise<Buffer | FileRefusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  let limit = kind === undefined ? LARGEST : fileKind(kind).maxBytes;
  let sniffed = false;
  for await (const chunk of part.file as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (!sniffed && size >= SNIFF_BYTES) {
      sniffed = true;
      const beginning = Buffer.concat(chunks);
      // The type of an archive is known only from the whole of it.
      const isArchive = beginning[0] === 0x50 && beginning[1] === 0x4b;
      if (!isArchive) {
        const mediaType = await detectType(beginning);
        const found = kind ?? (mediaType === undefined ? undefined : kindOfMediaType(mediaType));
        if (mediaType === undefined || !found || !fileKind(found).mediaTypes.includes(mediaType))
          return "FILE_TYPE_REFUSED";
        limit = fileKind(found).maxBytes;
      }
    }
    if (size > limit) return "FILE_TOO_LARGE";
  }
  return Buffer.concat(chunks);
}

/** Answers a refusal and hangs up on what is still being sent, instead of reading it to the end. */
async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: UploadRefusal,
): Promise<FastifyReply> {
  if (!request.raw.complete) {
    reply.header("connection", "close");
    request.raw.unpipe();
    reply.raw.once("finish", () => setTimeout(() => request.raw.destroy(), 200).unref());
  }
  return reply.code(status).send({ code });
}

/** Pictures open in the page, everything else is saved. */
function disposition(file: OpenedEvidence, small: boolean): string {
  const kind = file.mediaType.startsWith("image/") ? "inline" : "attachment";
  return contentDisposition(kind, small ? "thumbnail.webp" : file.fileName);
}

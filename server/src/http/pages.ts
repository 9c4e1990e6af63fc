import { createHash } from "node:crypto";
import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { html } from "hono/html";
import {
  type Html,
  type PageAnswer,
  type PageContext,
  type PageForm,
  PHOTO_BYTES,
  type PublicPage,
  type SentForm,
  type SentPhoto,
} from "../kernel/page.ts";
import { publicDocument, STYLE_DIGEST } from "../kernel/public-document.ts";
import { type Failure, Rejection } from "../kernel/result.ts";
import { defineWords, fill, type Locale, localeOf } from "../kernel/words.ts";
import { contentDisposition } from "./content-disposition.ts";
import { clientKey, countSending } from "./form-count.ts";
import { issueToken, readToken } from "./form-token.ts";

export interface PagesOptions {
  pages: readonly PublicPage[];
  /** What pages work with, beside what their request says. */
  context: Omit<PageContext, "locale" | "origin" | "formFields">;
  /** `https://host`; without it, what the request says. */
  baseUrl: string | undefined;
}

/** Nothing but our own style and drawings; forms go to ourselves. */
const POLICY = `default-src 'none'; style-src '${STYLE_DIGEST}'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

const STATUS: Record<Failure["type"], number> = {
  NotFound: 404,
  Forbidden: 403,
  ValidationError: 422,
  Conflict: 409,
  InvalidTransition: 409,
};

/** Forms of one page that are taken at the same time, from everywhere and from one address: with pictures each may hold them in memory. */
const AT_ONCE = { all: 64, client: 32 };
const PICTURES_AT_ONCE = { all: 6, client: 2 };

const TOKEN = "token";
/** Machines fill in every field; people never see this one. */
const TRAP = "website";
/** What the parts around the pictures may weigh. */
const ENVELOPE = 256 * 1024;

const words = defineWords({
  zh: {
    notFound: "没有这个页面",
    notFoundHint: "链接可能已过期或抄写有误。请核对后再试。",
    refused: "现在不能这样做",
    refusedHint: "情况可能已经变化。请返回上一页，刷新后再看。({code})",
    later: "提交太频繁",
    laterHint: "为防止滥用，请 {minutes} 分钟后再试。已填写的内容请先保存。",
    again: "请再提交一次",
    againHint: "页面停留过久或提交过快。请返回上一页，刷新后再提交。",
    large: "内容过大",
    largeHint: "文字或照片超过了限制(每张照片不超过 {mega} MB)。",
    trap: "此栏请勿填写",
  },
  en: {
    notFound: "There is no such page",
    notFoundHint: "The link may have expired or been copied wrongly. Check it and try again.",
    refused: "This cannot be done now",
    refusedHint: "Things may have changed. Go back, reload the page and look again. ({code})",
    later: "Sent too often",
    laterHint: "To prevent abuse, please try again in {minutes} minutes. Keep what you wrote.",
    again: "Please send it again",
    againHint: "The page was open too long or was sent too fast. Go back, reload it and send it again.",
    large: "Too large",
    largeHint: "The text or a photo is over the limit ({mega} MB for each photo).",
    trap: "Leave this empty",
  },
});

/** GET and POST /p/<path>: the pages that need no sign-in. */
export async function registerPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: {
        fileSize: PHOTO_BYTES,
        files: 6,
        fields: 30,
        parts: 36,
        fieldSize: 64 * 1024,
        headerPairs: 50,
      },
      throwFileSizeLimit: true,
    });
    for (const page of options.pages) registerPage(scope, page, options);
    scope.get("/p/*", (request, reply) => sendProblem(request, reply, 404, "notFound", "notFoundHint"));
  });
}

function registerPage(app: FastifyInstance, page: PublicPage, options: PagesOptions): void {
  const { context, baseUrl } = options;
  const path = `/p/${page.path}`;

  const contextOf = (request: FastifyRequest): { ctx: PageContext; hasForm: () => boolean } => {
    let shown = false;
    const locale = localeIn(request);
    const formFields = () => {
      shown = true;
      const token = issueToken(context.secretOf("forms"), pathOf(request), context.clock.now());
      return html`<input type="hidden" name="${TOKEN}" value="${token}">
<div class="trap" aria-hidden="true"><label>${words[locale].trap}<input name="${TRAP}" tabindex="-1" autocomplete="off"></label></div>`;
    };
    const origin = baseUrl ?? `${request.protocol}://${request.host}`;
    return { ctx: { ...context, locale, origin, formFields }, hasForm: () => shown };
  };

  app.get(path, { exposeHeadRoute: false }, async (request, reply) => {
    const { ctx, hasForm } = contextOf(request);
    try {
      const answer = await page.show(ctx, plain(request.params), plain(request.query));
      return await sendAnswer(request, reply, answer, hasForm());
    } catch (error) {
      if (error instanceof Rejection) return sendRefusal(request, reply, error.failure);
      throw error;
    }
  });

  const { form } = page;
  if (!form) return;
  const most = form.photos ? PICTURES_AT_ONCE : AT_ONCE;
  /** Forms that are being taken, by the address they come from: one that sends slowly keeps only itself waiting. */
  const taking = new Map<string, number>();
  app.post(path, async (request, reply) => {
    if (!request.isMultipart() || Number(request.headers["content-length"] ?? 0) > largest(form))
      return sendProblem(request, reply, 413, "large", "largeHint", { mega: PHOTO_BYTES >> 20 });
    const client = clientKey(context.secretOf("client addresses"), request.ip);
    const own = taking.get(client) ?? 0;
    const all = taking.values().reduce((sum, count) => sum + count, 0);
    if (own >= most.client || all >= most.all)
      return sendProblem(request, reply, 503, "later", "laterHint", { minutes: 1 });
    taking.set(client, own + 1);
    try {
      const { ctx, hasForm } = contextOf(request);
      const sent = await readForm(request, form);
      if (!sent)
        return await sendProblem(request, reply, 413, "large", "largeHint", { mega: PHOTO_BYTES >> 20 });
      const token = readToken(context.secretOf("forms"), pathOf(request), sent.token, context.clock.now());
      if ("problem" in token || sent.trapped)
        return await sendProblem(request, reply, 409, "again", "againHint");
      const wait = await countSending(context.database, context.clock.now(), [
        { key: `client ${page.path} ${client}`, perHour: form.perHour.client },
        { key: `page ${namedPage(page, plain(request.params))}`, perHour: form.perHour.page },
      ]);
      if (wait > 0) {
        reply.header("retry-after", String(wait));
        const minutes = Math.ceil(wait / 60);
        return await sendProblem(request, reply, 429, "later", "laterHint", { minutes });
      }
      const { fields, photos } = sent;
      const filled: SentForm = { fields, photos, idempotencyKey: token.key };
      const answer = await form.send(ctx, plain(request.params), filled);
      return await sendAnswer(request, reply, answer, hasForm());
    } catch (error) {
      if (error instanceof Rejection) return sendRefusal(request, reply, error.failure);
      if (isTooLarge(error))
        return sendProblem(request, reply, 413, "large", "largeHint", { mega: PHOTO_BYTES >> 20 });
      throw error;
    } finally {
      const left = (taking.get(client) ?? 1) - 1;
      if (left > 0) taking.set(client, left);
      else taking.delete(client);
    }
  });
}

/**
 * Which page it is, however its address was written: with other escapes it is no other one, and counts as the same. Secrets of links
 * stand in addresses: what is stored of one is its digest.
 */
function namedPage({ path }: PublicPage, params: Record<string, string>): string {
  const named = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  return `${path} ${createHash("sha256").update(named).digest("base64url").slice(0, 27)}`;
}

function largest({ fields, photos = 0 }: PageForm): number {
  const text = Object.values(fields).reduce((sum, length) => sum + length * 4, 0);
  return photos * PHOTO_BYTES + text + ENVELOPE;
}

type ReadForm = { fields: Record<string, string>; photos: SentPhoto[]; token: string; trapped: boolean };

/** Reads what was sent; undefined when a field is longer or pictures are more than the form takes. */
async function readForm(request: FastifyRequest, form: PageForm): Promise<ReadForm | undefined> {
  const read: ReadForm = { fields: {}, photos: [], token: "", trapped: false };
  for (const name of Object.keys(form.fields)) read.fields[name] = "";
  for await (const part of request.parts({ limits: { files: form.photos ? 6 : 0 } })) {
    if (part.type === "file") {
      const photo = await readPhoto(part);
      if (!photo) continue;
      if (read.photos.length === (form.photos ?? 0)) return undefined;
      read.photos.push(photo);
      continue;
    }
    if (part.fieldnameTruncated || part.valueTruncated || typeof part.value !== "string") return undefined;
    // The database cannot hold it and people cannot type it.
    const value = part.value.replaceAll("\0", "").replaceAll("\r\n", "\n").trim();
    if (part.fieldname === TOKEN) read.token = value;
    else if (part.fieldname === TRAP) read.trapped = value !== "";
    else {
      const most = Object.hasOwn(form.fields, part.fieldname) ? form.fields[part.fieldname] : undefined;
      if (most === undefined) continue;
      if (value.length > most) return undefined;
      read.fields[part.fieldname] = value;
    }
  }
  return read;
}

/** A chosen file; browsers send an empty part where none was chosen. */
async function readPhoto(part: MultipartFile): Promise<SentPhoto | undefined> {
  const bytes = await part.toBuffer();
  return part.fieldname === "photo" && bytes.length > 0
    ? { bytes, fileName: part.filename.slice(0, 200) }
    : undefined;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && error.statusCode === 413;
}

async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: PageAnswer,
  hasForm: boolean,
): Promise<FastifyReply> {
  if ("redirectTo" in answer)
    return reply.header("cache-control", "no-store").redirect(answer.redirectTo, 303);
  if ("mediaType" in answer) {
    reply.header("content-disposition", contentDisposition("inline", answer.fileName));
    return sendBody(request, reply, { ...answer, body: answer.text });
  }
  const body = await documentOf(request, answer);
  const maxAge = hasForm || request.method !== "GET" ? undefined : answer.maxAge;
  reply.code(answer.status ?? 200).header("content-security-policy", POLICY);
  return sendBody(request, reply, { mediaType: "text/html; charset=utf-8", body, maxAge });
}

function sendBody(
  request: FastifyRequest,
  reply: FastifyReply,
  { mediaType, body, maxAge }: { mediaType: string; body: string; maxAge?: number },
): FastifyReply {
  reply.type(mediaType);
  if (maxAge === undefined) return reply.header("cache-control", "no-store").send(body);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  reply.header("cache-control", `public, max-age=${maxAge}`).header("etag", etag);
  return request.headers["if-none-match"] === etag ? reply.code(304).send() : reply.send(body);
}

async function documentOf(
  request: FastifyRequest,
  { title, body, poster }: { title: string; body: Html; poster?: boolean },
): Promise<string> {
  const locale = localeIn(request);
  const query = new URLSearchParams(plain(request.query));
  query.set("lang", locale === "zh" ? "en" : "zh");
  const otherLanguage = `${pathOf(request)}?${query}`;
  return String(await publicDocument({ locale, title, body, otherLanguage, poster }));
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, failure: Failure): Promise<FastifyReply> {
  if (failure.type === "NotFound") return sendProblem(request, reply, 404, "notFound", "notFoundHint");
  return sendProblem(request, reply, STATUS[failure.type], "refused", "refusedHint", { code: failure.code });
}

type ProblemWord = keyof (typeof words)["zh"];

async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  title: ProblemWord,
  hint: ProblemWord,
  values: Record<string, string | number> = {},
): Promise<FastifyReply> {
  const w = words[localeIn(request)];
  const body = html`<h1>${w[title]}</h1><p>${fill(w[hint], values)}</p>`;
  return reply
    .code(status)
    .header("content-security-policy", POLICY)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(await documentOf(request, { title: w[title], body }));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? "";
}

/** What `?lang=` says; what nobody understands is Chinese, as an address typed by hand may end in anything. */
function localeIn(request: FastifyRequest): Locale {
  try {
    return localeOf(plain(request.query)["lang"]);
  } catch {
    return "zh";
  }
}

/** Parameters that are plain texts; others are as if they were not there. */
function plain(given: unknown): Record<string, string> {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && !entry[1].includes("\0"),
    ),
  );
}

import type { FastifyInstance, FastifyReply } from "fastify";
import type { DownloadContext, DownloadDeclaration } from "../kernel/download.ts";
import { type Failure, Rejection } from "../kernel/result.ts";
import type { AuthService, SignedIn } from "../modules/identity/accounts.ts";
import { headersOf } from "./auth.ts";
import { contentDisposition } from "./content-disposition.ts";

export interface DownloadsOptions {
  auth: AuthService;
  declarations: readonly DownloadDeclaration[];
  /** The context of whoever is signed in; undefined for a person without a city. */
  contextOf(signedIn: SignedIn): Promise<DownloadContext | undefined>;
  /** Files made for one person at the same time. */
  atOnce?: number;
  /** Files made for everybody at the same time, in connections to the database: the next ones wait for their turn. */
  madeAtOnce?: number;
}

const STATUS: Record<Failure["type"], number> = {
  NotFound: 404,
  Forbidden: 403,
  ValidationError: 422,
  Conflict: 409,
  InvalidTransition: 409,
};

/**
 * GET /downloads/<path>: files that modules make of what the person may see. A refusal is answered as `{code}`, with the fields
 * concerned when parameters are wrong; never with a half-made file.
 */
export function registerDownloads(app: FastifyInstance, options: DownloadsOptions): void {
  const { auth, declarations, contextOf, atOnce = 2, madeAtOnce = 5 } = options;
  const running = new Map<string, number>();
  const inTurn = turns(madeAtOnce);

  for (const { path, open } of declarations) {
    app.get(`/downloads/${path}`, { exposeHeadRoute: false }, async (request, reply) => {
      // Another site's page may not make this person's browser fetch, and the audit chain note, anything.
      if (request.headers["sec-fetch-site"] === "cross-site")
        return reply.code(403).send({ code: "FORBIDDEN" });
      const signedIn = await auth.readSession(headersOf(request));
      if (!signedIn) return reply.code(401).send({ code: "UNAUTHENTICATED" });
      const query = plainQuery(request.query);
      if (!query) return reply.code(400).send({ code: "BAD_REQUEST" });
      const ctx = await contextOf(signedIn);
      if (!ctx) return reply.code(403).send({ code: "FORBIDDEN" });

      const { userId } = signedIn;
      const mine = running.get(userId) ?? 0;
      if (mine >= atOnce) return reply.header("retry-after", "5").code(429).send({ code: "RATE_LIMITED" });
      // Of who has gone away already nobody would say when it ends.
      if (reply.raw.destroyed) return reply;
      running.set(userId, mine + 1);
      // A place is free when the answer has ended, whether all was sent or the person went away, and the making too: who asks and
      // goes away again and again has no more made at once than others.
      const ended = new Promise<void>((resolve) => reply.raw.once("close", resolve));
      const made = inTurn(async () => {
        if (reply.raw.destroyed) throw Rejection.notFound();
        return open(ctx, query);
      });
      void Promise.allSettled([ended, made]).then(() => {
        const left = (running.get(userId) ?? 1) - 1;
        if (left > 0) running.set(userId, left);
        else running.delete(userId);
      });
      try {
        const { fileName, mediaType, body } = await made;
        return reply
          .header("content-disposition", contentDisposition("attachment", fileName))
          .header("cache-control", "private, no-store")
          .type(mediaType)
          .send(body);
      } catch (error) {
        if (error instanceof Rejection) return refuse(reply, error.failure);
        throw error;
      }
    });
  }
}

/** Runs at most so many works at once; the others wait, the first that came first. */
function turns(most: number): <Made>(work: () => Promise<Made>) => Promise<Made> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes from hand to hand.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

function refuse(reply: FastifyReply, failure: Failure): FastifyReply {
  const problems = failure.type === "ValidationError" ? { problems: failure.problems } : {};
  return reply.code(STATUS[failure.type]).send({ code: failure.code, ...problems });
}

/** The parameters, each at most once; undefined when one is given twice or holds what the database cannot. */
function plainQuery(query: unknown): Record<string, string> | undefined {
  const entries = Object.entries(query as Record<string, unknown>);
  return entries.every(([, value]) => typeof value === "string" && !value.includes("\0"))
    ? (Object.fromEntries(entries) as Record<string, string>)
    : undefined;
}

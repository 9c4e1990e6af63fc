import { randomUUID } from "node:crypto";
import type { BaseContext } from "@apollo/server";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from "fastify";
import type { AuthService } from "../modules/identity/accounts.ts";
import { SecondFactorDue } from "../modules/identity/read-actor.ts";
import { registerAuth, registerDemo } from "./auth.ts";
import { type DownloadsOptions, registerDownloads } from "./downloads.ts";
import { type FilesOptions, registerFiles } from "./files.ts";
import { registerGraphiql } from "./graphiql.ts";
import { type GraphqlOptions, registerGraphql } from "./graphql.ts";
import { registerHeaders } from "./headers.ts";
import { type HealthOptions, registerHealth } from "./health.ts";
import { type LiveOptions, registerLive } from "./live.ts";
import { type PagesOptions, registerPages } from "./pages.ts";
import { registerWeb } from "./web.ts";

export interface ServerOptions<Context extends BaseContext> {
  log: FastifyBaseLogger;
  /** How many proxies stand in front, or their addresses: whose X-Forwarded-* headers are believed. 0 for none. */
  trustProxy: number | string;
  production: boolean;
  health: HealthOptions;
  auth: AuthService;
  graphql: Omit<GraphqlOptions<Context>, "production">;
  live: Omit<LiveOptions, "auth">;
  files: Omit<FilesOptions, "auth">;
  downloads: Omit<DownloadsOptions, "auth">;
  pages: PagesOptions;
  /** The built web app; without it the server answers the API only. */
  webDist: string | undefined;
  /** A file with the demo accounts; undefined outside demo mode. */
  demoAccounts: string | undefined;
}

/** A name or an address with an optional port: what a Host header may hold. */
const HOST = /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/;

/**
 * Puts the parts of the HTTP server together. Closing it finishes the requests in flight and ends the live streams.
 */
export async function buildServer<Context extends BaseContext>(
  options: ServerOptions<Context>,
): Promise<FastifyInstance> {
  let closing = false;
  const app: FastifyInstance = Fastify({
    trustProxy: trusted(options.trustProxy),
    bodyLimit: 1024 * 1024,
    requestTimeout: 120_000,
    keepAliveTimeout: 72_000,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    loggerInstance: options.log,
  });

  app.addHook("preClose", async () => {
    closing = true;
  });
  app.addHook("onRequest", async (request, reply) => {
    if (!HOST.test(request.host)) return reply.code(400).send({ code: "BAD_REQUEST" });
    reply.header("x-request-id", request.id);
    return undefined;
  });
  app.setErrorHandler((error, request, reply) => {
    forgetFile(reply);
    const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
    if (error instanceof SecondFactorDue) return reply.code(status).send({ code: error.code });
    if (status < 500) return reply.code(status).send({ code: "BAD_REQUEST" });
    const id = randomUUID();
    request.log.error({ err: error, errorId: id }, "request failed");
    return reply.code(500).send({ code: "INTERNAL", id });
  });

  await registerHeaders(app);
  registerHealth(app, { ...options.health, isClosing: () => closing });
  await registerAuth(app, options.auth);
  registerDemo(app, options.demoAccounts);
  await registerGraphql(app, { ...options.graphql, production: options.production });
  registerLive(app, { ...options.live, auth: options.auth });
  await registerFiles(app, { ...options.files, auth: options.auth });
  registerDownloads(app, { ...options.downloads, auth: options.auth });
  await registerPages(app, options.pages);
  if (!options.production) await registerGraphiql(app);
  if (options.webDist !== undefined) await registerWeb(app, options.webDist);
  else app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: "NOT_FOUND" }));
  return app;
}

/** What an answer had said of the file that then failed before its first byte: its name, its type, for how long to keep it. */
function forgetFile(reply: FastifyReply): void {
  for (const name of ["content-disposition", "content-type", "etag", "last-modified"]) {
    reply.removeHeader(name);
    if (!reply.raw.headersSent) reply.raw.removeHeader(name);
  }
  if (!reply.raw.headersSent) reply.header("cache-control", "no-store");
}

/** Counts hops from this server outwards: of what the header says, only what the trusted proxies added is read. */
function trusted(proxies: number | string) {
  if (proxies === 0) return false;
  return typeof proxies === "string" ? proxies : (_address: string, hop: number) => hop < proxies;
}

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { NONCE_PLACEHOLDER, pagePolicy } from "./headers.ts";

/** Where Vite puts what it built, each file with a hash of its content in its name. */
const HASHED = /[/\\]assets[/\\][^/\\]+$/;

/** Addresses that belong to the server: an unknown one below them is an error, not a page of the web app. */
const SERVER_PATHS = /^\/(api|graphql|graphiql|files|downloads|p|live|healthz|readyz|assets)(\/|$|\?)/;

/**
 * Serves the built web app: hashed assets for ever, index.html fresh with a nonce of its own,
 * and index.html for every address that the app routes itself.
 */
export async function registerWeb(app: FastifyInstance, webDist: string): Promise<void> {
  const index = await readFile(join(webDist, "index.html"), "utf8");
  const knowsNonce = index.includes(NONCE_PLACEHOLDER);

  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    const nonce = knowsNonce ? randomBytes(16).toString("base64url") : undefined;
    return reply
      .header("content-security-policy", pagePolicy(nonce, request.protocol === "https"))
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(nonce === undefined ? index : index.replaceAll(NONCE_PLACEHOLDER, nonce));
  };

  await app.register(fastifyStatic, {
    root: webDist,
    index: false,
    preCompressed: true,
    cacheControl: false,
    // Names that begin with a dot are nobody's business.
    dotfiles: "ignore",
    allowedPath: (path) => !path.endsWith(".html"),
    setHeaders(reply, path) {
      reply.header("cache-control", HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });

  app.get("/", sendPage);
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === "GET" && request.headers.accept?.includes("text/html");
    if (isPage && !SERVER_PATHS.test(request.url)) return sendPage(request, reply);
    return reply.code(404).send({ code: "NOT_FOUND" });
  });
}

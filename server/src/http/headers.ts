import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/** What stands in index.html where the nonce of a response goes. */
export const NONCE_PLACEHOLDER = "__CSP_NONCE__";

/**
 * The content security policy of the pages. Everything comes from our own origin. Style elements written
 * at run time carry the nonce; without one (a page that does not know it) inline styles are allowed, scripts never.
 */
export function pagePolicy(styleNonce: string | undefined, secure: boolean): string {
  const style = styleNonce === undefined ? "'unsafe-inline'" : `'nonce-${styleNonce}'`;
  return [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "script-src 'self'",
    `style-src 'self' ${style}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** What an answer that is not a page may do: nothing. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Puts the protective headers on every answer; HSTS only where the request came over TLS. */
export async function registerHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  });
  app.addHook("onSend", async (request, reply) => {
    if (!reply.hasHeader("content-security-policy")) reply.header("content-security-policy", DATA_POLICY);
    reply.header(
      "permissions-policy",
      "camera=(self), microphone=(), geolocation=(self), payment=(), usb=()",
    );
    if (request.protocol === "https")
      reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
  });
}

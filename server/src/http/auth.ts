import { readFile } from "node:fs/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthService } from "../modules/identity/accounts.ts";
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from "../modules/identity/auth.ts";
import { isPasswordRefusal } from "../modules/identity/credentials.ts";
import { setUpOf } from "../modules/identity/second-factor.ts";

/** Headers of a request as the Fetch API has them, with the client's address as this server knows it. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  headers.set(CLIENT_ADDRESS_HEADER, request.ip);
  return headers;
}

/** What a client is told when signing in or changing its password is refused. */
export interface AuthRefusal {
  code: string;
  retryAfterSeconds?: number;
  /** When a locked account opens again. */
  until?: string;
}

const EMPTY = z.object({}).optional();
const SIGN_IN = z.object({
  username: z.string().max(200),
  password: z.string().max(400),
  rememberMe: z.boolean().optional(),
});
const CHANGE = z.object({
  currentPassword: z.string().max(400),
  newPassword: z.string().max(400),
  revokeOtherSessions: z.boolean().optional(),
});
const REVOKE = z.object({ token: z.uuid() });
const OWN_PASSWORD = z.object({ password: z.string().max(400) });
const CODE = z.object({ code: z.string().trim().min(1).max(40), trustDevice: z.boolean().optional() });
/** What the library answers, as far as it is passed on. */
const SIGNED_IN = z.object({ twoFactorRedirect: z.boolean().optional() });
const SET_UP = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const CODES = z.object({ backupCodes: z.array(z.string()) });

/**
 * The doors of the authentication library that are open, one by one; whatever else it could answer is not found.
 * Answers carry what a page needs and never a placeholder address, a hash or what is in the cookie: where the
 * library's client wants a session's token, it gets and sends the session's id.
 */
export async function registerAuth(app: FastifyInstance, auth: AuthService): Promise<void> {
  await app.register(
    async (scope) => {
      scope.removeContentTypeParser("text/plain");
      scope.addHook("onRequest", async (_request, reply) => {
        reply.header("cache-control", "no-store");
      });

      scope.post("/sign-in/username", async (request, reply) => {
        const answer = await pass(auth, request, reply, SIGN_IN, "INVALID_CREDENTIALS");
        if (answer === undefined) return reply;
        return SIGNED_IN.parse(answer).twoFactorRedirect ? { ok: true, codeNeeded: true } : { ok: true };
      });
      for (const path of ["/two-factor/verify-totp", "/two-factor/verify-backup-code"])
        scope.post(path, async (request, reply) => {
          const answer = await pass(auth, request, reply, CODE, "INVALID_CODE");
          return answer === undefined ? reply : { ok: true };
        });
      scope.post("/two-factor/enable", async (request, reply) => {
        const answer = await pass(auth, request, reply, OWN_PASSWORD, "INVALID_CREDENTIALS");
        const signedIn = await auth.readSession(headersOf(request));
        if (answer === undefined || !signedIn) return reply;
        const { totpURI, backupCodes } = SET_UP.parse(answer);
        return { ...setUpOf(totpURI, signedIn.username), recoveryCodes: backupCodes };
      });
      scope.post("/two-factor/generate-backup-codes", async (request, reply) => {
        const answer = await pass(auth, request, reply, OWN_PASSWORD, "INVALID_CREDENTIALS");
        return answer === undefined ? reply : { recoveryCodes: CODES.parse(answer).backupCodes };
      });
      scope.post("/two-factor/disable", async (request, reply) => {
        const answer = await pass(auth, request, reply, OWN_PASSWORD, "INVALID_CREDENTIALS");
        return answer === undefined ? reply : { ok: true };
      });
      scope.post("/sign-out", async (request, reply) => {
        const answer = await pass(auth, request, reply, EMPTY, "BAD_REQUEST");
        return answer === undefined ? reply : { ok: true };
      });
      scope.post("/change-password", async (request, reply) => {
        const answer = await pass(auth, request, reply, CHANGE, "INVALID_CREDENTIALS");
        return answer === undefined ? reply : { ok: true };
      });
      scope.post("/revoke-other-sessions", async (request, reply) => {
        const signedIn = await auth.readSession(headersOf(request));
        if (!signedIn) return reply.code(401).send({ code: "UNAUTHENTICATED" });
        await auth.revokeSessions({ personId: signedIn.personId, exceptSessionId: signedIn.sessionId });
        return { ok: true };
      });
      scope.post("/revoke-session", async (request, reply) => {
        const body = REVOKE.safeParse(request.body);
        if (!body.success) return reply.code(400).send({ code: "BAD_REQUEST" });
        const ended = await auth.revokeSession(headersOf(request), body.data.token);
        return ended ? { ok: true } : reply.code(404).send({ code: "NOT_FOUND" });
      });
      scope.get("/list-sessions", async (request, reply) => {
        const headers = headersOf(request);
        if (!(await auth.readSession(headers))) return reply.code(401).send({ code: "UNAUTHENTICATED" });
        return (await auth.listSessions(headers)).map((session) => ({ ...session, token: session.id }));
      });
      scope.get("/get-session", async (request, reply) => {
        // The library's own answer sets the prolonged cookie; ours says who it is.
        const answer = await auth.handle(requestOf(request, undefined));
        copyCookies(answer, request, reply);
        const signedIn = await auth.readSession(headersOf(request));
        if (!signedIn) return reply.type("application/json").send("null");
        const { userId, sessionId, username, personId, expiresAt } = signedIn;
        const { mustChangePassword, twoFactorEnabled } = signedIn;
        return reply.send({
          session: { id: sessionId, token: sessionId, userId, expiresAt },
          user: { id: userId, name: username, username, personId, mustChangePassword, twoFactorEnabled },
        });
      });
    },
    { prefix: AUTH_PATH, bodyLimit: 16 * 1024 },
  );
}

/** GET /api/demo: the accounts offered on the sign-in page, in demo mode only. */
export function registerDemo(app: FastifyInstance, demoAccounts: string | undefined): void {
  app.get("/api/demo", async (_request, reply) => {
    if (demoAccounts === undefined) return reply.code(404).send({ code: "NOT_FOUND" });
    const text = await readFile(demoAccounts, "utf8");
    return reply.header("cache-control", "no-store").type("application/json; charset=utf-8").send(text);
  });
}

/** Passes a checked body on to the library; answers a refusal itself and then returns undefined. */
async function pass(
  auth: AuthService,
  request: FastifyRequest,
  reply: FastifyReply,
  shape: z.ZodType,
  refusedCode: string,
): Promise<unknown> {
  const body = shape.safeParse(request.body ?? undefined);
  if (!body.success) {
    await reply.code(400).send({ code: "BAD_REQUEST" });
    return undefined;
  }
  const answer = await auth.handle(requestOf(request, body.data ?? {}));
  if (answer.ok) {
    copyCookies(answer, request, reply);
    return answer.json();
  }
  const refusal = await readRefusal(answer, refusedCode);
  if (answer.status >= 500) request.log.error({ status: answer.status }, "authentication failed to answer");
  if (refusal.retryAfterSeconds !== undefined) reply.header("retry-after", String(refusal.retryAfterSeconds));
  const status = refusal.code === "LOCKED" ? 423 : answer.status === 422 ? 401 : answer.status;
  await reply.code(status).send(refusal);
  return undefined;
}

const REFUSAL = z.object({ code: z.string().optional(), retryAfterSeconds: z.number().optional() });

/** What the library says of second factors, in our words. */
const SECOND_FACTOR_REFUSALS: Readonly<Record<string, string>> = {
  INVALID_TWO_FACTOR_COOKIE: "SIGN_IN_EXPIRED",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "SIGN_IN_EXPIRED",
  TOTP_ALREADY_ENABLED: "SECOND_FACTOR_EXISTS",
  TOTP_NOT_ENABLED: "NO_SECOND_FACTOR",
  BACKUP_CODES_NOT_ENABLED: "NO_SECOND_FACTOR",
  TWO_FACTOR_NOT_ENABLED: "NO_SECOND_FACTOR",
};

/** Translates the library's refusals into the catalogue. */
async function readRefusal(answer: Response, refusedCode: string): Promise<AuthRefusal> {
  const parsed = REFUSAL.safeParse(await answer.json().catch(() => ({})));
  const body = parsed.success ? parsed.data : {};
  if (answer.status >= 500) return { code: "INTERNAL" };
  if (answer.status === 429) {
    const wait = body.retryAfterSeconds ?? Number(answer.headers.get("x-retry-after") ?? 60);
    if (body.code !== "LOCKED") return { code: "RATE_LIMITED", retryAfterSeconds: wait };
    const until = new Date(Date.now() + wait * 1000).toISOString();
    return { code: "LOCKED", retryAfterSeconds: wait, until };
  }
  if (answer.status === 403) return { code: "FORBIDDEN" };
  if (body.code !== undefined && isPasswordRefusal(body.code)) return { code: body.code };
  if (answer.status === 401 && refusedCode === "INVALID_CREDENTIALS" && body.code === "UNAUTHORIZED")
    return { code: "UNAUTHENTICATED" };
  const known = body.code === undefined ? undefined : SECOND_FACTOR_REFUSALS[body.code];
  if (known !== undefined) return { code: known };
  return { code: refusedCode };
}

function requestOf(request: FastifyRequest, body: unknown): Request {
  const headers = headersOf(request);
  headers.delete("content-length");
  headers.delete("transfer-encoding");
  const url = `${request.protocol}://${request.host}${request.url}`;
  if (body === undefined) return new Request(url, { method: request.method, headers });
  headers.set("content-type", "application/json");
  return new Request(url, { method: request.method, headers, body: JSON.stringify(body) });
}

function copyCookies(answer: Response, request: FastifyRequest, reply: FastifyReply): void {
  for (const cookie of answer.headers.getSetCookie()) {
    const secure = request.protocol !== "https" || /;\s*secure/i.test(cookie);
    reply.header("set-cookie", secure ? cookie : `${cookie}; Secure`);
  }
}

import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { username as usernamePlugin } from "better-auth/plugins/username";
import { v7 as uuidv7 } from "uuid";
import {
  normalizeUsername,
  PASSWORD_LENGTH,
  refusePassword,
  refuseUsername,
  USERNAME_LENGTH,
} from "./credentials.ts";
import type { Lockout } from "./lockout.ts";
import { codeLockKey, isCodePath, isPasswordAgainPath, secondFactor, usedCodeKey } from "./second-factor.ts";

/** Where the HTTP server mounts the library. */
export const AUTH_PATH = "/api/auth";

/** The header in which our own server tells the library who is asking; whatever a client sends there is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-gongjian-client-address";

export type AuthEventKind =
  | "SIGNED_IN"
  | "SIGN_IN_FAILED"
  | "LOCKED_OUT"
  | "SIGNED_OUT"
  | "PASSWORD_CHANGED"
  | "PASSWORD_RESET"
  | "SESSION_REVOKED"
  | "SESSIONS_REVOKED"
  | "ACCOUNT_CREATED"
  | "SECOND_FACTOR_SET_UP"
  | "SECOND_FACTOR_REMOVED"
  | "CODE_FAILED"
  | "RECOVERY_CODE_USED"
  | "RECOVERY_CODES_RENEWED";

/** Something that happened to a sign-in, for the platform's audit chain. Names and addresses stay out of it. */
export interface AuthEvent {
  kind: AuthEventKind;
  at: Date;
  /** Null when nobody of that name exists. */
  userId: string | null;
  personId: string | null;
  sessionId: string | null;
}

export interface AuthConfig {
  /** The Prisma client. */
  prisma: object;
  lockout: Lockout;
  secret: string;
  /** The public address when it is known, e.g. https://gongjian.example; else each request's own. */
  baseUrl: string | undefined;
  now: () => Date;
  onAuthEvent: (event: AuthEvent) => Promise<void>;
  /** Sign-in attempts by network address and minute. An office building may share one address. */
  signInsPerMinute: number;
  log: { error(message: string, cause?: unknown): void };
}

const FIVE_PER_MINUTE = { window: 60, max: 5 };

/** The authentication library, configured: username and password, then a code, no sign-up, everything in the database. */
export function configureAuth(config: AuthConfig) {
  const { lockout, now, onAuthEvent } = config;

  const before = createAuthMiddleware(async (ctx) => {
    if (ctx.path === "/sign-in/username") {
      const name = normalizeUsername(String(ctx.body?.username ?? ""));
      // A name that cannot exist is left to the library, which refuses it without a look into the database.
      if (refuseUsername(name) !== undefined) return;
      const locked = await lockout.begin(name, now());
      if (locked) throw new APIError("TOO_MANY_REQUESTS", { code: "LOCKED", ...locked });
    }
    if (isPasswordAgainPath(ctx.path)) {
      const name = (await getSessionFromCtx(ctx))?.user.name;
      const locked = name && (await lockout.begin(name, now()));
      if (locked) throw new APIError("TOO_MANY_REQUESTS", { code: "LOCKED", ...locked });
    }
    if (isCodePath(ctx.path)) {
      const { user, isSignedIn } = await whoGivesCode(ctx);
      const locked = user && (await lockout.begin(codeLockKey(user.id), now()));
      if (locked) throw new APIError("TOO_MANY_REQUESTS", { code: "LOCKED", ...locked });
      if (user && !isSignedIn && !(await lockout.takeOnce(usedCodeKey(user.id, codeOf(ctx)), now()))) {
        await failCode(user);
        throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE" });
      }
    }
    if (ctx.path === "/change-password") {
      const session = await getSessionFromCtx(ctx);
      const refusal = refusePassword(String(ctx.body?.newPassword ?? ""), session?.user.name ?? "");
      if (refusal) throw new APIError("BAD_REQUEST", { code: refusal });
    }
    if (ctx.path === "/sign-out") {
      const session = await getSessionFromCtx(ctx);
      if (session) await onAuthEvent(eventOf("SIGNED_OUT", now(), session.user, session.session.id));
    }
  });

  const after = createAuthMiddleware(async (ctx) => {
    const failed = ctx.context.returned instanceof APIError;
    if (ctx.path === "/sign-in/username") {
      const name = normalizeUsername(String(ctx.body?.username ?? ""));
      const created = ctx.context.newSession;
      if (created) {
        await lockout.clear(name);
        await onAuthEvent(eventOf("SIGNED_IN", now(), created.user, created.session.id));
      } else if (failed && refuseUsername(name) === undefined) {
        const locked = await lockout.fail(name, now());
        const user = await ctx.context.adapter.findOne<Record<string, unknown> & { id: string }>({
          model: "user",
          where: [{ field: "username", value: name }],
        });
        await onAuthEvent(eventOf("SIGN_IN_FAILED", now(), user, null));
        if (locked) await onAuthEvent(eventOf("LOCKED_OUT", now(), user, null));
      } else if (!failed) {
        // The password was right; the code is still to come.
        await lockout.clear(name);
      }
    }
    if (isCodePath(ctx.path)) await afterCode(ctx, failed);
    if (isPasswordAgainPath(ctx.path)) await afterPasswordAgain(ctx);
    if (ctx.path === "/change-password" && !failed) {
      const user = ctx.context.newSession?.user ?? (await getSessionFromCtx(ctx))?.user;
      if (!user) return;
      await ctx.context.internalAdapter.updateUser(user.id, { mustChangePassword: false });
      await onAuthEvent(eventOf("PASSWORD_CHANGED", now(), user, null));
    }
  });

  async function afterPasswordAgain(ctx: HookContext): Promise<void> {
    const { returned, newSession } = ctx.context;
    const user = newSession?.user ?? (await getSessionFromCtx(ctx))?.user;
    if (!user) return;
    if (returned instanceof APIError) {
      if (returned.body?.code !== "INVALID_PASSWORD") return;
      const locked = await lockout.fail(user.name, now());
      if (locked) await onAuthEvent(eventOf("LOCKED_OUT", now(), user, null));
      return;
    }
    await lockout.clear(user.name);
    if (ctx.path === "/two-factor/disable") {
      // The library forgets this device alone; whoever lost another one wants that forgotten too.
      const where = [{ field: "value", value: user.id }];
      await ctx.context.adapter.deleteMany({ model: "verification", where });
      await onAuthEvent(eventOf("SECOND_FACTOR_REMOVED", now(), user, null));
    }
    if (ctx.path === "/two-factor/generate-backup-codes")
      await onAuthEvent(eventOf("RECOVERY_CODES_RENEWED", now(), user, null));
  }

  async function failCode(user: { id: string }): Promise<void> {
    const locked = await lockout.fail(codeLockKey(user.id), now());
    await onAuthEvent(eventOf("CODE_FAILED", now(), user, null));
    if (locked) await onAuthEvent(eventOf("LOCKED_OUT", now(), user, null));
  }

  async function afterCode(ctx: HookContext, failed: boolean): Promise<void> {
    const created = ctx.context.newSession;
    if (failed) {
      const { user } = await whoGivesCode(ctx);
      if (!user) return;
      // What was not right opened nothing.
      await lockout.clear(usedCodeKey(user.id, codeOf(ctx)));
      await failCode(user);
      return;
    }
    const before = await whoGivesCode(ctx);
    const user = created?.user ?? before.user;
    if (!user) return;
    await lockout.clear(codeLockKey(user.id));
    if (ctx.path === "/two-factor/verify-backup-code")
      await onAuthEvent(eventOf("RECOVERY_CODE_USED", now(), user, null));
    // With a session in hand the first code sets up; without one it signs in.
    if (created && before.isSignedIn) {
      await onAuthEvent(eventOf("SECOND_FACTOR_SET_UP", now(), user, null));
      // Sessions that a password alone has opened, on whatever device, would go on without a code.
      for (const { token } of await ctx.context.internalAdapter.listSessions(user.id))
        if (token !== created.session.token) await ctx.context.internalAdapter.deleteSession(token);
    } else if (created) await onAuthEvent(eventOf("SIGNED_IN", now(), user, created.session.id));
  }

  return betterAuth({
    appName: "Gongjian",
    basePath: AUTH_PATH,
    baseURL: config.baseUrl ?? "http://localhost",
    // Without a known address the page's own origin is the one the browser asked: nothing else is trusted.
    trustedOrigins: async (request) =>
      config.baseUrl === undefined && request ? [new URL(request.url).origin] : [],
    secret: config.secret,
    database: prismaAdapter(config.prisma, { provider: "postgresql", transaction: true }),
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message, ...details) => config.log.error(message, details[0]),
    },
    // A refusal is an answer, not an error; what is one goes to our log.
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError) || error.statusCode >= 500)
          config.log.error("sign-in failed to answer", error);
      },
    },
    user: {
      modelName: "AuthUser",
      additionalFields: {
        personId: { type: "string", required: true, input: false },
        mustChangePassword: { type: "boolean", required: false, defaultValue: false, input: false },
      },
    },
    session: {
      modelName: "AuthSession",
      expiresIn: 7 * 24 * 3600,
      updateAge: 24 * 3600,
      freshAge: 0,
    },
    account: { modelName: "AuthAccount" },
    verification: { modelName: "AuthVerification" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "AuthRateLimit",
      window: 60,
      max: 240,
      customRules: {
        "/sign-in/username": { window: 60, max: config.signInsPerMinute },
        "/two-factor/*": { window: 60, max: config.signInsPerMinute },
        "/change-password": FIVE_PER_MINUTE,
        "/get-session": false,
      },
    },
    advanced: {
      database: { generateId: () => uuidv7() },
      cookiePrefix: "gongjian",
      useSecureCookies: config.baseUrl?.startsWith("https:") ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    hooks: { before },
    plugins: [
      usernamePlugin({
        displayUsername: false,
        immutableUsername: true,
        minUsernameLength: USERNAME_LENGTH.min,
        maxUsernameLength: USERNAME_LENGTH.max,
        usernameNormalization: normalizeUsername,
        usernameValidator: (name) => refuseUsername(name) === undefined,
        validationOrder: { username: "post-normalization" },
      }),
      secondFactor(),
      // After the second factor, which takes back the session of a sign-in that still owes a code.
      { id: "gongjian-events", hooks: { after: [{ matcher: () => true, handler: after }] } },
    ],
  });
}

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

const codeOf = (ctx: HookContext) => String(ctx.body?.code ?? "");

/** Whose code a request brings: of the person signed in, or of the one whose password was just right. */
async function whoGivesCode(ctx: HookContext): Promise<{ user: { id: string } | null; isSignedIn: boolean }> {
  const session = await getSessionFromCtx(ctx);
  if (session) return { user: session.user, isSignedIn: true };
  const cookie = ctx.context.createAuthCookie("two_factor");
  const challenge = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
  const pending = challenge ? await ctx.context.internalAdapter.findVerificationValue(challenge) : null;
  const user = pending ? await ctx.context.internalAdapter.findUserById(pending.value) : null;
  return { user, isSignedIn: false };
}

export type Auth = ReturnType<typeof configureAuth>;

/** Builds an event from a user as the library hands it over, whose extra fields it does not type. */
export function eventOf(
  kind: AuthEventKind,
  at: Date,
  user: { id: string } | null | undefined,
  sessionId: string | null,
): AuthEvent {
  const personId = user && "personId" in user && typeof user.personId === "string" ? user.personId : null;
  return { kind, at, userId: user?.id ?? null, personId, sessionId };
}

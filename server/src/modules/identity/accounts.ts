import { type Auth, type AuthConfig, configureAuth, eventOf } from "./auth.ts";
import { type CredentialRefusal, normalizeUsername, refusePassword, refuseUsername } from "./credentials.ts";

/** Who is signed in, as every request sees it. */
export interface SignedIn {
  userId: string;
  personId: string;
  username: string;
  sessionId: string;
  mustChangePassword: boolean;
  /** Whether a code is asked for after the password. */
  twoFactorEnabled: boolean;
  /** When the session ends if it is not prolonged. */
  expiresAt: Date;
}

/** One signed-in device of a user. */
export interface SessionRow {
  id: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  current: boolean;
}

/** Thrown when an account cannot be made or changed; `code` says which rule stands in the way. */
export class AccountError extends Error {
  readonly code: CredentialRefusal | "USERNAME_TAKEN" | "PERSON_HAS_ACCOUNT" | "ACCOUNT_NOT_FOUND";
  constructor(code: AccountError["code"]) {
    super(code);
    this.code = code;
  }
}

/** Accounts and sessions: all that the rest of the server needs of the authentication library. */
export interface AuthService {
  /** Answers a request below /api/auth. */
  handle(request: Request): Promise<Response>;
  /** Who sent a request with these headers; undefined when nobody is signed in. */
  readSession(headers: Headers): Promise<SignedIn | undefined>;
  /** The sessions of whoever sent these headers, newest first. */
  listSessions(headers: Headers): Promise<SessionRow[]>;
  /** Ends one of the sender's own sessions; false when there is none of that id. */
  revokeSession(headers: Headers, sessionId: string): Promise<boolean>;
  /** Ends every session of a person, or all but one; for handover, reset and the end of a membership. */
  revokeSessions(input: { personId: string; exceptSessionId?: string }): Promise<void>;
  /** Makes the one account of a person. @throws AccountError */
  createAccount(input: {
    personId: string;
    username: string;
    password: string;
    /** True when somebody else chose the password. */
    mustChangePassword: boolean;
  }): Promise<{ userId: string }>;
  /** Sets a new password, ends the person's sessions and lifts a lock. @throws AccountError */
  resetPassword(input: {
    personId: string;
    password: string;
    /** True (the default) when somebody else chose the password. */
    mustChangePassword?: boolean;
  }): Promise<void>;
  /** The username of a person's account, if there is one. */
  usernameOf(personId: string): Promise<string | undefined>;
}

interface UserRow {
  id: string;
  username: string;
  personId: string;
}

/** Builds the service. One per process. */
export function createAuthService(config: AuthConfig): AuthService {
  const auth: Auth = configureAuth(config);
  const emit = config.onAuthEvent;

  const findUser = async (field: "personId" | "username", value: string) => {
    const { adapter } = await auth.$context;
    return adapter.findOne<UserRow>({ model: "user", where: [{ field, value }] });
  };

  return {
    handle: (request) => auth.handler(request),

    async readSession(headers) {
      // Prolonging needs a new cookie: only /api/auth/get-session does it.
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      if (!found) return undefined;
      return {
        userId: found.user.id,
        personId: found.user.personId,
        username: found.user.name,
        sessionId: found.session.id,
        mustChangePassword: found.user.mustChangePassword ?? false,
        twoFactorEnabled: found.user.twoFactorEnabled ?? false,
        expiresAt: found.session.expiresAt,
      };
    },

    async listSessions(headers) {
      const current = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      if (!current) return [];
      const { internalAdapter } = await auth.$context;
      const sessions = await internalAdapter.listSessions(current.user.id, { onlyActiveSessions: true });
      return sessions
        .map((session) => ({
          id: session.id,
          createdAt: session.createdAt,
          updatedAt: session.updatedAt,
          expiresAt: session.expiresAt,
          ipAddress: session.ipAddress || null,
          userAgent: session.userAgent || null,
          current: session.id === current.session.id,
        }))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    },

    async revokeSession(headers, sessionId) {
      const current = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      if (!current) return false;
      const { internalAdapter } = await auth.$context;
      const sessions = await internalAdapter.listSessions(current.user.id);
      const session = sessions.find(({ id }) => id === sessionId);
      if (!session) return false;
      await internalAdapter.deleteSession(session.token);
      await emit(eventOf("SESSION_REVOKED", config.now(), current.user, session.id));
      return true;
    },

    async revokeSessions({ personId, exceptSessionId }) {
      const user = await findUser("personId", personId);
      if (!user) return;
      const { internalAdapter } = await auth.$context;
      for (const session of await internalAdapter.listSessions(user.id)) {
        if (session.id !== exceptSessionId) await internalAdapter.deleteSession(session.token);
      }
      await emit(eventOf("SESSIONS_REVOKED", config.now(), user, null));
    },

    async createAccount({ personId, username, password, mustChangePassword }) {
      const name = normalizeUsername(username);
      const refusal = refuseUsername(name) ?? refusePassword(password, name);
      if (refusal) throw new AccountError(refusal);
      if (await findUser("personId", personId)) throw new AccountError("PERSON_HAS_ACCOUNT");
      if (await findUser("username", name)) throw new AccountError("USERNAME_TAKEN");
      const context = await auth.$context;
      const hash = await context.password.hash(password);
      const at = config.now();
      const user = await context.adapter
        .transaction(async (tx) => {
          const created = await tx.create<Record<string, unknown>, UserRow>({
            model: "user",
            data: {
              personId,
              name,
              username: name,
              email: `${personId}@placeholder.invalid`,
              emailVerified: false,
              mustChangePassword,
              createdAt: at,
              updatedAt: at,
            },
          });
          await tx.create({
            model: "account",
            data: {
              userId: created.id,
              accountId: created.id,
              providerId: "credential",
              password: hash,
              createdAt: at,
              updatedAt: at,
            },
          });
          return created;
        })
        .catch((error: unknown) => {
          // Two at once: the unique index decides.
          if (error instanceof Error && "code" in error && error.code === "P2002")
            throw new AccountError("USERNAME_TAKEN");
          throw error;
        });
      await emit(eventOf("ACCOUNT_CREATED", at, user, null));
      return { userId: user.id };
    },

    async resetPassword({ personId, password, mustChangePassword = true }) {
      const user = await findUser("personId", personId);
      if (!user) throw new AccountError("ACCOUNT_NOT_FOUND");
      const refusal = refusePassword(password, user.username);
      if (refusal) throw new AccountError(refusal);
      const { internalAdapter, password: hasher } = await auth.$context;
      await internalAdapter.updatePassword(user.id, await hasher.hash(password));
      await internalAdapter.updateUser(user.id, { mustChangePassword });
      await internalAdapter.deleteUserSessions(user.id);
      await config.lockout.clear(user.username);
      await emit(eventOf("PASSWORD_RESET", config.now(), user, null));
    },

    async usernameOf(personId) {
      return (await findUser("personId", personId))?.username;
    },
  };
}

import { usernameClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";

/**
 * The auth library's client. Import it only from pages that sign in or show sign-ins: who the person is comes from
 * `useViewer`, and the other pages stay light.
 */
export const auth = createAuthClient({ basePath: "/api/auth", plugins: [usernameClient()] });

/** What came of an attempt to sign in; `until` and `seconds` only where the server told them. */
export type SignInResult =
  | { kind: "ok"; mustChangePassword: boolean }
  /** The password was right; a code is asked for next. */
  | { kind: "code" }
  | { kind: "wrong" }
  | { kind: "locked"; until: string | null }
  | { kind: "rateLimited"; seconds: number | null }
  | { kind: "offline" }
  | { kind: "failed"; status: number };

interface AuthFailure {
  status: number;
  code?: string | undefined;
  until?: string | undefined;
}

/** Puts the library's error into one of the words the page has a sentence for. */
export function readFailure(error: AuthFailure, retryAfter: string | null): SignInResult {
  if (error.code === "LOCKED") return { kind: "locked", until: error.until ?? null };
  if (error.status === 429)
    return { kind: "rateLimited", seconds: retryAfter ? Number(retryAfter) || null : null };
  if (error.status === 0) return { kind: "offline" };
  if (error.code === "INVALID_CREDENTIALS") return { kind: "wrong" };
  return { kind: "failed", status: error.status };
}

/** A password set by someone else is to be replaced by the person's own. */
function mustChange(user: object): boolean {
  return "mustChangePassword" in user && user.mustChangePassword === true;
}

/** Signs in with username and password. Never throws; a lost line is `offline`. */
export async function signIn(username: string, password: string): Promise<SignInResult> {
  let retryAfter: string | null = null;
  try {
    const { data: answer, error } = await auth.signIn.username(
      { username: username.trim(), password },
      {
        onError: ({ response }) => {
          retryAfter = response?.headers.get("x-retry-after") ?? response?.headers.get("retry-after") ?? null;
        },
      },
    );
    if (error) return readFailure(error as AuthFailure, retryAfter);
    if (answer && "codeNeeded" in answer) return { kind: "code" };
    const { data } = await auth.getSession();
    return { kind: "ok", mustChangePassword: data !== null && mustChange(data.user) };
  } catch {
    return { kind: "offline" };
  }
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await auth.signOut();
}

/**
 * Replaces the password and ends the person's other sessions. Null when done, else a code of the catalogue:
 * INVALID_CREDENTIALS, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON, RATE_LIMITED, NETWORK, …
 */
export async function changePassword(currentPassword: string, newPassword: string): Promise<string | null> {
  try {
    const { error } = await auth.changePassword({ currentPassword, newPassword, revokeOtherSessions: true });
    return error ? (error.code ?? "INTERNAL") : null;
  } catch {
    return "NETWORK";
  }
}

/** The account behind this browser's session. */
export interface OwnAccount {
  username: string;
  /** The session of this browser. */
  sessionId: string;
  /** Somebody else chose the password: the person is to choose an own one. */
  mustChangePassword: boolean;
  /** A code is asked for after the password. */
  twoFactorEnabled: boolean;
}

/** The account signed in here; null when nobody is. Throws when it can't be asked. */
export async function readOwnAccount(): Promise<OwnAccount | null> {
  const { data, error } = await auth.getSession();
  if (error) throw new Error(error.code ?? String(error.status));
  if (!data) return null;
  return {
    username: data.user.name,
    sessionId: data.session.id,
    mustChangePassword: mustChange(data.user),
    twoFactorEnabled: "twoFactorEnabled" in data.user && data.user.twoFactorEnabled === true,
  };
}

/** The person's open sessions, newest first. Throws when the list can't be had. */
export async function listSessions() {
  const { data, error } = await auth.listSessions();
  if (error) throw new Error(error.code ?? String(error.status));
  return [...data].sort((a, b) => new Date(b.updatedAt).getTime() - new Date(a.updatedAt).getTime());
}

/** Ends one session of the person by its token. Throws when refused. */
export async function endSession(token: string): Promise<void> {
  const { error } = await auth.revokeSession({ token });
  if (error) throw new Error(error.code ?? String(error.status));
}

/** Ends all sessions of the person but this browser's. Throws when refused. */
export async function endOtherSessions(): Promise<void> {
  const { error } = await auth.revokeOtherSessions();
  if (error) throw new Error(error.code ?? String(error.status));
}

import { usernameClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";

/**
 * The auth library's client. Import it only from pages that sign in or show sign-ins: who the person is comes from
 * `useViewer`, and the other pages stay light.
 */
export const auth = createAuthClient({ basePath: "/api/auth", plugins: [usernameClient()] });

/** What came of an attempt to sign in; `until` and `seconds` only where the server told them. */
export type SignInResult =
  | { kind: "ok" }
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
  if (error.code === "ACCOUNT_LOCKED" || error.status === 423)
    return { kind: "locked", until: error.until ?? null };
  if (error.status === 429)
    return { kind: "rateLimited", seconds: retryAfter ? Number(retryAfter) || null : null };
  if (error.status === 0) return { kind: "offline" };
  if ([400, 401, 403, 422].includes(error.status)) return { kind: "wrong" };
  return { kind: "failed", status: error.status };
}

/** Signs in with username and password. Never throws; a lost line is `offline`. */
export async function signIn(username: string, password: string): Promise<SignInResult> {
  let retryAfter: string | null = null;
  try {
    const { error } = await auth.signIn.username(
      { username: username.trim(), password },
      {
        onError: ({ response }) => {
          retryAfter = response?.headers.get("x-retry-after") ?? response?.headers.get("retry-after") ?? null;
        },
      },
    );
    return error ? readFailure(error as AuthFailure, retryAfter) : { kind: "ok" };
  } catch {
    return { kind: "offline" };
  }
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await auth.signOut();
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

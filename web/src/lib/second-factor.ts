import { auth } from "./auth.ts";

/** What came of a request: its answer, or a code of the catalogue, with the end of a lock where there is one. */
export type Answered<Value> = { value: Value } | { code: string; until: string | null };

/** What setting up begins with: the address for the picture, the secret for typing, the recovery codes. Shown once. */
export interface SetUp {
  uri: string;
  secret: string;
  recoveryCodes: string[];
}

async function post<Value>(path: string, body: object): Promise<Answered<Value>> {
  try {
    const { data, error } = await auth.$fetch<Value>(path, { method: "POST", body });
    if (!error) return { value: data as Value };
    const refusal = error as { status: number; code?: string; until?: string };
    return {
      code: refusal.code ?? (refusal.status === 0 ? "NETWORK" : "INTERNAL"),
      until: refusal.until ?? null,
    };
  } catch {
    return { code: "NETWORK", until: null };
  }
}

/** Begins setting up with the person's own password; nothing is asked for until a first code was given. */
export function beginSetUp(password: string): Promise<Answered<SetUp>> {
  return post("/two-factor/enable", { password });
}

/** Gives a code from the app, or a recovery code: the second step of signing in, or the last of setting up. */
export function giveCode(input: {
  code: string;
  isRecoveryCode?: boolean;
  trustDevice?: boolean;
}): Promise<Answered<object>> {
  const { code, isRecoveryCode = false, trustDevice = false } = input;
  const path = isRecoveryCode ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp";
  return post(path, { code: isRecoveryCode ? code.trim() : code.replace(/\D/g, ""), trustDevice });
}

/** New recovery codes; the old ones end. */
export function renewRecoveryCodes(password: string): Promise<Answered<{ recoveryCodes: string[] }>> {
  return post("/two-factor/generate-backup-codes", { password });
}

/** Switches the second factor off. */
export function removeSecondFactor(password: string): Promise<Answered<object>> {
  return post("/two-factor/disable", { password });
}

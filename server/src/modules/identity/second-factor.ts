import { createHash } from "node:crypto";
import { twoFactor } from "better-auth/plugins/two-factor";
import { ONCE } from "./lockout.ts";

/** What an authenticator app shows above the account. */
const ISSUER = "Gongjian";

/** A device that need not give a code: so long, in seconds. */
const TRUSTED_FOR = 30 * 24 * 3600;

/** From the password to the code, in seconds. */
const CODE_WITHIN = 10 * 60;

/** The doors at which a code is tried: one from the app, or one of the recovery codes. */
const CODE_PATHS: ReadonlySet<string> = new Set([
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
]);

/** Whether a request tries a code. */
export function isCodePath(path: string | undefined): boolean {
  return path !== undefined && CODE_PATHS.has(path);
}

/** The doors that change the second factor: they ask for the password again, and wrong ones count as at sign-in. */
const PASSWORD_AGAIN_PATHS: ReadonlySet<string> = new Set([
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/generate-backup-codes",
]);

/** Whether a request gives the password once more to change the second factor. */
export function isPasswordAgainPath(path: string | undefined): boolean {
  return path !== undefined && PASSWORD_AGAIN_PATHS.has(path);
}

/** Under which name wrong codes of a user are counted; no username looks like it. */
export function codeLockKey(userId: string): string {
  return `code:${userId}`;
}

/** Under which name a code of a user is kept as used: whoever looked over a shoulder may not sign in with it too. */
export function usedCodeKey(userId: string, code: string): string {
  return ONCE + createHash("sha256").update(`${userId} ${code}`).digest("hex");
}

/** Codes by app and recovery codes, both encrypted where they are stored. Wrong ones are counted by our own lock. */
export function secondFactor() {
  return twoFactor({
    issuer: ISSUER,
    twoFactorCookieMaxAge: CODE_WITHIN,
    trustDeviceMaxAge: TRUSTED_FOR,
    accountLockout: { enabled: false },
    backupCodeOptions: { amount: 10, length: 10, storeBackupCodes: "encrypted" },
    schema: { twoFactor: { modelName: "AuthTwoFactor" } },
  });
}

/** The address that an authenticator app reads from the picture, and the secret in it, for typing. */
export type AuthenticatorSetUp = { uri: string; secret: string };

/** Names the account in the library's address as its owner knows it: by the username. */
export function setUpOf(libraryUri: string, username: string): AuthenticatorSetUp {
  const given = new URL(libraryUri);
  const label = `${encodeURIComponent(ISSUER)}:${encodeURIComponent(username)}`;
  return {
    uri: `otpauth://totp/${label}?${given.searchParams}`,
    secret: given.searchParams.get("secret") ?? "",
  };
}

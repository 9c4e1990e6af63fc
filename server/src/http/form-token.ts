import { createHmac, randomBytes } from "node:crypto";
import { isSameText } from "../kernel/secret.ts";

/**
 * What every public form carries: when it was shown, something random, and our signature over both and the page. Whoever sends
 * without having asked for the page has none; the random part makes sending twice one sending.
 */

/** People need longer than this to fill in any form. */
const QUICKEST_MS = 1_500;
/** A page left open over night still works. */
const OLDEST_MS = 24 * 3_600_000;

/** The token of one showing of a page. */
export function issueToken(secret: Buffer, path: string, now: Date): string {
  const shown = `${now.getTime().toString(36)}.${randomBytes(16).toString("base64url")}`;
  return `${shown}.${signature(secret, path, shown)}`;
}

/** The idempotency key in a token, or what is wrong with it: not ours, too old, or quicker than a person. */
export function readToken(
  secret: Buffer,
  path: string,
  token: string,
  now: Date,
): { key: string } | { problem: "unknown" | "old" | "quick" } {
  const [time = "", nonce = "", signed = ""] = token.split(".");
  if (!isSameText(signed, signature(secret, path, `${time}.${nonce}`))) return { problem: "unknown" };
  const age = now.getTime() - Number.parseInt(time, 36);
  if (age > OLDEST_MS) return { problem: "old" };
  if (age < QUICKEST_MS) return { problem: "quick" };
  return { key: nonce };
}

function signature(secret: Buffer, path: string, shown: string): string {
  return createHmac("sha256", secret).update(`${path}\n${shown}`).digest("base64url");
}

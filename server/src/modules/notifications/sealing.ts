import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { SecretOf } from "../../kernel/secret.ts";

/** Addresses and secrets of webhooks under a key of the server; links in letters that nobody can make up. */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A text that only this server reads again (AES-256-GCM: nonce, tag, bytes). */
export function seal(secretOf: SecretOf, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secretOf("webhooks"), nonce);
  const bytes = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), bytes]));
}

/** The text that was sealed. Throws when it was sealed with another key, or changed. */
export function unseal(secretOf: SecretOf, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", secretOf("webhooks"), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}

/** What a link in a letter is for. */
export type LinkPurpose = "confirm" | "stop";

/** How long an address may be confirmed after it was asked for, in milliseconds. */
export const CONFIRMATION_LIFETIME = 24 * 3_600_000;

function sign(secretOf: SecretOf, purpose: LinkPurpose, parts: readonly string[]): string {
  return createHmac("sha256", secretOf(`letters ${purpose}`))
    .update(parts.join("\n"))
    .digest("base64url");
}

function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The signature of a link for one choice of a person and one address; a confirmation also names when it ends. */
export function signLink(
  secretOf: SecretOf,
  purpose: LinkPurpose,
  choice: { id: string; address: string; until?: number },
): string {
  return sign(secretOf, purpose, [choice.id, choice.address, String(choice.until ?? "")]);
}

/** Whether a signature is the one that this server made. */
export function isSigned(
  secretOf: SecretOf,
  purpose: LinkPurpose,
  choice: { id: string; address: string; until?: number },
  signature: string,
): boolean {
  return same(signLink(secretOf, purpose, choice), signature);
}

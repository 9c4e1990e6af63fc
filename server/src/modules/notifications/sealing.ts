import { createHmac } from "node:crypto";
import { seal, unseal } from "../../kernel/seal.ts";
import { isSameText, type SecretOf } from "../../kernel/secret.ts";

/** Addresses and secrets of webhooks under a key of the server; links in letters that nobody can make up. */

const keyOf = (secretOf: SecretOf) => secretOf("webhooks");

/** Seals an address or a secret for one webhook: copied behind another one it does not open. */
export function sealForWebhook(secretOf: SecretOf, webhookId: string, text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(seal(keyOf(secretOf), text, webhookId));
}

/** Opens it. Throws when it was sealed under another secret of the server, or for another webhook. */
export function openForWebhook(secretOf: SecretOf, webhookId: string, sealed: Uint8Array): string {
  const text = unseal(keyOf(secretOf), sealed, webhookId);
  if (text === null) throw new Error("sealed with another key");
  return text;
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
  return isSameText(signLink(secretOf, purpose, choice), signature);
}

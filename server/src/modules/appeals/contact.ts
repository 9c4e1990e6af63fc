import { seal, unseal } from "../../kernel/seal.ts";
import type { SecretOf } from "../../kernel/secret.ts";

/** How a resident can be reached: one of both at least. */
export type Contact = { name: string | null; phone: string | null };

const keyOf = (secretOf: SecretOf) => secretOf("appeal contacts");

/** Seals a contact for one appeal: copied behind another one it does not open. */
export function sealContact(secretOf: SecretOf, appealId: string, contact: Contact): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(seal(keyOf(secretOf), JSON.stringify(contact), appealId));
}

/** Opens a contact; null when it was sealed under another secret of the server. */
export function openContact(secretOf: SecretOf, appealId: string, sealed: Uint8Array): Contact | null {
  const text = unseal(keyOf(secretOf), sealed, appealId);
  return text === null ? null : (JSON.parse(text) as Contact);
}

import { createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** A key of 32 bytes for one purpose. Two purposes never share a key. */
export type SecretOf = (purpose: string) => Buffer;

/** Derives the keys of all purposes from the one secret of the server (HKDF, RFC 5869). */
export function secretsFrom(master: string): SecretOf {
  return (purpose) => Buffer.from(hkdfSync("sha256", master, "", `gongjian ${purpose}`, 32));
}

/** A new secret of a link: 256 bits, 43 characters of an address. */
export function newLinkSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What can be the secret of a link: what is not is looked up nowhere. */
export function isLinkSecret(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{43}$/.test(text);
}

/** What is stored of the secret of a link, or of a code: sha256. */
export function secretHash(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret, "utf8").digest());
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { hkdfSync } from "node:crypto";

/** A key of 32 bytes for one purpose. Two purposes never share a key. */
export type SecretOf = (purpose: string) => Buffer;

/** Derives the keys of all purposes from the one secret of the server (HKDF, RFC 5869). */
export function secretsFrom(master: string): SecretOf {
  return (purpose) => Buffer.from(hkdfSync("sha256", master, "", `gongjian ${purpose}`, 32));
}

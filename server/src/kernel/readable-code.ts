import { randomInt } from "node:crypto";

/** Codes that people read aloud, copy by hand and type: letters and digits that nobody confuses, in groups of four. */

const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const BASE = BigInt(LETTERS.length);

/** A new code for a public address, in small letters: not to be guessed by counting, and no secret. */
export function newAddressCode(length: number): string {
  return newCode(length).toLowerCase();
}

/** A new code of random letters and digits. */
export function newCode(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

/** The code that follows from a digest of 32 bytes: of its 256 bits, twelve letters use 59, sixteen 79. */
export function codeOfDigest(digest: Uint8Array, length: number): string {
  let value = BigInt(`0x${Buffer.from(digest).toString("hex")}`);
  let code = "";
  while (code.length < length) {
    code += LETTERS[Number(value % BASE)];
    value /= BASE;
  }
  return code;
}

/** A code as it is read aloud: `ABCD-EFGH-JKMN`. */
export function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join("-") ?? code;
}

/** What somebody typed as a code: without dashes and spaces, in capitals, full-width letters as plain ones; null when it can be none. */
export function typedCode(text: string, length: number): string | null {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, "");
  return code.length === length && [...code].every((letter) => LETTERS.includes(letter)) ? code : null;
}

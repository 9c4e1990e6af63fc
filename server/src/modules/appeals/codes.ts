import { createHash, createHmac, randomInt } from "node:crypto";
import type { SecretOf } from "../../kernel/secret.ts";

/** Letters and digits that nobody confuses when writing by hand. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/** 31^12 is more than 2^59. */
const FOLLOW_LENGTH = 12;
const DOOR_LENGTH = 8;

/** A new code for the address of a community's form. */
export function newDoorCode(): string {
  return Array.from({ length: DOOR_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/**
 * The code by which a resident follows an appeal. It is made from the form that was sent, so that sending the form twice shows the
 * same code, and from a key of this server, so that nobody makes it from what the database holds.
 */
export function followCode(secretOf: SecretOf, formKey: string): string {
  const digest = createHmac("sha256", secretOf("appeal codes")).update(formKey).digest();
  let value = BigInt(`0x${digest.toString("hex")}`);
  let code = "";
  // 256 bits over 31^12: what is left of uniformity differs by less than one in 2^190.
  while (code.length < FOLLOW_LENGTH) {
    code += ALPHABET[Number(value % BigInt(ALPHABET.length))];
    value /= BigInt(ALPHABET.length);
  }
  return code;
}

/** A code as it is read aloud: `ABCD-EFGH-JKMN`. */
export function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join("-") ?? code;
}

/** What a resident typed as a code: without dashes and spaces, in capitals; null when it can be none. */
export function typedCode(text: string): string | null {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, "");
  return code.length === FOLLOW_LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
    ? code
    : null;
}

/** What is stored of a code: sha256, hex. */
export function hashOf(code: string): string {
  return createHash("sha256").update(`appeal ${code}`).digest("hex");
}

import { createHmac } from "node:crypto";
import { digestOf } from "../../kernel/canonical.ts";
import { codeOfDigest, newCode, typedCode } from "../../kernel/readable-code.ts";
import type { SecretOf } from "../../kernel/secret.ts";

/** 31^12 is more than 2^59. */
const FOLLOW_LENGTH = 12;
const DOOR_LENGTH = 8;

/** A new code for the address of a community's form. */
export function newDoorCode(): string {
  return newCode(DOOR_LENGTH);
}

/**
 * The code by which a resident follows an appeal. It is made from the form that was sent, so that sending the form twice shows the
 * same code, and from a key of this server, so that nobody makes it from what the database holds.
 */
export function followCode(secretOf: SecretOf, formKey: string): string {
  return codeOfDigest(createHmac("sha256", secretOf("appeal codes")).update(formKey).digest(), FOLLOW_LENGTH);
}

/** What a resident typed as a code; null when it can be none. */
export function typedFollowCode(text: string): string | null {
  return typedCode(text, FOLLOW_LENGTH);
}

/** What is stored of a code. */
export function hashOf(code: string): string {
  return digestOf(`appeal ${code}`);
}

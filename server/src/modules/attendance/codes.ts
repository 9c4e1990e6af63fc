import { createHmac } from "node:crypto";
import { isSameText } from "../../kernel/secret.ts";

/**
 * The code on the host's phone: it changes every 30 seconds, so that a photograph of it is soon worth nothing. Six digits to type,
 * and a long form for the QR. Both come from the session's secret; nothing is stored (after RFC 6238).
 */

export const CODE_SECONDS = 30;
const CODE_MS = CODE_SECONDS * 1000;

/** The window before and the one after are taken too: phones are slow, clocks differ. */
const TOLERANCE = 1;

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const LONG_LETTERS = 20;

export type CheckInCode = { digits: string; long: string };

/** The number of the window in which an instant falls. */
export function windowOf(at: Date): number {
  return Math.floor(at.getTime() / CODE_MS);
}

/** When the code of an instant is followed by the next one. */
export function codeEndsAt(at: Date): Date {
  return new Date((windowOf(at) + 1) * CODE_MS);
}

/** The code of a window: six digits (20 bits), and 20 letters (100 bits) for the QR. */
export function codeOf(secret: Uint8Array, sessionId: string, window: number): CheckInCode {
  const mac = createHmac("sha256", secret).update(`${sessionId} ${window}`).digest();
  const digits = (mac.readUInt32BE(0) % 1_000_000).toString().padStart(6, "0");
  const long = [...mac.subarray(4, 4 + LONG_LETTERS)].map((byte) => ALPHABET[byte % 32]).join("");
  return { digits, long };
}

/** Whether a typed or scanned code is the session's at an instant, give or take one window. */
export function isCodeAt(secret: Uint8Array, sessionId: string, at: Date, code: string): boolean {
  const given = code.replace(/[\s-]/g, "").toLowerCase();
  let matches = false;
  for (let step = -TOLERANCE; step <= TOLERANCE; step++) {
    const { digits, long } = codeOf(secret, sessionId, windowOf(at) + step);
    // Every window is compared, so that the time taken does not tell which one was near.
    if (isSameText(given, digits) || isSameText(given, long)) matches = true;
  }
  return matches;
}

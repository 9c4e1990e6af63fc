import { randomInt } from "node:crypto";
import { v7, validate } from "uuid";

// The sequence has 32 bits; starting in the lower quarter leaves room to count within one millisecond.
const SEQUENCE_START_LIMIT = 2 ** 30;

let lastMs = -1;
let sequence = 0;

/**
 * A new UUIDv7. With `now` it carries that instant, so history written with a simulated clock sorts by its
 * own time; ids made for the same millisecond sort in the order they were made.
 */
export function newId(now?: Date): string {
  if (now === undefined) return v7();
  const ms = now.getTime();
  if (ms === lastMs) {
    sequence += 1;
  } else {
    lastMs = ms;
    sequence = randomInt(SEQUENCE_START_LIMIT);
  }
  return v7({ msecs: ms, seq: sequence });
}

/** Whether a text is a UUID in lower case, as every id of ours is. */
export function isId(text: string): boolean {
  return validate(text) && text === text.toLowerCase();
}

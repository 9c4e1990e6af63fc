import { Rejection } from "../../kernel/result.ts";

/** How many things one act of the board takes at once. */
export const MOST_AT_ONCE = 200;

/** The ids that one act is about, each once, in the order named. REQUIRED, TOO_MANY at `path`. */
export function namedOnce(ids: readonly string[], path: string): string[] {
  const once = [...new Set(ids)];
  if (once.length === 0) throw Rejection.validation([{ path: [path], code: "REQUIRED" }]);
  if (once.length > MOST_AT_ONCE) {
    const params = { max: String(MOST_AT_ONCE) };
    throw Rejection.validation([{ path: [path], code: "TOO_MANY", params }]);
  }
  return once;
}

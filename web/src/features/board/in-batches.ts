import type { ActionOutcome } from "../../lib/outcome.ts";

/** So many partnerships the server takes at once. */
const AT_ONCE = 200;

/**
 * Does one act on many rows, at most so many at once as the server takes. Each part has a key of its own made from the
 * form's, so that a retry after a lost answer doubles nothing. Stops at the first part that does not succeed.
 */
export async function inBatches<Row>(
  rows: readonly Row[],
  idempotencyKey: string,
  act: (rows: readonly Row[], idempotencyKey: string) => Promise<ActionOutcome>,
): Promise<ActionOutcome> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const key = from === 0 ? idempotencyKey : `${idempotencyKey}-${from / AT_ONCE}`;
    const outcome = await act(rows.slice(from, from + AT_ONCE), key);
    if (outcome.kind !== "done") return outcome;
  }
  return { kind: "done" };
}

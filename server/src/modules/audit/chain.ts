import { createHash } from "node:crypto";
import { type Act, actDigest } from "../../kernel/act.ts";

/** What the chain holds of one entry, as the database gives it: `at` is the text that was hashed. */
export type ChainEntry = Act & {
  seq: bigint;
  at: string;
  payload: string | null;
  salt: Uint8Array | null;
  digest: Uint8Array;
  prevHash: Uint8Array;
  hash: Uint8Array;
};

/**
 * What is wrong with an entry: a place is missing or twice, the payload is not the one that was hashed, it does not follow the
 * entry before it, its own hash is not that of its parts, the person, command or subjects beside it are not those it was written
 * with, or the chain does not end where its head says.
 */
export type ChainBreak = "GAP" | "DIGEST" | "ACT" | "PREVIOUS" | "HASH" | "HEAD";

/** The end of a chain so far. */
export type ChainEnd = { seq: bigint; hash: Uint8Array };

const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const int8 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

/** Where a chain begins: no entry yet, and a hash of its own name. */
export function chainStart(chain: string): ChainEnd {
  return { seq: 0n, hash: sha256(Buffer.from(chain, "utf8")) };
}

/**
 * Recomputes one entry after the end of the chain so far. An erased payload (null, with its salt) leaves its digest, which the
 * hash still covers.
 *
 * @returns what is wrong, or null.
 */
export function entryProblem(end: ChainEnd, entry: ChainEntry): ChainBreak | null {
  if (entry.seq !== end.seq + 1n) return "GAP";
  if (!Buffer.from(entry.prevHash).equals(end.hash)) return "PREVIOUS";
  const erased = entry.payload === null && entry.salt === null;
  if (!erased) {
    const digest = sha256(entry.salt ?? new Uint8Array(), Buffer.from(entry.payload ?? "", "utf8"));
    if (!digest.equals(entry.digest)) return "DIGEST";
    const { act } = JSON.parse(entry.payload ?? "{}") as { act?: string };
    // Entries from before the act's digest was written have none.
    if (act !== undefined && act !== actDigest(entry)) return "ACT";
  }
  const hash = sha256(end.hash, int8(entry.seq), Buffer.from(entry.at, "utf8"), entry.digest);
  return hash.equals(entry.hash) ? null : "HASH";
}

import { createHash } from "node:crypto";

/** What may stand in an audit payload or be hashed as an input. */
export type Json =
  | string
  | number
  | boolean
  | null
  | bigint
  | Date
  | undefined
  | Json[]
  | { [key: string]: Json };

/**
 * One text for one value: keys sorted, no spaces, bigints as strings of digits, dates as ISO instants,
 * undefined members left out. Two equal values always hash the same.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Record<string, unknown>)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** sha256 of a text, hex. Stands for free text in audit payloads, which never carry the text itself. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

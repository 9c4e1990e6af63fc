import type { SearchKind } from "../../gql/graphql.ts";
import type { InnerPath } from "../../ui/links.tsx";

/** Something that can be opened from a search: a page, or a thing that was found. */
export interface Target {
  kind: SearchKind | "PAGE";
  /** Node id of the thing; of a page its path. */
  id: string;
  name: string;
  /** Of a partnership, the receiver. */
  withName?: string | null;
  /** What it lies in, from the top. */
  place: readonly string[];
  /** Of a division: node ids from the top down to itself. */
  path?: readonly string[];
  ended?: boolean;
  /** Characters of the name that match. */
  mark?: { from: number; length: number } | null;
}

/** A page of the product. */
export interface FoundPage {
  to: InnerPath;
  label: string;
}

const STORED = 6;
const keyOf = (personId: string) => `gongjian.recent.${personId}`;

/** What the person opened lately on this device, the latest first. People are not kept: their names stand in one place alone. */
export function recentTargets(personId: string): Target[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isTarget).slice(0, STORED) : [];
  } catch {
    return [];
  }
}

/** Remembers what was opened. A device that stores nothing remembers nothing. */
export function remember(personId: string, target: Target): void {
  if (target.kind === "PERSON" || target.kind === "PAGE") return;
  const others = recentTargets(personId).filter(({ id }) => id !== target.id);
  try {
    localStorage.setItem(
      keyOf(personId),
      JSON.stringify([{ ...target, mark: null }, ...others].slice(0, STORED)),
    );
  } catch {
    // Full or forbidden: the search works without.
  }
}

function isTarget(value: unknown): value is Target {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, name, place } = value as Record<string, unknown>;
  return (
    typeof kind === "string" && typeof id === "string" && typeof name === "string" && Array.isArray(place)
  );
}

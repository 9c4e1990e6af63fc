/** What a circular (通报) is filled with: the places of its template, and which text of a document names one. Pure. */

/** Places within a line. */
const LINES = [
  "title",
  "number",
  "date",
  "addressee",
  "closing",
  "office",
  "city",
  "period",
  "from",
  "to",
  "promises",
  "metOnTime",
  "metLate",
  "awaiting",
  "late",
  "unmet",
  "pledged",
  "sent",
  "received",
  "spent",
] as const;

/** Places where a table or a list comes. There is none that ranks persons. */
const BLOCKS = ["districts", "unitsLate", "unitsNothingLate", "communities"] as const;

export type LinePlace = (typeof LINES)[number];
export type BlockPlace = (typeof BLOCKS)[number];
export type Placeholder = LinePlace | BlockPlace;

export const PLACEHOLDERS: readonly Placeholder[] = [...LINES, ...BLOCKS];
export const REPEATED: ReadonlySet<string> = new Set(BLOCKS);

const known: ReadonlySet<string> = new Set(PLACEHOLDERS);

/** The places that texts of a document name, and the names that nobody knows, each once and in order. */
export function placesIn(texts: readonly string[]): { places: Placeholder[]; unknown: string[] } {
  const names = new Set(
    texts.flatMap((text) => [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name ?? "")),
  );
  const places: Placeholder[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    if (known.has(name)) places.push(name as Placeholder);
    else unknown.push(name);
  }
  return { places, unknown };
}

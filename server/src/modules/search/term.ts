import { COMMON_GRAMS, cleaned, gramsOf } from "./model.ts";

/** What can be found, in the order in which it is shown. */
export const searchKinds = ["UNIT", "COMMUNITY", "OFFICE", "PERSON", "PARTNERSHIP", "DIVISION"] as const;
export type SearchKind = (typeof searchKinds)[number];

/**
 * What somebody typed, as it is looked for: Chinese (or a mixture) in names, letters and digits in initials, spellings and names.
 * `next` is the first text after all that begin with it.
 */
export type SearchTerm = {
  text: string;
  next: string;
  form: "NAME" | "SPELLED";
  /** Pairs of characters that a name must have; none when it must begin with the text. */
  grams: readonly string[];
  /** The same without those that nearly every division has. */
  tellingGrams: readonly string[];
};

/** Longest text that is looked for, in characters; what follows is cut. */
export const LONGEST_SEARCH = 60;

/** Reads what somebody typed; null when nothing is left to look for. */
export function searchTerm(typed: string): SearchTerm | null {
  const characters = [...cleaned(typed.slice(0, 4 * LONGEST_SEARCH)).replaceAll("ü", "v")].slice(
    0,
    LONGEST_SEARCH,
  );
  const last = characters.at(-1)?.codePointAt(0);
  // The very last code point is no character: nothing is called so, and nothing comes after it.
  if (last === undefined || last === 0x10ffff) return null;
  const text = characters.join("");
  const spelled = /^[a-z0-9]+$/.test(text);
  return {
    text,
    next: characters.slice(0, -1).join("") + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1),
    form: spelled ? "SPELLED" : "NAME",
    grams: gramsOf(text),
    tellingGrams: gramsOf(text, COMMON_GRAMS),
  };
}

/** Characters of a name, from where and how many. */
export type Mark = { from: number; length: number };

/**
 * Which characters of a name as it is written were found, by the text itself, by initials or by spelling. Null when the name as it is
 * compared has other characters than the name as it is written, so that places cannot be told.
 */
export function markOf(
  term: SearchTerm,
  name: { label: string; name: string; initials: string; pinyin: string },
): Mark | null {
  const written = [...name.label];
  const compared = [...name.name];
  // Marks and spaces of the written name are not compared: the places of the others.
  const places = written.flatMap((character, at) => [...cleaned(character)].map(() => at));
  if (places.length !== compared.length) return null;
  const between = (from: number, to: number): Mark | null => {
    const [first, last] = [places[from], places[to - 1]];
    return first === undefined || last === undefined ? null : { from: first, length: last - first + 1 };
  };
  const at = name.name.indexOf(term.text);
  if (at >= 0) {
    const from = [...name.name.slice(0, at)].length;
    return between(from, from + [...term.text].length);
  }
  // Each character that is read has one initial; a name with others cannot be told.
  if (name.initials.length !== compared.length) return null;
  const initial = name.initials.indexOf(term.text);
  if (initial >= 0) return between(initial, initial + term.text.length);
  const syllables = name.pinyin.match(/[A-Z][a-z]*|\d/g) ?? [];
  const spelled = name.pinyin.toLowerCase().indexOf(term.text);
  if (spelled < 0 || syllables.length !== compared.length) return null;
  let letter = 0;
  let from = -1;
  for (const [place, syllable] of syllables.entries()) {
    letter += syllable.length;
    if (from < 0 && letter > spelled) from = place;
    if (letter >= spelled + term.text.length) return between(from, place + 1);
  }
  return null;
}

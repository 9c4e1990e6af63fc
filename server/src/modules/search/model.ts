/**
 * The keys by which a name is found, as the database computes them (functions `search_text`, `grams_of`, `readings_of` of the migration
 * `search`): for the import of the whole country, and for reading what people type.
 */

/** How characters are read: the usual reading first, a second one where names have both. */
export type CharacterReadings = ReadonlyMap<string, readonly string[]>;

/** One way to read a name: the first letters, and the spelling with a capital at each syllable. */
export type NameReading = { initials: string; pinyin: string };

const MARKS = new Set(" \t\n\r()[]{}<>《》“”‘’\"'`·•.,:;、。!?/\\|_-—–~&+*#%");

/** Pairs that end nearly every division's name: they select nothing. */
export const COMMON_GRAMS: ReadonlySet<string> = new Set([
  ...["村委", "委会", "委员", "员会", "民委", "村民", "村村", "庄村"],
  ...["山村", "社区", "区居", "居委", "居民", "街道", "办事", "事处"],
]);

const NONE: ReadonlySet<string> = new Set();
/** Characters that vary in one name; others are read in their usual way. */
const MOST_VARYING = 2;

/** A text as it is compared: one form of each character, small letters, no spaces and marks. */
export function cleaned(text: string): string {
  // Nearly every name is of such characters alone: nothing to do.
  if (!/[^\u4E00-\u9FFF]/.test(text)) return text;
  const plain = text.normalize("NFKC").replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  let kept = "";
  for (const character of plain) if (!MARKS.has(character)) kept += character;
  return kept;
}

/** The pairs of neighbouring characters of a cleaned text, in their order, without some. */
export function gramsOf(text: string, without: ReadonlySet<string> = NONE): string[] {
  const characters = [...text];
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < characters.length; at++) {
    const pair = `${characters[at]}${characters[at + 1]}`;
    if (!without.has(pair)) pairs.add(pair);
  }
  return [...pairs];
}

/** The ways to read a cleaned text; one at least. What is neither a known character nor a letter or digit is passed over. */
export function readingsOf(text: string, readings: CharacterReadings): NameReading[] {
  const known: (readonly string[])[] = [];
  let varying = 0;
  for (const character of text) {
    const syllables = readings.get(character) ?? (/[a-z0-9]/.test(character) ? [character] : undefined);
    if (!syllables) continue;
    known.push(syllables);
    if (syllables.length > 1) varying += 1;
  }
  const ways: NameReading[] = [];
  for (let way = 0; way < 1 << Math.min(varying, MOST_VARYING); way++) {
    let place = 0;
    let initials = "";
    let pinyin = "";
    for (const syllables of known) {
      const second = syllables.length > 1 && place < MOST_VARYING && ((way >> place) & 1) === 1;
      if (syllables.length > 1) place += 1;
      const syllable = (second ? syllables[1] : syllables[0]) ?? "";
      initials += syllable.charAt(0);
      pinyin += capitalized(syllable);
    }
    ways.push({ initials, pinyin });
  }
  return ways;
}

const capitals = new Map<string, string>();

/** Remembered: there are some four hundred syllables, and a country has four million. */
function capitalized(syllable: string): string {
  let known = capitals.get(syllable);
  if (known === undefined) {
    known = syllable.charAt(0).toUpperCase() + syllable.slice(1);
    capitals.set(syllable, known);
  }
  return known;
}

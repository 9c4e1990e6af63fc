/** One pasted row: a unit, a community. */
export interface TypedPair {
  /** The line it stood on, from 1. */
  line: number;
  giver: string;
  receiver: string;
}

/** Reads pasted rows: two cells by tab, comma, semicolon or several spaces; empty lines and a heading are left out. */
export function parsePairs(text: string): TypedPair[] {
  return text
    .normalize("NFKC")
    .split(/\r?\n/)
    .map((line, at) => {
      const [giver = "", receiver = ""] = line
        .split(/\t|[,;、]| {2,}/)
        .map((cell) => cell.trim())
        .filter((cell) => cell !== "");
      return { line: at + 1, giver, receiver };
    })
    .filter(({ giver, receiver }) => giver !== "" || receiver !== "")
    .filter(
      ({ giver, receiver }) => !(/单位|^unit$/i.test(giver) && /^(社区|community|接收方)$/i.test(receiver)),
    );
}

/** Finds an organization by its whole name, else by its short name when only one bears it. */
export function findByName<T extends { name: string; shortName?: string | null }>(
  all: readonly T[],
  typed: string,
): T | undefined {
  const same = (a: string | null | undefined) => a?.normalize("NFKC").trim() === typed;
  const named = all.filter(({ name }) => same(name));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const short = all.filter(({ shortName }) => same(shortName));
  return short.length === 1 ? short[0] : undefined;
}

/** A text gets a name the second time it is sent: what is asked once is not worth keeping. */
const WORTH_A_NAME = 2;
/** Names that one process gives; each connection keeps a plan for each. */
const MOST_NAMES = 400;
/** Longer texts are lists of ids of some length, which seldom come again. */
const LONGEST = 12_000;
const UNNAMED = "";

/**
 * Names for the texts of statements. A named statement is parsed once on each connection and, after a few times, planned
 * once: PostgreSQL's half of a short query. However many texts come, only so many are named; the name of the others is empty.
 */
export function statementNames(): (query: { sql: string }) => string {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known || names.size >= MOST_NAMES || sql.length > LONGEST) return known ?? UNNAMED;
    const times = (seen.get(sql) ?? 0) + 1;
    if (times < WORTH_A_NAME) {
      if (seen.size > 10 * MOST_NAMES) seen.clear();
      seen.set(sql, times);
      return UNNAMED;
    }
    seen.delete(sql);
    const name = `g${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** One pasted line: a community, and how many people live there. */
export interface TypedPopulation {
  /** The line it stood on, from 1. */
  line: number;
  /** Official code, credit code or name, as it was typed. */
  code: string;
  /** NaN when no number could be read. */
  residents: number;
}

/** Reads pasted rows: a code or name, then a number, by tab, comma, semicolon or several spaces; empty lines and a heading are left out. */
export function parsePopulations(text: string): TypedPopulation[] {
  return text
    .normalize("NFKC")
    .split(/\r?\n/)
    .map((line, at) => {
      const match = /^(.*?)(?:\t|[,;、:]| +)\s*([\d][\d, ]*)\s*人?$/.exec(line.trim());
      const code = (match?.[1] ?? line).trim().replace(/[\t,;、:]+$/, "");
      const digits = match?.[2]?.replace(/[, ]/g, "") ?? "";
      return { line: at + 1, code, residents: digits === "" ? Number.NaN : Number(digits) };
    })
    .filter(({ code, residents }, at) => {
      if (code === "" && Number.isNaN(residents)) return false;
      return !(at === 0 && Number.isNaN(residents) && /(人口|人数|residents)/i.test(code));
    });
}

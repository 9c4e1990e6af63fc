/** One series of a chart. Series are told apart by pattern and dash as well as by shade, so that no colour is needed. */
export interface Series {
  key: string;
  name: string;
  /** How it is drawn, when its turn would give it another look: `hollow` for the quiet rest of a whole. */
  look?: Look;
}

/** The looks that series take in turn: solid, hatched, hollow, dotted. */
export const LOOKS = ["solid", "hatched", "hollow", "dotted"] as const;

/** How a series is drawn. */
export type Look = (typeof LOOKS)[number];

/** The look of the series at this place. */
export function lookOf(at: number, series?: Series): Look {
  return series?.look ?? LOOKS[at % LOOKS.length] ?? "solid";
}

/** One table under its heading. `widths` are parts of the page's width; numbers stand at the right. */
export type Section = {
  heading: string;
  /** A line below the heading. */
  note: string | null;
  columns: { head: string; width: number; isNumber?: boolean }[];
  rows: string[][];
};

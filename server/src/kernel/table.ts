import type { LocalDate } from "./clock.ts";

/** A list as a file: what stands in it, whatever the file's format. `table-csv.ts` and `table-xlsx.ts` write it. */

/** What a cell holds: digits of a count, an amount of fen that is shown in yuan, a day, or text; null is empty. */
export type Cell =
  | { type: "text"; value: string }
  | { type: "date"; value: LocalDate }
  | { type: "count"; value: bigint | number }
  | { type: "yuan"; value: bigint }
  | null;

/** One column: its head in the language of the file, about how many Latin letters wide it is, and its cell of a row. */
export type TableColumn<Row> = { head: string; width: number; cell(row: Row): Cell };

/** A whole table. The rows are taken one after another, as the reader takes the file. */
export type Table<Row> = {
  /** Name of the sheet. */
  name: string;
  columns: readonly TableColumn<Row>[];
  rows: AsyncIterable<Row>;
  /** What the table is: when it was made, of what, where the chain stood. Asked for after the last row. */
  notes: { name: string; lines(): readonly (readonly [label: string, text: string])[] };
};

/** Cells of a value that may be absent. */
export const text = (value: string | null | undefined): Cell =>
  value == null || value === "" ? null : { type: "text", value };
export const date = (value: LocalDate | null | undefined): Cell =>
  value == null ? null : { type: "date", value };
export const count = (value: bigint | number | null | undefined): Cell =>
  value == null ? null : { type: "count", value };
export const yuan = (fen: bigint | null | undefined): Cell =>
  fen == null ? null : { type: "yuan", value: fen };

/** Exact digits of an amount of fen in yuan, as a machine reads them: `20000.00`. */
export function yuanDigits(fen: bigint): string {
  const absolute = fen < 0n ? -fen : fen;
  return `${fen < 0n ? "-" : ""}${absolute / 100n}.${(absolute % 100n).toString().padStart(2, "0")}`;
}

import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { type Cell, type Table, yuanDigits } from "./table.ts";

/** What a spreadsheet would take for a formula, in half and in full width; some pass over spaces and marks without a width before it. */
const FORMULA = /^(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A text that no spreadsheet calculates: an apostrophe stands before what begins like a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function plain(cell: Cell): string {
  if (cell === null) return "";
  switch (cell.type) {
    case "text":
      return harmless(cell.value);
    case "yuan":
      return yuanDigits(cell.value);
    default:
      return String(cell.value);
  }
}

/** Lines that are sent in one piece: alone, each costs more to send than to make. */
const LINES = 200;

/** A table as CSV, streamed: with a byte order mark, because Excel reads Chinese only so; the notes stand below an empty line. */
export function csvOf<Row>({ columns, rows, notes }: Table<Row>): Readable {
  const line = (cells: string[]) => [
    ...cells,
    ...Array<string>(Math.max(0, columns.length - cells.length)).fill(""),
  ];
  async function* pieces() {
    let lines = [columns.map(({ head }) => harmless(head))];
    let bom = true;
    const piece = () => {
      const bytes = Buffer.from(stringify(lines, { bom, record_delimiter: "windows" }));
      lines = [];
      bom = false;
      return bytes;
    };
    for await (const row of rows) {
      lines.push(columns.map(({ cell }) => plain(cell(row))));
      if (lines.length >= LINES) yield piece();
    }
    lines.push(line([]), ...notes.lines().map(([label, said]) => line([harmless(label), harmless(said)])));
    yield piece();
  }
  // Whoever stops reading stops the rows; rows that fail fail the file, so that nobody takes half of it for all.
  return Readable.from(pieces(), { objectMode: false });
}

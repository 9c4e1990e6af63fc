import readXlsx from "read-excel-file/node";
import { type CellValue, plainText, readCell } from "./cells.ts";
import { type Column, MOST_PLEDGES, MOST_ROWS, SHEET_NAMES, SHEETS, type SheetName } from "./columns.ts";

/** One complaint about a workbook. `cell` is its address (`B3`); null when it is about a whole row or sheet. */
export type WorkbookProblem = {
  sheet: SheetName | null;
  row: number | null;
  cell: string | null;
  code: string;
  params: Record<string, string>;
};

/** One row of a sheet with its number in Excel, and the address of each of its columns. */
export type WorkbookRow = {
  row: number;
  values: Record<string, CellValue | null>;
  cells: Record<string, string>;
};

export type ReadWorkbook = { rows: Record<SheetName, WorkbookRow[]>; problems: WorkbookProblem[] };

const MOST_COLUMNS = 60;

/** The letters of a column: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** Reads the sheets of a workbook whose archive was inspected before. Sheets and columns are found by their names, in any order. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const result: ReadWorkbook = {
    rows: { units: [], communities: [], people: [], pairings: [], pledges: [] },
    problems: [],
  };
  const complain = (code: string, params: Record<string, string> = {}, sheet: SheetName | null = null) =>
    result.problems.push({ sheet, row: null, cell: null, code, params });
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = (await readXlsx(Buffer.from(bytes))) as { sheet: string; data: unknown[][] }[];
  } catch {
    complain("BROKEN_FILE");
    return result;
  }
  let found = 0;
  for (const name of SHEET_NAMES) {
    const sheet = sheets.find(({ sheet: title }) => namesThis(title, SHEETS[name]));
    if (!sheet) continue;
    found += 1;
    readSheet(name, sheet.data, result);
  }
  if (found === 0) complain("NO_SHEETS");
  const total = SHEET_NAMES.reduce((sum, name) => sum + result.rows[name].length, 0);
  if (total > MOST_ROWS) complain("TOO_MANY_ROWS", { max: String(MOST_ROWS) });
  else if (result.rows.pledges.length > MOST_PLEDGES)
    complain("TOO_MANY_ROWS", { max: String(MOST_PLEDGES) }, "pledges");
  else if (found > 0 && total === 0 && result.problems.length === 0) complain("NO_ROWS");
  return result;
}

/** A title names a sheet or a column when it is its Chinese or English name, or both one after the other. */
function namesThis(title: string, { zh, en }: { zh: string; en: string }): boolean {
  const plain = (text: string) =>
    text
      .normalize("NFKC")
      .replace(/[\s*＊]/g, "")
      .toLowerCase();
  return [zh, en, zh + en, en + zh].some((known) => plain(known) === plain(title));
}

function readSheet(name: SheetName, data: unknown[][], result: ReadWorkbook): void {
  const { columns } = SHEETS[name];
  const headAt = data.findIndex((row) => row.some((cell) => cell !== null && cell !== undefined));
  if (headAt < 0) return;
  const places = new Map<Column, number>();
  for (const [index, title] of (data[headAt] ?? []).slice(0, MOST_COLUMNS).entries()) {
    const column = columns.find((known) => namesThis(plainText(title ?? ""), known));
    if (column && !places.has(column)) places.set(column, index);
  }
  const missing = columns.filter((column) => column.required && !places.has(column));
  for (const column of missing) {
    result.problems.push({
      sheet: name,
      row: headAt + 1,
      cell: null,
      code: "COLUMN_MISSING",
      params: { zh: column.zh, en: column.en },
    });
  }
  if (missing.length > 0) return;
  for (const [index, raw] of data.entries()) {
    if (index <= headAt || [...places.values()].every((place) => plainText(raw[place] ?? "") === ""))
      continue;
    const row: WorkbookRow = { row: index + 1, values: {}, cells: {} };
    for (const [column, place] of places) {
      const address = `${columnLetters(place)}${index + 1}`;
      const read = readCell(raw[place], column);
      row.cells[column.key] = address;
      row.values[column.key] = "value" in read ? read.value : null;
      if ("problem" in read) {
        const { code, params = {} } = read.problem;
        result.problems.push({ sheet: name, row: index + 1, cell: address, code, params });
      }
    }
    result.rows[name].push(row);
  }
}

/** The text of a cell; null when it is empty. */
export function textOf(row: WorkbookRow, key: string): string | null {
  const value = row.values[key];
  return typeof value === "string" ? value : null;
}

import { Readable } from "node:stream";
import type { LocalDate } from "./clock.ts";
import { type Cell, type Table, type TableColumn, yuanDigits } from "./table.ts";
import { xmlText } from "./xml-text.ts";
import { zipOf } from "./zip.ts";

/**
 * A table as an Excel workbook, streamed: the sheet's rows go into the archive as they come, so that a hundred thousand of them
 * weigh no more than one. Two sheets: the rows below a frozen head, and what the table is. Equal rows make equal bytes.
 */
export function xlsxOf<Row>(table: Table<Row>): Readable {
  return xlsxBook([sheetOf(table)], table.notes);
}

/** One sheet of a workbook: its name, and its XML when its turn comes. */
export type Sheet = { name: string; xml(isFirst: boolean): AsyncGenerator<string> };

/** A table as a sheet of a workbook that has several. */
export function sheetOf<Row>(table: Omit<Table<Row>, "notes">): Sheet {
  return { name: table.name, xml: (isFirst) => rowsSheet(table, isFirst) };
}

/** Several tables as one workbook, each on its sheet and in order; what they are stands on the last one. */
export function xlsxBook(sheets: readonly Sheet[], notes: Table<unknown>["notes"]): Readable {
  const names = [...sheets, notes].map(({ name }) => sheetName(name));
  const constant = (path: string, xml: string) => ({
    path,
    compress: true,
    open: () => Readable.from([Buffer.from(HEADER + xml)]),
  });
  const sheet = (index: number, xml: () => AsyncGenerator<string>) => ({
    path: `xl/worksheets/sheet${index + 1}.xml`,
    compress: true,
    open: () => Readable.from(inPieces(xml())),
  });
  return zipOf([
    constant("[Content_Types].xml", contentTypes(names.length)),
    constant("_rels/.rels", ROOT_RELATIONS),
    constant("xl/workbook.xml", workbook(names)),
    constant("xl/_rels/workbook.xml.rels", workbookRelations(names.length)),
    constant("xl/styles.xml", STYLES),
    ...sheets.map((one, index) => sheet(index, () => one.xml(index === 0))),
    sheet(sheets.length, () => notesSheet(notes)),
  ]);
}

const HEADER = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function contentTypes(sheets: number): string {
  const overrides = numbers(sheets).map(
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
  );
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${overrides.join("")}</Types>`;
}
const ROOT_RELATIONS = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
function workbookRelations(sheets: number): string {
  const relations = numbers(sheets).map(
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
}

/** 1, 2, … */
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Places in `cellXfs` below. */
const STYLE = { head: 1, date: 2, yuan: 3, count: 4, long: 5 };
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

/** Every sheet by its name, what they are last. */
function workbook(names: readonly string[]): string {
  // The head of each table stands on every printed page.
  const titles = names
    .slice(0, -1)
    .map(
      (name, index) =>
        `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${xml(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
    );
  const sheets = names.map(
    (name, index) => `<sheet name="${xml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets><definedNames>${titles.join("")}</definedNames></workbook>`;
}

/** Excel refuses some characters in a sheet's name, and more than 31 of them. */
function sheetName(name: string): string {
  return name
    .replace(/[[\]:*?/\\]/g, " ")
    .slice(0, 31)
    .trim();
}

function columnsXml(widths: readonly number[]): string {
  const columns = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<cols>${columns.join("")}</cols>`;
}

async function* rowsSheet<Row>(
  { columns, rows }: Omit<Table<Row>, "notes">,
  isFirst: boolean,
): AsyncGenerator<string> {
  yield `${HEADER}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`;
  yield `<sheetViews><sheetView${isFirst ? ` tabSelected="1"` : ""} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  yield columnsXml(columns.map(({ width }) => width));
  const letters = columns.map((_, index) => letterOf(index));
  const head = columns.map((column, i) => textXml(`${letters[i]}1`, STYLE.head, column.head));
  yield `<sheetData><row r="1">${head.join("")}</row>`;
  let at = 1;
  for await (const row of rows) yield rowXml(++at, columns, letters, row);
  yield `</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function rowXml<Row>(at: number, columns: readonly TableColumn<Row>[], letters: string[], row: Row): string {
  let cells = "";
  for (let i = 0; i < columns.length; i++) {
    const cell = columns[i]?.cell(row);
    if (cell) cells += cellXml(`${letters[i]}${at}`, cell);
  }
  return `<row r="${at}">${cells}</row>`;
}

async function* notesSheet(notes: Table<unknown>["notes"]): AsyncGenerator<string> {
  yield `${HEADER}<worksheet xmlns="${MAIN}">${columnsXml([24, 80])}<sheetData>`;
  let at = 0;
  for (const [label, said] of notes.lines()) {
    at++;
    yield `<row r="${at}">${textXml(`A${at}`, STYLE.long, label)}${textXml(`B${at}`, STYLE.long, said)}</row>`;
  }
  yield `</sheetData><pageSetup paperSize="9"/></worksheet>`;
}

function cellXml(place: string, cell: NonNullable<Cell>): string {
  switch (cell.type) {
    case "text":
      return textXml(place, 0, cell.value);
    case "date":
      return `<c r="${place}" s="${STYLE.date}"><v>${serialOf(cell.value)}</v></c>`;
    case "yuan":
      return numberXml(place, STYLE.yuan, yuanDigits(cell.value));
    case "count":
      return numberXml(place, STYLE.count, cell.value.toString());
  }
}

/** Excel keeps fifteen digits of a number: a longer one stays exact as a text. */
function numberXml(place: string, style: number, digits: string): string {
  const exact = digits.replace(/^-/, "").replace(".", "").length <= 15;
  return exact ? `<c r="${place}" s="${style}"><v>${digits}</v></c>` : textXml(place, style, digits);
}

/** Excel takes a workbook with a longer text in a cell for broken; what is cut says so. */
const LONGEST_TEXT = 32_767;

function textXml(place: string, style: number, text: string): string {
  const held = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(held)}</t></is></c>`;
}

const NAMED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** What XML cannot hold is left out; what Excel would read as a coded character (`_x0041_`) is coded itself. */
function xml(text: string): string {
  return xmlText(text)
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, "_x005F_x")
    .replace(/[&<>"]/g, (character) => NAMED[character] ?? character);
}

/** `A`, `B`, … `Z`, `AA`, … */
function letterOf(index: number): string {
  const rest = index < 26 ? "" : letterOf(Math.floor(index / 26) - 1);
  return rest + String.fromCharCode(65 + (index % 26));
}

/** Excel's number of a day, counted from 30 December 1899. */
function serialOf(day: LocalDate): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
}

/** Many small texts in pieces that are worth compressing. */
async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = "";
  for await (const one of texts) {
    piece += one;
    if (piece.length < 64 * 1024) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(piece);
}

import type { DivisionLevel } from "../model.ts";
import { DATA_FILES, type DataFile, type DataSet, DataSetError } from "./data-set.ts";

/** One division of the data set. */
export type IncomingDivision = {
  code: string;
  name: string;
  parentCode: string | null;
  level: DivisionLevel;
};

type FileForm = { level: DivisionLevel; digits: number; parent: { column: string; digits: number } | null };

const FORMS: Record<DataFile, FileForm> = {
  "provinces.csv": { level: "PROVINCE", digits: 2, parent: null },
  "cities.csv": { level: "CITY", digits: 4, parent: { column: "provinceCode", digits: 2 } },
  "areas.csv": { level: "COUNTY", digits: 6, parent: { column: "cityCode", digits: 4 } },
  "streets.csv": { level: "STREET", digits: 9, parent: { column: "areaCode", digits: 6 } },
  "villages.csv": { level: "COMMUNITY", digits: 12, parent: { column: "streetCode", digits: 9 } },
};

const LONGEST_NAME = 60;
// Control characters and the mark of a wrong encoding.
const UNREADABLE = /[\p{Cc}\uFFFD]/u;

/** Whether a text names what to import: a code of a province, prefecture or county, or `all`. */
export function isScope(text: string): boolean {
  return text === "all" || /^(\d{2}|\d{4}|\d{6})$/.test(text);
}

/**
 * Reads every line of the data set and keeps what lies in the scopes, and above them up to the province; parents first.
 *
 * @throws DataSetError naming file, line and fault of the first malformed line, or the code that the data set lacks.
 */
export function parseDataSet(dataSet: DataSet, scopes: readonly string[]): IncomingDivision[] {
  const kept: IncomingDivision[] = [];
  const codes = new Set<string>();
  const wanted = (code: string) =>
    scopes.some((scope) => scope === "all" || code.startsWith(scope) || scope.startsWith(code));
  for (const file of DATA_FILES) {
    for (const division of linesOf(file, dataSet.files[file], codes))
      if (wanted(division.code)) kept.push(division);
  }
  for (const scope of scopes) {
    if (scope !== "all" && !codes.has(scope))
      throw new DataSetError(`The data set has no division ${scope}.`);
  }
  return kept;
}

/** The divisions of one file; `codes` holds all codes read so far and grows. */
function* linesOf(file: DataFile, text: string, codes: Set<string>): Generator<IncomingDivision> {
  const { level, digits, parent } = FORMS[file];
  const isCode = (value: string | undefined, length: number) =>
    value?.length === length && /^\d+$/.test(value);
  let columns: { count: number; code: number; name: number; parent: number } | undefined;
  let number = 0;
  for (const line of text.replace(/^\uFEFF/, "").split("\n")) {
    number += 1;
    const fault = (what: string) => new DataSetError(`${file}, line ${number}: ${what}. Nothing was loaded.`);
    const plain = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (plain === "") continue;
    const fields = fieldsOf(plain);
    if (!fields) throw fault("the quotes do not match");
    if (!columns) {
      columns = headOf(fields, parent?.column);
      if (!columns) throw fault(`the head does not name code, name${parent ? ` and ${parent.column}` : ""}`);
      continue;
    }
    if (fields.length !== columns.count)
      throw fault(`${columns.count} fields expected, ${fields.length} found`);
    const code = fields[columns.code];
    const name = fields[columns.name]?.trim().normalize("NFC") ?? "";
    const parentCode = parent ? fields[columns.parent] : undefined;
    if (code === undefined || !isCode(code, digits))
      throw fault(`the code "${code}" is not ${digits} digits`);
    if (name === "") throw fault(`${code} has no name`);
    if ([...name].length > LONGEST_NAME)
      throw fault(`the name of ${code} is longer than ${LONGEST_NAME} characters`);
    if (UNREADABLE.test(name)) throw fault(`the name of ${code} has characters that cannot be read`);
    if (codes.has(code)) throw fault(`${code} is there twice`);
    if (parent) {
      if (!isCode(parentCode, parent.digits))
        throw fault(`the ${parent.column} "${parentCode}" is not ${parent.digits} digits`);
      if (!codes.has(parentCode ?? "")) throw fault(`${code} stands under ${parentCode}, which is not there`);
      if (!code.startsWith(parentCode ?? ""))
        throw fault(`${code} does not begin with ${parentCode}, under which it stands`);
    }
    codes.add(code);
    yield { code, name, parentCode: parentCode ?? null, level };
  }
  if (!columns) throw new DataSetError(`${file} is empty. Nothing was loaded.`);
}

function headOf(fields: string[], parentColumn: string | undefined) {
  const code = fields.indexOf("code");
  const name = fields.indexOf("name");
  const parent = parentColumn === undefined ? 0 : fields.indexOf(parentColumn);
  return code < 0 || name < 0 || parent < 0 ? undefined : { count: fields.length, code, name, parent };
}

/** The fields of one CSV line; undefined when a quote is open at its end or stands within a bare field. */
function fieldsOf(line: string): string[] | undefined {
  const plain = line.split(",");
  if (plain.every((field, at) => isSimple(field, at, plain))) return plain;
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (!match) return undefined;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") return fields;
  }
}

/** Whether a field has no quotes, or only those around it, which are taken off in place. */
function isSimple(field: string, at: number, fields: string[]): boolean {
  if (!field.includes('"')) return true;
  if (field.length < 2 || field.indexOf('"', 1) !== field.length - 1 || !field.startsWith('"')) return false;
  fields[at] = field.slice(1, -1);
  return true;
}

import { stringify } from "csv-stringify/sync";
import { canonicalJson } from "../../kernel/canonical.ts";
import type { Transaction } from "../../kernel/db.ts";
import { harmless } from "../../kernel/table-csv.ts";
import type { Spool } from "./spool.ts";

/** One fact as the pack tells it: digits for amounts, `YYYY-MM-DD`, ISO instants in UTC. */
export type Fact = Record<string, unknown>;

const PAGE = 2_000;
const NUMBER = /^-?\d+$/;

/**
 * Writes rows as `facts/<name>.json` (canonical, one row a line) and `facts/<name>.csv` (for Excel: byte order mark, nothing that it
 * would calculate).
 *
 * @returns how many.
 */
export async function writeFacts(
  spool: Spool,
  name: string,
  columns: readonly string[],
  pages: AsyncIterable<readonly Fact[]>,
): Promise<number> {
  const json = await spool.create(`facts/${name}.json`);
  const csv = await spool.create(`facts/${name}.csv`);
  let rows = 0;
  await json.write("[");
  await csv.write(`\ufeff${columns.join(",")}\r\n`);
  for await (const page of pages) {
    await json.write(page.map((row, n) => `${rows + n === 0 ? "\n" : ",\n"}${canonicalJson(row)}`).join(""));
    await csv.write(
      stringify(
        page.map((row) => columns.map((column) => cellOf(row[column]))),
        { record_delimiter: "windows" },
      ),
    );
    rows += page.length;
  }
  await json.write("\n]\n");
  await json.close();
  await csv.close();
  return rows;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return NUMBER.test(text) ? text : harmless(text);
}

/** The rows of a query, page by page, in bounded memory. The transaction is the reader's own. */
export async function* pagesOf<Row>(
  tx: Transaction,
  sql: string,
  values: readonly unknown[],
): AsyncGenerator<Row[]> {
  await tx.$executeRawUnsafe(`declare pack_rows no scroll cursor for ${sql}`, ...values);
  for (;;) {
    const page = await tx.$queryRawUnsafe<Row[]>(`fetch ${PAGE} from pack_rows`);
    if (page.length > 0) yield page;
    if (page.length < PAGE) break;
  }
  await tx.$executeRawUnsafe("close pack_rows");
}

/** The columns of a table as the pack tells them, with the types that the database names. */
export function selectOf(columns: readonly string[], typeOf: ReadonlyMap<string, string>): string {
  return columns
    .map((column) => {
      const value = `t."${column}"`;
      switch (typeOf.get(column)) {
        case undefined:
          throw new Error(`a pack names the column ${column}, which there is not`);
        case "bigint":
          return `${value}::text as "${column}"`;
        case "timestamp with time zone":
          return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "${column}"`;
        case "date":
          return `to_char(${value}, 'YYYY-MM-DD') as "${column}"`;
        default:
          return value;
      }
    })
    .join(", ");
}

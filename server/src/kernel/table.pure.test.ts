import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import readWorkbook from "read-excel-file/node";
import { expect, test } from "vitest";
import { localDate } from "./clock.ts";
import { count, date, type Table, type TableColumn, text, yuan } from "./table.ts";
import { csvOf, harmless } from "./table-csv.ts";
import { xlsxOf } from "./table-xlsx.ts";

type Row = { name: string | null; due: string | null; fen: bigint | null; late: number | null };

const columns: TableColumn<Row>[] = [
  { head: "单位", width: 24, cell: (row) => text(row.name) },
  { head: "期限", width: 11, cell: (row) => date(row.due === null ? null : localDate(row.due)) },
  { head: "认捐", width: 14, cell: (row) => yuan(row.fen) },
  { head: "逾期", width: 8, cell: (row) => count(row.late) },
];

function table(rows: AsyncIterable<Row> | Row[]): Table<Row> {
  return {
    name: "共建: 看板",
    columns,
    rows: Readable.from(rows) as AsyncIterable<Row>,
    notes: { name: "说明", lines: () => [["链头", "=12 abc"]] },
  };
}

const rows: Row[] = [
  { name: '西湖区<水务>局 & "Sons", Ltd.\n第二行', due: "2026-02-28", fen: 2_000_000n, late: 3 },
  { name: '=HYPERLINK("http://x")', due: null, fen: 1n, late: null },
  { name: "_x0041_ \u0001\u{20000}", due: "2024-02-29", fen: -5n, late: 0 },
  { name: null, due: null, fen: 123_456_789_012_345_678n, late: null },
];

test("CSV: exact amounts, texts that nothing calculates, notes below, for Excel to read Chinese", async () => {
  const bytes = await buffer(csvOf(table(rows)));
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(parse(bytes, { bom: true })).toEqual([
    ["单位", "期限", "认捐", "逾期"],
    [rows[0]?.name, "2026-02-28", "20000.00", "3"],
    ['\'=HYPERLINK("http://x")', "", "0.01", ""],
    [rows[2]?.name, "2024-02-29", "-0.05", "0"],
    ["", "", "1234567890123456.78", ""],
    ["", "", "", ""],
    ["链头", "'=12 abc", "", ""],
  ]);
  for (const begin of ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
    expect(harmless(`${begin}1`)).toBe(`'${begin}1`);
  expect(harmless("a=1")).toBe("a=1");
});

test("XLSX: days and amounts are days and numbers; the same rows make the same bytes", async () => {
  const bytes = await buffer(xlsxOf(table(rows)));
  expect(await buffer(xlsxOf(table(rows)))).toEqual(bytes);
  const [first, notes] = await readWorkbook(bytes);
  expect([first?.sheet, notes?.sheet]).toEqual(["共建  看板", "说明"]);
  expect(first?.data).toEqual([
    ["单位", "期限", "认捐", "逾期"],
    [rows[0]?.name, new Date("2026-02-28T00:00:00Z"), 20_000, 3],
    ['=HYPERLINK("http://x")', null, 0.01, null],
    // What XML cannot hold is gone.
    ["_x0041_ \u{20000}", new Date("2024-02-29T00:00:00Z"), -0.05, 0],
    [null, null, "1234567890123456.78", null],
  ]);
  expect(notes?.data).toEqual([["链头", "=12 abc"]]);
});

test("XLSX: a text longer than a cell holds is cut and says so", async () => {
  const [row] = rows;
  const long = { ...(row as Row), name: "长".repeat(40_000) };
  const [first] = await readWorkbook(await buffer(xlsxOf(table([long]))));
  const cell = String(first?.data[1]?.[0]);
  expect([cell.length, cell.at(-1)]).toEqual([32_767, "…"]);
});

test("CSV: what a spreadsheet passes over before a formula hides none", () => {
  for (const hidden of [" =1", "\u00a0=1", "\u200b+1", "\ufeff@x", "\u3000＝1", "\n=1", "\t1"])
    expect([hidden, harmless(hidden)]).toEqual([hidden, `'${hidden}`]);
  for (const plain of ["a=1", "1-2", "长 = 短", ""]) expect(harmless(plain)).toBe(plain);
});

test("rows that fail fail the file; whoever stops reading stops the rows", async () => {
  async function* failing() {
    yield rows[0] as Row;
    throw new Error("the database went away");
  }
  let taken = 0;
  let ended = false;
  async function* endless() {
    try {
      for (;;) {
        taken++;
        yield rows[0] as Row;
      }
    } finally {
      ended = true;
    }
  }
  for (const write of [csvOf, xlsxOf]) {
    await expect(buffer(write(table(failing())))).rejects.toThrow("the database went away");
    [taken, ended] = [0, false];
    const file = write({ ...table([]), rows: endless() });
    for await (const _ of file) if (taken > 1000) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const then = taken;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken).toBe(then);
    expect([write.name, ended]).toEqual([write.name, true]);
  }
});

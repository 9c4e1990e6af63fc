import writeXlsx from "write-excel-file/node";
import { type Column, SHEET_NAMES, SHEETS } from "./columns.ts";

const HEAD = { fontWeight: "bold", backgroundColor: "#e6f0ee", wrap: true } as const;
const heading = (column: Column) => ({
  type: String,
  value: `${column.zh} ${column.en}${column.required ? " *" : ""}`,
  ...HEAD,
});

function wordsOf({ choices }: Column): string {
  return Object.values(choices ?? {})
    .map(([zh, en]) => `${zh} / ${en}`)
    .join("; ");
}

/** The empty workbook to fill in: one sheet for each kind of thing, and a guide with notes and examples. */
export function makeTemplate(): Promise<Buffer> {
  const text = (value: string) => ({ type: String, value, wrap: true });
  const guide = SHEET_NAMES.flatMap((name) => {
    const sheet = SHEETS[name];
    return sheet.columns.map((column) => [
      text(`${sheet.zh} ${sheet.en}`),
      text(`${column.zh} ${column.en}`),
      text(column.required ? "必填 required" : ""),
      text([column.noteZh, column.noteEn, wordsOf(column)].filter(Boolean).join(" / ")),
      text(column.example),
    ]);
  });
  const guideHead = ["工作表 Sheet", "列 Column", "必填 Required", "说明 Note", "示例 Example"];
  return writeXlsx([
    ...SHEET_NAMES.map((name) => ({
      sheet: `${SHEETS[name].zh} ${SHEETS[name].en}`,
      columns: SHEETS[name].columns.map(() => ({ width: 20 })),
      stickyRowsCount: 1,
      // Everything is text, so that Excel keeps the zeros and digits of codes and phones.
      data: [SHEETS[name].columns.map(heading)],
    })),
    {
      sheet: "说明 Guide",
      columns: [{ width: 20 }, { width: 30 }, { width: 16 }, { width: 60 }, { width: 24 }],
      stickyRowsCount: 1,
      data: [guideHead.map((value) => ({ type: String, value, ...HEAD })), ...guide],
    },
  ]).toBuffer();
}

import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../lib/i18n.ts";
import classes from "./DataTable.module.css";
import { messages } from "./messages.ts";

/** One column. On a phone a row is a card: `title` heads it, `line` is a labelled line, `hide` is left out. */
export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** Right-aligned, tabular figures. */
  numeric?: boolean;
  phone?: "title" | "line" | "hide";
  width?: number | string;
}

interface DataTableProps<Row> {
  /** Says what the table lists; read by screen readers. */
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** A click anywhere in the row. Keep a link or button in the title column for the keyboard. */
  onRowClick?: (row: Row) => void;
  /** Makes rows selectable. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** Names a row for its checkbox. */
  rowName?: (row: Row) => string;
}

/** Rows of 44 px under a sticky head; cards on a phone. Empty lists are an `EmptyState`, not an empty table. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, onRowClick, selected, onSelect, rowName } = props;
  const t = useMessages(messages);
  const all = rows.length > 0 && rows.every((row) => selected?.has(rowKey(row)));
  const some = rows.some((row) => selected?.has(rowKey(row)));
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            {selected && (
              <th className={classes.select}>
                <Checkbox
                  aria-label={t("table.selectAll")}
                  checked={all}
                  indeterminate={some && !all}
                  onChange={() => onSelect?.(all ? new Set() : new Set(rows.map(rowKey)))}
                />
              </th>
            )}
            {columns.map(({ key, title, numeric, width }) => (
              <th key={key} scope="col" data-numeric={numeric || undefined} style={{ width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            // The row's click repeats what its link does, for the mouse.
            <tr
              key={rowKey(row)}
              data-clickable={onRowClick ? true : undefined}
              data-selected={selected?.has(rowKey(row)) || undefined}
              onClick={(event) => {
                if (event.target instanceof Element && event.target.closest("a,button,input,label")) return;
                onRowClick?.(row);
              }}
            >
              {selected && (
                <td className={classes.select} data-phone="line">
                  <Checkbox
                    aria-label={t("table.select", { name: rowName?.(row) ?? "" })}
                    checked={selected.has(rowKey(row))}
                    onChange={() => toggle(rowKey(row))}
                  />
                </td>
              )}
              {columns.map(({ key, title, render, numeric, phone = "line" }) => (
                <td key={key} data-numeric={numeric || undefined} data-phone={phone} data-label={title}>
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

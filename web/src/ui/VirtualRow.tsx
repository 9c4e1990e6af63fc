import { memo, type ReactNode } from "react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./VirtualTable.module.css";

/** One column of a long table. On a card `title` heads it, `line` is a labelled line, `hide` is left out. */
export interface VirtualColumn<Row, Key extends string = string> {
  key: Key;
  title: string;
  render: (row: Row) => ReactNode;
  /** Right-aligned, tabular figures. */
  numeric?: boolean;
  sortable?: boolean;
  card?: "title" | "line" | "hide";
  /** In pixels; columns without one share what is left. */
  width?: number;
}

interface VirtualRowProps<Row> {
  row: Row;
  index: number;
  /** Pixels from the top of the table's body. */
  top: number;
  columns: readonly VirtualColumn<Row>[];
  cards: boolean;
  name: string;
  id: string;
  selected: boolean | undefined;
  open: boolean;
  /** The one row that Tab leads to. */
  current: boolean;
  measure: ((row: HTMLTableRowElement | null) => void) | undefined;
  onToggle: (id: string, range: boolean) => void;
  onOpen: (row: Row) => void;
  onFocused: (index: number) => void;
}

function Row<T>(props: VirtualRowProps<T>) {
  const { row, index, top, columns, cards, name, id, selected, open, current } = props;
  const { measure, onToggle, onOpen, onFocused } = props;
  const t = useMessages(messages);
  const tabIndex = current ? 0 : -1;
  return (
    // The click repeats what the button in the first cell does.
    <tr
      ref={measure}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
      data-selected={selected || undefined}
      data-open={open || undefined}
      aria-rowindex={index + 2}
      aria-selected={selected}
      onFocus={() => onFocused(index)}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a,button,input,label")) return;
        if (selected !== undefined && event.shiftKey) onToggle(id, true);
        else onOpen(row);
      }}
    >
      {selected !== undefined && (
        <td className={classes.select}>
          <label className={classes.box}>
            <input
              type="checkbox"
              data-part="check"
              tabIndex={tabIndex}
              aria-label={t("table.select", { name })}
              checked={selected}
              onChange={({ nativeEvent }) =>
                onToggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
              }
            />
          </label>
        </td>
      )}
      {columns.map(({ key, title, render, numeric, card = "line" }) =>
        cards && card === "hide" ? null : (
          <td key={key} data-numeric={numeric || undefined} data-card={card} data-label={title}>
            {card === "title" ? (
              <button
                type="button"
                data-part="open"
                tabIndex={tabIndex}
                className={`${classes.open} gj-print-keep`}
                aria-haspopup="dialog"
                onClick={() => onOpen(row)}
              >
                {render(row)}
              </button>
            ) : (
              render(row)
            )}
          </td>
        ),
      )}
    </tr>
  );
}

/** One drawn row of a long table; drawn again only when it changes itself. */
export const VirtualRow = memo(Row) as typeof Row;

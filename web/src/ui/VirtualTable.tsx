import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import { rangeBetween } from "./row-range.ts";
import { type VirtualColumn, VirtualRow } from "./VirtualRow.tsx";
import classes from "./VirtualTable.module.css";

/** Height of a row of two lines, in pixels; cards measure themselves. */
const ROW_HEIGHT = 60;
const CARD_HEIGHT = 260;
const CARD_GAP = 8;
/** A column without a width of its own has at least this one. */
const NARROWEST = 130;
/** Narrower than this, rows are cards. */
const CARDS_BELOW = 860;
/** So many rows before the end the next page is asked for. */
const NEAR_END = 20;

/** By which column rows are sorted. */
export interface TableSort<Key extends string = string> {
  by: Key;
  descending: boolean;
}

interface VirtualTableProps<Row, Key extends string> {
  /** Says what the table lists; read by screen readers. */
  caption: string;
  /** Keep the array: rows are drawn again when it changes. */
  columns: readonly VirtualColumn<Row, Key>[];
  rows: readonly Row[];
  /** All rows there are, loaded or not. */
  total: number;
  rowKey: (row: Row) => string;
  /** Names a row for its checkbox and for who can't see it. */
  rowName: (row: Row) => string;
  sort?: TableSort<Key>;
  onSort?: (by: Key) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** A click on the row, or Enter on its first cell. */
  onOpen?: (row: Row) => void;
  /** The row that is open beside the table; the focus comes back to it when it closes. */
  openKey?: string | undefined;
  /** Called when the end comes into sight. */
  onNearEnd?: () => void;
  /** The rows are those of a former question; the new ones are on their way. */
  busy?: boolean;
}

/**
 * A long table of which only what is in sight is drawn; it scrolls with the page under a sticky head, and rows are
 * cards where it is narrow. One tab stop: arrow keys go from row to row, Space selects, with Shift a whole range.
 */
export function VirtualTable<Row, Key extends string>(props: VirtualTableProps<Row, Key>) {
  const { caption, columns, rows, total, rowKey, rowName, sort, onSort, selected, onSelect } = props;
  const { onOpen, openKey, onNearEnd, busy } = props;
  const t = useMessages(messages);
  const allId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const cards = room > 0 && room < CARDS_BELOW;
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  const [current, setCurrent] = useState(0);
  const focusing = useRef<{ index: number; part: string } | null>(null);
  const anchor = useRef<string | null>(null);
  const at = Math.min(current, Math.max(0, rows.length - 1));

  // What stands above the table grows and shrinks with its filters. Reading places while rows are drawn would be dear.
  useLayoutEffect(() => {
    const look = () => {
      const [table, rows] = [frame.current, body.current];
      if (!table || !rows) return;
      setRoom(table.clientWidth);
      setMargin(Math.round(rows.getBoundingClientRect().top + window.scrollY));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => (cards ? CARD_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan: 8,
    useFlushSync: false,
    gap: cards ? CARD_GAP : 0,
    scrollMargin: margin,
    scrollPaddingStart: 112,
    scrollPaddingEnd: 96,
    // The row that has the focus stays although it is out of sight.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (shown.includes(at) || at >= range.count) return shown;
        return [...shown, at].sort((a, b) => a - b);
      },
      [at],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are others when rows become cards.
  useLayoutEffect(() => virtualizer.measure(), [cards]);
  const items = virtualizer.getVirtualItems();
  const lastSeen = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - NEAR_END) onNearEnd?.();
  }, [lastSeen, rows.length, onNearEnd]);

  /** Moves the focus to where it is wished, as soon as that row is drawn. */
  const followWish = () => {
    const wish = focusing.current;
    if (!wish) return;
    const target = body.current?.querySelector<HTMLElement>(
      `[data-index="${wish.index}"] [data-part="${wish.part}"]`,
    );
    if (!target) return;
    focusing.current = null;
    target.focus({ preventScroll: true });
  };
  const focusRow = (index: number, part: string) => {
    focusing.current = { index, part };
    setCurrent(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
    followWish();
  };
  const wasOpen = useRef(openKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is open counts.
  useEffect(() => {
    const index = rows.findIndex((row) => rowKey(row) === (openKey ?? wasOpen.current));
    if (openKey !== undefined && index >= 0) {
      setCurrent(index);
      virtualizer.scrollToIndex(index, { align: "auto" });
    } else if (wasOpen.current !== undefined && index >= 0) focusRow(index, "open");
    wasOpen.current = openKey;
  }, [openKey]);

  // A row that was out of sight is there after the next drawing.
  useEffect(followWish);

  const onKeyDown = (event: KeyboardEvent) => {
    const part = event.target instanceof HTMLElement ? event.target.dataset["part"] : undefined;
    if (!part || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, items.length - 12);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to === undefined) {
      const other = { ArrowLeft: "check", ArrowRight: "open" }[event.key];
      if (other) focusRow(at, other);
      return;
    }
    event.preventDefault();
    focusRow(Math.max(0, Math.min(rows.length - 1, to)), part);
  };

  // Rows keep their callbacks, so that scrolling draws new rows only.
  const latest = useRef({ rows, rowKey, selected, onSelect, onOpen });
  latest.current = { rows, rowKey, selected, onSelect, onOpen };
  const toggle = useCallback((key: string, range: boolean) => {
    const now = latest.current;
    const next = new Set(now.selected);
    const keys = range ? rangeBetween(now.rows.map(now.rowKey), anchor.current, key) : [key];
    const on = !next.has(key);
    for (const one of keys) {
      if (on) next.add(one);
      else next.delete(one);
    }
    anchor.current = key;
    now.onSelect?.(next);
  }, []);
  const open = useCallback((row: Row) => latest.current.onOpen?.(row), []);
  const focused = useCallback((index: number) => setCurrent(index), []);

  const chosen = selected && selected.size > 0 ? rows.filter((row) => selected.has(rowKey(row))).length : 0;
  const all = rows.length > 0 && chosen === rows.length;
  const selectAll = () => onSelect?.(all ? new Set() : new Set(rows.map(rowKey)));
  const widths = columns.map(({ width }) => (width === undefined ? "minmax(0, 1fr)" : `${width}px`));
  // More columns than there is room for: the table is moved sideways under a head that then scrolls away.
  const needed = columns.reduce((sum, { width }) => sum + (width ?? NARROWEST), selected ? 44 : 0);
  const wide = !cards && room > 0 && needed > room;
  const template = [...(selected ? ["44px"] : []), ...widths].join(" ");
  return (
    <div
      ref={frame}
      className={classes.frame}
      data-cards={cards || undefined}
      data-overflow={wide || undefined}
      aria-busy={busy || undefined}
    >
      {cards && selected && (
        <label className={classes.allCards} htmlFor={allId}>
          <SelectAll id={allId} all={all} some={chosen > 0} onChange={selectAll} />
          {t("table.selectAll")}
        </label>
      )}
      <table
        className={classes.table}
        style={{ "--columns": template, ...(wide ? { width: needed } : {}) } as CSSProperties}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys go from row to row.
        role="grid"
        aria-rowcount={total + 1}
        aria-multiselectable={!!selected}
      >
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {selected && (
              <th className={classes.select} aria-label={t("table.selectAll")}>
                {!cards && <SelectAll all={all} some={chosen > 0} onChange={selectAll} />}
              </th>
            )}
            {columns.map(({ key, title, numeric, sortable }) => (
              <th
                key={key}
                scope="col"
                data-numeric={numeric || undefined}
                aria-sort={sort?.by === key ? (sort.descending ? "descending" : "ascending") : undefined}
              >
                {sortable && onSort && !cards ? (
                  <button type="button" className={classes.sort} onClick={() => onSort(key)}>
                    {title}
                    {sort?.by === key &&
                      (sort.descending ? (
                        <IconArrowDown size={16} aria-hidden />
                      ) : (
                        <IconArrowUp size={16} aria-hidden />
                      ))}
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} style={{ height: virtualizer.getTotalSize() }} onKeyDown={onKeyDown}>
          {items.map(({ index, start, key }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <VirtualRow
                key={key}
                row={row}
                index={index}
                top={start - margin}
                columns={columns}
                cards={cards}
                name={rowName(row)}
                id={rowKey(row)}
                selected={selected ? selected.has(rowKey(row)) : undefined}
                open={rowKey(row) === openKey}
                current={index === at}
                measure={cards ? virtualizer.measureElement : undefined}
                onToggle={toggle}
                onOpen={open}
                onFocused={focused}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface SelectAllProps {
  id?: string;
  all: boolean;
  some: boolean;
  onChange: () => void;
}

function SelectAll({ id, all, some, onChange }: SelectAllProps) {
  const t = useMessages(messages);
  return (
    <input
      id={id}
      type="checkbox"
      aria-label={t("table.selectAll")}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = some && !all;
      }}
      onChange={onChange}
    />
  );
}

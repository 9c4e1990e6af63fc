import { useMemo } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { type BoardOrder, type BoardState, COLUMNS, ORDER_OF } from "./board-address.ts";
import { type BoardRow, nameOf, rowKey } from "./board-row.ts";
import { messages } from "./messages.ts";
import { useBoardColumns } from "./use-board-columns.tsx";

/** Orders that begin with the greatest: the longest lateness, the oldest wait. */
const GREATEST_FIRST: readonly BoardOrder[] = ["NEEDS", "LATE", "STUCK", "DISPUTE", "LAST_CONTACT"];

interface BoardTableProps {
  rows: readonly BoardRow[];
  total: number;
  state: BoardState;
  onSort: (by: BoardOrder, reversed: boolean) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onOpen: (id: string) => void;
  openKey: string | undefined;
  onNearEnd: () => void;
  busy: boolean;
}

/** How the partnerships stand, one row each; what needs somebody first. */
export function BoardTable(props: BoardTableProps) {
  const { rows, total, state, onSort, onOpen, ...rest } = props;
  const t = useMessages(messages);
  const all = useBoardColumns();
  const columns = useMemo(
    () => COLUMNS.filter((key) => state.columns.includes(key)).map((key) => all[key]),
    [all, state.columns],
  );
  const sorted = COLUMNS.find((key) => ORDER_OF[key] === state.by);
  return (
    <VirtualTable
      {...rest}
      caption={t("caption")}
      columns={columns}
      rows={rows}
      total={total}
      rowKey={rowKey}
      rowName={({ partnership: { giver, receiver } }) =>
        t("rowName", { giver: nameOf(giver), receiver: nameOf(receiver) })
      }
      {...(sorted
        ? { sort: { by: sorted, descending: GREATEST_FIRST.includes(state.by) !== state.reversed } }
        : {})}
      onSort={(column) => {
        const by = ORDER_OF[column];
        if (by) onSort(by, by === state.by ? !state.reversed : false);
      }}
      onOpen={(row) => onOpen(rowKey(row))}
    />
  );
}

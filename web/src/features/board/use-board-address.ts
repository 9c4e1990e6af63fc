import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { BoardSearch } from "../../routes/search.ts";
import { type BoardState, readBoard, writeBoard } from "./board-address.ts";

const route = getRouteApi("/inside/board");

/** What the address says, and the ways to change it. What is typed or stepped through replaces the entry of the history. */
export function useBoardAddress() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const state = useMemo(() => readBoard(search), [search]);
  const { view, preview } = search;
  const go = (to: BoardSearch, replace: boolean) =>
    void navigate({ to: "/board", search: to, replace, resetScroll: false });
  const rest = { ...(view ? { view } : {}) };
  return {
    state,
    view,
    preview,
    /** Other rows, another order or other columns; the chosen view stays chosen, and is said to be changed. */
    change: (next: Partial<BoardState>, replace = false) =>
      go({ ...writeBoard({ ...state, ...next }), ...rest }, replace),
    /** Looks at a partnership beside the table; undefined closes it. */
    look: (id: string | undefined) =>
      go({ ...writeBoard(state), ...rest, ...(id ? { preview: id } : {}) }, preview !== undefined),
    /** Takes up a saved view; without one the board as it opens. */
    choose: (saved?: { id: string; state: BoardState }) =>
      go(saved ? { ...writeBoard(saved.state), view: saved.id } : {}, false),
  };
}

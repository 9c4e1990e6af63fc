import type { BoardFilter, BoardSort } from "../../gql/graphql.ts";
import type { Locale } from "../../lib/locale.tsx";
import { type BoardFilters, type BoardState, writeBoard } from "./board-address.ts";

/** The filter as the API takes it. */
export function filterOf(filters: BoardFilters): BoardFilter {
  const { giverId, receiverId, divisionId, kindId, lateWorkdays, stuckWorkdays, stuckFen, ...rest } = filters;
  return {
    ...rest,
    giverId: giverId ? `Organization:${giverId}` : null,
    receiverId: receiverId ? `Organization:${receiverId}` : null,
    divisionId: divisionId ? `Division:${divisionId}` : null,
    kindId: kindId ? `Kind:${kindId}` : null,
    lateWorkdaysAtLeast: lateWorkdays ?? null,
    stuckWorkdaysAtLeast: stuckWorkdays ?? null,
    stuckAtLeast: stuckFen ?? null,
  };
}

/** The order as the API takes it. */
export function sortOf({ by, reversed }: BoardState): BoardSort {
  return { by, descending: reversed };
}

/** Where the file of exactly these rows and columns comes from: the board's own address, and the language of its words. */
export function downloadOf(kind: "csv" | "xlsx", state: BoardState, locale: Locale): string {
  const address = Object.entries({ ...writeBoard(state), locale });
  return `/downloads/board.${kind}?${new URLSearchParams(address.map(([key, value]) => [key, String(value)]))}`;
}

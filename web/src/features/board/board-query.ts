import type { BoardFilter, BoardSort } from "../../gql/graphql.ts";
import type { BoardFilters, BoardState } from "./board-address.ts";

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

/** Where the file of exactly these rows comes from. */
export function downloadOf(kind: "csv" | "xlsx", state: BoardState): string {
  const parameters = new URLSearchParams({
    filter: JSON.stringify(filterOf(state.filters)),
    sort: JSON.stringify(sortOf(state)),
  });
  return `/downloads/board.${kind}?${parameters}`;
}

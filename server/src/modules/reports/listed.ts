import {
  afterCursor,
  checkFirst,
  connectionType,
  type Keyset,
  type Page,
  pageOf,
} from "../../graphql/connection.ts";

/** Lists that a report holds whole, answered page by page like every other list. */

/** A row with its place in the list, from 0. */
export type Placed<Row> = Row & { position: bigint };

/** A list of a report: its rows, and how many there are in all where it holds only the first. */
export type Whole<Row> = { rows: readonly Row[]; total?: number };

/** `<Type>Connection` over rows that the report already holds. */
export function placedConnection<Row>(typeName: string) {
  return connectionType<Placed<Row>>(typeName);
}

/** One page of a list that is in memory. */
export function pageOfWhole<Row extends object>(
  whole: Whole<Row>,
  args: { first: number; after?: string | null },
): Page<Placed<Row>> {
  const first = checkFirst(args.first);
  const inOrder: Keyset<Placed<Row>> = [{ column: "position", direction: "asc", type: "bigint" }];
  const { OR } = afterCursor(args.after, inOrder) as { OR?: { position: { gt: bigint } }[] };
  const { rows, total = rows.length } = whole;
  const last = OR?.[0]?.position.gt ?? -1n;
  const start = last < 0n ? 0 : last >= BigInt(rows.length) ? rows.length : Number(last) + 1;
  const placed = rows
    .slice(start, start + first + 1)
    .map((row, index) => ({ ...row, position: BigInt(start + index) }));
  return pageOf(placed, first, inOrder, async () => total);
}

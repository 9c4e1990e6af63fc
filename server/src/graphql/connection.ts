import { queryFromInfo } from "@pothos/plugin-prisma";
import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { isId } from "../kernel/ids.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";

/** The order of a keyset: columns of the row with their direction. The last column is unique (`id`). */
export type Keyset<Row> = readonly {
  column: keyof Row & string;
  direction: "asc" | "desc";
  type: "text" | "date" | "bigint";
}[];

export const MAX_FIRST = 100;

/** The arguments of every list: `first` is required and at most 100. */
export const pageArgs = () =>
  builder.args((t) => ({
    first: t.int({ required: true, description: "How many, 1 to 100." }),
    after: t.string({ required: false, description: "The cursor after which to go on." }),
  }));

function badPage(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

/** Refuses a page that is empty or too large. */
export function checkFirst(first: number): number {
  if (first < 1 || first > MAX_FIRST) throw badPage(`first: 1 to ${MAX_FIRST}`);
  return first;
}

/** The cursor of a row: its keyset values, base64url JSON. */
export function cursorOf<Row>(row: Row, keyset: Keyset<Row>): string {
  const values = keyset.map(({ column }) => {
    const value = row[column];
    return value instanceof Date ? value.toISOString() : String(value);
  });
  return Buffer.from(JSON.stringify(values), "utf8").toString("base64url");
}

/** The Prisma `where` of the rows after a cursor: (a, b) > (x, y) spelled out, for mixed directions. */
export function afterCursor<Row>(cursor: string | null | undefined, keyset: Keyset<Row>): object {
  if (!cursor) return {};
  const values = cursorValues(cursor, keyset);
  return {
    OR: keyset.map(({ column, direction }, position) => ({
      ...Object.fromEntries(
        keyset.slice(0, position).map((earlier, index) => [earlier.column, values[index]]),
      ),
      [column]: { [direction === "asc" ? "gt" : "lt"]: values[position] },
    })),
  };
}

/** The values of a cursor, in the order of its keyset; a text that is no cursor of this list is a wrong request (BAD_REQUEST). */
export function cursorValues<Row>(cursor: string, keyset: Keyset<Row>): (string | Date | bigint)[] {
  try {
    const texts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(texts) || texts.length !== keyset.length) throw new Error("length");
    return keyset.map(({ column, type }, index) => {
      const text = String(texts[index]);
      if (column === "id" && type === "text" && !isId(text)) throw new Error("id");
      if (type === "bigint") {
        const value = BigInt(text);
        if (BigInt.asIntN(64, value) !== value) throw new Error("range");
        return value;
      }
      if (type === "text" && !text.includes("\0")) return text;
      const date = new Date(text);
      // Years that the database cannot hold, or writes in another way, are in no cursor of ours.
      const year = date.getUTCFullYear();
      if (type === "text" || !(year >= 1 && year <= 9999)) throw new Error("date");
      return date;
    });
  } catch {
    throw badPage("after: not a cursor of this list");
  }
}

/** The Prisma `orderBy` of a keyset. */
export function orderOf<Row>(keyset: Keyset<Row>): Record<string, "asc" | "desc">[] {
  return keyset.map(({ column, direction }) => ({ [column]: direction }));
}

/** One page of a list. */
export type Page<Row> = {
  rows: Row[];
  keyset: Keyset<Row>;
  hasNextPage: boolean;
  /** Counts all that match; called only when asked for. */
  count: () => Promise<number>;
};

const PageInfo = builder
  .objectRef<{ hasNextPage: boolean; endCursor: string | null }>("ListPageInfo")
  .implement({
    description: "Where a page of a list ends.",
    fields: (t) => ({
      hasNextPage: t.exposeBoolean("hasNextPage", { description: "Whether more rows follow." }),
      endCursor: t.exposeString("endCursor", {
        nullable: true,
        description: "The cursor of the last row of this page.",
      }),
    }),
  });

/** Cuts the one row too many that tells whether a page follows. Ask the database for `first + 1`. */
export function pageOf<Row>(
  rows: Row[],
  first: number,
  keyset: Keyset<Row>,
  count: () => Promise<number>,
): Page<Row> {
  return { rows: rows.slice(0, first), keyset, hasNextPage: rows.length > first, count };
}

/** A Prisma table, as far as a list needs it. */
type ListTable = {
  findMany(query: never): PromiseLike<unknown[]>;
  count(query: never): PromiseLike<number>;
};

/**
 * Reads a page of a table: what matches `where`, in the order of the keyset, with the fields that the query selects.
 * The one way of a list over one table; `where` has been narrowed by the module's `visibleTo`.
 */
export async function readPage<Row>(
  table: ListTable,
  keyset: Keyset<Row>,
  request: {
    args: { first: number; after?: string | null | undefined };
    ctx: Context;
    info: GraphQLResolveInfo;
    where: object;
  },
): Promise<Page<Row>> {
  const { args, ctx, info, where } = request;
  const first = checkFirst(args.first);
  const query = {
    ...queryFromInfo({ context: ctx, info, path: [...NODE_PATH] }),
    where: { AND: [where, afterCursor(args.after, keyset)] },
    orderBy: orderOf(keyset),
    take: first + 1,
  };
  const rows = await table.findMany(query as never);
  return pageOf(rows as Row[], first, keyset, async () => table.count({ where } as never));
}

/**
 * Declares `<Type>Connection` and `<Type>Edge` for a node type: edges, pageInfo, totalCount (counted only when asked).
 * `listName` names them otherwise where the list is known by another name than its rows.
 */
export function connectionType<Row, ListPage extends Page<Row> = Page<Row>>(
  typeName: string,
  listName = typeName,
) {
  const Edge = builder.objectRef<{ row: Row; keyset: Keyset<Row> }>(`${listName}Edge`).implement({
    description: `A ${typeName} with its place in the list.`,
    fields: (t) => ({
      cursor: t.string({
        description: "Its place in the list.",
        resolve: (edge) => cursorOf(edge.row, edge.keyset),
      }),
      node: t.field({
        type: typeName as never,
        description: `The ${typeName}.`,
        resolve: (edge) => edge.row as never,
      }),
    }),
  });
  return builder.objectRef<ListPage>(`${listName}Connection`).implement({
    description: `A page of a list of ${typeName}.`,
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        description: "The rows of this page.",
        resolve: (page) => page.rows.map((row) => ({ row, keyset: page.keyset })),
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: "Where the page ends.",
        resolve: (page) => {
          const last = page.rows.at(-1);
          return { hasNextPage: page.hasNextPage, endCursor: last ? cursorOf(last, page.keyset) : null };
        },
      }),
      totalCount: t.int({ description: "How many match in all.", resolve: (page) => page.count() }),
    }),
  });
}

/** The path of a connection's nodes in a selection, for `queryFromInfo`. */
export const NODE_PATH = ["edges", "node"] as const;

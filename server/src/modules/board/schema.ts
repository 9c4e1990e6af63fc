import type { Partnership } from "@gongjian/prisma/client";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { builder } from "../../graphql/builder.ts";
import {
  checkFirst,
  connectionType,
  cursorValues,
  type Keyset,
  NODE_PATH,
  type Page,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { asksFor } from "../../graphql/selection.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { type BoardSort, type Standing, standingOf } from "./model.ts";
import { boardDay } from "./public.ts";
import { type BoardCounts, keyTypesOf, type PlacedRow, readBoard, readCountedBoard } from "./read.ts";
import { BoardFilterInput, BoardSortInput, boardFilterOf } from "./schema-filter.ts";
import { StandingType } from "./schema-standing.ts";
import "./schema-totals.ts";
import "./schema-views.ts";

/** A row of a page, with the partnership behind it. */
export type BoardRow = Standing & Pick<PlacedRow, "keys"> & { partnership: Partnership };

type BoardPage = Page<BoardRow> & { hidden: () => Promise<number> };

const BoardConnection = connectionType<BoardRow, BoardPage>(StandingType.name, "Board");

builder.objectField(BoardConnection, "hiddenCount", (t) =>
  t.int({
    description: "How many active or suspended partnerships of the territory the filter hides.",
    resolve: (page) => page.hidden(),
  }),
);

type CursorRow = { id: string } & Record<`key${number}`, string>;

/** The order as a keyset of texts, so that a cursor is read as every other one is. */
function keysetOf({ by }: BoardSort): Keyset<CursorRow> {
  return [
    ...keyTypesOf(by).map((type, index) => ({
      column: `key${index}` as const,
      direction: "asc" as const,
      type: type === "smallint" ? ("bigint" as const) : type,
    })),
    { column: "id", direction: "asc", type: "text" },
  ];
}

/** The values after which a page goes on, as SQL takes them. */
function afterOf(cursor: string | null | undefined, keyset: Keyset<CursorRow>): string[] | null {
  if (!cursor) return null;
  return cursorValues(cursor, keyset).map((value) =>
    value instanceof Date
      ? fromDbDate(value)
      : typeof value === "bigint"
        ? BigInt.asIntN(8, value).toString()
        : value,
  );
}

const NOT_ASKED: BoardCounts = { matching: 0, hidden: 0 };

builder.queryField("board", (t) =>
  t.field({
    type: BoardConnection,
    description:
      "The partnerships of an office's territory with what their facts come to; by default those that stand (active or suspended), the most pressing first. Empty for who is in no office.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: BoardFilterInput, required: false, description: "Which." }),
      sort: t.arg({
        type: BoardSortInput,
        required: false,
        description: "In which order; by NEEDS by default.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const first = checkFirst(args.first);
      const { prisma } = ctx.database;
      const sort: BoardSort = { by: args.sort?.by ?? "NEEDS", descending: args.sort?.descending ?? false };
      const keyset = keysetOf(sort);
      const after = afterOf(args.after, keyset);
      const actor = requireActor(ctx);
      const day = await boardDay(ctx, actor.cityId);
      const question = { actor, filter: boardFilterOf(args.filter), sort, day };
      const { rows, counts } = asksFor(info, ["totalCount", "hiddenCount"])
        ? await readCountedBoard(ctx.database, question, first + 1, after)
        : { rows: await readBoard(ctx.database, question, first + 1, after), counts: NOT_ASKED };
      const partnerships = await prisma.partnership.findMany({
        ...queryFromInfo({
          context: ctx,
          info,
          typeName: "Partnership",
          path: [...NODE_PATH, "partnership"],
        }),
        where: { id: { in: rows.map(({ id }) => id) } },
      });
      const byId = new Map(
        (partnerships as Partnership[]).map((partnership) => [partnership.id, partnership]),
      );
      const shown = rows.map((row) => ({
        ...standingOf(row, day),
        ...Object.fromEntries(row.keys.map((key, index) => [`key${index}`, key])),
        keys: row.keys,
        partnership: byId.get(row.id) as Partnership,
      }));
      return {
        ...pageOf(shown, first, keyset as unknown as Keyset<BoardRow>, async () => counts.matching),
        hidden: async () => counts.hidden,
      };
    },
  }),
);

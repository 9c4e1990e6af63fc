import type { Prisma, PublishedHead } from "@gongjian/prisma/client";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { builder } from "../../graphql/builder.ts";
import {
  afterCursor,
  checkFirst,
  connectionType,
  type Keyset,
  NODE_PATH,
  orderOf,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { headsVisibleTo } from "./policy.ts";

builder.prismaNode("PublishedHead", {
  nullable: true,
  description:
    "Where the city's chain ended on a day, as it left the house. Whoever keeps a copy can tell later that nothing up to that day was changed or removed.",
  id: { field: "id", description: "`PublishedHead:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [headsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    day: t.field({
      type: "LocalDate",
      description: "The day in Shanghai.",
      select: { day: true },
      resolve: ({ day }) => fromDbDate(day),
    }),
    seq: t.expose("seq", { type: "BigInt", description: "Number of entries on that day." }),
    hash: t.string({
      description: "Hash of the last of them, hex.",
      select: { hash: true },
      resolve: ({ hash }) => Buffer.from(hash).toString("hex"),
    }),
    publishedAt: t.expose("publishedAt", { type: "DateTime", description: "When it was published." }),
  }),
});

const latestFirst: Keyset<PublishedHead> = [{ column: "day", direction: "desc", type: "date" }];

const PublishedHeadConnection = connectionType<PublishedHead>("PublishedHead");

builder.queryField("publishedHeads", (t) =>
  t.field({
    type: PublishedHeadConnection,
    description: "The published heads of the city's chain, the latest first; for offices, empty for others.",
    args: pageArgs(),
    resolve: async (_root, args, ctx, info) => {
      const first = checkFirst(args.first);
      const where: Prisma.PublishedHeadWhereInput = headsVisibleTo(requireActor(ctx));
      const rows = await ctx.database.prisma.publishedHead.findMany({
        ...queryFromInfo({ context: ctx, info, path: [...NODE_PATH] }),
        where: { AND: [where, afterCursor(args.after, latestFirst)] },
        orderBy: orderOf(latestFirst),
        take: first + 1,
      });
      return pageOf(rows as PublishedHead[], first, latestFirst, () =>
        ctx.database.prisma.publishedHead.count({ where }),
      );
    },
  }),
);

import type { PublishedHead } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
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
    resolve: (_root, args, ctx, info) =>
      readPage(ctx.database.prisma.publishedHead, latestFirst, {
        args,
        ctx,
        info,
        where: headsVisibleTo(requireActor(ctx)),
      }),
  }),
);

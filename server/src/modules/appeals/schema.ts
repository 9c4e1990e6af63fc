import type { Appeal, Organization, Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterUuidOf, uuidIn } from "../../graphql/node-id.ts";
import { toDbDate, today } from "../../kernel/clock.ts";
import { countedFor, doorsVisibleTo, visibleTo } from "./policy.ts";
import { type CommunityCounts, countAppeals } from "./read.ts";
import { AppealStateEnum } from "./schema-appeal.ts";
import "./schema-commands.ts";

const AppealConnection = connectionType<Appeal>("Appeal");

const orderedBy = (direction: "asc" | "desc"): Keyset<Appeal> => [
  { column: "createdAt", direction, type: "date" },
  { column: "id", direction, type: "text" },
];
const newestFirst = orderedBy("desc");
const oldestFirst = orderedBy("asc");

const AppealFilter = builder.inputType("AppealFilter", {
  description: "Which appeals. Every member narrows the list.",
  fields: (t) => ({
    states: t.field({
      type: [AppealStateEnum],
      required: false,
      description: "In one of these states; merged and refused ones only when they are named.",
    }),
    receiverId: t.id({ required: false, description: "To this community." }),
    late: t.boolean({ required: false, description: "Without an answer beyond their day." }),
    text: t.string({ required: false, description: "With this text in what the resident wrote." }),
  }),
});

builder.queryField("appeals", (t) =>
  t.field({
    type: AppealConnection,
    description:
      "Appeals of residents that the actor may see: of the own community, or passed up to an office.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: AppealFilter, required: false, description: "Which of them." }),
      oldestFirst: t.arg.boolean({ required: false, description: "The oldest first; else the newest." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const filter = args.filter ?? {};
      const receiverId = filterUuidOf("Organization", filter.receiverId);
      const where: Prisma.AppealWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          filter.states ? { state: { in: filter.states } } : { state: { notIn: ["MERGED", "REFUSED"] } },
          receiverId ? { receiverId } : {},
          filter.late ? { answerDueOn: { lt: toDbDate(today(ctx.clock)) } } : {},
          filter.text ? { text: { contains: filter.text } } : {},
        ],
      };
      const keyset = args.oldestFirst ? oldestFirst : newestFirst;
      return readPage<Appeal>(ctx.database.prisma.appeal, keyset, { args, ctx, info, where });
    },
  }),
);

builder.queryField("appealDoor", (t) =>
  t.prismaField({
    type: "AppealDoor",
    nullable: true,
    description:
      "The public form of a community; null while it never had one, or outside of what the actor may see.",
    args: { receiverId: t.arg.id({ description: "The community." }) },
    resolve: (query, _root, args, ctx) =>
      ctx.database.prisma.appealDoor.findFirst({
        ...query,
        where: {
          AND: [{ receiverId: uuidIn("Organization", args.receiverId) }, doorsVisibleTo(requireActor(ctx))],
        },
      }),
  }),
);

builder.queryField("officesAbove", (t) =>
  t.prismaField({
    type: ["Organization"],
    description:
      "The offices whose territory covers a community of the actor, the nearest first: where it passes appeals up to.",
    args: { receiverId: t.arg.id({ description: "The community." }) },
    resolve: async (query, _root, args, ctx) => {
      const { prisma } = ctx.database;
      const community = await prisma.organization.findFirst({
        where: { AND: [{ id: uuidIn("Organization", args.receiverId) }, countedFor(requireActor(ctx))] },
        select: { cityId: true, division: { select: { path: true } } },
      });
      if (!community) return [];
      const steps = community.division.path.split("/").filter((step) => step !== "");
      const paths = steps.map((_step, n) => `/${steps.slice(0, n + 1).join("/")}/`);
      return prisma.organization.findMany({
        ...query,
        where: { cityId: community.cityId, kind: "OFFICE", endedOn: null, division: { path: { in: paths } } },
        orderBy: [{ division: { path: "desc" } }, { name: "asc" }],
        take: 20,
      });
    },
  }),
);

const StateCount = builder
  .objectRef<{ state: Appeal["state"]; count: number }>("AppealStateCount")
  .implement({
    description: "How many appeals stand in one state.",
    fields: (t) => ({
      state: t.expose("state", { type: AppealStateEnum, description: "The state." }),
      count: t.exposeInt("count", { description: "How many." }),
    }),
  });

type Counted = CommunityCounts & { receiver: Organization };

const CommunityAppeals = builder.objectRef<Counted>("CommunityAppeals").implement({
  description: "How many appeals one community has, without a word of them.",
  fields: (t) => ({
    receiver: t.field({
      type: "Organization" as never,
      description: "The community.",
      resolve: ({ receiver }) => receiver as never,
    }),
    total: t.exposeInt("total", { description: "All that ever came." }),
    waiting: t.exposeInt("waiting", { description: "Whose resident is without an answer." }),
    late: t.exposeInt("late", { description: "Of those, beyond the day." }),
    refused: t.exposeInt("refused", { description: "Put aside as spam or abuse." }),
    oldestSince: t.expose("oldestSince", {
      type: "DateTime",
      nullable: true,
      description: "Since when the one waits that waits longest.",
    }),
  }),
});

const AppealSummary = builder
  .objectRef<{ states: { state: Appeal["state"]; count: number }[]; communities: Counted[] }>("AppealSummary")
  .implement({
    description: "What residents' appeals come to: of the own community, or of an office's territory.",
    fields: (t) => ({
      states: t.field({ type: [StateCount], description: "By state.", resolve: ({ states }) => states }),
      communities: t.field({
        type: [CommunityAppeals],
        description: "By community, at most a hundred, those with late ones first.",
        resolve: ({ communities }) => communities,
      }),
    }),
  });

builder.queryField("appealSummary", (t) =>
  t.field({
    type: AppealSummary,
    description: "Counts of residents' appeals, without a word of them.",
    resolve: async (_root, _args, ctx) => {
      const counts = await countAppeals(ctx.database, requireActor(ctx), today(ctx.clock));
      const receivers = await ctx.database.prisma.organization.findMany({
        where: { id: { in: counts.communities.map(({ receiverId }) => receiverId) } },
      });
      const byId = new Map(receivers.map((receiver) => [receiver.id, receiver]));
      return {
        states: counts.states,
        communities: counts.communities.flatMap((row) => {
          const receiver = byId.get(row.receiverId);
          return receiver ? [{ ...row, receiver }] : [];
        }),
      };
    },
  }),
);

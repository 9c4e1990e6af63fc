import type { Partnership } from "@gongjian/prisma/client";
import { PartnershipBasis, PartnershipKind, PartnershipState, Side } from "@gongjian/prisma/client";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
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
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { assignPartnership } from "./assign-partnership.ts";
import { actions, visibleTo } from "./policy.ts";

export const PartnershipKindEnum = builder.enumType(PartnershipKind, {
  name: "PartnershipKind",
  description: "How a unit and a receiver are paired: co-building, a leader's contact, a road section.",
});
const Basis = builder.enumType(PartnershipBasis, {
  name: "PartnershipBasis",
  description: "Assigned by an office's document, or agreed by both sides.",
});
const State = builder.enumType(PartnershipState, {
  name: "PartnershipState",
  description: "Where a partnership stands.",
});

builder.enumType(Side, { name: "Side", description: "One of the two sides of a partnership." });

builder.prismaNode("Partnership", {
  nullable: true,
  description: "A giver paired with a receiver for a term.",
  id: { field: "id", description: "`Partnership:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    giver: t.relation("giver", { description: "The partner unit." }),
    receiver: t.relation("receiver", { description: "The community, or the street office." }),
    kind: t.expose("kind", { type: PartnershipKindEnum, description: "How they are paired." }),
    basis: t.expose("basis", { type: Basis, description: "On what basis." }),
    state: t.expose("state", { type: State, description: "Where it stands." }),
    startsOn: t.expose("startsOn", { type: "LocalDate", description: "First day of the term." }),
    endsOn: t.expose("endsOn", {
      type: "LocalDate",
      description: "Last day of the term; moved forward when it ends early.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const newestFirst: Keyset<Partnership> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const PartnershipConnection = connectionType<Partnership>("Partnership");

builder.queryField("partnerships", (t) =>
  t.field({
    type: PartnershipConnection,
    description: "Partnerships that the actor may see, newest first.",
    args: pageArgs(),
    resolve: async (_root, args, ctx, info) => {
      const first = checkFirst(args.first);
      const where = visibleTo(requireActor(ctx));
      const rows = await ctx.database.prisma.partnership.findMany({
        ...queryFromInfo({ context: ctx, info, path: [...NODE_PATH] }),
        where: { AND: [where, afterCursor(args.after, newestFirst)] },
        orderBy: orderOf(newestFirst),
        take: first + 1,
      });
      return pageOf(rows as Partnership[], first, newestFirst, () =>
        ctx.database.prisma.partnership.count({ where }),
      );
    },
  }),
);

commandField("assignPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office pairs a unit with a receiver by its document.",
  input: (t) => ({
    giverId: t.id({ description: "The partner unit." }),
    receiverId: t.id({ description: "The community, or a street office." }),
    kind: t.field({ type: PartnershipKindEnum, description: "How they are paired." }),
    startsOn: t.field({ type: "LocalDate", description: "First day of the term." }),
    endsOn: t.field({ type: "LocalDate", description: "Last day of the term." }),
    documentNumber: t.string({ description: "Number of the office's document." }),
    documentDate: t.field({ type: "LocalDate", description: "Date of the document; active from then." }),
    leaderMembershipId: t.id({ required: false, description: "LEADER_CONTACT: the leader's membership." }),
    sectionName: t.string({ required: false, description: "ROAD_SECTION: its name." }),
    sectionFrom: t.string({ required: false, description: "ROAD_SECTION: where it begins." }),
    sectionTo: t.string({ required: false, description: "ROAD_SECTION: where it ends." }),
  }),
  run: (ctx, input) =>
    assignPartnership(ctx, {
      ...input,
      giverId: uuidOf("Organization", input.giverId),
      receiverId: uuidOf("Organization", input.receiverId),
      leaderMembershipId: optionalUuidOf("Membership", input.leaderMembershipId),
    }),
  read: (id, ctx) =>
    ctx.database.prisma.partnership.findFirst({ where: { id, ...visibleTo(requireActor(ctx)) } }),
});

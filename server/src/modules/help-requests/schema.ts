import type { HelpRequest, Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterUuidOf } from "../../graphql/node-id.ts";
import { visibleTo } from "./policy.ts";
import "./schema-commands.ts";
import "./schema-hall.ts";
import "./schema-market.ts";
import "./schema-need.ts";
import { RequestStateEnum, UrgencyEnum } from "./schema-request.ts";

const newestFirst: Keyset<HelpRequest> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const HelpRequestConnection = connectionType<HelpRequest>("HelpRequest");

const HelpRequestFilter = builder.inputType("HelpRequestFilter", {
  description: "Which requests. Every member narrows the list.",
  fields: (t) => ({
    states: t.field({ type: [RequestStateEnum], required: false, description: "In one of these states." }),
    urgency: t.field({ type: UrgencyEnum, required: false, description: "Of this urgency." }),
    receiverId: t.id({ required: false, description: "Of this receiver." }),
    kindId: t.id({ required: false, description: "With a need of this kind." }),
    offeredToId: t.id({ required: false, description: "Offered to this unit." }),
    claimedById: t.id({ required: false, description: "Of which this unit has taken on a part." }),
    text: t.string({ required: false, description: "With this text in the title." }),
  }),
});

builder.queryField("helpRequests", (t) =>
  t.field({
    type: HelpRequestConnection,
    description: "Requests that the actor may see, newest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: HelpRequestFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const filter = args.filter ?? {};
      const receiverId = filterUuidOf("Organization", filter.receiverId);
      const kindId = filterUuidOf("Kind", filter.kindId);
      const offeredToId = filterUuidOf("Organization", filter.offeredToId);
      const claimedById = filterUuidOf("Organization", filter.claimedById);
      const where: Prisma.HelpRequestWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          filter.states ? { state: { in: filter.states } } : {},
          filter.urgency ? { urgency: filter.urgency } : {},
          receiverId ? { receiverId } : {},
          kindId ? { needs: { some: { kindId } } } : {},
          offeredToId ? { offers: { some: { organizationId: offeredToId } } } : {},
          claimedById
            ? { needs: { some: { claims: { some: { giverId: claimedById, state: { not: "WITHDRAWN" } } } } } }
            : {},
          filter.text ? { title: { contains: filter.text } } : {},
        ],
      };
      return readPage<HelpRequest>(ctx.database.prisma.helpRequest, newestFirst, { args, ctx, info, where });
    },
  }),
);

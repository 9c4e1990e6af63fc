import type { Delivery, Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { uuidIn } from "../../graphql/node-id.ts";
import { toDbDate } from "../../kernel/clock.ts";
import { visibleTo } from "./policy.ts";
import "./schema-commands.ts";
import { DeliveryStateEnum } from "./schema-delivery.ts";

const newestFirst: Keyset<Delivery> = [
  { column: "occurredOn", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const DeliveryConnection = connectionType<Delivery>("Delivery");

const DeliveryFilter = builder.inputType("DeliveryFilter", {
  description: "Which deliveries; what is absent does not narrow.",
  fields: (t) => ({
    partnershipId: t.id({ required: false, description: "Of one partnership." }),
    giverId: t.id({ required: false, description: "Given by one unit." }),
    receiverId: t.id({ required: false, description: "Given to one receiver." }),
    kindId: t.id({ required: false, description: "Of one kind." }),
    obligationId: t.id({ required: false, description: "That count toward one promise." }),
    states: t.field({ type: [DeliveryStateEnum], required: false, description: "In one of these states." }),
    from: t.field({ type: "LocalDate", required: false, description: "On this day or later." }),
    to: t.field({ type: "LocalDate", required: false, description: "On this day or earlier." }),
  }),
});

builder.queryField("deliveries", (t) =>
  t.field({
    type: DeliveryConnection,
    description: "Deliveries that the actor may see, the latest act first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: DeliveryFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { partnershipId, giverId, receiverId, kindId, obligationId, states, from, to } =
        args.filter ?? {};
      const where: Prisma.DeliveryWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          partnershipId ? { partnershipId: uuidIn("Partnership", partnershipId) } : {},
          giverId ? { giverId: uuidIn("Organization", giverId) } : {},
          receiverId ? { receiverId: uuidIn("Organization", receiverId) } : {},
          kindId ? { kindId: uuidIn("Kind", kindId) } : {},
          obligationId ? { allocations: { some: { obligationId: uuidIn("Obligation", obligationId) } } } : {},
          states ? { state: { in: states } } : {},
          from ? { occurredOn: { gte: toDbDate(from) } } : {},
          to ? { occurredOn: { lte: toDbDate(to) } } : {},
        ],
      };
      return readPage<Delivery>(ctx.database.prisma.delivery, newestFirst, { args, ctx, info, where });
    },
  }),
);

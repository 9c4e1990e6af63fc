import type { HelpRequest } from "@gongjian/prisma/client";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { builder } from "../../graphql/builder.ts";
import {
  checkFirst,
  connectionType,
  cursorValues,
  type Keyset,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterDivisionOf, filterUuidOf } from "../../graphql/node-id.ts";
import { organizationIds } from "../../kernel/actor.ts";
import { today } from "../../kernel/clock.ts";
import { type FitReason, fitCodes } from "./fit.ts";
import { claimsVisibleTo, jointPartsVisibleTo, visibleTo } from "./policy.ts";
import { type HallRow, readHall } from "./read-hall.ts";
import { UrgencyEnum } from "./schema-request.ts";
import { staleOf } from "./take-on.ts";

const FitCodeEnum = builder.enumType("FitCode", {
  description: "Why a request is suggested to a unit.",
  values: fitCodes,
});

const FitReasonRef = builder.objectRef<FitReason>("FitReason").implement({
  description: "One reason why a request stands where it stands in the hall.",
  fields: (t) => ({
    code: t.expose("code", { type: FitCodeEnum, description: "Which reason." }),
    what: t.exposeString("what", { nullable: true, description: "What the unit said it can give." }),
    count: t.exposeInt("count", {
      nullable: true,
      description: "How often it delivered in time; how many days it waits.",
    }),
  }),
});

type HallEntry = HallRow & { request: HelpRequest };

const bestFirst: Keyset<HallEntry> = [
  { column: "order", direction: "asc", type: "bigint" },
  { column: "id", direction: "asc", type: "text" },
];

builder.objectRef<HallEntry>("HallEntry").implement({
  description: "A request in the hall, with why it is suggested.",
  fields: (t) => ({
    request: t.field({
      type: "HelpRequest" as never,
      description: "The request.",
      resolve: (entry) => entry.request as never,
    }),
    reasons: t.field({
      type: [FitReasonRef],
      description: "Why, the weightiest first.",
      resolve: (entry) => entry.reasons,
    }),
  }),
});

const HallConnection = connectionType<HallEntry>("HallEntry", "Hall");

const HallFilterInput = builder.inputType("HallFilter", {
  description: "Which requests of the hall. Every member narrows it.",
  fields: (t) => ({
    kindId: t.id({ required: false, description: "With a need of this kind that nobody took on." }),
    divisionId: t.id({ required: false, description: "Of communities in this division." }),
    urgency: t.field({ type: UrgencyEnum, required: false, description: "Of this urgency." }),
    text: t.string({
      required: false,
      description: "With this text in what is asked for or in the community's name.",
    }),
  }),
});

builder.queryField("hall", (t) =>
  t.field({
    type: HallConnection,
    description:
      "What stands in the hall of the city and nobody took on wholly, best fit for the unit first: all of it for people of units, what lies in their reach for others.",
    args: {
      ...pageArgs(),
      unitId: t.arg.id({
        required: false,
        description: "For which of the actor's own units; the first when left out.",
      }),
      filter: t.arg({ type: HallFilterInput, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const { prisma } = ctx.database;
      const first = checkFirst(args.first);
      const filter = args.filter ?? {};
      const own = organizationIds(actor, "PARTNER_UNIT");
      const wanted = filterUuidOf("Organization", args.unitId);
      const unitId = own.find((id) => id === wanted) ?? own[0] ?? null;
      const after = args.after ? cursorValues(args.after, bestFirst) : null;
      const all = await readHall(prisma, actor, {
        unitId,
        today: today(ctx.clock),
        filter: {
          ...filter,
          kindId: filterUuidOf("Kind", filter.kindId),
          divisionId: filterDivisionOf(filter.divisionId),
        },
      });
      const [order, id] = (after ?? []) as [bigint?, string?];
      const rest =
        order === undefined || id === undefined
          ? all
          : all.filter((row) => row.order > order || (row.order === order && row.id > id));
      const page = rest.slice(0, first + 1);
      const requests = await prisma.helpRequest.findMany({
        ...(queryFromInfo({ context: ctx, info, path: ["edges", "node", "request"] }) as object),
        where: { AND: [{ id: { in: page.map((row) => row.id) } }, visibleTo(actor)] },
      });
      const rows = page.flatMap((row) => {
        const request = requests.find((one) => one.id === row.id);
        return request ? [{ ...row, request }] : [];
      });
      return pageOf(rows, first, bestFirst, async () => all.length);
    },
  }),
);

builder.queryField("staleClaims", (t) =>
  t.prismaField({
    type: ["Claim"],
    description:
      "The claims of one of the actor's own units that are past their day by more working days than the city allows, with nothing delivered: while there is one, the unit takes on nothing more. At most fifty, the oldest first.",
    args: { unitId: t.arg.id({ required: true, description: "The unit." }) },
    resolve: async (query, _root, args, ctx) => {
      const actor = requireActor(ctx);
      const { prisma } = ctx.database;
      const unitId = organizationIds(actor, "PARTNER_UNIT").find(
        (id) => id === filterUuidOf("Organization", args.unitId),
      );
      if (!unitId) return [];
      const { staleIds } = await staleOf(prisma, actor.cityId, unitId, today(ctx.clock));
      if (staleIds.length === 0) return [];
      const claims = await prisma.claim.findMany({
        ...query,
        where: { AND: [{ id: { in: staleIds.slice(0, 50) } }, claimsVisibleTo(actor)] },
      });
      return claims.sort((a, b) => staleIds.indexOf(a.id) - staleIds.indexOf(b.id));
    },
  }),
);

/** Most parts of joint claims that a page shows. */
const MOST_PARTS = 100;

builder.queryField("jointParts", (t) =>
  t.prismaField({
    type: ["JointClaimPart"],
    description:
      "The parts of the joint claims on a request, in the order in which they were proposed; at most a hundred.",
    args: { requestId: t.arg.id({ required: true, description: "The request." }) },
    resolve: (query, _root, args, ctx) => {
      const helpRequestId = filterUuidOf("HelpRequest", args.requestId) ?? "";
      return ctx.database.prisma.jointClaimPart.findMany({
        ...query,
        where: { AND: [jointPartsVisibleTo(requireActor(ctx)), { jointClaim: { need: { helpRequestId } } }] },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: MOST_PARTS,
      });
    },
  }),
);

/** Most units that a search for whom to ask answers. */
const MOST_UNITS = 20;

builder.queryField("unitsToInvite", (t) =>
  t.prismaField({
    type: ["Organization"],
    description:
      "Units that may be asked to take on a part of a need with the actor's own: those that may take it on themselves, by name; at most twenty.",
    args: {
      needId: t.arg.id({ required: true, description: "The need." }),
      text: t.arg.string({ required: false, description: "With this text in the name." }),
    },
    resolve: async (query, _root, args, ctx) => {
      const actor = requireActor(ctx);
      const needId = filterUuidOf("Need", args.needId);
      if (!needId || organizationIds(actor, "PARTNER_UNIT").length === 0) return [];
      const { prisma } = ctx.database;
      const request = await prisma.helpRequest.findFirst({
        where: { AND: [visibleTo(actor), { state: "OPEN", needs: { some: { id: needId } } }] },
        select: { id: true, cityId: true, hallSince: true },
      });
      if (!request) return [];
      return prisma.organization.findMany({
        ...query,
        where: {
          cityId: request.cityId,
          kind: "PARTNER_UNIT",
          endedOn: null,
          id: { notIn: organizationIds(actor, "PARTNER_UNIT") },
          ...(args.text?.trim() ? { name: { contains: args.text.trim() } } : {}),
          ...(request.hallSince ? {} : { offers: { some: { helpRequestId: request.id } } }),
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: MOST_UNITS,
      });
    },
  }),
);

import { type Capability, CapabilityPer, type Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { filterUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { organizationIds } from "../../kernel/actor.ts";
import { today } from "../../kernel/clock.ts";
import { addCapability } from "./add-capability.ts";
import { changeCapability } from "./change-capability.ts";
import { endCapability } from "./end-capability.ts";
import { actions, holdingOn, visibleTo } from "./policy.ts";

const CapabilityPerEnum = builder.enumType(CapabilityPer, {
  name: "CapabilityPer",
  description: "How often the quantity of a capability can be given.",
});

builder.prismaNode("Capability", {
  nullable: true,
  description: "What a partner unit says it can give (可供资源). No promise: it lets others find it.",
  id: { field: "id", description: "`Capability:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx), today(ctx.clock))] }),
  fields: (t) => ({
    organization: t.relation("organization", { description: "The unit." }),
    kind: t.relation("kind", { description: "Of what kind." }),
    description: t.exposeString("description", { description: "In a few words." }),
    good: t.exposeString("good", { nullable: true, description: "The name of the good, for goods." }),
    skill: t.exposeString("skill", {
      nullable: true,
      description: "What its people can do, e.g. an electrician's work.",
    }),
    quantity: t.expose("quantity", {
      type: "BigInt",
      nullable: true,
      description: "How much, in minor units of the kind's measure; null when it is left open.",
    }),
    per: t.expose("per", { type: CapabilityPerEnum, description: "How often that much." }),
    validFrom: t.expose("validFrom", { type: "LocalDate", description: "Its first day." }),
    validTo: t.expose("validTo", {
      type: "LocalDate",
      nullable: true,
      description: "Its last day; null while it goes on.",
    }),
    mine: t.boolean({
      description: "Whether the actor may change it: a liaison or manager of the unit.",
      select: { organizationId: true },
      resolve: ({ organizationId }, _args, ctx) =>
        requireActor(ctx).memberships.some(
          (held) =>
            held.organizationId === organizationId && (held.role === "LIAISON" || held.role === "MANAGER"),
        ),
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
  }),
});

const latestFirst: Keyset<Capability> = [
  { column: "validFrom", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const CapabilityConnection = connectionType<Capability>("Capability");

const CapabilityFilter = builder.inputType("CapabilityFilter", {
  description: "Which capabilities.",
  fields: (t) => ({
    organizationId: t.id({ required: false, description: "Of one unit." }),
    kindId: t.id({ required: false, description: "Of one kind." }),
    own: t.boolean({ required: false, description: "Only of the actor's own units, or only of others." }),
    ended: t.boolean({ required: false, description: "Also those that do not hold today." }),
    text: t.string({ required: false, description: "A part of what is said, or of the unit's name." }),
  }),
});

builder.queryField("capabilities", (t) =>
  t.field({
    type: CapabilityConnection,
    description: "What units say they can give, as far as the actor may see, the latest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: CapabilityFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const day = today(ctx.clock);
      const filter = args.filter ?? {};
      const organizationId = filterUuidOf("Organization", filter.organizationId);
      const kindId = filterUuidOf("Kind", filter.kindId);
      const own = organizationIds(actor, "PARTNER_UNIT");
      const text = filter.text?.trim().slice(0, 60);
      const like = text ? { contains: text, mode: "insensitive" as const } : null;
      const where: Prisma.CapabilityWhereInput = {
        AND: [
          visibleTo(actor, day),
          filter.ended ? {} : holdingOn(day),
          organizationId ? { organizationId } : {},
          kindId ? { kindId } : {},
          filter.own == null ? {} : { organizationId: filter.own ? { in: own } : { notIn: own } },
          like
            ? {
                OR: [
                  { description: like },
                  { good: like },
                  { skill: like },
                  { organization: { name: like } },
                ],
              }
            : {},
        ],
      };
      return readPage<Capability>(ctx.database.prisma.capability, latestFirst, { args, ctx, info, where });
    },
  }),
);

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const fields = (t: InputBuilder) => ({
  kindId: t.id({ description: "Of what kind." }),
  description: t.string({ description: "In a few words, at most 200 characters." }),
  good: t.string({ required: false, description: "The name of the good, for goods." }),
  skill: t.string({ required: false, description: "What its people can do, for other kinds." }),
  quantity: t.field({
    type: "BigInt",
    required: false,
    description: "How much, in minor units of the kind's measure; absent: open.",
  }),
  per: t.field({ type: CapabilityPerEnum, description: "How often that much." }),
  validFrom: t.field({ type: "LocalDate", description: "Its first day." }),
  validTo: t.field({ type: "LocalDate", required: false, description: "Its last day; absent: goes on." }),
});
const which = (t: InputBuilder) => ({
  capabilityId: t.id({ description: "The capability." }),
  version: t.int({
    required: false,
    description: "The version the client has seen; refused when another one stands.",
  }),
});

const read = (id: string, ctx: Context) =>
  ctx.database.prisma.capability.findFirst({
    where: { id, AND: [visibleTo(requireActor(ctx), today(ctx.clock))] },
  });

commandField("addCapability", {
  action: actions["capability.keep"],
  type: "Capability",
  description: "A unit's liaison or manager says what the unit can give. It is no promise.",
  input: (t) => ({ organizationId: t.id({ description: "The unit." }), ...fields(t) }),
  run: (ctx, input) =>
    addCapability(ctx, {
      ...input,
      organizationId: uuidOf("Organization", input.organizationId),
      kindId: uuidOf("Kind", input.kindId),
    }),
  read,
});

commandField("changeCapability", {
  action: actions["capability.keep"],
  type: "Capability",
  description: "Says anew, whole, what the unit can give.",
  input: (t) => ({ ...which(t), ...fields(t) }),
  run: (ctx, input) =>
    changeCapability(ctx, {
      ...input,
      capabilityId: uuidOf("Capability", input.capabilityId),
      kindId: uuidOf("Kind", input.kindId),
    }),
  read,
});

commandField("endCapability", {
  action: actions["capability.keep"],
  type: "Capability",
  description: "The unit can give it no longer: nobody counts on it after its last day.",
  input: (t) => ({
    ...which(t),
    validTo: t.field({ type: "LocalDate", description: "Its last day." }),
  }),
  run: (ctx, input) =>
    endCapability(ctx, { ...input, capabilityId: uuidOf("Capability", input.capabilityId) }),
  read,
});

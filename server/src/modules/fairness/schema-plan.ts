import type { PairingPlan } from "@gongjian/prisma/client";
import { GraphQLError } from "graphql";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { nodeId, uuidIn, uuidOf } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { codeOf, Rejection } from "../../kernel/result.ts";
import { type KeptInputs, type KeptOutcome, namePlan } from "./kept-plan.ts";
import {
  makePlan,
  type NamedPlan,
  type NamedProposal,
  type NamedRelease,
  type PlanOptions,
  pairingScopes,
} from "./load-plan.ts";
import type { Effect } from "./planner.ts";
import { actions, plansVisibleTo } from "./policy.ts";
import { savePairingPlan } from "./save-pairing-plan.ts";
import { cityLines } from "./view.ts";

/** Proposals of pairings: made, looked at, kept. None of it assigns anything. */

const ScopeEnum = builder.enumType("PairingScope", {
  values: pairingScopes,
  description: "How far apart a unit and a community may be: in the same district, or in the same city.",
});

const Pair = builder
  .interfaceRef<{
    giverId: string;
    receiverId: string;
    giverName: string;
    receiverName: string;
  }>("PlannedPair")
  .implement({
    description: "A unit and a community.",
    fields: (t) => ({
      giverId: t.id({
        description: "The unit: `Organization:<uuid>`.",
        resolve: (pair) => nodeId("Organization", pair.giverId),
      }),
      giverName: t.exposeString("giverName", {
        description: "Its name; empty when it is no longer to be seen.",
      }),
      receiverId: t.id({
        description: "The community: `Organization:<uuid>`.",
        resolve: (pair) => nodeId("Organization", pair.receiverId),
      }),
      receiverName: t.exposeString("receiverName", {
        description: "Its name; empty when it is no longer to be seen.",
      }),
    }),
    resolveType: (pair) => ("partnershipId" in pair ? "PairingRelease" : "PairingProposal"),
  });

const ProposalType = builder.objectRef<NamedProposal>("PairingProposal").implement({
  description: "A pairing that a plan proposes, with its reasons.",
  interfaces: [Pair],
  fields: (t) => ({
    withoutUnit: t.exposeBoolean("withoutUnit", { description: "Reason: the community has no unit." }),
    ratio: t.exposeInt("ratio", {
      nullable: true,
      description: "Reason: how it is served, in thousandths of the city's median.",
    }),
    residents: t.exposeInt("residents", { nullable: true, description: "How many people live there." }),
    distance: t.exposeInt("distance", {
      description: "Reason: steps between the two in the tree of divisions.",
    }),
    loadBefore: t.exposeInt("loadBefore", { description: "Reason: communities the unit carries before." }),
    loadAfter: t.exposeInt("loadAfter", { description: "And with this one." }),
    capabilities: t.exposeInt("capabilities", {
      description: "Reason: how many things the unit says it can give.",
    }),
  }),
});

const ReleaseType = builder.objectRef<NamedRelease>("PairingRelease").implement({
  description: "A pairing that should end because its unit carries more than the limit.",
  interfaces: [Pair],
  fields: (t) => ({
    partnershipId: t.id({
      description: "`Partnership:<uuid>`.",
      resolve: ({ partnershipId }) => nodeId("Partnership", partnershipId),
    }),
  }),
});

const EffectType = builder.objectRef<Effect>("PairingEffect").implement({
  description: "How pairings lie over the territory.",
  fields: (t) => ({
    pairs: t.exposeInt("pairs", { description: "How many pairings." }),
    communitiesWithoutUnit: t.exposeInt("communitiesWithoutUnit", {
      description: "Communities without a unit.",
    }),
    unitsWithoutCommunity: t.exposeInt("unitsWithoutCommunity", {
      description: "Units without a community.",
    }),
    least: t.exposeInt("least", { description: "Communities of the unit that carries least." }),
    middle: t.exposeInt("middle", { description: "Of the middle one." }),
    most: t.exposeInt("most", { description: "Of the one that carries most." }),
    distance: t.exposeInt("distance", {
      nullable: true,
      description: "Thousandths of a step between unit and community, over all pairs.",
    }),
    loads: t.exposeIntList("loads", { description: "How many units carry 0, 1, 2, … communities." }),
  }),
});

const ContentsType = builder.objectRef<NamedPlan>("PairingPlanContents").implement({
  description: "What a plan proposes, and the territory before and after.",
  fields: (t) => ({
    proposals: t.field({
      type: [ProposalType],
      description: "At most 500, the greatest need first.",
      resolve: (plan) => plan.proposals,
    }),
    releases: t.field({
      type: [ReleaseType],
      description: "Pairings that should end; none while existing ones are kept.",
      resolve: (plan) => plan.releases,
    }),
    before: t.field({ type: EffectType, description: "As it is.", resolve: (plan) => plan.before }),
    after: t.field({
      type: EffectType,
      description: "As it would be with all proposals.",
      resolve: (plan) => plan.after,
    }),
  }),
});

const OptionsInput = builder.inputType("PairingPlanOptionsInput", {
  description: "What a plan is made with.",
  fields: (t) => ({
    maxPerUnit: t.int({ description: "Communities that one unit carries at most, 1 to 100." }),
    scope: t.field({ type: ScopeEnum, description: "How far apart a pair may be." }),
    keepExisting: t.boolean({
      description: "Leave every pairing that stands; otherwise units beyond the limit are relieved.",
    }),
    alsoUnderserved: t.boolean({
      description: "Also a further unit for under-served communities that have one.",
    }),
    unitIds: t.idList({ required: false, description: "Only these units; absent: all of the territory." }),
    period: t.string({
      required: false,
      description: "Code of the period whose support is compared; by default the quarter that runs.",
    }),
  }),
});

type RawOptions = Omit<PlanOptions, "unitIds" | "period"> & {
  unitIds?: readonly string[] | null;
  period?: string | null;
};

function optionsOf(input: RawOptions, idOf: typeof uuidOf): PlanOptions {
  const { maxPerUnit, scope, keepExisting, alsoUnderserved } = input;
  return {
    ...{ maxPerUnit, scope, keepExisting, alsoUnderserved },
    unitIds: input.unitIds ? input.unitIds.map((id) => idOf("Organization", id)) : null,
    period: input.period ?? null,
  };
}

builder.queryField("pairingProposals", (t) =>
  t.field({
    type: ContentsType,
    description:
      "Proposes pairings for the territory of the actor's offices, and shows what they would change. Nothing is stored, nothing assigned. Empty for who is in no office.",
    args: { options: t.arg({ type: OptionsInput, required: true, description: "What it is made with." }) },
    resolve: async (_root, { options }, ctx) => {
      const actor = requireActor(ctx);
      const lines = await cityLines(ctx, actor.cityId);
      try {
        return await makePlan(ctx.database.prisma, actor, optionsOf(options, uuidIn), {
          today: today(ctx.clock),
          lines,
        });
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        throw new GraphQLError(codeOf(error), { extensions: { code: "BAD_REQUEST" } });
      }
    },
  }),
);

const OptionsType = builder.objectRef<PlanOptions>("PairingPlanOptions").implement({
  description: "What a plan was made with.",
  fields: (t) => ({
    maxPerUnit: t.exposeInt("maxPerUnit", { description: "Communities that one unit carries at most." }),
    scope: t.field({ type: ScopeEnum, description: "How far apart a pair may be.", resolve: (o) => o.scope }),
    keepExisting: t.exposeBoolean("keepExisting", {
      description: "Whether every pairing that stands is left.",
    }),
    alsoUnderserved: t.exposeBoolean("alsoUnderserved", {
      description: "Whether under-served communities get a further unit.",
    }),
    unitIds: t.idList({
      nullable: true,
      description: "Only these units; null: all of the territory.",
      resolve: (o) => o.unitIds?.map((id) => nodeId("Organization", id)) ?? null,
    }),
    period: t.exposeString("period", {
      nullable: true,
      description: "Code of the period that was compared; null: the quarter that ran.",
    }),
  }),
});

const ChosenPair = builder.objectRef<{ giverId: string; receiverId: string }>("ChosenPair").implement({
  description: "A proposal that was ticked.",
  fields: (t) => ({
    giverId: t.id({
      description: "The unit: `Organization:<uuid>`.",
      resolve: ({ giverId }) => nodeId("Organization", giverId),
    }),
    receiverId: t.id({
      description: "The community: `Organization:<uuid>`.",
      resolve: ({ receiverId }) => nodeId("Organization", receiverId),
    }),
  }),
});

builder.prismaNode("PairingPlan", {
  nullable: true,
  description: "A proposal of pairings that an office kept (结对方案). It assigns nothing and never changes.",
  id: { field: "id", description: "`PairingPlan:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [plansVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    title: t.exposeString("title", { description: "What it is called." }),
    office: t.relation("office", { description: "Whose it is." }),
    by: t.field({
      type: PersonLabel,
      description: "Who kept it.",
      select: { by: { select: { id: true, name: true, erasedAt: true } } },
      resolve: ({ by }) => ({ id: by.id, name: by.name, erased: by.erasedAt !== null }),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
    options: t.field({
      type: OptionsType,
      description: "What it was made with.",
      select: { inputs: true },
      resolve: ({ inputs }) => (inputs as unknown as KeptInputs).options,
    }),
    chosen: t.field({
      type: [ChosenPair],
      description: "What was ticked.",
      select: { inputs: true },
      resolve: ({ inputs }) => (inputs as unknown as KeptInputs).chosen,
    }),
    proposed: t.int({
      description: "How many pairings it proposes.",
      select: { outcome: true },
      resolve: ({ outcome }) => (outcome as unknown as KeptOutcome).proposals.length,
    }),
    contents: t.field({
      type: ContentsType,
      description: "What it proposes.",
      select: { outcome: true },
      resolve: ({ outcome }, _args, ctx) =>
        namePlan(ctx.database.prisma, requireActor(ctx), outcome as unknown as KeptOutcome),
    }),
  }),
});

const latestFirst: Keyset<PairingPlan> = [
  { column: "recordedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const PlanConnection = connectionType<PairingPlan>("PairingPlan");

builder.queryField("pairingPlans", (t) =>
  t.field({
    type: PlanConnection,
    description: "The plans that the actor's offices kept, the latest first.",
    args: pageArgs(),
    resolve: (_root, args, ctx, info) =>
      readPage<PairingPlan>(ctx.database.prisma.pairingPlan, latestFirst, {
        ...{ args, ctx, info },
        where: plansVisibleTo(requireActor(ctx)),
      }),
  }),
);

const ChosenInput = builder.inputType("ChosenPairInput", {
  description: "A proposal that is ticked.",
  fields: (t) => ({
    giverId: t.id({ description: "The unit." }),
    receiverId: t.id({ description: "The community." }),
  }),
});

commandField("savePairingPlan", {
  action: actions["pairingPlan.save"],
  type: "PairingPlan",
  description:
    "An office keeps a plan as it stands now, with what was ticked. It assigns nothing: that needs a document.",
  input: (t) => ({
    officeId: t.id({ description: "The office in which the actor has a role." }),
    title: t.string({ description: "What it is called, at most 60 characters." }),
    options: t.field({ type: OptionsInput, description: "What it is made with." }),
    chosen: t.field({ type: [ChosenInput], description: "The proposals that are ticked." }),
  }),
  run: (ctx, input) =>
    savePairingPlan(ctx, {
      ...input,
      officeId: uuidOf("Organization", input.officeId),
      options: optionsOf(input.options, uuidOf),
      chosen: input.chosen.map(({ giverId, receiverId }) => ({
        giverId: uuidOf("Organization", giverId),
        receiverId: uuidOf("Organization", receiverId),
      })),
    }),
  read: (id, ctx) =>
    ctx.database.prisma.pairingPlan.findFirst({
      where: { id, AND: [plansVisibleTo(requireActor(ctx))] },
    }),
});

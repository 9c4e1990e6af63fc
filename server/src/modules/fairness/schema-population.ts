import { type Population, PopulationBy } from "@gongjian/prisma/client";
import { GraphQLError } from "graphql";
import { readBatch } from "../../graphql/batch.ts";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { filterUuidOf, nodeId, uuidOf } from "../../graphql/node-id.ts";
import { Rejection } from "../../kernel/result.ts";
import { visibleTo as organizationsVisibleTo } from "../organizations/policy.ts";
import type { PopulationOutcome, PopulationOutcomeCode } from "./model.ts";
import { planPopulations } from "./plan-populations.ts";
import { actions, populationsVisibleTo } from "./policy.ts";
import { setPopulation } from "./set-population.ts";
import { type KeptOutcome, setPopulations } from "./set-populations.ts";

/** How many people live in communities: said one by one, or many at once. */

const PopulationByEnum = builder.enumType(PopulationBy, {
  name: "PopulationBy",
  description: "Who said it; an office's number wins over the community's own.",
});

builder.prismaNode("Population", {
  nullable: true,
  description:
    "How many people live in a community from a day on (常住人口). Only grows; nothing is changed.",
  id: { field: "id", description: "`Population:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [populationsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    organization: t.relation("organization", { description: "The community." }),
    residents: t.exposeInt("residents", { description: "How many." }),
    validFrom: t.expose("validFrom", { type: "LocalDate", description: "From which day on." }),
    source: t.exposeString("source", { description: "Where the number is from." }),
    saidBy: t.expose("saidBy", { type: PopulationByEnum, description: "Who said it." }),
    by: t.field({
      type: PersonLabel,
      description: "Which person.",
      select: { by: { select: { id: true, name: true, erasedAt: true } } },
      resolve: ({ by }) => ({ id: by.id, name: by.name, erased: by.erasedAt !== null }),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

const latestFirst: Keyset<Population> = [
  { column: "recordedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const PopulationConnection = connectionType<Population>("Population");

builder.queryField("populations", (t) =>
  t.field({
    type: PopulationConnection,
    description: "Numbers of residents that were said, as far as the actor may see, the latest first.",
    args: {
      ...pageArgs(),
      organizationId: t.arg.id({ required: false, description: "Of one community." }),
    },
    resolve: (_root, args, ctx, info) => {
      const organizationId = filterUuidOf("Organization", args.organizationId);
      const where = {
        AND: [populationsVisibleTo(requireActor(ctx)), organizationId ? { organizationId } : {}],
      };
      return readPage<Population>(ctx.database.prisma.population, latestFirst, { args, ctx, info, where });
    },
  }),
);

const LineInput = builder.inputType("PopulationLineInput", {
  description: "One line of a list.",
  fields: (t) => ({
    code: t.string({
      description: "The community: the official code of its division, its credit code, or its whole name.",
    }),
    residents: t.int({ description: "How many people live there." }),
  }),
});

const OutcomeEnum = builder.enumType("PopulationOutcomeCode", {
  values: [
    "SET",
    "UNCHANGED",
    "NOT_FOUND",
    "NAME_TWICE",
    "LINE_TWICE",
    "OUT_OF_RANGE",
    "NOT_ALLOWED",
  ] as const satisfies readonly PopulationOutcomeCode[],
  description:
    "What becomes of a line: stored, said already, no such community, several of that name, named before, not between 1 and 1,000,000, not the actor's to set.",
});

type OutcomeRow = Omit<PopulationOutcome, "code">;

const Outcome = builder.objectRef<OutcomeRow>("PopulationOutcome").implement({
  description: "What becomes of one line.",
  fields: (t) => ({
    outcome: t.field({ type: OutcomeEnum, description: "What.", resolve: ({ outcome }) => outcome }),
    communityId: t.id({
      nullable: true,
      description: "The community: `Organization:<uuid>`.",
      resolve: ({ communityId }) => communityId && nodeId("Organization", communityId),
    }),
    communityName: t.exposeString("communityName", { nullable: true, description: "Its name." }),
    residents: t.exposeInt("residents", { description: "The number in the line." }),
    before: t.exposeInt("before", { nullable: true, description: "The office's number before." }),
  }),
});

builder.queryField("populationCheck", (t) =>
  t.field({
    type: [Outcome],
    description: "The dry run of `setPopulations`: what would become of each line, in that order.",
    args: {
      lines: t.arg({ type: [LineInput], required: true, description: "The lines, at most 5,000." }),
      validFrom: t.arg({ type: "LocalDate", required: true, description: "From which day on." }),
    },
    resolve: async (_root, args, ctx) => {
      try {
        const { prisma } = ctx.database;
        return (await planPopulations(prisma, requireActor(ctx), args.lines, args.validFrom)).outcomes;
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        throw new GraphQLError("lines: 1 to 5,000", { extensions: { code: "BAD_REQUEST" } });
      }
    },
  }),
);

commandField("setPopulation", {
  action: actions["population.set"],
  type: "Population",
  description:
    "The office over a community, or the community's manager, says how many people live there from a day on.",
  input: (t) => ({
    organizationId: t.id({ description: "The community." }),
    residents: t.int({ description: "How many, 1 to 1,000,000." }),
    validFrom: t.field({ type: "LocalDate", description: "From which day on." }),
    source: t.string({ description: "Where the number is from, at most 80 characters." }),
  }),
  run: (ctx, input) =>
    setPopulation(ctx, { ...input, organizationId: uuidOf("Organization", input.organizationId) }),
  read: (id, ctx) =>
    ctx.database.prisma.population.findFirst({
      where: { id, AND: [populationsVisibleTo(requireActor(ctx))] },
    }),
});

const Batch = builder
  .objectRef<{ id: string; set: number; outcomes: OutcomeRow[] }>("PopulationBatch")
  .implement({
    description: "What became of a list of residents.",
    fields: (t) => ({
      id: t.id({
        description: "`PopulationBatch:<uuid>`.",
        resolve: (batch) => nodeId("PopulationBatch", batch.id),
      }),
      set: t.exposeInt("set", { description: "How many were stored." }),
      outcomes: t.field({
        type: [Outcome],
        description: "One for each line, in that order.",
        resolve: ({ outcomes }) => outcomes,
      }),
    }),
  });

commandField("setPopulations", {
  action: actions["population.set"],
  type: Batch.name,
  description:
    "An office says of many communities how many people live there; each line has its outcome, what is right is stored.",
  input: (t) => ({
    lines: t.field({ type: [LineInput], description: "The lines, at most 5,000." }),
    validFrom: t.field({ type: "LocalDate", description: "From which day on." }),
    source: t.string({ description: "Where the numbers are from, at most 80 characters." }),
  }),
  run: (ctx, input) => setPopulations(ctx, input),
  read: async (id, ctx) => {
    const batch = await readBatch<{ set: number; outcomes: KeptOutcome[] }>(id, "population.setMany", ctx);
    if (!batch) return null;
    const ids = batch.outcomes.flatMap(({ communityId }) => communityId ?? []);
    const found = await ctx.database.prisma.organization.findMany({
      where: { AND: [{ id: { in: ids } }, organizationsVisibleTo(requireActor(ctx))] },
      select: { id: true, name: true },
    });
    const names = new Map(found.map((one) => [one.id, one.name]));
    const outcomes = batch.outcomes.map((kept) => ({
      ...kept,
      outcome: kept.outcome as PopulationOutcomeCode,
      communityName: names.get(kept.communityId ?? "") ?? null,
    }));
    return { id, set: batch.set, outcomes };
  },
});

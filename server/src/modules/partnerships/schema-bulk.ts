import { readBatch } from "../../graphql/batch.ts";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { requireActor } from "../../graphql/context.ts";
import { FieldProblemType } from "../../graphql/failures.ts";
import { filterUuidOf, nodeId, uuidOf } from "../../graphql/node-id.ts";
import { assignPartnerships } from "./assign-partnerships.ts";
import { checkAssignments } from "./check-assignments.ts";
import { attestorField, type InputBuilder, pairFields, pairOf, termsFields } from "./pair-input.ts";
import { actions, visibleTo } from "./policy.ts";
import { type RenewalOutcome, renewPartnerships } from "./renew-partnerships.ts";

/** What an office does with many partnerships by one document. */

const AssignmentPairInput = builder.inputType("AssignmentPairInput", {
  description: "One pair of a list that a document assigns.",
  fields: (t) => ({ ...pairFields(t), ...attestorField(t) }),
});

const batchFields = (t: InputBuilder) => ({
  pairs: t.field({ type: [AssignmentPairInput], description: "The pairs, at most 500." }),
  ...termsFields(t),
});

const BatchCheckInput = builder.inputType("AssignmentCheckInput", {
  description: "A list of pairs to look at before it is assigned.",
  fields: batchFields,
});

builder.queryField("assignmentProblems", (t) =>
  t.field({
    type: [FieldProblemType],
    description:
      "The dry run of `assignPartnerships`: what is wrong, by `pairs`, row and field; empty when all would be assigned.",
    args: { input: t.arg({ type: BatchCheckInput, required: true, description: "The list." }) },
    resolve: async (_root, { input }, ctx) => {
      const actor = requireActor(ctx);
      const pairs = input.pairs.map((pair) => pairOf(pair, (type, id) => filterUuidOf(type, id) ?? id));
      return (await checkAssignments(ctx.database.prisma, actor, pairs, input)).problems;
    },
  }),
);

const AssignmentBatch = builder
  .objectRef<{ id: string; partnershipIds: string[] }>("AssignmentBatch")
  .implement({
    description: "What one document assigned at once.",
    fields: (t) => ({
      id: t.id({
        description: "`AssignmentBatch:<uuid>`.",
        resolve: (batch) => nodeId("AssignmentBatch", batch.id),
      }),
      partnerships: t.prismaField({
        type: ["Partnership"],
        description: "The partnerships that it made.",
        resolve: (query, batch, _args, ctx) =>
          ctx.database.prisma.partnership.findMany({
            ...query,
            where: { id: { in: batch.partnershipIds }, AND: [visibleTo(requireActor(ctx))] },
            orderBy: { id: "asc" },
          }),
      }),
    }),
  });

commandField("assignPartnerships", {
  action: actions["partnership.assign"],
  type: AssignmentBatch.name,
  description: "An office assigns many pairs by one document: all of them or none.",
  input: batchFields,
  run: (ctx, input) => assignPartnerships(ctx, { ...input, pairs: input.pairs.map((pair) => pairOf(pair)) }),
  read: async (id, ctx) => {
    const batch = await readBatch<{ partnershipIds: string[] }>(id, "partnership.assignMany", ctx);
    return batch && { id, partnershipIds: batch.partnershipIds };
  },
});

const Outcome = builder.objectRef<RenewalOutcome>("RenewalOutcome").implement({
  description: "What became of one partnership that was to be renewed.",
  fields: (t) => ({
    partnershipId: t.id({
      description: "Which was to be renewed.",
      resolve: (row) => nodeId("Partnership", row.partnershipId),
    }),
    renewal: t.prismaField({
      type: "Partnership",
      nullable: true,
      description: "The renewal; null when something stood in its way.",
      resolve: (query, row, _args, ctx) =>
        row.renewalId === null
          ? null
          : ctx.database.prisma.partnership.findFirst({
              ...query,
              where: { id: row.renewalId, AND: [visibleTo(requireActor(ctx))] },
            }),
    }),
    code: t.exposeString("code", {
      nullable: true,
      description: "What stood in its way; null when it was renewed.",
    }),
  }),
});

const RenewalBatch = builder.objectRef<{ id: string; outcomes: RenewalOutcome[] }>("RenewalBatch").implement({
  description: "What one document renewed at once.",
  fields: (t) => ({
    id: t.id({ description: "`RenewalBatch:<uuid>`.", resolve: (batch) => nodeId("RenewalBatch", batch.id) }),
    outcomes: t.field({
      type: [Outcome],
      description: "One for each that was named, in that order.",
      resolve: (batch) => batch.outcomes,
    }),
  }),
});

commandField("renewPartnerships", {
  action: actions["partnership.assign"],
  type: RenewalBatch.name,
  description: "An office renews partnerships for a year more by one document; each has its outcome.",
  input: (t) => ({
    partnershipIds: t.idList({ description: "Which, at most 500." }),
    documentNumber: t.string({ description: "Number of the office's document." }),
    documentDate: t.field({
      type: "LocalDate",
      description: "Date of the document; no renewal begins before it.",
    }),
  }),
  run: (ctx, input) =>
    renewPartnerships(ctx, {
      ...input,
      partnershipIds: input.partnershipIds.map((id) => uuidOf("Partnership", id)),
    }),
  read: async (id, ctx) => {
    const batch = await readBatch<{ outcomes: RenewalOutcome[] }>(id, "partnership.renew", ctx);
    return batch && { id, outcomes: batch.outcomes };
  },
});

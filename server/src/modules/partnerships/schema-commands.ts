import type { Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { FieldProblemType } from "../../graphql/failures.ts";
import { filterUuidOf, nodeId, uuidOf } from "../../graphql/node-id.ts";
import { acknowledgePartnership } from "./acknowledge-partnership.ts";
import { answerProposal } from "./answer-proposal.ts";
import { assignPartnership } from "./assign-partnership.ts";
import { assignPartnerships } from "./assign-partnerships.ts";
import type { PairInput } from "./assignment.ts";
import { checkAssignments } from "./check-assignments.ts";
import { endPartnership } from "./end-partnership.ts";
import { actions, visibleTo } from "./policy.ts";
import { proposePartnership } from "./propose-partnership.ts";
import { type RenewalOutcome, renewPartnerships } from "./renew-partnerships.ts";
import { resumePartnership } from "./resume-partnership.ts";
import { PartnershipKindEnum, SideEnum } from "./schema.ts";
import { setLead } from "./set-lead.ts";
import { setLiaison } from "./set-liaison.ts";
import { suspendPartnership } from "./suspend-partnership.ts";

/** What offices and sides do with partnerships. */

const VERSION = "The version the client has seen; refused when another one stands.";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const read = (id: string, ctx: Context) =>
  ctx.database.prisma.partnership.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });

const pairFields = (t: InputBuilder) => ({
  giverId: t.id({ description: "The partner unit." }),
  receiverId: t.id({ description: "The community, or a street office." }),
  kind: t.field({ type: PartnershipKindEnum, description: "How they are paired." }),
  leaderMembershipId: t.id({ required: false, description: "LEADER_CONTACT: the leader's membership." }),
  sectionName: t.string({ required: false, description: "ROAD_SECTION: its name." }),
  sectionFrom: t.string({ required: false, description: "ROAD_SECTION: where it begins." }),
  sectionTo: t.string({ required: false, description: "ROAD_SECTION: where it ends." }),
});

const attestorField = (t: InputBuilder) => ({
  attestorId: t.id({ required: false, description: "The street office that keeps the receiver's books." }),
});

const termsFields = (t: InputBuilder) => ({
  startsOn: t.field({ type: "LocalDate", description: "First day of the term; not before the document." }),
  endsOn: t.field({ type: "LocalDate", description: "Last day of the term." }),
  documentNumber: t.string({ description: "Number of the office's document." }),
  documentDate: t.field({ type: "LocalDate", description: "Date of the document; active from then." }),
});

function pairOf<Pair extends PairInput>(pair: Pair, idOf: typeof uuidOf = uuidOf): Pair {
  return {
    ...pair,
    giverId: idOf("Organization", pair.giverId),
    receiverId: idOf("Organization", pair.receiverId),
    leaderMembershipId: pair.leaderMembershipId ? idOf("Membership", pair.leaderMembershipId) : null,
    attestorId: pair.attestorId ? idOf("Organization", pair.attestorId) : null,
  };
}

commandField("assignPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office pairs a unit with a receiver by its document.",
  input: (t) => ({ ...pairFields(t), ...attestorField(t), ...termsFields(t) }),
  run: (ctx, input) => assignPartnership(ctx, pairOf(input)),
  read,
});

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

/** The audit entry of a batch, which lists what it made. */
async function readBatch<Payload>(id: string, command: string, ctx: Context): Promise<Payload | null> {
  const where: Prisma.AuditEntryWhereInput = {
    cityId: requireActor(ctx).cityId,
    subjectIds: { has: id },
    command,
  };
  const entry = await ctx.database.prisma.auditEntry.findFirst({ where, select: { payload: true } });
  return entry?.payload ? (JSON.parse(entry.payload) as Payload) : null;
}

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

commandField("proposePartnership", {
  action: actions["partnership.propose"],
  type: "Partnership",
  description: "A side proposes a partnership; nothing is owed until the other side accepts.",
  input: (t) => ({
    ...pairFields(t),
    startsOn: t.field({ type: "LocalDate", description: "First day of the term." }),
    endsOn: t.field({ type: "LocalDate", description: "Last day of the term." }),
  }),
  run: (ctx, input) => proposePartnership(ctx, pairOf(input)),
  read,
});

const which = (t: InputBuilder) => ({
  partnershipId: t.id({ description: "The partnership." }),
  version: t.int({ required: false, description: VERSION }),
});

commandField("answerProposal", {
  action: actions["partnership.answer"],
  type: "Partnership",
  description: "The side that did not propose accepts or declines.",
  input: (t) => ({
    ...which(t),
    accept: t.boolean({ description: "Accepted or declined." }),
    reason: t.string({ required: false, description: "Why it is declined." }),
  }),
  run: (ctx, input) =>
    answerProposal(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("acknowledgePartnership", {
  action: actions["partnership.answer"],
  type: "Partnership",
  description: "A side acknowledges what an office assigned; shown, and changes nothing else.",
  input: (t) => ({
    ...which(t),
    side: t.field({
      type: SideEnum,
      required: false,
      description: "For whom, for someone with roles on both sides.",
    }),
  }),
  run: (ctx, input) =>
    acknowledgePartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("suspendPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office stops the clock of a partnership from today on.",
  input: (t) => ({ ...which(t), reason: t.string({ description: "Why." }) }),
  run: (ctx, input) =>
    suspendPartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("resumePartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "The clock runs again; what is open falls due later by the days that stood still.",
  input: which,
  run: (ctx, input) =>
    resumePartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("endPartnership", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "An office ends a partnership early; what nobody has claimed is cancelled.",
  input: (t) => ({
    ...which(t),
    endsOn: t.field({ type: "LocalDate", description: "Its last day, today at the latest." }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    endPartnership(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("setLead", {
  action: actions["partnership.assign"],
  type: "Partnership",
  description: "From a day on this giver leads among those of the receiver.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership of the giver that leads." }),
    startsOn: t.field({ type: "LocalDate", description: "From which day." }),
  }),
  run: (ctx, input) => setLead(ctx, { ...input, partnershipId: uuidOf("Partnership", input.partnershipId) }),
  read,
});

commandField("setLiaison", {
  action: actions["partnership.nameLiaison"],
  type: "Partnership",
  description: "Names who speaks for a side: a liaison or manager of that side.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership." }),
    side: t.field({ type: SideEnum, description: "For which side." }),
    membershipId: t.id({ description: "In which role." }),
    startsOn: t.field({
      type: "LocalDate",
      required: false,
      description: "From which day; today when absent.",
    }),
  }),
  run: (ctx, input) =>
    setLiaison(ctx, {
      ...input,
      partnershipId: uuidOf("Partnership", input.partnershipId),
      membershipId: uuidOf("Membership", input.membershipId),
    }),
  read,
});

import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { answerJointPart, cancelJointPart } from "./answer-joint-part.ts";
import { askIfSolved } from "./ask-if-solved.ts";
import { claimJointly } from "./claim-jointly.ts";
import { markOnTheWay } from "./mark-on-the-way.ts";
import { keepToPartners, openToHall } from "./open-to-hall.ts";
import { actions, claimsVisibleTo, jointPartsVisibleTo, visibleTo } from "./policy.ts";
import { recordUse } from "./record-use.ts";
import { solvedPath } from "./solved.ts";

/** The hall, joint claims, what is on the way and in use, and the question whether it is solved. */

const VERSION = "The version the client has seen; refused when another one stands.";

const readRequest = (id: string, ctx: Context) =>
  ctx.database.prisma.helpRequest.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });
const readClaim = (id: string, ctx: Context) =>
  ctx.database.prisma.claim.findFirst({ where: { id, AND: [claimsVisibleTo(requireActor(ctx))] } });
const readPart = (id: string, ctx: Context) =>
  ctx.database.prisma.jointClaimPart.findFirst({
    where: { id, AND: [jointPartsVisibleTo(requireActor(ctx))] },
  });
const readNeed = (id: string, ctx: Context) =>
  ctx.database.prisma.need.findFirst({ where: { id, helpRequest: visibleTo(requireActor(ctx)) } });

commandField("openRequestToHall", {
  action: actions["request.triage"],
  type: "HelpRequest",
  description: "The receiver's desk shows an open request to every unit of the city.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The request." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    openToHall(ctx, { ...input, helpRequestId: uuidOf("HelpRequest", input.helpRequestId) }),
  read: readRequest,
});

commandField("keepRequestToPartners", {
  action: actions["request.triage"],
  type: "HelpRequest",
  description: "The receiver's desk keeps a request to its paired units, after their days too.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The request." }),
    version: t.int({ required: false, description: VERSION }),
    reason: t.string({ description: "Why: at most 200 characters." }),
  }),
  run: (ctx, input) =>
    keepToPartners(ctx, { ...input, helpRequestId: uuidOf("HelpRequest", input.helpRequestId) }),
  read: readRequest,
});

const JointPartInput = builder.inputType("JointPartInput", {
  description: "What the lead asks another unit to take on.",
  fields: (t) => ({
    giverId: t.id({ description: "The unit." }),
    quantity: t.field({ type: "BigInt", description: "How much, in minor units." }),
    promisedOn: t.field({ type: "LocalDate", description: "By when." }),
  }),
});

commandField("claimNeedJointly", {
  action: actions["request.claim"],
  type: "JointClaim",
  description:
    "A unit takes on a part of a need and asks others to take on parts with it. Each owes its own part once it agrees.",
  input: (t) => ({
    needId: t.id({ description: "The need." }),
    giverId: t.id({ description: "The unit that leads." }),
    quantity: t.field({ type: "BigInt", description: "Its own part, in minor units." }),
    promisedOn: t.field({ type: "LocalDate", description: "By when its own part will be delivered." }),
    parts: t.field({ type: [JointPartInput], description: "What the others are asked for." }),
  }),
  run: (ctx, input) =>
    claimJointly(ctx, {
      ...input,
      needId: uuidOf("Need", input.needId),
      giverId: uuidOf("Organization", input.giverId),
      parts: input.parts.map((part) => ({ ...part, giverId: uuidOf("Organization", part.giverId) })),
    }),
  read: (id, ctx) =>
    ctx.database.prisma.jointClaim.findFirst({
      where: { id, need: { helpRequest: visibleTo(requireActor(ctx)) } },
    }),
});

commandField("answerJointPart", {
  action: actions["request.claim"],
  type: "JointClaimPart",
  description: "An invited unit agrees to its part of a joint claim and owes it from then on, or declines.",
  input: (t) => ({
    partId: t.id({ description: "The part." }),
    version: t.int({ required: false, description: VERSION }),
    agree: t.boolean({ description: "Whether it takes it on." }),
    quantity: t.field({
      type: "BigInt",
      required: false,
      description: "Another quantity than proposed, in minor units.",
    }),
    promisedOn: t.field({ type: "LocalDate", required: false, description: "Another day than proposed." }),
  }),
  run: (ctx, input) => answerJointPart(ctx, { ...input, partId: uuidOf("JointClaimPart", input.partId) }),
  read: readPart,
});

commandField("cancelJointPart", {
  action: actions["request.claim"],
  type: "JointClaimPart",
  description: "The lead takes an invitation back that nobody answered.",
  input: (t) => ({
    partId: t.id({ description: "The part." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => cancelJointPart(ctx, { ...input, partId: uuidOf("JointClaimPart", input.partId) }),
  read: readPart,
});

commandField("markOnTheWay", {
  action: actions["request.claim"],
  type: "Claim",
  description:
    "The unit says that what it took on is on the way, and when it will be there. No delivery yet.",
  input: (t) => ({
    claimId: t.id({ description: "The claim." }),
    version: t.int({ required: false, description: VERSION }),
    quantity: t.field({
      type: "BigInt",
      description:
        "How much is on the way beyond what is logged, in minor units; 0 takes an earlier word back.",
    }),
    expectedOn: t.field({ type: "LocalDate", description: "When it is expected to be there." }),
  }),
  run: (ctx, input) => markOnTheWay(ctx, { ...input, claimId: uuidOf("Claim", input.claimId) }),
  read: readClaim,
});

commandField("recordUse", {
  action: actions["request.use"],
  type: "Need",
  description: "The receiver says how much of what arrived is in use or in service.",
  input: (t) => ({
    needId: t.id({ description: "The need." }),
    version: t.int({ required: false, description: VERSION }),
    used: t.field({ type: "BigInt", description: "How much in all, in minor units; not more than arrived." }),
  }),
  run: (ctx, input) => recordUse(ctx, { ...input, needId: uuidOf("Need", input.needId) }),
  read: readNeed,
});

commandField("askIfSolved", {
  action: actions["request.triage"],
  type: "SolvedQuestion",
  description:
    "The receiver's desk makes the link by which who asked says whether it is solved, and hands it over itself. Earlier links end.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The request, delivered." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    askIfSolved(ctx, { ...input, helpRequestId: uuidOf("HelpRequest", input.helpRequestId) }),
  read: async (id, ctx, { token }) => {
    const question = await ctx.database.prisma.solvedQuestion.findFirst({
      where: { id, helpRequest: visibleTo(requireActor(ctx)) },
    });
    return question && { ...question, path: token === null ? null : solvedPath(token) };
  },
});

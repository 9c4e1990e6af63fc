import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { changeHelpRequest } from "./change-help-request.ts";
import { claimNeed } from "./claim-need.ts";
import { closeHelpRequest } from "./close-help-request.ts";
import { createHelpRequest } from "./create-help-request.ts";
import { openHelpRequest } from "./open-help-request.ts";
import { actions, claimsVisibleTo, visibleTo } from "./policy.ts";
import { reopenHelpRequest } from "./reopen-help-request.ts";
import { UrgencyEnum } from "./schema-request.ts";
import { withdrawClaim } from "./withdraw-claim.ts";
import { withdrawHelpRequest } from "./withdraw-help-request.ts";

/** Asking, taking on, ending. */

const VERSION = "The version the client has seen; refused when another one stands.";

const readRequest = (id: string, ctx: Context) =>
  ctx.database.prisma.helpRequest.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });
const readClaim = (id: string, ctx: Context) =>
  ctx.database.prisma.claim.findFirst({ where: { id, AND: [claimsVisibleTo(requireActor(ctx))] } });

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const NeedInput = builder.inputType("NeedInput", {
  description: "One thing asked for.",
  fields: (t) => ({
    kindId: t.id({ description: "Of what kind." }),
    quantity: t.field({ type: "BigInt", description: "How much, in minor units of the kind's measure." }),
    good: t.string({ required: false, description: "The name of the good, for goods." }),
    description: t.string({ description: "In words; may be empty." }),
  }),
});

const AgainInput = builder.inputType("NeedAgainInput", {
  description: "How much more is needed of one thing.",
  fields: (t) => ({
    needId: t.id({ description: "The need." }),
    quantity: t.field({ type: "BigInt", description: "How much more, in minor units." }),
  }),
});

const requestFields = (t: InputBuilder) => ({
  title: t.string({ description: "In a few words, at most 60 characters." }),
  body: t.string({ description: "In full; may be empty." }),
  privateDetails: t.string({
    required: false,
    description: "What only the receiver and units that take it on may read: addresses, names.",
  }),
  urgency: t.field({ type: UrgencyEnum, description: "How urgent it is." }),
  wishedOn: t.field({
    type: "LocalDate",
    required: false,
    description: "The day by which it is wished for.",
  }),
  needs: t.field({ type: [NeedInput], description: "What is needed, at most ten things." }),
});

const needsOf = <Need extends { kindId: string }>(needs: readonly Need[]) =>
  needs.map((need) => ({ ...need, kindId: uuidOf("Kind", need.kindId) }));

commandField("createHelpRequest", {
  action: actions["request.draft"],
  type: "HelpRequest",
  description:
    "A receiver asks for help: as a draft (also by a grid member), or open to its paired units at once.",
  input: (t) => ({
    receiverId: t.id({ description: "Who asks." }),
    ...requestFields(t),
    evidenceIds: t.idList({ required: false, description: "Uploaded files that show what is needed." }),
    askerName: t.string({
      required: false,
      description:
        "Who asked the receiver for it, where there is somebody: asked in the end whether it is solved.",
    }),
    askerContact: t.string({
      required: false,
      description: "How they are reached; deleted some time after the end.",
    }),
    open: t.boolean({ description: "Open it at once; needs a liaison or manager." }),
    toHall: t.boolean({
      required: false,
      description: "When it is opened: show it to the whole city at once.",
    }),
  }),
  run: (ctx, input) =>
    createHelpRequest(ctx, {
      ...input,
      receiverId: uuidOf("Organization", input.receiverId),
      needs: needsOf(input.needs),
      evidenceIds: (input.evidenceIds ?? []).map((id) => uuidOf("Evidence", id)),
    }),
  read: readRequest,
});

commandField("changeHelpRequest", {
  action: actions["request.draft"],
  type: "HelpRequest",
  description: "Writes a draft anew: its words and all of its needs.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The draft." }),
    version: t.int({ required: false, description: VERSION }),
    ...requestFields(t),
  }),
  run: (ctx, input) =>
    changeHelpRequest(ctx, {
      ...input,
      helpRequestId: uuidOf("HelpRequest", input.helpRequestId),
      needs: needsOf(input.needs),
    }),
  read: readRequest,
});

commandField("openHelpRequest", {
  action: actions["request.triage"],
  type: "HelpRequest",
  description: "The receiver's desk opens a draft to the paired units.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The draft." }),
    version: t.int({ required: false, description: VERSION }),
    toHall: t.boolean({ required: false, description: "Show it to the whole city at once." }),
  }),
  run: (ctx, input) =>
    openHelpRequest(ctx, { ...input, helpRequestId: uuidOf("HelpRequest", input.helpRequestId) }),
  read: readRequest,
});

commandField("closeHelpRequest", {
  action: actions["request.triage"],
  type: "HelpRequest",
  description: "The receiver says how it ended: solved, or not solved with a reason.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The request." }),
    version: t.int({ required: false, description: VERSION }),
    solved: t.boolean({ description: "Whether it is solved: possible once everything was delivered." }),
    note: t.string({ required: false, description: "What is to be said; the reason when it is not solved." }),
  }),
  run: (ctx, input) =>
    closeHelpRequest(ctx, { ...input, helpRequestId: uuidOf("HelpRequest", input.helpRequestId) }),
  read: readRequest,
});

commandField("reopenHelpRequest", {
  action: actions["request.triage"],
  type: "HelpRequest",
  description: "It did not hold, or is needed after all: open again.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The request." }),
    version: t.int({ required: false, description: VERSION }),
    again: t.field({
      type: [AgainInput],
      description: "How much more is needed of what; not empty when everything asked for was accepted.",
    }),
  }),
  run: (ctx, input) =>
    reopenHelpRequest(ctx, {
      ...input,
      helpRequestId: uuidOf("HelpRequest", input.helpRequestId),
      again: input.again.map((each) => ({ ...each, needId: uuidOf("Need", each.needId) })),
    }),
  read: readRequest,
});

commandField("withdrawHelpRequest", {
  action: actions["request.triage"],
  type: "HelpRequest",
  description: "The receiver takes a request back before anyone took it on.",
  input: (t) => ({
    helpRequestId: t.id({ description: "The request." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    withdrawHelpRequest(ctx, { ...input, helpRequestId: uuidOf("HelpRequest", input.helpRequestId) }),
  read: readRequest,
});

commandField("claimNeed", {
  action: actions["request.claim"],
  type: "Claim",
  description:
    "A unit takes on a part of a need that was offered to it or stands in the hall. From then on it is owed.",
  input: (t) => ({
    needId: t.id({ description: "The need." }),
    giverId: t.id({ description: "The unit." }),
    quantity: t.field({ type: "BigInt", description: "How much of it, in minor units." }),
    promisedOn: t.field({ type: "LocalDate", description: "By when it will be delivered." }),
  }),
  run: (ctx, input) =>
    claimNeed(ctx, {
      ...input,
      needId: uuidOf("Need", input.needId),
      giverId: uuidOf("Organization", input.giverId),
    }),
  read: readClaim,
});

commandField("withdrawClaim", {
  action: actions["request.claim"],
  type: "Claim",
  description: "The unit gives a claim back before anything was delivered for it.",
  input: (t) => ({
    claimId: t.id({ description: "The claim." }),
    version: t.int({ required: false, description: VERSION }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) => withdrawClaim(ctx, { ...input, claimId: uuidOf("Claim", input.claimId) }),
  read: readClaim,
});

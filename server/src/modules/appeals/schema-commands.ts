import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { UrgencyEnum } from "../help-requests/schema-request.ts";
import { answerAppeal } from "./answer-appeal.ts";
import type { Contact } from "./contact.ts";
import { draftAppealAnswer } from "./draft-appeal-answer.ts";
import { mergeAppeal } from "./merge-appeal.ts";
import { passAppealUp } from "./pass-appeal-up.ts";
import { actions, doorsVisibleTo, visibleTo } from "./policy.ts";
import { refuseAppeal, restoreAppeal } from "./refuse-appeal.ts";
import { revealAppealContact } from "./reveal-appeal-contact.ts";
import { sendAppealBack } from "./send-appeal-back.ts";
import { setAppealDoor } from "./set-appeal-door.ts";
import { turnAppealIntoRequest } from "./turn-into-request.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const readAppeal = (id: string, ctx: Context) =>
  ctx.database.prisma.appeal.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });

const appealFields = (t: InputBuilder) => ({
  appealId: t.id({ description: "The appeal." }),
  version: t.int({
    required: false,
    description: "The version the client has seen; refused when another one stands.",
  }),
});

const withUuid = <Input extends { appealId: string }>(input: Input): Input => ({
  ...input,
  appealId: uuidOf("Appeal", input.appealId),
});

commandField("setAppealDoor", {
  action: actions["appeal.set-door"],
  type: "AppealDoor",
  description: "The desk of a community opens or closes its public form. The address stays the same.",
  input: (t) => ({
    receiverId: t.id({ description: "The community." }),
    open: t.boolean({ description: "Whether residents can send." }),
    notice: t.string({
      required: false,
      description: "Shown to residents while it is closed, at most 200 characters.",
    }),
    version: t.int({
      required: false,
      description: "The version the client has seen; refused when another one stands.",
    }),
  }),
  run: (ctx, input) => setAppealDoor(ctx, { ...input, receiverId: uuidOf("Organization", input.receiverId) }),
  read: (id, ctx) =>
    ctx.database.prisma.appealDoor.findFirst({ where: { id, AND: [doorsVisibleTo(requireActor(ctx))] } }),
});

commandField("draftAppealAnswer", {
  action: actions["appeal.draft"],
  type: "Appeal",
  description: "Somebody of the community, also a grid member, writes down what could be answered.",
  input: (t) => ({
    ...appealFields(t),
    text: t.string({
      required: false,
      description: "The draft; nothing takes it away. At most 1,000 characters.",
    }),
  }),
  run: (ctx, input) => draftAppealAnswer(ctx, withUuid(input)),
  read: readAppeal,
});

commandField("answerAppeal", {
  action: actions["appeal.triage"],
  type: "Appeal",
  description: "The community answers the resident; once it was passed up, the office.",
  input: (t) => ({
    ...appealFields(t),
    text: t.string({ description: "The answer that the resident reads, at most 1,000 characters." }),
    solvable: t.boolean({ description: "False: it cannot be solved, and the answer says why." }),
  }),
  run: (ctx, input) => answerAppeal(ctx, withUuid(input)),
  read: readAppeal,
});

commandField("turnAppealIntoRequest", {
  action: actions["appeal.triage"],
  type: "Appeal",
  description: "The desk drafts a help request from it, with its photos; the appeal follows that request.",
  input: (t) => ({
    ...appealFields(t),
    title: t.string({ description: "The request in a few words, at most 60 characters." }),
    body: t.string({ description: "The request in full; may be empty." }),
    urgency: t.field({ type: UrgencyEnum, description: "How urgent it is." }),
  }),
  run: (ctx, input) => turnAppealIntoRequest(ctx, withUuid(input)),
  read: readAppeal,
});

commandField("passAppealUp", {
  action: actions["appeal.triage"],
  type: "Appeal",
  description:
    "The desk passes it to an office over the community, with a reason. The contact stays with the community.",
  input: (t) => ({
    ...appealFields(t),
    officeId: t.id({ description: "The office." }),
    reason: t.string({ description: "Why, at most 500 characters." }),
  }),
  run: (ctx, input) =>
    passAppealUp(ctx, { ...withUuid(input), officeId: uuidOf("Organization", input.officeId) }),
  read: readAppeal,
});

commandField("sendAppealBack", {
  action: actions["appeal.decide-above"],
  type: "Appeal",
  description: "The office sends it back to the community, with a reason.",
  input: (t) => ({
    ...appealFields(t),
    reason: t.string({ description: "Why, at most 500 characters." }),
  }),
  run: (ctx, input) => sendAppealBack(ctx, withUuid(input)),
  read: readAppeal,
});

commandField("mergeAppeal", {
  action: actions["appeal.triage"],
  type: "Appeal",
  description: "The desk merges it into another one of its community that says the same.",
  input: (t) => ({ ...appealFields(t), intoId: t.id({ description: "The one that stands for both." }) }),
  run: (ctx, input) => mergeAppeal(ctx, { ...withUuid(input), intoId: uuidOf("Appeal", input.intoId) }),
  read: readAppeal,
});

commandField("refuseAppeal", {
  action: actions["appeal.triage"],
  type: "Appeal",
  description: "The desk puts spam or abuse aside: kept, hidden, counted.",
  input: appealFields,
  run: (ctx, input) => refuseAppeal(ctx, withUuid(input)),
  read: readAppeal,
});

commandField("restoreAppeal", {
  action: actions["appeal.triage"],
  type: "Appeal",
  description: "It was no spam after all.",
  input: appealFields,
  run: (ctx, input) => restoreAppeal(ctx, withUuid(input)),
  read: readAppeal,
});

builder.objectRef<Contact & { id: string }>("RevealedContact").implement({
  description: "How a resident can be reached, shown once to the desk of the community.",
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "The name that was given." }),
    phone: t.exposeString("phone", { nullable: true, description: "The phone that was given." }),
  }),
});

commandField("revealAppealContact", {
  action: actions["appeal.reveal-contact"],
  type: "RevealedContact",
  description: "Shows how the resident can be reached. That it was read is recorded.",
  input: (t) => ({ appealId: t.id({ description: "The appeal." }) }),
  run: (ctx, input, request) =>
    revealAppealContact(
      { ...ctx, actor: requireActor(request) },
      { appealId: uuidOf("Appeal", input.appealId), idempotencyKey: input.idempotencyKey },
    ),
  read: async (_id, _ctx, revealed) => revealed,
});

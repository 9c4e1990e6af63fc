import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { enumNamed } from "../../graphql/labels.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { amendObligation } from "./amend-obligation.ts";
import { answerReminder } from "./answer-reminder.ts";
import { askExtension } from "./ask-extension.ts";
import { decideExtension } from "./decide-extension.ts";
import { explainLateness } from "./explain-lateness.ts";
import { extendObligation } from "./extend-obligation.ts";
import { markReminderSeen } from "./mark-reminder-seen.ts";
import { actions, remindersVisibleTo, visibleTo } from "./policy.ts";
import { remind } from "./remind.ts";
import { waiveObligation } from "./waive-obligation.ts";
import { withdrawExtension } from "./withdraw-extension.ts";

/** Decisions on a promise and what is said about it. */

const VERSION = "The version the client has seen; refused when another one stands.";

const readObligation = (id: string, ctx: Context) =>
  ctx.database.prisma.obligation.findFirst({ where: { id, AND: [visibleTo(requireActor(ctx))] } });
const readExtension = (id: string, ctx: Context) =>
  ctx.database.prisma.extensionRequest.findFirst({ where: { id, obligation: visibleTo(requireActor(ctx)) } });
const readReminder = (id: string, ctx: Context) =>
  ctx.database.prisma.reminder.findFirst({ where: { id, AND: [remindersVisibleTo(requireActor(ctx))] } });

commandField("amendObligation", {
  action: actions["obligation.amend"],
  type: "Obligation",
  description:
    "An office changes what is owed, or until when. The quantity of an instalment changes through its pledge.",
  input: (t) => ({
    obligationId: t.id({ description: "The promise." }),
    version: t.int({ required: false, description: VERSION }),
    quantity: t.field({
      type: "BigInt",
      required: false,
      description: "What is owed from now on, in minor units.",
    }),
    dueOn: t.field({ type: "LocalDate", required: false, description: "By when from now on." }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    amendObligation(ctx, { ...input, obligationId: uuidOf("Obligation", input.obligationId) }),
  read: readObligation,
});

commandField("waiveObligation", {
  action: actions["obligation.waive"],
  type: "Obligation",
  description: "An office waives what nobody has claimed.",
  input: (t) => ({
    obligationId: t.id({ description: "The promise." }),
    version: t.int({ required: false, description: VERSION }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    waiveObligation(ctx, { ...input, obligationId: uuidOf("Obligation", input.obligationId) }),
  read: readObligation,
});

commandField("extendObligation", {
  action: actions["obligation.extend"],
  type: "Obligation",
  description: "An office grants a later due date of its own accord.",
  input: (t) => ({
    obligationId: t.id({ description: "The promise." }),
    version: t.int({ required: false, description: VERSION }),
    dueOn: t.field({ type: "LocalDate", description: "By when from now on; later than now." }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    extendObligation(ctx, { ...input, obligationId: uuidOf("Obligation", input.obligationId) }),
  read: readObligation,
});

commandField("explainLateness", {
  action: actions["obligation.explain"],
  type: "Obligation",
  description: "The giver says why a promise is late; changes no date.",
  input: (t) => ({
    obligationId: t.id({ description: "The promise." }),
    text: t.string({ description: "Why." }),
    expectedOn: t.field({ type: "LocalDate", required: false, description: "By when it is expected now." }),
  }),
  run: (ctx, input) =>
    explainLateness(ctx, { ...input, obligationId: uuidOf("Obligation", input.obligationId) }),
  read: readObligation,
});

commandField("askExtension", {
  action: actions["extension.ask"],
  type: "ExtensionRequest",
  description: "The giver asks the office for a later due date.",
  input: (t) => ({
    obligationId: t.id({ description: "The promise." }),
    requestedDueOn: t.field({ type: "LocalDate", description: "The day asked for." }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    askExtension(ctx, { ...input, obligationId: uuidOf("Obligation", input.obligationId) }),
  read: readExtension,
});

commandField("decideExtension", {
  action: actions["obligation.extend"],
  type: "ExtensionRequest",
  description: "An office grants or refuses a later due date; never the person who asked.",
  input: (t) => ({
    extensionId: t.id({ description: "The question." }),
    version: t.int({ required: false, description: VERSION }),
    grant: t.boolean({ description: "Granted or refused." }),
    dueOn: t.field({
      type: "LocalDate",
      required: false,
      description: "Another day than the one asked for.",
    }),
    note: t.string({ required: false, description: "The office's words." }),
  }),
  run: (ctx, input) =>
    decideExtension(ctx, { ...input, extensionId: uuidOf("ExtensionRequest", input.extensionId) }),
  read: readExtension,
});

commandField("withdrawExtension", {
  action: actions["extension.ask"],
  type: "ExtensionRequest",
  description: "The giver takes its question back before it is decided.",
  input: (t) => ({
    extensionId: t.id({ description: "The question." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    withdrawExtension(ctx, { ...input, extensionId: uuidOf("ExtensionRequest", input.extensionId) }),
  read: readExtension,
});

commandField("remind", {
  action: actions["reminder.send"],
  type: "Reminder",
  description:
    "An office, or the receiver's manager, reminds a side of a partnership; at most so often a week as the city allows.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership." }),
    obligationId: t.id({ required: false, description: "The one promise it is about." }),
    to: t.field({ type: enumNamed<"GIVER" | "RECEIVER">("Side") as never, description: "Which side." }),
    text: t.string({ description: "What it says." }),
  }),
  run: (ctx, input) =>
    remind(ctx, {
      ...input,
      to: input.to as "GIVER" | "RECEIVER",
      partnershipId: uuidOf("Partnership", input.partnershipId),
      obligationId: optionalUuidOf("Obligation", input.obligationId),
    }),
  read: readReminder,
});

commandField("markReminderSeen", {
  action: actions["reminder.answer"],
  type: "Reminder",
  description: "Somebody of the reminded organization opened it; only the first opening is kept.",
  input: (t) => ({ reminderId: t.id({ description: "The reminder." }) }),
  run: (ctx, input) => markReminderSeen(ctx, { ...input, reminderId: uuidOf("Reminder", input.reminderId) }),
  read: readReminder,
});

commandField("answerReminder", {
  action: actions["reminder.answer"],
  type: "Reminder",
  description: "The reminded organization answers, once.",
  input: (t) => ({
    reminderId: t.id({ description: "The reminder." }),
    version: t.int({ required: false, description: VERSION }),
    answer: t.string({ description: "The answer." }),
  }),
  run: (ctx, input) => answerReminder(ctx, { ...input, reminderId: uuidOf("Reminder", input.reminderId) }),
  read: readReminder,
});

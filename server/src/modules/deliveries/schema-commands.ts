import type { Delivery } from "@gongjian/prisma/client";
import type { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { acceptDelivery } from "./accept-delivery.ts";
import { attachDeliveryEvidence } from "./attach-evidence.ts";
import { disputeDelivery } from "./dispute-delivery.ts";
import { logDelivery } from "./log-delivery.ts";
import { actions, visibleTo } from "./policy.ts";
import { reverseAcceptance } from "./reverse-acceptance.ts";
import { TransferChannelEnum } from "./schema-delivery.ts";
import { settleDispute } from "./settle-dispute.ts";
import { submitDelivery } from "./submit-delivery.ts";
import { withdrawDelivery } from "./withdraw-delivery.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const type = "Delivery";
const read = (id: string, ctx: Context): Promise<Delivery | null> =>
  ctx.database.prisma.delivery.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } });

const evidenceOf = (ids: readonly string[] | null | undefined) => ids?.map((id) => uuidOf("Evidence", id));

/** The fields of a change of one delivery. */
const which = (t: InputBuilder) => ({
  deliveryId: t.id({ description: "The delivery." }),
  version: t.int({
    required: false,
    description: "The version the client has seen; refused when another one stands.",
  }),
});

/** What a giver says with its signature. */
const signature = (t: InputBuilder) => ({
  obligationId: t.id({ required: false, description: "The promise that was tapped: filled first." }),
  channel: t.field({
    type: TransferChannelEnum,
    required: false,
    description: "Money and goods: which way; to the community when left out.",
  }),
  voucherNumber: t.string({
    required: false,
    description: "Money and goods: number of the giver's voucher.",
  }),
  evidenceIds: t.idList({ required: false, description: "Uploaded files to put behind it." }),
});

commandField("logDelivery", {
  action: actions["delivery.log"],
  type,
  description:
    "The giver says what it did; an office says it on the giver's behalf, marked for ever. Counts toward the tapped promise first, then by due date. Money and goods pass through the ledger.",
  input: (t) => ({
    partnershipId: t.id({
      required: false,
      description: "The partnership; may be left out when a promise is named.",
    }),
    kindId: t.id({ description: "What kind of support." }),
    quantity: t.field({ type: "BigInt", description: "How much, in minor units of the kind." }),
    good: t.string({ required: false, description: "GOODS: the name of the good." }),
    occurredOn: t.field({
      type: "LocalDate",
      description: "The day of the act: not in the future, within the term, not sealed.",
    }),
    note: t.string({ required: false, description: "The giver's words." }),
    draft: t.boolean({
      required: false,
      description: "Only write it down; it does nothing until it is submitted.",
    }),
    ...signature(t),
  }),
  run: (ctx, input) =>
    logDelivery(ctx, {
      ...input,
      partnershipId: optionalUuidOf("Partnership", input.partnershipId),
      obligationId: optionalUuidOf("Obligation", input.obligationId),
      kindId: uuidOf("Kind", input.kindId),
      evidenceIds: evidenceOf(input.evidenceIds) ?? null,
    }),
  read,
});

commandField("submitDelivery", {
  action: actions["delivery.log"],
  type,
  description: "The writer of a draft signs it: from now on it waits for the other side.",
  input: (t) => ({ ...which(t), ...signature(t) }),
  run: (ctx, input) =>
    submitDelivery(ctx, {
      ...input,
      deliveryId: uuidOf("Delivery", input.deliveryId),
      obligationId: optionalUuidOf("Obligation", input.obligationId),
      evidenceIds: evidenceOf(input.evidenceIds) ?? null,
    }),
  read,
});

commandField("withdrawDelivery", {
  action: actions["delivery.withdraw"],
  type,
  description: "The giver takes it back before anything of it is accepted; what it claimed is owed again.",
  input: (t) => ({ ...which(t), note: t.string({ required: false, description: "Why." }) }),
  run: (ctx, input) => withdrawDelivery(ctx, { ...input, deliveryId: uuidOf("Delivery", input.deliveryId) }),
  read,
});

commandField("acceptDelivery", {
  action: actions["delivery.accept"],
  type,
  description:
    "The receiver confirms it, whole or a part; the rest is then disputed. Never the person who logged it.",
  input: (t) => ({
    ...which(t),
    quantity: t.field({
      type: "BigInt",
      required: false,
      description: "Only this part arrived; all of it when left out.",
    }),
    reason: t.string({ required: false, description: "Why not the rest; required with a part." }),
    arrivedOn: t.field({
      type: "LocalDate",
      required: false,
      description: "Money and goods: the day it arrived; today when left out.",
    }),
    voucherNumber: t.string({
      required: false,
      description: "Money and goods: number of the receiver's voucher.",
    }),
    note: t.string({ required: false, description: "The receiver's words." }),
  }),
  run: (ctx, input) => acceptDelivery(ctx, { ...input, deliveryId: uuidOf("Delivery", input.deliveryId) }),
  read,
});

commandField("disputeDelivery", {
  action: actions["delivery.dispute"],
  type,
  description: "The receiver says that nothing of it arrived as stated; an office settles it.",
  input: (t) => ({ ...which(t), reason: t.string({ description: "Why." }) }),
  run: (ctx, input) => disputeDelivery(ctx, { ...input, deliveryId: uuidOf("Delivery", input.deliveryId) }),
  read,
});

commandField("settleDispute", {
  action: actions["dispute.settle"],
  type,
  description:
    "An office that is no party decides the disputed quantity, or the whole of a delivery on which the receiver stays silent too long. The three parts sum to it.",
  input: (t) => ({
    ...which(t),
    arrived: t.field({ type: "BigInt", description: "This part did arrive: accepted." }),
    notArrived: t.field({ type: "BigInt", description: "This part did not, or was mistyped: owed again." }),
    writtenOff: t.field({ type: "BigInt", description: "This part is lost: owed no longer." }),
    note: t.string({ description: "The office's words." }),
    arrivedOn: t.field({
      type: "LocalDate",
      required: false,
      description: "Money and goods: the day it arrived; today when left out.",
    }),
  }),
  run: (ctx, input) => settleDispute(ctx, { ...input, deliveryId: uuidOf("Delivery", input.deliveryId) }),
  read,
});

commandField("reverseAcceptance", {
  action: actions["delivery.reverse"],
  type,
  description: "The side that accepted takes its acceptance back, until the period is sealed.",
  input: (t) => ({ ...which(t), reason: t.string({ description: "Why." }) }),
  run: (ctx, input) => reverseAcceptance(ctx, { ...input, deliveryId: uuidOf("Delivery", input.deliveryId) }),
  read,
});

commandField("attachDeliveryEvidence", {
  action: actions["delivery.evidence"],
  type,
  description: "Either side puts more files behind a delivery.",
  input: (t) => ({
    deliveryId: t.id({ description: "The delivery." }),
    evidenceIds: t.idList({ description: "Files that the actor uploaded." }),
  }),
  run: (ctx, input) =>
    attachDeliveryEvidence(ctx, {
      ...input,
      deliveryId: uuidOf("Delivery", input.deliveryId),
      evidenceIds: evidenceOf(input.evidenceIds) ?? [],
    }),
  read,
});

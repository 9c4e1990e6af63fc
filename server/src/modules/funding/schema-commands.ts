import type { Pledge } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { cancelPledge } from "./cancel-pledge.ts";
import { lowerPledge } from "./lower-pledge.ts";
import { makePledge } from "./make-pledge.ts";
import { actions, visibleTo } from "./policy.ts";
import { raisePledge } from "./raise-pledge.ts";
import { reschedulePledge } from "./reschedule-pledge.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const readPledge = (id: string, ctx: Context): Promise<Pledge | null> =>
  ctx.database.prisma.pledge.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } });

const version = (t: InputBuilder, of: string) =>
  t.int({
    required: false,
    description: `The version of the ${of} that the client has seen; refused when another one stands.`,
  });
const reason = (t: InputBuilder) => t.string({ description: "Why." });
const amount = (t: InputBuilder) => t.field({ type: "BigInt", description: "How much, in minor units." });
const idOfLine = (id: string) => uuidOf("PledgeLine", id);

const InstalmentInput = builder.inputType("InstalmentInput", {
  description: "One instalment of a new pledge line.",
  fields: (t) => ({
    quantity: t.field({ type: "BigInt", description: "How much, in minor units." }),
    dueOn: t.field({ type: "LocalDate", description: "By when; in the order of the instalments." }),
  }),
});

const PledgeLineInput = builder.inputType("PledgeLineInput", {
  description: "Money, or one named good, of a new pledge.",
  fields: (t) => ({
    kindId: t.id({ description: "A kind of money or goods." }),
    good: t.string({ required: false, description: "GOODS: the name of the good." }),
    instalments: t.field({ type: [InstalmentInput], description: "One or more, at most 24." }),
    answersObligationId: t.id({
      required: false,
      description: "The promise that it answers; chosen among the open duties by due date when left out.",
    }),
  }),
});

commandField("makePledge", {
  action: actions["pledge.make"],
  type: "Pledge",
  description: "A unit promises money or goods in instalments.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership." }),
    purpose: t.string({ description: "What it is for." }),
    pledgedOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The day of the promise; today when left out.",
    }),
    lines: t.field({ type: [PledgeLineInput], description: "Money and goods, each its own line." }),
  }),
  run: (ctx, input) =>
    makePledge(ctx, {
      ...input,
      partnershipId: uuidOf("Partnership", input.partnershipId),
      lines: input.lines.map((line) => ({
        ...line,
        kindId: uuidOf("Kind", line.kindId),
        answersObligationId: optionalUuidOf("Obligation", line.answersObligationId),
      })),
    }),
  read: readPledge,
});

commandField("raisePledge", {
  action: actions["pledge.change"],
  type: "Pledge",
  description: "More is promised on one line.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    version: version(t, "pledge"),
    amount: amount(t),
    dueOn: t.field({
      type: "LocalDate",
      required: false,
      description: "With it a new instalment; else the amount joins the last open one.",
    }),
    reason: t.string({ required: false, description: "Why." }),
  }),
  run: (ctx, input) => raisePledge(ctx, { ...input, pledgeLineId: idOfLine(input.pledgeLineId) }),
  read: readPledge,
});

commandField("lowerPledge", {
  action: actions["pledge.lower"],
  type: "Pledge",
  description: "Less is promised on one line, of what is not sent; taken from the last instalments.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    version: version(t, "pledge"),
    amount: amount(t),
    reason: reason(t),
  }),
  run: (ctx, input) => lowerPledge(ctx, { ...input, pledgeLineId: idOfLine(input.pledgeLineId) }),
  read: readPledge,
});

commandField("cancelPledge", {
  action: actions["pledge.cancel"],
  type: "Pledge",
  description: "A pledge ends: what is not sent is promised no longer, what was sent goes its way.",
  input: (t) => ({
    pledgeId: t.id({ description: "The pledge." }),
    version: version(t, "pledge"),
    reason: reason(t),
  }),
  run: (ctx, input) => cancelPledge(ctx, { ...input, pledgeId: uuidOf("Pledge", input.pledgeId) }),
  read: readPledge,
});

const RescheduledInstalmentInput = builder.inputType("RescheduledInstalmentInput", {
  description: "One part of the new plan for what is not sent.",
  fields: (t) => ({
    obligationId: t.id({ required: false, description: "The open instalment; a new one when left out." }),
    quantity: t.field({
      type: "BigInt",
      description: "The unsent amount that it shall carry, in minor units.",
    }),
    dueOn: t.field({ type: "LocalDate", description: "By when." }),
  }),
});

commandField("reschedulePledge", {
  action: actions["pledge.change"],
  type: "Pledge",
  description:
    "Another plan for what is not sent of one line. The sum stays; what is overdue only an office extends.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    version: version(t, "pledge"),
    instalments: t.field({
      type: [RescheduledInstalmentInput],
      description:
        "The whole plan of what is not sent; an open instalment that is left out loses its unsent rest.",
    }),
    reason: reason(t),
  }),
  run: (ctx, input) =>
    reschedulePledge(ctx, {
      ...input,
      pledgeLineId: idOfLine(input.pledgeLineId),
      instalments: input.instalments.map((instalment) => ({
        ...instalment,
        obligationId: optionalUuidOf("Obligation", instalment.obligationId),
      })),
    }),
  read: readPledge,
});

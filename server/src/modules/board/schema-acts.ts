import { readBatch } from "../../graphql/batch.ts";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { enumNamed } from "../../graphql/labels.ts";
import { nodeId, uuidOf } from "../../graphql/node-id.ts";
import { actions } from "../obligations/policy.ts";
import { type ExtensionOutcome, extendObligations } from "./extend-obligations.ts";
import { type ReminderOutcome, remindPartnerships } from "./remind-partnerships.ts";

/** What is done to many rows of the board at once: each row has its outcome. */

const ReminderOutcomeType = builder.objectRef<ReminderOutcome>("ReminderOutcome").implement({
  description: "What became of one partnership in which a side was to be reminded.",
  fields: (t) => ({
    partnershipId: t.id({
      description: "Which.",
      resolve: ({ partnershipId }) => nodeId("Partnership", partnershipId),
    }),
    reminderId: t.id({
      nullable: true,
      description: "The reminder; null when something stood in its way.",
      resolve: ({ reminderId }) => reminderId && nodeId("Reminder", reminderId),
    }),
    code: t.exposeString("code", {
      nullable: true,
      description: "What stood in its way; null when the side was reminded.",
    }),
  }),
});

type Batch<Outcome> = { id: string; outcomes: Outcome[] };

const ReminderBatch = builder.objectRef<Batch<ReminderOutcome>>("ReminderBatch").implement({
  description: "What one text reminded of at once.",
  fields: (t) => ({
    id: t.id({ description: "`ReminderBatch:<uuid>`.", resolve: ({ id }) => nodeId("ReminderBatch", id) }),
    outcomes: t.field({
      type: [ReminderOutcomeType],
      description: "One for each partnership that was named, in that order.",
      resolve: ({ outcomes }) => outcomes,
    }),
  }),
});

commandField("remindPartnerships", {
  action: actions["reminder.send"],
  type: ReminderBatch.name,
  description: "Reminds one side of many partnerships with one text; each has its outcome.",
  input: (t) => ({
    partnershipIds: t.idList({ description: "Which, at most 200." }),
    to: t.field({
      type: enumNamed<"GIVER" | "RECEIVER">("Side") as never,
      description: "Which side of each.",
    }),
    text: t.string({ description: "What it says." }),
  }),
  run: (ctx, input) =>
    remindPartnerships(ctx, {
      ...input,
      to: input.to as "GIVER" | "RECEIVER",
      partnershipIds: input.partnershipIds.map((id) => uuidOf("Partnership", id)),
    }),
  read: (id, ctx) => readOutcomes<ReminderOutcome>(id, "reminder.sendMany", ctx),
});

const ExtensionOutcomeType = builder.objectRef<ExtensionOutcome>("ExtensionOutcome").implement({
  description: "What became of one promise that was to be extended, or of a partnership in which none was.",
  fields: (t) => ({
    partnershipId: t.id({
      nullable: true,
      description: "The partnership, where it is known.",
      resolve: ({ partnershipId }) => partnershipId && nodeId("Partnership", partnershipId),
    }),
    obligationId: t.id({
      nullable: true,
      description: "The promise; null when the outcome speaks of the whole partnership.",
      resolve: ({ obligationId }) => obligationId && nodeId("Obligation", obligationId),
    }),
    dueOnBefore: t.expose("dueOnBefore", {
      type: "LocalDate",
      nullable: true,
      description: "By when it was due; null when it was not extended.",
    }),
    dueOnAfter: t.expose("dueOnAfter", {
      type: "LocalDate",
      nullable: true,
      description: "By when it is due now; null when it was not extended.",
    }),
    code: t.exposeString("code", {
      nullable: true,
      description: "What stood in its way; null when it was extended.",
    }),
  }),
});

const ExtensionBatch = builder.objectRef<Batch<ExtensionOutcome>>("ExtensionBatch").implement({
  description: "What one decision extended at once.",
  fields: (t) => ({
    id: t.id({ description: "`ExtensionBatch:<uuid>`.", resolve: ({ id }) => nodeId("ExtensionBatch", id) }),
    outcomes: t.field({
      type: [ExtensionOutcomeType],
      description: "One for each promise, in the order in which they or their partnerships were named.",
      resolve: ({ outcomes }) => outcomes,
    }),
  }),
});

commandField("extendObligations", {
  action: actions["obligation.extend"],
  type: ExtensionBatch.name,
  description:
    "An office grants a later due date to many promises; each has its outcome. Either promises are named or partnerships, of which then all that is late today is extended.",
  input: (t) => ({
    obligationIds: t.idList({ required: false, description: "These promises, at most 200." }),
    partnershipIds: t.idList({
      required: false,
      description: "Or what is late in these partnerships, at most 200.",
    }),
    newDueOn: t.field({ type: "LocalDate", required: false, description: "By this day from now on." }),
    days: t.int({
      required: false,
      description: "Or so many days (1 to 366) after the due date; after today, where that is past.",
    }),
    reason: t.string({ description: "Why." }),
  }),
  run: (ctx, input) =>
    extendObligations(ctx, {
      ...input,
      obligationIds: input.obligationIds?.map((id) => uuidOf("Obligation", id)),
      partnershipIds: input.partnershipIds?.map((id) => uuidOf("Partnership", id)),
    }),
  read: (id, ctx) => readOutcomes<ExtensionOutcome>(id, "obligation.extendMany", ctx),
});

async function readOutcomes<Outcome>(
  id: string,
  command: string,
  ctx: Parameters<typeof readBatch>[2],
): Promise<Batch<Outcome> | null> {
  const batch = await readBatch<{ outcomes: Outcome[] }>(id, command, ctx);
  return batch && { id, outcomes: batch.outcomes };
}

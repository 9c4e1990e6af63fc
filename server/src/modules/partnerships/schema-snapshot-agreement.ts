import { builder } from "../../graphql/builder.ts";
import { enumNamed, instant, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { day } from "./schema-snapshot-parts.ts";
import type { AgreementRow, ReminderRow } from "./snapshot-rows.ts";

const AgreementLineSnapshot = builder
  .objectRef<AgreementRow["lines"][number]>("AgreementLineSnapshot")
  .implement({
    description: "A line of the three lists.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      list: t.field({
        type: enumNamed<AgreementRow["lines"][number]["list"]>("AgreementList"),
        description: "Which list.",
        resolve: (row) => row.list,
      }),
      text: t.exposeString("text", { description: "Its words." }),
      kind: t.field({
        type: KindLabel,
        nullable: true,
        description: "The kind, where it is an obligation.",
        resolve: (row) => row.kind,
      }),
      quantity: t.field({
        type: "BigInt",
        nullable: true,
        description: "How much, minor units.",
        resolve: (row) => (row.quantity === null ? null : BigInt(row.quantity)),
      }),
      good: t.exposeString("good", { nullable: true, description: "The named good." }),
      dueOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "By when.",
        resolve: (row) => day(row.dueOn),
      }),
    }),
  });

const SignatureSnapshot = builder
  .objectRef<AgreementRow["signatures"][number]>("SignatureSnapshot")
  .implement({
    description: "One side's signature under an agreement.",
    fields: (t) => ({
      side: t.field({
        type: enumNamed<"GIVER" | "RECEIVER">("Side"),
        description: "Which side.",
        resolve: (row) => row.side,
      }),
      by: t.field({ type: PersonLabel, description: "Who signed.", resolve: (row) => row.by }),
      at: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.recordedAt) }),
    }),
  });

export const AgreementSnapshot = builder.objectRef<AgreementRow>("AgreementSnapshot").implement({
  description: "A version of the agreement.",
  fields: (t) => ({
    id: t.id({ description: "`Agreement:<uuid>`.", resolve: (row) => nodeId("Agreement", row.id) }),
    versionNumber: t.exposeInt("versionNumber", { description: "Its number, from 1." }),
    state: t.field({
      type: enumNamed<AgreementRow["state"]>("AgreementState"),
      description: "Where it stands.",
      resolve: (row) => row.state,
    }),
    draftedBySide: t.field({
      type: enumNamed<"GIVER" | "RECEIVER">("Side"),
      description: "Who drafted it.",
      resolve: (row) => row.draftedBySide,
    }),
    note: t.exposeString("note", { nullable: true, description: "Words with it." }),
    inForceAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Since when it is in force.",
      resolve: (row) => instant(row.inForceAt),
    }),
    lines: t.field({
      type: [AgreementLineSnapshot],
      description: "The three lists.",
      resolve: (row) => row.lines,
    }),
    signatures: t.field({
      type: [SignatureSnapshot],
      description: "Who has signed.",
      resolve: (row) => row.signatures,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

export const ReminderSnapshot = builder.objectRef<ReminderRow>("ReminderSnapshot").implement({
  description: "A reminder, seen and answered or not.",
  fields: (t) => ({
    id: t.id({ description: "`Reminder:<uuid>`.", resolve: (row) => nodeId("Reminder", row.id) }),
    obligationId: t.id({
      nullable: true,
      description: "The obligation it is about.",
      resolve: (row) => row.obligationId && nodeId("Obligation", row.obligationId),
    }),
    toOrganizationId: t.id({
      description: "Who was reminded.",
      resolve: (row) => nodeId("Organization", row.toOrganizationId),
    }),
    text: t.exposeString("text", { description: "Its words." }),
    sentBy: t.field({ type: PersonLabel, description: "Who sent it.", resolve: (row) => row.sentBy }),
    sentAt: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.createdAt) }),
    seenBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who saw it first.",
      resolve: (row) => row.seenBy,
    }),
    seenAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was seen.",
      resolve: (row) => instant(row.seenAt),
    }),
    answer: t.exposeString("answer", { nullable: true, description: "The answer." }),
    answeredBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who answered.",
      resolve: (row) => row.answeredBy,
    }),
    answeredAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was answered.",
      resolve: (row) => instant(row.answeredAt),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

import { builder } from "../../graphql/builder.ts";
import { EvidenceLabel, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { day, SealsType } from "./schema-snapshot-parts.ts";
import { type TimelineEntry, timelineKinds } from "./timeline.ts";

const TimelineKindEnum = builder.enumType("TimelineKind", {
  description: "What happened.",
  values: timelineKinds,
});

export const TimelineEntryType = builder.objectRef<TimelineEntry>("TimelineEntry").implement({
  description: "One fact in the timeline of a partnership.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Its place in the timeline." }),
    kind: t.field({ type: TimelineKindEnum, description: "What happened.", resolve: (row) => row.kind }),
    at: t.expose("at", { type: "DateTime", description: "When it was recorded." }),
    occurredOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "The day it speaks of, where that differs.",
      resolve: (row) => day(row.occurredOn),
    }),
    side: t.exposeString("side", { description: "Who acted: GIVER, RECEIVER or OFFICE." }),
    by: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who; null for the system.",
      resolve: (row) => row.by,
    }),
    quantity: t.field({
      type: "BigInt",
      nullable: true,
      description: "How much, minor units.",
      resolve: (row) => (row.quantity === null ? null : BigInt(row.quantity)),
    }),
    kindOfSupport: t.field({
      type: KindLabel,
      nullable: true,
      description: "Of what kind; null for plain fen.",
      resolve: (row) => row.measuredAs,
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    text: t.exposeString("text", { nullable: true, description: "The words of whoever acted." }),
    detail: t.exposeString("detail", {
      nullable: true,
      description: "A state or decision; translated by the client.",
    }),
    subject: t.exposeID("subject", { description: "Node id of the fact behind it." }),
    seals: t.field({
      type: SealsType,
      nullable: true,
      description: "The two seals of a delivery.",
      resolve: (row) => row.seals,
    }),
    evidence: t.field({
      type: [EvidenceLabel],
      description: "The files behind it.",
      resolve: (row) => row.evidence,
    }),
  }),
});

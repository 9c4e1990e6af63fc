import { builder } from "../../graphql/builder.ts";
import { enumNamed, KindLabel, PersonLabel, type PersonRow } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { localDate } from "../../kernel/clock.ts";
import { placedConnection } from "./listed.ts";
import type {
  LatePromise,
  ReportedDecision,
  ReportedDispute,
  ReportedExplanation,
  ReportedPartnership,
  ReportFact,
  Sides,
} from "./report.ts";
import { ReportParty, type TypedTableRow } from "./schema-figures.ts";

/** The lists of a report in the API. */

const ReportSides = builder.interfaceRef<Sides>("ReportSides").implement({
  description: "Something between a giver and a receiver.",
  fields: (t) => ({
    partnershipId: t.id({
      nullable: true,
      description: "The partnership; null for what was claimed in the open hall.",
      resolve: ({ partnershipId }) => partnershipId && nodeId("Partnership", partnershipId),
    }),
    giver: t.field({ type: ReportParty, description: "The giver.", resolve: ({ giver }) => giver }),
    receiver: t.field({
      type: ReportParty,
      description: "The receiver.",
      resolve: ({ receiver }) => receiver,
    }),
  }),
});

const LateOutcome = builder.enumType("ReportLateOutcome", {
  description: "What became of a promise that was not kept on its day.",
  values: {
    LATE: { value: "late", description: "Still open." },
    UNMET: { value: "unmet", description: "Open when the period was sealed." },
    MET_LATE: { value: "metLate", description: "Kept in the end." },
  } as const,
});

builder.objectRef<LatePromise>("ReportLatePromise").implement({
  description: "A promise that was not kept on its day.",
  interfaces: [ReportSides],
  fields: (t) => ({
    obligationId: t.id({ description: "The promise.", resolve: (r) => nodeId("Obligation", r.obligationId) }),
    kind: t.field({ type: KindLabel, description: "Its kind.", resolve: (r) => r.kind }),
    good: t.exposeString("good", { nullable: true, description: "The good." }),
    owed: t.field({ type: "BigInt", description: "Promised, minor units.", resolve: (r) => BigInt(r.owed) }),
    accepted: t.field({ type: "BigInt", description: "Accepted of it.", resolve: (r) => BigInt(r.accepted) }),
    dueOn: t.field({ type: "LocalDate", description: "The day.", resolve: (r) => localDate(r.dueOn) }),
    metOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "When it was kept.",
      resolve: (r) => (r.metOn === null ? null : localDate(r.metOn)),
    }),
    outcome: t.field({ type: LateOutcome, description: "What became of it.", resolve: (r) => r.outcome }),
    lateWorkdays: t.exposeInt("lateWorkdays", {
      description: "Working days past its day: until it was kept, or until the day of the report.",
    }),
    explained: t.exposeBoolean("explained", { description: "Whether the giver said why." }),
  }),
});

builder.objectRef<ReportedDispute>("ReportDispute").implement({
  description: "A dispute over an act that happened in the period.",
  interfaces: [ReportSides],
  fields: (t) => {
    const amount = (name: "arrived" | "notArrived" | "writtenOff", description: string) =>
      t.field({
        type: "BigInt",
        nullable: true,
        description,
        resolve: (r) => (r[name] === null ? null : BigInt(r[name])),
      });
    return {
      deliveryId: t.id({ description: "The delivery.", resolve: (r) => nodeId("Delivery", r.deliveryId) }),
      kind: t.field({ type: KindLabel, description: "Its kind.", resolve: (r) => r.kind }),
      good: t.exposeString("good", { nullable: true, description: "The good." }),
      quantity: t.field({ type: "BigInt", description: "Disputed.", resolve: (r) => BigInt(r.quantity) }),
      reason: t.exposeString("reason", { description: "The receiver's words." }),
      state: t.field({
        type: enumNamed<string>("DisputeState"),
        description: "Whether it is settled.",
        resolve: (r) => r.state,
      }),
      openedOn: t.field({ type: "LocalDate", description: "When.", resolve: (r) => localDate(r.openedOn) }),
      settledOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "When it was settled.",
        resolve: (r) => (r.settledOn === null ? null : localDate(r.settledOn)),
      }),
      arrived: amount("arrived", "Settled: arrived after all."),
      notArrived: amount("notArrived", "Settled: did not arrive; owed again."),
      writtenOff: amount("writtenOff", "Settled: written off."),
    };
  },
});

builder.objectRef<ReportedExplanation>("ReportExplanation").implement({
  description: "A giver's words on why a promise of the period is late.",
  interfaces: [ReportSides],
  fields: (t) => ({
    obligationId: t.id({ description: "The promise.", resolve: (r) => nodeId("Obligation", r.obligationId) }),
    kind: t.field({ type: KindLabel, description: "Its kind.", resolve: (r) => r.kind }),
    text: t.exposeString("text", { description: "The words." }),
    expectedOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "When the giver expects to deliver.",
      resolve: (r) => (r.expectedOn === null ? null : localDate(r.expectedOn)),
    }),
    recordedOn: t.field({
      type: "LocalDate",
      description: "When it was said.",
      resolve: (r) => localDate(r.recordedOn),
    }),
  }),
});

/** A decision with its decider's name as it is today. */
export type NamedDecision = ReportedDecision & { by: PersonRow | null };

builder.objectRef<NamedDecision>("ReportDecision").implement({
  description: "A decision on a promise of the period: a later day, or a part waived.",
  interfaces: [ReportSides],
  fields: (t) => ({
    obligationId: t.id({ description: "The promise.", resolve: (r) => nodeId("Obligation", r.obligationId) }),
    kind: t.field({ type: KindLabel, description: "Its kind.", resolve: (r) => r.kind }),
    good: t.exposeString("good", { nullable: true, description: "The good." }),
    quantity: t.field({
      type: "BigInt",
      description: "What was extended or waived, minor units.",
      resolve: (r) => BigInt(r.quantity),
    }),
    dueOnBefore: t.field({
      type: "LocalDate",
      description: "The day before.",
      resolve: (r) => localDate(r.dueOnBefore),
    }),
    dueOnAfter: t.field({
      type: "LocalDate",
      description: "The day after.",
      resolve: (r) => localDate(r.dueOnAfter),
    }),
    reason: t.exposeString("reason", { description: "Why." }),
    decidedOn: t.field({ type: "LocalDate", description: "When.", resolve: (r) => localDate(r.decidedOn) }),
    office: t.field({
      type: ReportParty,
      nullable: true,
      description: "The organization in whose role it was decided; null when a suspension moved the day.",
      resolve: (r) => r.office,
    }),
    by: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who decided, as the person is called today.",
      resolve: (r) => r.by,
    }),
  }),
});

builder.objectRef<ReportedPartnership>("ReportPartnership").implement({
  description: "A partnership that began, ended or waits for an acknowledgement.",
  interfaces: [ReportSides],
  fields: (t) => ({
    kind: t.field({
      type: enumNamed<ReportedPartnership["kind"]>("PartnershipKind"),
      description: "What kind it is.",
      resolve: (r) => r.kind,
    }),
    startsOn: t.field({
      type: "LocalDate",
      description: "Its first day.",
      resolve: (r) => localDate(r.startsOn),
    }),
    endsOn: t.field({ type: "LocalDate", description: "Its last day.", resolve: (r) => localDate(r.endsOn) }),
    endReason: t.exposeString("endReason", { nullable: true, description: "Why it ended early." }),
    missing: t.field({
      type: [enumNamed<"GIVER" | "RECEIVER">("Side")],
      description: "Sides that have not acknowledged the assignment.",
      resolve: (r) => r.missing,
    }),
  }),
});

builder.objectRef<ReportFact>("ReportFact").implement({
  description: "A fact below a number of a report.",
  fields: (t) => ({
    subject: t.exposeID("subject", {
      description: "`Obligation:<uuid>`, `Delivery:<uuid>`, `Pledge:<uuid>` or `Partnership:<uuid>`.",
    }),
    partnershipId: t.id({
      nullable: true,
      description: "The partnership that it belongs to.",
      resolve: ({ partnershipId }) => partnershipId && nodeId("Partnership", partnershipId),
    }),
    giver: t.field({ type: ReportParty, description: "The giver.", resolve: ({ giver }) => giver }),
    receiver: t.field({
      type: ReportParty,
      description: "The receiver.",
      resolve: ({ receiver }) => receiver,
    }),
    kind: t.field({
      type: KindLabel,
      nullable: true,
      description: "What its amount counts; null when facts are only counted.",
      resolve: ({ kind }) => kind,
    }),
    good: t.exposeString("good", { nullable: true, description: "The good." }),
    amount: t.field({
      type: "BigInt",
      description: "What it adds to the number, minor units.",
      resolve: ({ amount }) => BigInt(amount),
    }),
    on: t.field({
      type: "LocalDate",
      description: "When it is due or happened.",
      resolve: (r) => localDate(r.on),
    }),
  }),
});

export const TableRowConnection = placedConnection<TypedTableRow>("ReportTableRow");
export const LatePromiseConnection = placedConnection<LatePromise>("ReportLatePromise");
export const DisputeConnection = placedConnection<ReportedDispute>("ReportDispute");
export const ExplanationConnection = placedConnection<ReportedExplanation>("ReportExplanation");
export const DecisionConnection = placedConnection<NamedDecision>("ReportDecision");
export const PartnershipConnection = placedConnection<ReportedPartnership>("ReportPartnership");
export const FactConnection = placedConnection<ReportFact>("ReportFact");

import { builder } from "../../graphql/builder.ts";
import { EvidenceLabel, enumNamed, instant, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { AllocationSnapshot, day, mustDay, SealsType } from "./schema-snapshot-parts.ts";
import type { DeliveryRow } from "./snapshot-rows.ts";
import { sealsOf } from "./timeline.ts";

const AcceptanceSnapshot = builder
  .objectRef<DeliveryRow["acceptances"][number]>("AcceptanceSnapshot")
  .implement({
    description: "An attestation of a delivery: acceptance, settlement or reversal.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      kind: t.exposeString("kind", { description: "ACCEPT, SETTLEMENT or REVERSAL." }),
      quantity: t.field({
        type: "BigInt",
        description: "Accepted, minor units; negative in a reversal.",
        resolve: (row) => BigInt(row.quantity),
      }),
      note: t.exposeString("note", { nullable: true, description: "Words with it." }),
      by: t.field({ type: PersonLabel, description: "Who attested.", resolve: (row) => row.by }),
      recordedAt: t.field({
        type: "DateTime",
        description: "When.",
        resolve: (row) => new Date(row.recordedAt),
      }),
      arrivedOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "The day money or goods arrived.",
        resolve: (row) => day(row.receipt?.arrivedOn ?? null),
      }),
    }),
  });

const DisputeSnapshot = builder.objectRef<DeliveryRow["disputes"][number]>("DisputeSnapshot").implement({
  description: "What the receiver says did not arrive as stated, and the office's settlement.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Its uuid." }),
    quantity: t.field({
      type: "BigInt",
      description: "In dispute, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    reason: t.exposeString("reason", { description: "The receiver's reason." }),
    state: t.field({
      type: enumNamed<"OPEN" | "SETTLED" | "WITHDRAWN">("DisputeState"),
      description: "Open, settled by an office, or ended undecided because the giver took the delivery back.",
      resolve: (row) => row.state,
    }),
    openedBy: t.field({ type: PersonLabel, description: "Who opened it.", resolve: (row) => row.openedBy }),
    openedAt: t.field({ type: "DateTime", description: "When.", resolve: (row) => new Date(row.openedAt) }),
    arrived: t.field({
      type: "BigInt",
      nullable: true,
      description: "Settled as arrived.",
      resolve: (row) => (row.arrived === null ? null : BigInt(row.arrived)),
    }),
    notArrived: t.field({
      type: "BigInt",
      nullable: true,
      description: "Settled as not arrived: owed again.",
      resolve: (row) => (row.notArrived === null ? null : BigInt(row.notArrived)),
    }),
    writtenOff: t.field({
      type: "BigInt",
      nullable: true,
      description: "Written off.",
      resolve: (row) => (row.writtenOff === null ? null : BigInt(row.writtenOff)),
    }),
    settlementNote: t.exposeString("settlementNote", { nullable: true, description: "The office's words." }),
    settledBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who settled.",
      resolve: (row) => row.settledBy,
    }),
    settledAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was settled.",
      resolve: (row) => instant(row.settledAt),
    }),
  }),
});

export const DeliverySnapshot = builder.objectRef<DeliveryRow>("DeliverySnapshot").implement({
  description: "An act of support as it stood at the instant of the snapshot.",
  fields: (t) => ({
    id: t.id({ description: "`Delivery:<uuid>`.", resolve: (row) => nodeId("Delivery", row.id) }),
    kind: t.field({ type: KindLabel, description: "What was given.", resolve: (row) => row.kind }),
    quantity: t.field({
      type: "BigInt",
      description: "How much, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    acceptedQuantity: t.field({
      type: "BigInt",
      description: "How much is accepted, minor units.",
      resolve: (row) => BigInt(row.acceptedQuantity),
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    occurredOn: t.field({
      type: "LocalDate",
      description: "The day of the act.",
      resolve: (row) => mustDay(row.occurredOn),
    }),
    note: t.exposeString("note", { nullable: true, description: "The giver's words." }),
    state: t.field({
      type: enumNamed<DeliveryRow["state"]>("DeliveryState"),
      description: "Where it stands.",
      resolve: (row) => row.state,
    }),
    submittedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was submitted.",
      resolve: (row) => instant(row.submittedAt),
    }),
    voucherNumber: t.string({
      nullable: true,
      description: "The giver's voucher of a transfer.",
      resolve: (row) => row.transfer?.voucherNumber ?? null,
    }),
    pledgeLineId: t.id({
      nullable: true,
      description: "The pledge line it was sent from.",
      resolve: (row) => row.transfer && nodeId("PledgeLine", row.transfer.pledgeLineId),
    }),
    seals: t.field({ type: SealsType, description: "Who gave and who attested.", resolve: sealsOf }),
    acceptances: t.field({
      type: [AcceptanceSnapshot],
      description: "Its attestations.",
      resolve: (row) => row.acceptances,
    }),
    disputes: t.field({
      type: [DisputeSnapshot],
      description: "Its disputes.",
      resolve: (row) => row.disputes,
    }),
    allocations: t.field({
      type: [AllocationSnapshot],
      description: "The obligations it counts toward.",
      resolve: (row) => row.allocations.map((allocation) => ({ ...allocation, deliveryId: row.id })),
    }),
    evidence: t.field({
      type: [EvidenceLabel],
      description: "The files behind it.",
      resolve: (row) => row.evidence,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

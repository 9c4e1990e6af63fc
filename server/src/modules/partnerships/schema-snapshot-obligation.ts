import { builder } from "../../graphql/builder.ts";
import { enumNamed, instant, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { AllocationSnapshot, day, mustDay } from "./schema-snapshot-parts.ts";
import type { SnapshotObligation } from "./snapshot.ts";
import type { ObligationRow } from "./snapshot-rows.ts";

const AmendmentSnapshot = builder
  .objectRef<ObligationRow["amendments"][number]>("AmendmentSnapshot")
  .implement({
    description: "One change of an obligation by decision.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      kind: t.exposeString("kind", { description: "AMEND, EXTEND, WAIVE, CANCEL, WRITE_OFF or REOPEN." }),
      quantityBefore: t.field({
        type: "BigInt",
        description: "Owed before, minor units.",
        resolve: (row) => BigInt(row.quantityBefore),
      }),
      quantityAfter: t.field({
        type: "BigInt",
        description: "Owed after, minor units.",
        resolve: (row) => BigInt(row.quantityAfter),
      }),
      dueOnBefore: t.field({
        type: "LocalDate",
        description: "Due before.",
        resolve: (row) => mustDay(row.dueOnBefore),
      }),
      dueOnAfter: t.field({
        type: "LocalDate",
        description: "Due after.",
        resolve: (row) => mustDay(row.dueOnAfter),
      }),
      reason: t.exposeString("reason", { description: "Why." }),
      recordedAt: t.field({
        type: "DateTime",
        description: "When.",
        resolve: (row) => new Date(row.recordedAt),
      }),
      by: t.field({
        type: PersonLabel,
        nullable: true,
        description: "Who decided; null for the system.",
        resolve: (row) => row.by,
      }),
    }),
  });

const ExplanationSnapshot = builder
  .objectRef<ObligationRow["explanations"][number]>("ExplanationSnapshot")
  .implement({
    description: "The giver's words on why an obligation is late.",
    fields: (t) => ({
      id: t.exposeID("id", { description: "Its uuid." }),
      text: t.exposeString("text", { description: "The words." }),
      expectedOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "By when the giver now expects to deliver.",
        resolve: (row) => day(row.expectedOn),
      }),
      recordedAt: t.field({
        type: "DateTime",
        description: "When.",
        resolve: (row) => new Date(row.recordedAt),
      }),
      by: t.field({ type: PersonLabel, description: "Who explained.", resolve: (row) => row.by }),
    }),
  });

const ExtensionSnapshot = builder
  .objectRef<ObligationRow["extensions"][number]>("ExtensionSnapshot")
  .implement({
    description: "A request for a later due date and its decision.",
    fields: (t) => ({
      id: t.id({
        description: "`ExtensionRequest:<uuid>`.",
        resolve: (row) => nodeId("ExtensionRequest", row.id),
      }),
      requestedDueOn: t.field({
        type: "LocalDate",
        description: "The day asked for.",
        resolve: (row) => mustDay(row.requestedDueOn),
      }),
      reason: t.exposeString("reason", { description: "Why it is asked." }),
      state: t.field({
        type: enumNamed<ObligationRow["extensions"][number]["state"]>("ExtensionState"),
        description: "Where it stands.",
        resolve: (row) => row.state,
      }),
      askedBy: t.field({ type: PersonLabel, description: "Who asked.", resolve: (row) => row.askedBy }),
      decidedBy: t.field({
        type: PersonLabel,
        nullable: true,
        description: "Who decided.",
        resolve: (row) => row.decidedBy,
      }),
      decidedAt: t.field({
        type: "DateTime",
        nullable: true,
        description: "When it was decided.",
        resolve: (row) => instant(row.decidedAt),
      }),
      grantedDueOn: t.field({
        type: "LocalDate",
        nullable: true,
        description: "The day granted.",
        resolve: (row) => day(row.grantedDueOn),
      }),
      decisionNote: t.exposeString("decisionNote", { nullable: true, description: "The office's words." }),
      version: t.exposeInt("version", { description: "Counts its changes." }),
    }),
  });

export const ObligationSnapshot = builder.objectRef<SnapshotObligation>("ObligationSnapshot").implement({
  description:
    "A promise as it stood at the instant of the snapshot, with what is derived of it on that day.",
  fields: (t) => ({
    id: t.id({ description: "`Obligation:<uuid>`.", resolve: (row) => nodeId("Obligation", row.id) }),
    kind: t.field({ type: KindLabel, description: "What is promised.", resolve: (row) => row.kind }),
    source: t.field({
      type: enumNamed<ObligationRow["source"]>("ObligationSource"),
      description: "Where the promise comes from.",
      resolve: (row) => row.source,
    }),
    ruleName: t.exposeString("ruleName", {
      nullable: true,
      description: "Name of the duty rule, for source RULE.",
    }),
    periodCode: t.exposeString("periodCode", {
      nullable: true,
      description: "Code of the period, e.g. 2026Q4.",
    }),
    quantity: t.field({
      type: "BigInt",
      description: "Owed, minor units.",
      resolve: (row) => BigInt(row.quantity),
    }),
    claimed: t.field({
      type: "BigInt",
      description: "Claimed by deliveries, minor units.",
      resolve: (row) => BigInt(row.claimed),
    }),
    accepted: t.field({
      type: "BigInt",
      description: "Accepted by the other side, minor units.",
      resolve: (row) => BigInt(row.accepted),
    }),
    answered: t.field({
      type: "BigInt",
      description: "Promised by obligations that answer this one, minor units.",
      resolve: (row) => BigInt(row.answered),
    }),
    remaining: t.expose("remaining", {
      type: "BigInt",
      description: "Still to be delivered by this obligation itself, minor units.",
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good, for goods." }),
    qualifier: t.exposeString("qualifier", {
      nullable: true,
      description: "A condition, e.g. the head in person.",
    }),
    opensOn: t.field({
      type: "LocalDate",
      description: "From when it can be met.",
      resolve: (row) => mustDay(row.opensOn),
    }),
    dueOn: t.field({
      type: "LocalDate",
      description: "Due, with suspended days added.",
      resolve: (row) => row.derived.dueOn,
    }),
    originalDueOn: t.field({
      type: "LocalDate",
      description: "Due at first.",
      resolve: (row) => mustDay(row.originalDueOn),
    }),
    metOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "When it was met.",
      resolve: (row) => day(row.metOn),
    }),
    state: t.field({
      type: enumNamed<SnapshotObligation["derived"]["state"]>("ObligationState"),
      description: "What it is called on that day.",
      resolve: (row) => row.derived.state,
    }),
    lateWorkdays: t.int({
      description: "Working days past the due date.",
      resolve: (row) => row.derived.lateWorkdays,
    }),
    daysLeft: t.int({
      description: "Calendar days until the due date; negative when past.",
      resolve: (row) => row.derived.daysLeft,
    }),
    silent: t.boolean({
      description: "Waiting for the other side longer than the city's patience.",
      resolve: (row) => row.derived.silent,
    }),
    pace: t.exposeInt("pace", {
      description: "Thousandths of its time that have run: the tick of the promise bar.",
    }),
    answersId: t.id({
      nullable: true,
      description: "The obligation that this one answers.",
      resolve: (row) => row.answersId && nodeId("Obligation", row.answersId),
    }),
    pledgeLineId: t.id({
      nullable: true,
      description: "The pledge line, for an instalment.",
      resolve: (row) => row.pledgeLineId && nodeId("PledgeLine", row.pledgeLineId),
    }),
    instalment: t.exposeInt("instalment", {
      nullable: true,
      description: "Number of the instalment, from 1.",
    }),
    allocations: t.field({
      type: [AllocationSnapshot],
      description: "The deliveries that count toward it.",
      resolve: (row) => row.allocations.map((allocation) => ({ ...allocation, obligationId: row.id })),
    }),
    amendments: t.field({
      type: [AmendmentSnapshot],
      description: "Its changes by decision.",
      resolve: (row) => row.amendments,
    }),
    explanations: t.field({
      type: [ExplanationSnapshot],
      description: "The giver's explanations of lateness.",
      resolve: (row) => row.explanations,
    }),
    extensions: t.field({
      type: [ExtensionSnapshot],
      description: "Requests for a later due date.",
      resolve: (row) => row.extensions,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

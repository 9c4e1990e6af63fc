import { builder } from "../../graphql/builder.ts";
import { pageArgs } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { enumNamed, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId, uuidOf } from "../../graphql/node-id.ts";
import { localDate } from "../../kernel/clock.ts";
import { type LedgerRow, type LedgerTotal, type PartnershipLedger, totalsOf } from "./ledger.ts";
import { pageOfWhole, placedConnection } from "./listed.ts";
import { orNull } from "./or-null.ts";
import { readLedger } from "./read-ledger.ts";
import { ReportParty } from "./schema-figures.ts";

/** The ledger (台账) of a partnership in the API. */

builder.objectRef<LedgerRow>("PartnershipLedgerRow").implement({
  description: "One line of a partnership's ledger: an act that was submitted and not taken back.",
  fields: (t) => ({
    deliveryId: t.id({ description: "The act.", resolve: (r) => nodeId("Delivery", r.deliveryId) }),
    on: t.field({ type: "LocalDate", description: "When it happened.", resolve: (r) => localDate(r.on) }),
    kind: t.field({ type: KindLabel, description: "Its kind.", resolve: (r) => r.kind }),
    good: t.exposeString("good", { nullable: true, description: "The good." }),
    content: t.exposeString("content", { nullable: true, description: "The giver's note." }),
    quantity: t.field({
      type: "BigInt",
      description: "As stated, minor units.",
      resolve: (r) => BigInt(r.quantity),
    }),
    accepted: t.field({ type: "BigInt", description: "As confirmed.", resolve: (r) => BigInt(r.accepted) }),
    state: t.field({
      type: enumNamed<string>("DeliveryState"),
      description: "What became of it.",
      resolve: (r) => r.state,
    }),
    handler: t.field({ type: PersonLabel, description: "Who logged it.", resolve: (r) => r.handler }),
    confirmer: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who confirmed or settled it.",
      resolve: (r) => r.confirmer,
    }),
    confirmedOn: t.field({
      type: "LocalDate",
      nullable: true,
      description: "When it was confirmed.",
      resolve: (r) => (r.confirmedOn === null ? null : localDate(r.confirmedOn)),
    }),
    evidenceCount: t.exposeInt("evidenceCount", { description: "How many files support it." }),
    onBehalf: t.exposeBoolean("onBehalf", { description: "Entered by an office on the giver's behalf." }),
    voucherNumber: t.exposeString("voucherNumber", {
      nullable: true,
      description: "The giver's voucher, for money.",
    }),
  }),
});

const LedgerTotalType = builder.objectRef<LedgerTotal>("PartnershipLedgerTotal").implement({
  description: "What the ledger adds up to in one kind, and one good.",
  fields: (t) => ({
    kind: t.field({ type: KindLabel, description: "The kind.", resolve: (r) => r.kind }),
    good: t.exposeString("good", { nullable: true, description: "The good." }),
    quantity: t.field({ type: "BigInt", description: "As stated, minor units.", resolve: (r) => r.quantity }),
    accepted: t.field({ type: "BigInt", description: "As confirmed.", resolve: (r) => r.accepted }),
  }),
});

const LedgerRowConnection = placedConnection<LedgerRow>("PartnershipLedgerRow");

const PartnershipLedgerType = builder.objectRef<PartnershipLedger>("PartnershipLedger").implement({
  description: "The ledger (台账) of a partnership over some days, in the order of the days.",
  fields: (t) => ({
    partnershipId: t.id({
      description: "The partnership.",
      resolve: (l) => nodeId("Partnership", l.partnershipId),
    }),
    giver: t.field({ type: ReportParty, description: "The giver.", resolve: (l) => l.giver }),
    receiver: t.field({ type: ReportParty, description: "The receiver.", resolve: (l) => l.receiver }),
    from: t.field({ type: "LocalDate", description: "The first day.", resolve: (l) => localDate(l.from) }),
    to: t.field({ type: "LocalDate", description: "The last day.", resolve: (l) => localDate(l.to) }),
    totals: t.field({
      type: [LedgerTotalType],
      description: "Its sums; unlike things are never added.",
      resolve: (l) => totalsOf(l.rows),
    }),
    rows: t.field({
      type: LedgerRowConnection,
      description: "Its lines.",
      args: pageArgs(),
      resolve: (l, args) => pageOfWhole(l, args),
    }),
  }),
});

builder.queryField("partnershipLedger", (t) =>
  t.field({
    type: PartnershipLedgerType,
    nullable: true,
    description:
      "The ledger of a partnership that the actor may see; null otherwise. At most 5,000 lines: choose fewer days beyond.",
    args: {
      id: t.arg.id({ required: true, description: "The partnership." }),
      from: t.arg({ type: "LocalDate", required: true, description: "The first day." }),
      to: t.arg({ type: "LocalDate", required: true, description: "The last day." }),
    },
    resolve: (_root, { id, from, to }, ctx) => {
      const actor = requireActor(ctx);
      return orNull(async () => readLedger(ctx.database, actor, { id: uuidOf("Partnership", id), from, to }));
    },
  }),
);

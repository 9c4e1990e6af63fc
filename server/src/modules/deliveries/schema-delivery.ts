import { DeliveryOrigin, DeliveryState, type Prisma, TransferChannel } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { can, type Subject } from "../../kernel/policy.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { allowedActs, type DeliveryAct } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";
import { DeliverySeal, label, PERSON } from "./schema-attestation.ts";

/** The delivery with its two seals. */

export const DeliveryStateEnum = builder.enumType(DeliveryState, {
  name: "DeliveryState",
  description: "Where a delivery stands between its two signatures.",
});
const OriginEnum = builder.enumType(DeliveryOrigin, {
  name: "DeliveryOrigin",
  description: "Typed by a person, computed from a confirmed session, or the typed hours of one, apart.",
});
export const TransferChannelEnum = builder.enumType(TransferChannel, {
  name: "TransferChannel",
  description: "To the community, to the street that keeps its books, or bought for it.",
});

builder.prismaObject("Transfer", {
  description: "The money or goods detail of a delivery.",
  fields: (t) => ({
    channel: t.expose("channel", { type: TransferChannelEnum, description: "Which way it went." }),
    voucherNumber: t.exposeString("voucherNumber", {
      nullable: true,
      description: "Number of the giver's voucher.",
    }),
    pledgeLine: t.relation("pledgeLine", { description: "The promise of money or goods that it fills." }),
  }),
});

const ORGANIZATION = { select: { id: true, name: true } } as const;

// One relation read in one way is one join; read in two ways it costs a statement per row.
const OLDEST_ACCEPTANCE_FIRST = { orderBy: { recordedAt: "asc" } } as const;
const OLDEST_DISPUTE_FIRST = { orderBy: { openedAt: "asc" } } as const;

/** What the acts of a viewer depend on. */
const ALLOWED_SELECT = {
  cityId: true,
  state: true,
  origin: true,
  acceptedQuantity: true,
  loggedById: true,
  ...SIDES_INCLUDE,
  partnership: { select: { attestor: SIDES_INCLUDE.receiver } },
  disputes: { ...OLDEST_DISPUTE_FIRST, select: { state: true, openedById: true } },
} satisfies Prisma.DeliverySelect;

type AllowedRow = Prisma.DeliveryGetPayload<{ select: typeof ALLOWED_SELECT }>;

const ACTION_OF = {
  submit: "delivery.log",
  accept: "delivery.accept",
  dispute: "delivery.dispute",
  settle: "dispute.settle",
  withdraw: "delivery.withdraw",
  reverse: "delivery.reverse",
} as const satisfies Record<DeliveryAct, keyof typeof actions>;

/** What the viewer may do now: allowed by the state, by the role, and by the rule of two persons. */
function allowedFor(row: AllowedRow, actor: PersonActor): string[] {
  const attestor = row.partnership?.attestor;
  const subject: Subject = {
    cityId: row.cityId,
    giver: refOf(row.giver),
    receiver: refOf(row.receiver),
    attestor: attestor ? refOf(attestor) : null,
  };
  const parties = [row.giver.id, row.receiver.id, attestor?.id];
  const isLogger = row.loggedById === actor.personId;
  const persons: Record<DeliveryAct, boolean> = {
    submit: isLogger,
    accept: !isLogger,
    dispute: !isLogger,
    settle:
      !isLogger &&
      row.disputes.every((dispute) => dispute.state !== "OPEN" || dispute.openedById !== actor.personId) &&
      !actor.memberships.some((membership) => parties.includes(membership.organizationId)),
    withdraw: true,
    // What a confirmed session gave is taken back there.
    reverse: row.origin === "MANUAL",
  };
  return allowedActs(row).filter(
    (act) => persons[act] && can(actor, actions[ACTION_OF[act]], subject) !== null,
  );
}

builder.prismaNode("Delivery", {
  nullable: true,
  description: "One act of support: who gave what to whom on which day, with both signatures.",
  id: { field: "id", description: "`Delivery:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    giver: t.relation("giver", { description: "Who gave." }),
    receiver: t.relation("receiver", { description: "Who received." }),
    partnershipId: t.id({
      nullable: true,
      description: "The partnership it belongs to; null for a claim in the open hall.",
      select: { partnershipId: true },
      resolve: (row) => row.partnershipId && `Partnership:${row.partnershipId}`,
    }),
    kind: t.relation("kind", { description: "What kind of support." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How much, in minor units of the kind." }),
    good: t.exposeString("good", { nullable: true, description: "The named good of a GOODS kind." }),
    occurredOn: t.expose("occurredOn", { type: "LocalDate", description: "The day of the act." }),
    note: t.exposeString("note", { nullable: true, description: "The giver's words." }),
    state: t.expose("state", { type: DeliveryStateEnum, description: "Where it stands." }),
    origin: t.expose("origin", { type: OriginEnum, description: "Where it came from." }),
    acceptedQuantity: t.expose("acceptedQuantity", {
      type: "BigInt",
      description: "Confirmed of it so far.",
    }),
    onBehalf: t.exposeBoolean("onBehalf", {
      description: "Entered by an office on the giver's behalf: marked for ever.",
    }),
    submittedAt: t.expose("submittedAt", {
      type: "DateTime",
      nullable: true,
      description: "When the giver signed.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was first written." }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
    giverSeal: t.field({
      type: DeliverySeal,
      description: "The giver's signature, or the office's on its behalf.",
      select: { submittedAt: true, loggedBy: PERSON, loggedByOrganization: ORGANIZATION },
      resolve: (row) => ({
        person: label(row.loggedBy),
        organization: row.loggedByOrganization,
        at: row.submittedAt,
      }),
    }),
    receiverSeal: t.field({
      type: DeliverySeal,
      nullable: true,
      description:
        "The other side's signature that stands, or an office's settlement; null while it is missing.",
      select: {
        acceptances: {
          ...OLDEST_ACCEPTANCE_FIRST,
          select: {
            kind: true,
            recordedAt: true,
            by: PERSON,
            byOrganization: ORGANIZATION,
            reversedBy: { select: { id: true } },
          },
        },
      },
      resolve: ({ acceptances }) => {
        const last = acceptances.findLast((one) => one.kind !== "REVERSAL" && one.reversedBy.length === 0);
        return last
          ? { person: label(last.by), organization: last.byOrganization, at: last.recordedAt }
          : null;
      },
    }),
    allocations: t.relation("allocations", { description: "The promises that it counts toward." }),
    acceptances: t.relation("acceptances", {
      query: OLDEST_ACCEPTANCE_FIRST,
      description: "Every attestation, reversals too, oldest first.",
    }),
    disputes: t.relation("disputes", {
      query: OLDEST_DISPUTE_FIRST,
      description: "What was disputed, oldest first.",
    }),
    transfer: t.relation("transfer", { nullable: true, description: "The detail of money or goods." }),
    evidence: t.prismaField({
      type: ["Evidence"],
      description: "Files behind it.",
      select: (_args, _ctx, nested) => ({
        evidence: { orderBy: { id: "asc" }, select: { evidence: nested(true) } },
      }),
      resolve: (_query, row) =>
        (row as unknown as { evidence: { evidence: never }[] }).evidence.map((link) => link.evidence),
    }),
    possibleDoubles: t.prismaField({
      type: ["Delivery"],
      description:
        "Others of the same day, sides and kind of which one was typed and one came from a session: perhaps the same act twice. A warning, never a refusal.",
      select: {
        id: true,
        cityId: true,
        giverId: true,
        receiverId: true,
        kindId: true,
        occurredOn: true,
        origin: true,
      },
      resolve: (query, { id, cityId, giverId, receiverId, kindId, occurredOn, origin }, _args, ctx) =>
        ctx.database.prisma.delivery.findMany({
          ...query,
          where: {
            AND: [
              visibleTo(requireActor(ctx)),
              {
                ...{ cityId, giverId, receiverId, kindId, occurredOn },
                id: { not: id },
                origin: origin === "MANUAL" ? { not: "MANUAL" } : "MANUAL",
                state: { notIn: ["DRAFT", "WITHDRAWN"] },
              },
            ],
          },
          orderBy: { id: "asc" },
        }),
    }),
    allowed: t.stringList({
      description: "What the viewer may do now: submit, accept, dispute, settle, withdraw, reverse.",
      select: ALLOWED_SELECT,
      resolve: (row, _args, ctx) => allowedFor(row, requireActor(ctx)),
    }),
  }),
});

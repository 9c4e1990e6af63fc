import {
  AcceptanceKind,
  DeliveryOrigin,
  DeliveryState,
  DisputeState,
  type Prisma,
  TransferChannel,
} from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel, type PersonRow } from "../../graphql/labels.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { can, type Subject } from "../../kernel/policy.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { allowedActs, type DeliveryAct } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";

/** The delivery with its two seals, as types of the API. */

export const DeliveryStateEnum = builder.enumType(DeliveryState, {
  name: "DeliveryState",
  description: "Where a delivery stands between its two signatures.",
});
const OriginEnum = builder.enumType(DeliveryOrigin, {
  name: "DeliveryOrigin",
  description: "Typed by a person, or computed from a confirmed session.",
});
const AcceptanceKindEnum = builder.enumType(AcceptanceKind, {
  name: "AcceptanceKind",
  description: "The receiver's acceptance, an office's settlement, or the reversal of an acceptance.",
});
const DisputeStateEnum = builder.enumType(DisputeState, {
  name: "DisputeState",
  description: "Whether an office has settled it.",
});
export const TransferChannelEnum = builder.enumType(TransferChannel, {
  name: "TransferChannel",
  description: "To the community, to the street that keeps its books, or bought for it.",
});

const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;
const label = (person: { id: string; name: string; erasedAt: Date | null }): PersonRow => ({
  id: person.id,
  name: person.name,
  erased: person.erasedAt !== null,
});

builder.prismaObject("Allocation", {
  description: "How much of a delivery counts toward one promise.",
  fields: (t) => ({
    obligation: t.relation("obligation", { description: "The promise." }),
    claimed: t.expose("claimed", {
      type: "BigInt",
      description: "What the giver counts toward it, in minor units.",
    }),
    accepted: t.expose("accepted", { type: "BigInt", description: "What the other side confirmed of it." }),
  }),
});

builder.prismaObject("Acceptance", {
  description: "One attestation of a delivery; never changed, corrected by a reversal.",
  fields: (t) => ({
    kind: t.expose("kind", { type: AcceptanceKindEnum, description: "What it is." }),
    quantity: t.expose("quantity", {
      type: "BigInt",
      description: "Accepted by it; negative in a reversal.",
    }),
    note: t.exposeString("note", { nullable: true, description: "What was said with it." }),
    by: t.field({
      type: PersonLabel,
      description: "Who attested.",
      select: { by: PERSON },
      resolve: (row) => label(row.by),
    }),
    byOrganization: t.relation("byOrganization", { description: "For which organization." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

builder.prismaObject("Dispute", {
  description: "What the receiver says did not arrive as stated, and how an office settled it.",
  fields: (t) => ({
    quantity: t.expose("quantity", { type: "BigInt", description: "The disputed part, in minor units." }),
    reason: t.exposeString("reason", { description: "Why." }),
    state: t.expose("state", { type: DisputeStateEnum, description: "Open or settled." }),
    openedBy: t.field({
      type: PersonLabel,
      description: "Who disputed.",
      select: { openedBy: PERSON },
      resolve: (row) => label(row.openedBy),
    }),
    openedAt: t.expose("openedAt", { type: "DateTime", description: "When." }),
    arrived: t.expose("arrived", {
      type: "BigInt",
      nullable: true,
      description: "Settled: this part did arrive.",
    }),
    notArrived: t.expose("notArrived", {
      type: "BigInt",
      nullable: true,
      description: "Settled: owed again.",
    }),
    writtenOff: t.expose("writtenOff", {
      type: "BigInt",
      nullable: true,
      description: "Settled: owed no longer.",
    }),
    settlementNote: t.exposeString("settlementNote", { nullable: true, description: "The office's words." }),
    settledBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who settled it.",
      select: { settledBy: PERSON },
      resolve: (row) => row.settledBy && label(row.settledBy),
    }),
    settledAt: t.expose("settledAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was settled.",
    }),
  }),
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

builder.prismaObject("Receipt", {
  description: "The money or goods detail of an acceptance.",
  fields: (t) => ({
    arrivedOn: t.expose("arrivedOn", { type: "LocalDate", description: "The day it arrived." }),
    voucherNumber: t.exposeString("voucherNumber", {
      nullable: true,
      description: "Number of the receiver's voucher.",
    }),
    quantity: t.field({
      type: "BigInt",
      description: "What arrived by it, in minor units.",
      select: { acceptance: { select: { quantity: true } } },
      resolve: (row) => row.acceptance.quantity,
    }),
  }),
});

type SealRow = { person: PersonRow; organization: { id: string; name: string } | null; at: Date | null };

const SealOrganization = builder.objectRef<{ id: string; name: string }>("SealOrganization").implement({
  description: "The organization in whose name a seal was set.",
  fields: (t) => ({
    id: t.id({ description: "`Organization:<uuid>`.", resolve: (row) => `Organization:${row.id}` }),
    name: t.exposeString("name", { description: "Its name." }),
  }),
});

const DeliverySeal = builder.objectRef<SealRow>("DeliverySeal").implement({
  description: "One of the two signatures of a delivery.",
  fields: (t) => ({
    person: t.field({ type: PersonLabel, description: "Who signed.", resolve: (seal) => seal.person }),
    organization: t.field({
      type: SealOrganization,
      nullable: true,
      description: "For which organization; null when computed from a session.",
      resolve: (seal) => seal.organization,
    }),
    at: t.field({
      type: "DateTime",
      nullable: true,
      description: "When; null for a draft.",
      resolve: (seal) => seal.at,
    }),
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
    reverse: true,
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
    allowed: t.stringList({
      description: "What the viewer may do now: submit, accept, dispute, settle, withdraw, reverse.",
      select: ALLOWED_SELECT,
      resolve: (row, _args, ctx) => allowedFor(row, requireActor(ctx)),
    }),
  }),
});

import { AcceptanceKind, DisputeState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { PersonLabel, type PersonRow } from "../../graphql/labels.ts";

/** What stands behind a delivery: the promises it fills, its attestations, disputes and seals. */

const AcceptanceKindEnum = builder.enumType(AcceptanceKind, {
  name: "AcceptanceKind",
  description: "The receiver's acceptance, an office's settlement, or the reversal of an acceptance.",
});
const DisputeStateEnum = builder.enumType(DisputeState, {
  name: "DisputeState",
  description:
    "How it stands: open, settled by an office, or ended undecided because the giver took the delivery back.",
});
/** A person as read beside a fact. */
export const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;

/** A person as shown beside a fact. */
export const label = (person: { id: string; name: string; erasedAt: Date | null }): PersonRow => ({
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
    receipt: t.relation("receipt", {
      nullable: true,
      description: "Money and goods: when and by which voucher it arrived.",
    }),
  }),
});

builder.prismaObject("Dispute", {
  description: "What the receiver says did not arrive as stated, and how an office settled it.",
  fields: (t) => ({
    quantity: t.expose("quantity", { type: "BigInt", description: "The disputed part, in minor units." }),
    reason: t.exposeString("reason", { description: "Why." }),
    state: t.expose("state", {
      type: DisputeStateEnum,
      description: "Open, settled by an office, or ended undecided because the giver took the delivery back.",
    }),
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
    endedAt: t.expose("endedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it ended undecided, because the giver took the delivery back.",
    }),
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

export const DeliverySeal = builder.objectRef<SealRow>("DeliverySeal").implement({
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

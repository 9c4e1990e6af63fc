import { AgreementList, AgreementState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import type { LineInput } from "./agreement-rows.ts";
import { draftAgreement } from "./draft-agreement.ts";
import { actions, agreementsVisibleTo } from "./policy.ts";
import { reviseAgreement } from "./revise-agreement.ts";
import { SideEnum } from "./schema.ts";
import { signAgreement } from "./sign-agreement.ts";
import { withdrawAgreement } from "./withdraw-agreement.ts";

/** Versions of an agreement: drafted, revised, signed by both sides, superseded. */

const VERSION = "The version of the row that the client has seen; refused when another one stands.";

const ListEnum = builder.enumType(AgreementList, {
  name: "AgreementList",
  description:
    "The three lists of an agreement: what the giver has, what the receiver needs, what they do together.",
});
const AgreementStateEnum = builder.enumType(AgreementState, {
  name: "AgreementState",
  description: "Where a version of an agreement stands.",
});

builder.prismaObject("AgreementLine", {
  description:
    "One line of the three lists. With kind, quantity and due date it binds when the agreement comes into force.",
  fields: (t) => ({
    list: t.expose("list", { type: ListEnum, description: "On which list." }),
    text: t.exposeString("text", { description: "What it says." }),
    kind: t.relation("kind", { nullable: true, description: "Which kind of support." }),
    quantity: t.expose("quantity", {
      type: "BigInt",
      nullable: true,
      description: "How much, in minor units.",
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good of a GOODS kind." }),
    dueOn: t.expose("dueOn", { type: "LocalDate", nullable: true, description: "By when." }),
  }),
});

builder.prismaObject("AgreementSignature", {
  description: "One side's signature under one version.",
  fields: (t) => ({
    side: t.expose("side", { type: SideEnum, description: "For which side." }),
    by: t.field({
      type: PersonLabel,
      description: "Who signed.",
      select: { by: { select: { id: true, name: true, erasedAt: true } } },
      resolve: ({ by }) => ({ id: by.id, name: by.name, erased: by.erasedAt !== null }),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

builder.prismaNode("Agreement", {
  nullable: true,
  description: "A version of the agreement of a partnership; in force when both sides have signed it.",
  id: { field: "id", description: "`Agreement:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [agreementsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    partnership: t.relation("partnership", { description: "Whose agreement." }),
    versionNumber: t.exposeInt("versionNumber", { description: "Counts the versions, from 1." }),
    state: t.expose("state", { type: AgreementStateEnum, description: "Where it stands." }),
    draftedBySide: t.expose("draftedBySide", { type: SideEnum, description: "Which side drafted it." }),
    note: t.exposeString("note", { nullable: true, description: "What else was agreed." }),
    inForceAt: t.expose("inForceAt", {
      type: "DateTime",
      nullable: true,
      description: "When it came into force.",
    }),
    lines: t.relation("lines", { description: "The three lists.", query: { orderBy: { sortOrder: "asc" } } }),
    signatures: t.relation("signatures", {
      description: "Who signed.",
      query: { orderBy: { recordedAt: "asc" } },
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const AgreementLineInput = builder.inputType("AgreementLineInput", {
  description: "One line of the three lists.",
  fields: (t) => ({
    list: t.field({ type: ListEnum, description: "On which list." }),
    text: t.string({ description: "What it says." }),
    kindId: t.id({ required: false, description: "Which kind of support, for a line that binds." }),
    quantity: t.field({
      type: "BigInt",
      required: false,
      description: "How much, in minor units of the kind's measure.",
    }),
    good: t.string({ required: false, description: "The named good of a GOODS kind." }),
    dueOn: t.field({
      type: "LocalDate",
      required: false,
      description: "By when; within the partnership's term.",
    }),
  }),
});

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const contents = (t: InputBuilder) => ({
  lines: t.field({ type: [AgreementLineInput], description: "The three lists, in their order." }),
  note: t.string({ required: false, description: "What else is agreed." }),
  attestorId: t.id({
    required: false,
    description: "The street office that attests receipts instead of the receiver.",
  }),
});

function contentsOf(input: { lines: LineInput[]; note?: string | null; attestorId?: string | null }) {
  return {
    note: input.note,
    attestorId: optionalUuidOf("Organization", input.attestorId),
    lines: input.lines.map((line) => ({ ...line, kindId: optionalUuidOf("Kind", line.kindId) })),
  };
}

const read = (id: string, ctx: Context) =>
  ctx.database.prisma.agreement.findFirst({ where: { id, AND: [agreementsVisibleTo(requireActor(ctx))] } });

commandField("draftAgreement", {
  action: actions["agreement.draft"],
  type: "Agreement",
  description: "A side drafts the next version of the agreement.",
  input: (t) => ({ partnershipId: t.id({ description: "Whose agreement." }), ...contents(t) }),
  run: (ctx, { partnershipId, idempotencyKey, ...input }) =>
    draftAgreement(ctx, {
      ...contentsOf(input),
      partnershipId: uuidOf("Partnership", partnershipId),
      idempotencyKey,
    }),
  read,
});

commandField("reviseAgreement", {
  action: actions["agreement.draft"],
  type: "Agreement",
  description: "Either side rewrites a draft that nobody has signed; the lists are replaced as a whole.",
  input: (t) => ({
    agreementId: t.id({ description: "The draft." }),
    version: t.int({ required: false, description: VERSION }),
    ...contents(t),
  }),
  run: (ctx, { agreementId, version, idempotencyKey, ...input }) =>
    reviseAgreement(ctx, {
      ...contentsOf(input),
      agreementId: uuidOf("Agreement", agreementId),
      version,
      idempotencyKey,
    }),
  read,
});

const which = (t: InputBuilder) => ({
  agreementId: t.id({ description: "The version of the agreement." }),
  version: t.int({ required: false, description: VERSION }),
});

commandField("signAgreement", {
  action: actions["agreement.sign"],
  type: "Agreement",
  description:
    "A leader or manager signs for a side; with both signatures, by two persons, it is in force and binds.",
  input: (t) => ({
    ...which(t),
    side: t.field({
      type: SideEnum,
      required: false,
      description: "For whom, for someone with roles on both sides.",
    }),
  }),
  run: (ctx, input) => signAgreement(ctx, { ...input, agreementId: uuidOf("Agreement", input.agreementId) }),
  read,
});

commandField("withdrawAgreement", {
  action: actions["agreement.draft"],
  type: "Agreement",
  description: "The side that drafted a version takes it back before it is in force.",
  input: which,
  run: (ctx, input) =>
    withdrawAgreement(ctx, { ...input, agreementId: uuidOf("Agreement", input.agreementId) }),
  read,
});

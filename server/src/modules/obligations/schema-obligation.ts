import { AmendmentKind, ExtensionState, ObligationClosure, ObligationSource } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel, type PersonRow } from "../../graphql/labels.ts";
import { AWAITING_SELECT, derivedState, paceOf } from "./derived.ts";
import { free, remainder } from "./model.ts";
import { remindersVisibleTo, visibleTo } from "./policy.ts";
import { DERIVED_SELECT } from "./public.ts";
import { obligationStates } from "./state.ts";

/** The promise and what is said about it, as types of the API. */

export const StateEnum = builder.enumType("ObligationState", {
  description:
    "What an obligation is called today; derived, never stored. AWAITING is the other side's turn, not lateness.",
  values: obligationStates,
});
const SourceEnum = builder.enumType(ObligationSource, {
  name: "ObligationSource",
  description: "What a promise comes from.",
});
const ClosureEnum = builder.enumType(ObligationClosure, {
  name: "ObligationClosure",
  description: "How a promise ended.",
});
const AmendmentKindEnum = builder.enumType(AmendmentKind, {
  name: "AmendmentKind",
  description: "What a decision did to a promise.",
});
const ExtensionStateEnum = builder.enumType(ExtensionState, {
  name: "ExtensionState",
  description: "Where the question for a later due date stands.",
});

const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;
const label = (person: { id: string; name: string; erasedAt: Date | null }): PersonRow => ({
  id: person.id,
  name: person.name,
  erased: person.erasedAt !== null,
});

builder.prismaObject("ObligationAmendment", {
  description: "One change of a promise by decision, before and after.",
  fields: (t) => ({
    kind: t.expose("kind", { type: AmendmentKindEnum, description: "What was decided." }),
    quantityBefore: t.expose("quantityBefore", {
      type: "BigInt",
      description: "Owed before, in minor units.",
    }),
    quantityAfter: t.expose("quantityAfter", { type: "BigInt", description: "Owed after, in minor units." }),
    dueOnBefore: t.expose("dueOnBefore", { type: "LocalDate", description: "Due before." }),
    dueOnAfter: t.expose("dueOnAfter", { type: "LocalDate", description: "Due after." }),
    reason: t.exposeString("reason", { description: "Why." }),
    by: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who decided; null for the system.",
      select: { by: PERSON },
      resolve: (row) => row.by && label(row.by),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

builder.prismaObject("LatenessExplanation", {
  description: "The giver's words on why a promise is late.",
  fields: (t) => ({
    text: t.exposeString("text", { description: "Why." }),
    expectedOn: t.expose("expectedOn", {
      type: "LocalDate",
      nullable: true,
      description: "By when the giver now expects to deliver.",
    }),
    by: t.field({
      type: PersonLabel,
      description: "Who explained.",
      select: { by: PERSON },
      resolve: (row) => label(row.by),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

builder.prismaNode("ExtensionRequest", {
  nullable: true,
  description: "The giver asks for a later due date; an office decides.",
  id: { field: "id", description: "`ExtensionRequest:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ obligation: visibleTo(requireActor(ctx)) }] }),
  fields: (t) => ({
    obligation: t.relation("obligation", { description: "The promise it is about." }),
    requestedDueOn: t.expose("requestedDueOn", { type: "LocalDate", description: "The day asked for." }),
    reason: t.exposeString("reason", { description: "Why." }),
    state: t.expose("state", { type: ExtensionStateEnum, description: "Where it stands." }),
    askedBy: t.field({
      type: PersonLabel,
      description: "Who asked.",
      select: { askedBy: PERSON },
      resolve: (row) => label(row.askedBy),
    }),
    askedAt: t.expose("createdAt", { type: "DateTime", description: "When it was asked." }),
    decidedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who decided or withdrew it.",
      select: { decidedBy: PERSON },
      resolve: (row) => row.decidedBy && label(row.decidedBy),
    }),
    decidedAt: t.expose("decidedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was decided.",
    }),
    grantedDueOn: t.expose("grantedDueOn", {
      type: "LocalDate",
      nullable: true,
      description: "The day granted.",
    }),
    decisionNote: t.exposeString("decisionNote", { nullable: true, description: "The office's words." }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("Reminder", {
  nullable: true,
  description: "A reminder to one side of a partnership; seen and answered by the one reminded.",
  id: { field: "id", description: "`Reminder:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [remindersVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    partnership: t.relation("partnership", { description: "The partnership it is about." }),
    obligation: t.relation("obligation", { nullable: true, description: "The one promise it is about." }),
    to: t.relation("toOrganization", { description: "The reminded organization." }),
    from: t.relation("fromOrganization", { description: "The organization that reminds." }),
    text: t.exposeString("text", { description: "What it says." }),
    sentBy: t.field({
      type: PersonLabel,
      description: "Who sent it.",
      select: { sentBy: PERSON },
      resolve: (row) => label(row.sentBy),
    }),
    sentAt: t.expose("createdAt", { type: "DateTime", description: "When it was sent." }),
    seenAt: t.expose("seenAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was first opened.",
    }),
    seenBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who opened it first.",
      select: { seenBy: PERSON },
      resolve: (row) => row.seenBy && label(row.seenBy),
    }),
    answer: t.exposeString("answer", { nullable: true, description: "The answer." }),
    answeredAt: t.expose("answeredAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was answered.",
    }),
    answeredBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who answered.",
      select: { answeredBy: PERSON },
      resolve: (row) => row.answeredBy && label(row.answeredBy),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("Obligation", {
  nullable: true,
  description: "One promise: who owes whom how much of what by when, and where it stands.",
  id: { field: "id", description: "`Obligation:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    partnership: t.relation("partnership", {
      nullable: true,
      description: "The partnership it belongs to; null for a claim from the open hall.",
    }),
    giver: t.relation("giver", { description: "Who owes." }),
    receiver: t.relation("receiver", { description: "To whom." }),
    kind: t.relation("kind", { description: "What kind of support." }),
    source: t.expose("source", { type: SourceEnum, description: "What it comes from." }),
    quantity: t.expose("quantity", {
      type: "BigInt",
      description: "What is owed, in minor units of the kind's measure.",
    }),
    good: t.exposeString("good", { nullable: true, description: "The named good of a GOODS kind." }),
    qualifier: t.exposeString("qualifier", {
      nullable: true,
      description: "What else is asked, e.g. the head in person.",
    }),
    claimed: t.expose("claimed", { type: "BigInt", description: "Claimed by deliveries that stand." }),
    accepted: t.expose("accepted", {
      type: "BigInt",
      description: "Accepted by the other side; a part of claimed.",
    }),
    answered: t.expose("answered", {
      type: "BigInt",
      description: "Taken over by promises that answer this one.",
    }),
    unclaimed: t.field({
      type: "BigInt",
      description: "Neither answered nor claimed; only this can be late, be claimed or be waived.",
      resolve: (row) => free(row),
    }),
    remaining: t.field({
      type: "BigInt",
      description: "Still owed by this one: not answered by others and not accepted. 0 once closed.",
      resolve: (row) => remainder(row),
    }),
    opensOn: t.expose("opensOn", { type: "LocalDate", description: "From when it can be met." }),
    dueOn: t.expose("dueOn", { type: "LocalDate", description: "By when, decisions included." }),
    originalDueOn: t.expose("originalDueOn", { type: "LocalDate", description: "By when at first." }),
    effectiveDueOn: t.field({
      type: "LocalDate",
      description: "By when, the days of a lasting suspension added.",
      select: DERIVED_SELECT,
      resolve: async (row, _args, ctx) => (await derivedState(row, ctx)).dueOn,
    }),
    metOn: t.expose("metOn", {
      type: "LocalDate",
      nullable: true,
      description: "The day that counts as met.",
    }),
    closure: t.expose("closure", {
      type: ClosureEnum,
      nullable: true,
      description: "How it ended; null while open.",
    }),
    closedAt: t.expose("closedAt", { type: "DateTime", nullable: true, description: "When it ended." }),
    state: t.field({
      type: StateEnum,
      description: "What it is called today.",
      select: DERIVED_SELECT,
      resolve: async (row, _args, ctx) => (await derivedState(row, ctx)).state,
    }),
    lateWorkdays: t.int({
      description: "Working days past the due date: until today, or until it was met late; else 0.",
      select: DERIVED_SELECT,
      resolve: async (row, _args, ctx) => (await derivedState(row, ctx)).lateWorkdays,
    }),
    daysLeft: t.int({
      description: "Calendar days until it is due; negative when past.",
      select: DERIVED_SELECT,
      resolve: async (row, _args, ctx) => (await derivedState(row, ctx)).daysLeft,
    }),
    isSilent: t.boolean({
      description:
        "The other side has left it unconfirmed for longer than the city's patience: the office's turn.",
      select: { ...DERIVED_SELECT, ...AWAITING_SELECT },
      resolve: async (row, _args, ctx) => (await derivedState(row, ctx)).silent,
    }),
    pace: t.int({
      description: "Thousandths of its time that have run, suspended days left out.",
      select: DERIVED_SELECT,
      resolve: (row, _args, ctx) => paceOf(row, ctx),
    }),
    period: t.relation("period", { nullable: true, description: "RULE: the period." }),
    dutyRule: t.relation("dutyRule", { nullable: true, description: "RULE: the rule that asks it." }),
    instalment: t.exposeInt("instalment", { nullable: true, description: "PLEDGE: its position, from 1." }),
    answers: t.relation("answers", { nullable: true, description: "The promise that this one answers." }),
    amendments: t.relation("amendments", {
      description: "Decisions on it, oldest first.",
      query: { orderBy: [{ recordedAt: "asc" }, { id: "asc" }] },
    }),
    explanations: t.relation("explanations", {
      description: "The giver's words on its lateness, oldest first.",
      query: { orderBy: [{ recordedAt: "asc" }, { id: "asc" }] },
    }),
    extensions: t.relation("extensions", {
      description: "Questions for a later due date, oldest first.",
      query: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
    }),
    reminders: t.relation("reminders", {
      description: "Reminders of it, oldest first.",
      query: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

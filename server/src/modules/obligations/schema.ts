import {
  DutyAppliesTo,
  type DutyRule,
  type Obligation,
  type Prisma,
  ProRating,
} from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { filterUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { toDbDate, today } from "../../kernel/clock.ts";
import { visibleTo as periodsVisibleTo } from "../cities/policy.ts";
import { PeriodKindEnum } from "../cities/schema.ts";
import { PartnershipKindEnum } from "../partnerships/schema.ts";
import { createDutyRule } from "./create-duty-rule.ts";
import { endDutyRule } from "./end-duty-rule.ts";
import { obligationFilter, obligationListStates } from "./filter.ts";
import { openDuties } from "./open-duties.ts";
import { actions, rulesVisibleTo, visibleTo } from "./policy.ts";
import "./schema-commands.ts";
import "./schema-obligation.ts";
import { sealPeriod } from "./seal-period.ts";
import { supersedeDutyRule } from "./supersede-duty-rule.ts";

const VERSION = "The version the client has seen; refused when another one stands.";

const AppliesToEnum = builder.enumType(DutyAppliesTo, {
  name: "DutyAppliesTo",
  description: "Whether every giver owes it, or only the lead of a receiver.",
});
const ProRatingEnum = builder.enumType(ProRating, {
  name: "ProRating",
  description: "What is owed for a part of a period: all of it, nothing, or by days and rounded up.",
});

builder.prismaNode("DutyRule", {
  nullable: true,
  description: "One version of what a city asks of its partner units per period.",
  id: { field: "id", description: "`DutyRule:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [rulesVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    kind: t.relation("kind", { description: "What kind of support." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How much per period, in minor units." }),
    good: t.exposeString("good", { nullable: true, description: "The named good of a GOODS kind." }),
    periodKind: t.expose("periodKind", { type: PeriodKindEnum, description: "Per which period." }),
    appliesTo: t.expose("appliesTo", { type: AppliesToEnum, description: "Who owes it." }),
    unitClass: t.exposeString("unitClass", {
      nullable: true,
      description: "Only units of this class; null: all.",
    }),
    partnershipKind: t.expose("partnershipKind", {
      type: PartnershipKindEnum,
      nullable: true,
      description: "Only partnerships of this kind; null: all.",
    }),
    qualifier: t.exposeString("qualifier", { nullable: true, description: "What else is asked." }),
    proRating: t.expose("proRating", { type: ProRatingEnum, description: "What a part of a period owes." }),
    validFrom: t.expose("validFrom", {
      type: "LocalDate",
      description: "For periods that open from this day on.",
    }),
    validTo: t.expose("validTo", {
      type: "LocalDate",
      nullable: true,
      description: "Not for periods that open from this day on; null while open.",
    }),
    supersedes: t.relation("supersedes", { nullable: true, description: "The version before." }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const newestRuleFirst: Keyset<DutyRule> = [
  { column: "validFrom", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const DutyRuleConnection = connectionType<DutyRule>("DutyRule");

builder.queryField("dutyRules", (t) =>
  t.field({
    type: DutyRuleConnection,
    description: "The rules of the actor's city with all their versions, newest first.",
    args: {
      ...pageArgs(),
      onlyCurrent: t.arg.boolean({
        required: false,
        description: "Only those that hold today or begin later.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const day = toDbDate(today(ctx.clock));
      const where: Prisma.DutyRuleWhereInput = {
        AND: [
          rulesVisibleTo(requireActor(ctx)),
          args.onlyCurrent ? { OR: [{ validTo: null }, { validTo: { gt: day } }] } : {},
        ],
      };
      return readPage<DutyRule>(ctx.database.prisma.dutyRule, newestRuleFirst, { args, ctx, info, where });
    },
  }),
);

const firstDueFirst: Keyset<Obligation> = [
  { column: "dueOn", direction: "asc", type: "date" },
  { column: "id", direction: "asc", type: "text" },
];
const ObligationConnection = connectionType<Obligation>("Obligation");

const ListState = builder.enumType("ObligationListState", {
  description:
    "OPEN: not closed. LATE: past due with something unclaimed, suspended partnerships left out. AWAITING: all claimed, the other side's turn. CLOSED: met, waived, cancelled or unmet.",
  values: obligationListStates,
});

const ObligationFilter = builder.inputType("ObligationFilter", {
  description: "Which obligations; what is absent does not narrow.",
  fields: (t) => ({
    state: t.field({ type: ListState, required: false, description: "Where they stand." }),
    kindId: t.id({ required: false, description: "Of one kind." }),
    giverId: t.id({ required: false, description: "Owed by one unit." }),
    receiverId: t.id({ required: false, description: "Owed to one receiver." }),
    partnershipId: t.id({ required: false, description: "Of one partnership." }),
    dueBefore: t.field({ type: "LocalDate", required: false, description: "Due before this day." }),
    dueAfter: t.field({ type: "LocalDate", required: false, description: "Due after this day." }),
  }),
});

builder.queryField("obligations", (t) =>
  t.field({
    type: ObligationConnection,
    description: "Obligations that the actor may see, the first due first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: ObligationFilter, required: false, description: "Which." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { prisma } = ctx.database;
      const filter = args.filter ?? {};
      const where: Prisma.ObligationWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          obligationFilter(
            {
              state: filter.state,
              dueBefore: filter.dueBefore,
              dueAfter: filter.dueAfter,
              kindId: filterUuidOf("Kind", filter.kindId),
              giverId: filterUuidOf("Organization", filter.giverId),
              receiverId: filterUuidOf("Organization", filter.receiverId),
              partnershipId: filterUuidOf("Partnership", filter.partnershipId),
            },
            today(ctx.clock),
            prisma.obligation.fields,
          ),
        ],
      };
      return readPage<Obligation>(prisma.obligation, firstDueFirst, { args, ctx, info, where });
    },
  }),
);

const readRule = (id: string, ctx: Context) =>
  ctx.database.prisma.dutyRule.findFirst({ where: { id, AND: [rulesVisibleTo(requireActor(ctx))] } });
const readPeriod = (id: string, ctx: Context) =>
  ctx.database.prisma.period.findFirst({ where: { id, AND: [periodsVisibleTo(requireActor(ctx))] } });

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const ruleFields = (t: InputBuilder) => ({
  name: t.string({ description: "What it is called." }),
  kindId: t.id({ description: "What kind of support." }),
  quantity: t.field({
    type: "BigInt",
    description: "How much per period, in minor units of the kind's measure.",
  }),
  good: t.string({ required: false, description: "The named good of a GOODS kind." }),
  periodKind: t.field({ type: PeriodKindEnum, description: "Per which period." }),
  appliesTo: t.field({ type: AppliesToEnum, description: "Who owes it." }),
  unitClass: t.string({ required: false, description: "Only units of this class." }),
  partnershipKind: t.field({
    type: PartnershipKindEnum,
    required: false,
    description: "Only partnerships of this kind.",
  }),
  qualifier: t.string({ required: false, description: "What else is asked, e.g. the head in person." }),
  proRating: t.field({ type: ProRatingEnum, description: "What a part of a period owes." }),
  validFrom: t.field({ type: "LocalDate", description: "For periods that open from this day on." }),
});

commandField("createDutyRule", {
  action: actions["rule.manage"],
  type: "DutyRule",
  description: "The city's office asks something of its partner units in every period from a day on.",
  input: ruleFields,
  run: (ctx, input) => createDutyRule(ctx, { ...input, kindId: uuidOf("Kind", input.kindId) }),
  read: readRule,
});

commandField("supersedeDutyRule", {
  action: actions["rule.manage"],
  type: "DutyRule",
  description:
    "A new version of a rule for periods that open from a later day on; running periods keep the former.",
  input: (t) => ({
    dutyRuleId: t.id({ description: "The former version." }),
    version: t.int({ required: false, description: VERSION }),
    ...ruleFields(t),
  }),
  run: (ctx, input) =>
    supersedeDutyRule(ctx, {
      ...input,
      dutyRuleId: uuidOf("DutyRule", input.dutyRuleId),
      kindId: uuidOf("Kind", input.kindId),
    }),
  read: readRule,
});

commandField("endDutyRule", {
  action: actions["rule.manage"],
  type: "DutyRule",
  description: "A rule no longer applies to periods that open from a later day on.",
  input: (t) => ({
    dutyRuleId: t.id({ description: "The rule." }),
    version: t.int({ required: false, description: VERSION }),
    validTo: t.field({ type: "LocalDate", description: "The first day on which it no longer applies." }),
  }),
  run: (ctx, input) => endDutyRule(ctx, { ...input, dutyRuleId: uuidOf("DutyRule", input.dutyRuleId) }),
  read: readRule,
});

commandField("openDuties", {
  action: actions["duties.open"],
  type: "Period",
  description: "Opens what the rules ask in a period; again, only what is missing.",
  input: (t) => ({ periodId: t.id({ description: "The period." }) }),
  run: (ctx, input) => openDuties(ctx, { ...input, periodId: uuidOf("Period", input.periodId) }),
  read: readPeriod,
});

commandField("sealPeriod", {
  action: actions["period.seal"],
  type: "Period",
  description: "Closes a period for good: what fell due in it and lacks a claim is unmet.",
  input: (t) => ({
    periodId: t.id({ description: "The period." }),
    version: t.int({ required: false, description: VERSION }),
    force: t.boolean({
      required: false,
      description: "Although deliveries of the period wait for the other side.",
    }),
    reason: t.string({ required: false, description: "Why it is forced." }),
  }),
  run: (ctx, input) => sealPeriod(ctx, { ...input, periodId: uuidOf("Period", input.periodId) }),
  read: readPeriod,
});

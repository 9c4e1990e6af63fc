import { ClaimState, JointPartState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { visibleTo as obligationsVisibleTo } from "../obligations/policy.ts";
import { sentOfClaim } from "./flow.ts";
import { claimsVisibleTo, jointPartsVisibleTo, visibleTo } from "./policy.ts";

const ClaimStateEnum = builder.enumType(ClaimState, {
  name: "ClaimState",
  description: "Where a claim stands.",
});
const JointPartStateEnum = builder.enumType(JointPartState, {
  name: "JointPartState",
  description: "Where a unit's part of a joint claim stands.",
});

builder.prismaNode("Need", {
  nullable: true,
  description: "One thing asked for, with a quantity.",
  id: { field: "id", description: "`Need:<uuid>`." },
  findUnique: (id, ctx) => ({ id, helpRequest: visibleTo(requireActor(ctx)) }),
  fields: (t) => ({
    helpRequest: t.relation("helpRequest", { description: "The request." }),
    kind: t.relation("kind", { description: "Of what kind." }),
    description: t.exposeString("description", { description: "In words." }),
    good: t.exposeString("good", { nullable: true, description: "The name of the good, for goods." }),
    quantity: t.expose("quantity", {
      type: "BigInt",
      description: "How much, in minor units of the kind's measure.",
    }),
    claimed: t.expose("claimed", { type: "BigInt", description: "How much of it units have taken on." }),
    accepted: t.expose("accepted", {
      type: "BigInt",
      description: "How much of it arrived and was accepted.",
    }),
    sent: t.expose("sent", {
      type: "BigInt",
      description:
        "How much of it is on the way or there, as its units say: what is delivered or marked as on the way.",
    }),
    used: t.expose("used", {
      type: "BigInt",
      description: "How much of what arrived is in use, as the receiver says. Of money the expenses say it.",
    }),
    jointClaims: t.relation("jointClaims", {
      description: "Which units take it on together.",
      query: { orderBy: { createdAt: "asc" } },
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
    claims: t.relation("claims", {
      description: "Who has taken on how much, the withdrawn ones included.",
      query: { orderBy: { createdAt: "asc" } },
    }),
  }),
});

builder.prismaNode("Claim", {
  nullable: true,
  description: "A unit has taken on a quantity of a need. It is then owed like any promise.",
  id: { field: "id", description: "`Claim:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [claimsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    giver: t.relation("giver", { description: "The unit." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How much, in minor units." }),
    promisedOn: t.expose("promisedOn", {
      type: "LocalDate",
      description: "The day by which it promised to deliver.",
    }),
    state: t.expose("state", { type: ClaimStateEnum, description: "Where it stands." }),
    sent: t.field({
      type: "BigInt",
      description: "How much the unit has sent: delivered, or on the way where it says more.",
      select: { state: true, quantity: true, marked: true, delivered: true },
      resolve: (claim) => sentOfClaim(claim),
    }),
    delivered: t.expose("delivered", {
      type: "BigInt",
      description: "How much of it is logged as delivered, confirmed or not.",
    }),
    expectedOn: t.expose("expectedOn", {
      type: "LocalDate",
      nullable: true,
      description: "The day on which what is on the way is expected.",
    }),
    leadsJointly: t.boolean({
      description: "Whether its unit leads others in taking the need on.",
      select: { giverId: true, jointPart: { select: { jointClaim: { select: { leadId: true } } } } },
      resolve: ({ giverId, jointPart }) => jointPart?.jointClaim.leadId === giverId,
    }),
    need: t.relation("need", { description: "The need." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was taken on." }),
    obligation: t.field({
      type: "Obligation" as never,
      nullable: true,
      description: "What it owes by this claim; null for who may not see between the two sides.",
      select: (_args, ctx, nestedSelection) => ({
        obligation: {
          ...(nestedSelection(true) as unknown as object),
          where: obligationsVisibleTo(requireActor(ctx)),
          take: 1,
        },
      }),
      resolve: (claim) => ((claim as unknown as { obligation: object[] }).obligation[0] ?? null) as never,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("JointClaim", {
  nullable: true,
  description: "Several units take on a need together. Each owes its own part alone.",
  id: { field: "id", description: "`JointClaim:<uuid>`." },
  findUnique: (id, ctx) => ({ id, need: { helpRequest: visibleTo(requireActor(ctx)) } }),
  fields: (t) => ({
    need: t.relation("need", { description: "The need." }),
    lead: t.relation("lead", { description: "The unit that leads." }),
    parts: t.relation("parts", {
      description: "Who takes on how much, the lead first.",
      query: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was proposed." }),
  }),
});

builder.prismaNode("JointClaimPart", {
  nullable: true,
  description:
    "One unit's part of a joint claim: an invitation that takes nothing of the need, or a claim once it is agreed to.",
  id: { field: "id", description: "`JointClaimPart:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [jointPartsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    jointClaim: t.relation("jointClaim", { description: "The joint claim." }),
    giver: t.relation("giver", { description: "The unit." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How much, in minor units." }),
    promisedOn: t.expose("promisedOn", { type: "LocalDate", description: "By when." }),
    state: t.expose("state", { type: JointPartStateEnum, description: "Where it stands." }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

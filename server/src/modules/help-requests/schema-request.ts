import { ClaimState, HelpRequestState, Urgency } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { organizationIds } from "../../kernel/actor.ts";
import { can } from "../../kernel/policy.ts";
import { visibleTo as obligationsVisibleTo } from "../obligations/policy.ts";
import { actions, claimsVisibleTo, visibleTo } from "./policy.ts";

export const RequestStateEnum = builder.enumType(HelpRequestState, {
  name: "HelpRequestState",
  description: "Where a request stands. Closed and closed unsolved are two things.",
});
export const UrgencyEnum = builder.enumType(Urgency, {
  name: "Urgency",
  description: "How urgent a request is.",
});
const ClaimStateEnum = builder.enumType(ClaimState, {
  name: "ClaimState",
  description: "Where a claim stands.",
});

builder.prismaNode("HelpRequest", {
  nullable: true,
  description: "What a receiver asks for. Offered to its paired units.",
  id: { field: "id", description: "`HelpRequest:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    receiver: t.relation("receiver", { description: "Who asks." }),
    title: t.exposeString("title", { description: "In a few words." }),
    body: t.exposeString("body", { description: "In full." }),
    privateDetails: t.string({
      nullable: true,
      description:
        "What only the receiver, offices over it and units that took on a need may read; null for others.",
      // The same order as the fields `needs` and `claims`: one load serves all three.
      select: {
        cityId: true,
        privateDetails: true,
        receiver: { select: { id: true, division: { select: { path: true } } } },
        needs: {
          orderBy: { sortOrder: "asc" },
          select: { claims: { orderBy: { createdAt: "asc" }, select: { giverId: true, state: true } } },
        },
      },
      resolve: ({ cityId, receiver, needs, privateDetails }, _args, ctx) => {
        const actor = requireActor(ctx);
        const own = organizationIds(actor);
        const claim = needs
          .flatMap(({ claims }) => claims)
          .find(({ giverId, state }) => state !== "WITHDRAWN" && own.includes(giverId));
        const subject = {
          cityId,
          receiver: { id: receiver.id, path: receiver.division.path },
          ...(claim ? { giver: { id: claim.giverId, path: "" } } : {}),
        };
        return can(actor, actions["request.read-private"], subject) ? privateDetails : null;
      },
    }),
    urgency: t.expose("urgency", { type: UrgencyEnum, description: "How urgent it is." }),
    wishedOn: t.expose("wishedOn", {
      type: "LocalDate",
      nullable: true,
      description: "The day by which it is wished for.",
    }),
    state: t.expose("state", { type: RequestStateEnum, description: "Where it stands." }),
    createdBy: t.relation("createdBy", { description: "Who wrote it." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was written." }),
    openedAt: t.expose("openedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was opened to the units.",
    }),
    closedAt: t.expose("closedAt", { type: "DateTime", nullable: true, description: "When it was closed." }),
    closeNote: t.exposeString("closeNote", {
      nullable: true,
      description: "What the receiver said when closing it.",
    }),
    reopenedCount: t.exposeInt("reopenedCount", { description: "How often it was opened again." }),
    needs: t.relation("needs", {
      description: "What is needed, at most ten things.",
      query: { orderBy: { sortOrder: "asc" } },
    }),
    offers: t.relation("offers", {
      description: "The units it was offered to.",
      query: { orderBy: { recordedAt: "asc" } },
    }),
    evidence: t.field({
      type: ["Evidence"] as never,
      description: "Files that show what is needed.",
      select: (_args, _ctx, nestedSelection) => ({
        evidence: { orderBy: { recordedAt: "asc" }, select: { evidence: nestedSelection(true) } },
      }),
      resolve: (request) =>
        (request as unknown as { evidence: { evidence: object }[] }).evidence.map(
          (link) => link.evidence,
        ) as never,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaObject("HelpRequestOffer", {
  description: "A request was offered to a unit.",
  fields: (t) => ({
    organization: t.relation("organization", { description: "The unit." }),
    offeredAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
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
    need: t.relation("need", { description: "The need." }),
    giver: t.relation("giver", { description: "The unit." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How much, in minor units." }),
    promisedOn: t.expose("promisedOn", {
      type: "LocalDate",
      description: "The day by which it promised to deliver.",
    }),
    state: t.expose("state", { type: ClaimStateEnum, description: "Where it stands." }),
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

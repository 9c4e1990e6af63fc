import { HelpRequestState, type Prisma, SolvedAnswer, Urgency } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { organizationIds } from "../../kernel/actor.ts";
import { can } from "../../kernel/policy.ts";
import { actions, visibleTo } from "./policy.ts";

export const RequestStateEnum = builder.enumType(HelpRequestState, {
  name: "HelpRequestState",
  description: "Where a request stands. Closed and closed unsolved are two things.",
});
export const UrgencyEnum = builder.enumType(Urgency, {
  name: "Urgency",
  description: "How urgent a request is.",
});
const SolvedAnswerEnum = builder.enumType(SolvedAnswer, {
  name: "SolvedAnswer",
  description: "What who asked says in the end.",
});

const Asker = builder.objectRef<{ name: string; contact: string | null }>("RequestAsker").implement({
  description: "Who asked the receiver for it: somebody without a role.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "How they are called." }),
    contact: t.exposeString("contact", { nullable: true, description: "How they are reached." }),
  }),
});

/** What says who may read the private parts. The same order as the fields `needs` and `claims`: one load serves all. */
const PRIVATE_SELECT = {
  cityId: true,
  receiver: { select: { id: true, division: { select: { path: true } } } },
  needs: {
    orderBy: { sortOrder: "asc" },
    select: { claims: { orderBy: { createdAt: "asc" }, select: { giverId: true, state: true } } },
  },
} satisfies Prisma.HelpRequestSelect;

function mayReadPrivate(
  ctx: Context,
  { cityId, receiver, needs }: Prisma.HelpRequestGetPayload<{ select: typeof PRIVATE_SELECT }>,
): boolean {
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
  return can(actor, actions["request.read-private"], subject) !== null;
}

builder.prismaNode("HelpRequest", {
  nullable: true,
  description:
    "What a receiver asks for. Offered to its paired units first, then to the whole city in the hall.",
  id: { field: "id", description: "`HelpRequest:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    receiver: t.relation("receiver", { description: "Who asks." }),
    title: t.exposeString("title", { description: "In a few words." }),
    body: t.exposeString("body", { description: "In full." }),
    privateDetails: t.string({
      nullable: true,
      description: "What only the receiver and units that took on a need may read; null for others.",
      select: { ...PRIVATE_SELECT, privateDetails: true },
      resolve: (request, _args, ctx) => (mayReadPrivate(ctx, request) ? request.privateDetails : null),
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
    offeredUntil: t.expose("offeredUntil", {
      type: "LocalDate",
      nullable: true,
      description: "The last day on which only the paired units are asked.",
    }),
    hallSince: t.expose("hallSince", {
      type: "DateTime",
      nullable: true,
      description: "Since when it stands in the hall of the city.",
    }),
    keptReason: t.exposeString("keptReason", {
      nullable: true,
      description: "Why the receiver keeps it to its paired units.",
    }),
    hasAsker: t.exposeBoolean("hasAsker", {
      description:
        "Whether somebody asked the receiver for it, and is asked in the end whether it is solved.",
    }),
    asker: t.field({
      type: Asker,
      nullable: true,
      description:
        "Who asked, for the receiver's desk alone; null for others, when nobody was named, and when it was deleted.",
      select: { cityId: true, receiverId: true, asker: { select: { name: true, contact: true } } },
      resolve: ({ cityId, receiverId, asker }, _args, ctx) => {
        const subject = { cityId, receiver: { id: receiverId, path: "" } };
        const may = can(requireActor(ctx), actions["request.read-asker"], subject) !== null;
        return may && asker?.name ? { name: asker.name, contact: asker.contact } : null;
      },
    }),
    saidUnsolved: t.exposeBoolean("saidUnsolved", {
      description: "Who asked says that it is not solved, and the receiver has not said yet what follows.",
    }),
    questions: t.relation("questions", {
      description: "How often who asked was asked whether it is solved, the first first.",
      query: { orderBy: { round: "asc" } },
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("SolvedQuestion", {
  nullable: true,
  description: "Whether it is solved: asked by a link that the receiver hands over, answered once.",
  id: { field: "id", description: "`SolvedQuestion:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ helpRequest: visibleTo(requireActor(ctx)) }] }),
  fields: (t) => ({
    path: t.string({
      nullable: true,
      description:
        "The path of the page on which it is answered: only in the answer of `askIfSolved`, once. A lost one is made anew.",
      resolve: (question) => (question as { path?: string | null }).path ?? null,
    }),
    helpRequest: t.relation("helpRequest", { description: "The request." }),
    askedAt: t.expose("askedAt", { type: "DateTime", description: "When the link was made first." }),
    askedBy: t.relation("askedBy", { description: "Who made it." }),
    awaitedUntil: t.expose("awaitedUntil", {
      type: "LocalDate",
      description:
        "The last day of the days for the answer; then the receiver may close the request by itself.",
    }),
    answer: t.expose("answer", {
      type: SolvedAnswerEnum,
      nullable: true,
      description: "What was said; null while nobody answered.",
    }),
    answeredAt: t.expose("answeredAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was said.",
    }),
    words: t.string({
      nullable: true,
      description: "What was said with it, for the receiver and units that took on a need; null for others.",
      select: { words: true, helpRequest: { select: PRIVATE_SELECT } },
      resolve: ({ words, helpRequest }, _args, ctx) => (mayReadPrivate(ctx, helpRequest) ? words : null),
    }),
  }),
});

builder.prismaObject("HelpRequestOffer", {
  description: "A request was offered to a unit.",
  fields: (t) => ({
    organization: t.relation("organization", { description: "The unit." }),
    offeredAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

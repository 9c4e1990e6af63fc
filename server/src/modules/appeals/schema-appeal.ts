import { AppealEntryKind, AppealState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import type { Action } from "../../kernel/policy.ts";
import { can, type Subject } from "../../kernel/policy.ts";
import { type AppealAct, allowedActs, appealActs } from "./model.ts";
import { actions, doorsVisibleTo, readsFor, visibleTo } from "./policy.ts";

export const AppealStateEnum = builder.enumType(AppealState, {
  name: "AppealState",
  description:
    "Where an appeal stands. Answered, closed through a request, and not to be solved are three things.",
});
const AppealEntryKindEnum = builder.enumType(AppealEntryKind, {
  name: "AppealEntryKind",
  description: "What happened to an appeal.",
});
const AppealActEnum = builder.enumType("AppealAct", {
  description: "What can be done with an appeal.",
  values: appealActs,
});
const AppealContactStateEnum = builder.enumType("AppealContactState", {
  description:
    "Whether the resident can be reached: a contact is kept, was deleted on its day, or was never given.",
  values: ["NONE", "KEPT", "DELETED"] as const,
});

/** Which action each act of a signed-in person needs; the resident's own acts are nobody else's. */
const ACTION_OF: Readonly<Partial<Record<AppealAct, Action>>> = {
  draft: actions["appeal.draft"],
  answer: actions["appeal.triage"],
  request: actions["appeal.triage"],
  passUp: actions["appeal.triage"],
  merge: actions["appeal.triage"],
  refuse: actions["appeal.triage"],
  restore: actions["appeal.triage"],
  answerAbove: actions["appeal.decide-above"],
  sendBack: actions["appeal.decide-above"],
};

const SIDES = {
  cityId: true,
  receiverId: true,
  receiver: { select: { id: true, division: { select: { path: true } } } },
  passedTo: { select: { id: true, division: { select: { path: true } } } },
} as const;

type Sides = {
  cityId: string;
  receiver: { id: string; division: { path: string } };
  passedTo: { id: string; division: { path: string } } | null;
};

function subjectOfSides({ cityId, receiver, passedTo }: Sides): Subject {
  return {
    cityId,
    receiver: { id: receiver.id, path: receiver.division.path },
    ...(passedTo ? { organization: { id: passedTo.id, path: passedTo.division.path } } : {}),
  };
}

builder.prismaNode("Appeal", {
  nullable: true,
  description: "What a resident wrote to a community, without an account.",
  id: { field: "id", description: "`Appeal:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    receiver: t.relation("receiver", { description: "The community it was written to." }),
    state: t.expose("state", { type: AppealStateEnum, description: "Where it stands." }),
    text: t.exposeString("text", { description: "What the resident wrote." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it came." }),
    waitingSince: t.expose("waitingSince", {
      type: "DateTime",
      nullable: true,
      description: "Since when the resident is without an answer; null when nobody owes one.",
    }),
    answerDueOn: t.expose("answerDueOn", {
      type: "LocalDate",
      nullable: true,
      description: "The last day on which an answer by whose turn it is comes in time.",
    }),
    answer: t.exposeString("answer", {
      nullable: true,
      description: "The last answer that the resident was given.",
    }),
    answeredAt: t.expose("answeredAt", { type: "DateTime", nullable: true, description: "When." }),
    answeredFrom: t.relation("answeredFrom", { nullable: true, description: "Who answered." }),
    draftAnswer: t.string({
      nullable: true,
      description: "What somebody of the community wrote down to answer; null for everybody else.",
      select: { receiverId: true, draftAnswer: true },
      resolve: ({ receiverId, draftAnswer }, _args, ctx) =>
        readsFor(requireActor(ctx)).includes(receiverId) ? draftAnswer : null,
    }),
    draftBy: t.relation("draftBy", { nullable: true, description: "Who wrote that down." }),
    passedTo: t.relation("passedTo", {
      nullable: true,
      description: "The office that it was passed up to last.",
    }),
    helpRequest: t.field({
      type: "HelpRequest" as never,
      nullable: true,
      description: "The request that stands for it; a draft for its community alone.",
      select: (_args, _ctx, nestedSelection) => ({
        receiverId: true,
        helpRequest: nestedSelection({ select: { openedAt: true } }),
      }),
      resolve: (appeal, _args, ctx) => {
        const { receiverId, helpRequest } = appeal as unknown as {
          receiverId: string;
          helpRequest: { openedAt: Date | null } | null;
        };
        const shown = helpRequest?.openedAt || readsFor(requireActor(ctx)).includes(receiverId);
        return (shown ? helpRequest : null) as never;
      },
    }),
    mergedInto: t.relation("mergedInto", {
      nullable: true,
      description: "The one that stands for it too.",
    }),
    merged: t.relation("merged", {
      description: "Those that say the same and were merged into it.",
      query: (_args, ctx) => ({
        where: visibleTo(requireActor(ctx)),
        orderBy: { createdAt: "asc" },
        take: 50,
      }),
    }),
    notSolvedCount: t.exposeInt("notSolvedCount", {
      description: "How often the resident said that it is not solved.",
    }),
    entries: t.relation("entries", {
      description: "What happened to it, in order, at most a hundred.",
      query: { orderBy: [{ recordedAt: "asc" }, { id: "asc" }], take: 100 },
    }),
    photos: t.field({
      type: ["Evidence"] as never,
      description: "Photos that the resident sent, without their metadata.",
      select: (_args, _ctx, nestedSelection) => ({
        evidence: { orderBy: { recordedAt: "asc" }, select: { evidence: nestedSelection(true) } },
      }),
      resolve: (appeal) =>
        (appeal as unknown as { evidence: { evidence: object }[] }).evidence.map(
          (link) => link.evidence,
        ) as never,
    }),
    contactState: t.field({
      type: AppealContactStateEnum,
      nullable: true,
      description: "Whether the resident can be reached; null for who may not know.",
      select: { ...SIDES, contact: { select: { deletedAt: true } } },
      resolve: (appeal, _args, ctx) => {
        const { receiver, cityId } = subjectOfSides(appeal);
        const subject = { cityId, receiver };
        if (!can(requireActor(ctx), actions["appeal.reveal-contact"], subject)) return null;
        return !appeal.contact ? "NONE" : appeal.contact.deletedAt ? "DELETED" : "KEPT";
      },
    }),
    acts: t.field({
      type: [AppealActEnum],
      description: "What the actor may do with it now.",
      select: { ...SIDES, state: true },
      resolve: (appeal, _args, ctx) => {
        const actor = requireActor(ctx);
        const subject = subjectOfSides(appeal);
        return allowedActs(appeal).filter((act) => {
          const action = ACTION_OF[act];
          return action !== undefined && can(actor, action, subject) !== null;
        });
      },
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaObject("AppealEntry", {
  description: "One thing that happened to an appeal.",
  fields: (t) => ({
    kind: t.expose("kind", { type: AppealEntryKindEnum, description: "What happened." }),
    at: t.expose("recordedAt", { type: "DateTime", description: "When." }),
    text: t.exposeString("text", { nullable: true, description: "What was said with it." }),
    organization: t.relation("organization", { nullable: true, description: "For which organization." }),
    by: t.relation("by", { nullable: true, description: "Who; null for the resident and the system." }),
  }),
});

builder.prismaNode("AppealDoor", {
  nullable: true,
  description: "The public form of a community, to which its poster leads.",
  id: { field: "id", description: "`AppealDoor:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [doorsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    receiver: t.relation("receiver", { description: "The community." }),
    open: t.exposeBoolean("open", { description: "Whether residents can send." }),
    notice: t.exposeString("notice", {
      nullable: true,
      description: "Shown to residents while it is closed.",
    }),
    path: t.string({
      description: "Where the form stands, from the root of this site.",
      select: { publicCode: true },
      resolve: ({ publicCode }) => `/p/appeals/${publicCode}`,
    }),
    posterPath: t.string({
      description: "Where its poster stands, for printing.",
      select: { publicCode: true },
      resolve: ({ publicCode }) => `/p/appeals/${publicCode}/poster`,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaObjectField("HelpRequest", "appeal", (t) =>
  t.field({
    type: "Appeal" as never,
    nullable: true,
    description: "The resident's appeal from which it was drafted; for the people of its community alone.",
    select: (_args, _ctx, nestedSelection) => ({ receiverId: true, appeal: nestedSelection(true) as never }),
    resolve: (request, _args, ctx) => {
      const { receiverId, appeal } = request as unknown as { receiverId: string; appeal: object | null };
      return (readsFor(requireActor(ctx)).includes(receiverId) ? appeal : null) as never;
    },
  }),
);

import type { Partnership, Prisma } from "@gongjian/prisma/client";
import { PartnershipBasis, PartnershipKind, PartnershipState, Side } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { filterUuidOf, nodeId } from "../../graphql/node-id.ts";
import { dateOf, diffDays, toDbDate, today } from "../../kernel/clock.ts";
import { partnershipFilter } from "./filter.ts";
import { agreementsVisibleTo, visibleTo } from "./policy.ts";

export const PartnershipKindEnum = builder.enumType(PartnershipKind, {
  name: "PartnershipKind",
  description: "How a unit and a receiver are paired: co-building, a leader's contact, a road section.",
});
export const PartnershipBasisEnum = builder.enumType(PartnershipBasis, {
  name: "PartnershipBasis",
  description: "Assigned by an office's document, or agreed by both sides.",
});
export const PartnershipStateEnum = builder.enumType(PartnershipState, {
  name: "PartnershipState",
  description: "Where a partnership stands.",
});
export const SideEnum = builder.enumType(Side, {
  name: "Side",
  description: "One of the two sides of a partnership.",
});

const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;
type PersonPart = { id: string; name: string; erasedAt: Date | null };
const label = ({ id, name, erasedAt }: PersonPart) => ({ id, name, erased: erasedAt !== null });

type LiaisonPart = {
  side: "GIVER" | "RECEIVER";
  membership: { id: string; title: string | null; person: PersonPart & { phone: string | null } };
};

const PartnershipLiaison = builder.objectRef<LiaisonPart>("PartnershipLiaison").implement({
  description: "Who speaks for a side today.",
  fields: (t) => ({
    side: t.field({ type: SideEnum, description: "For which side.", resolve: (row) => row.side }),
    membershipId: t.id({
      description: "The role in which: `Membership:<uuid>`.",
      resolve: (row) => nodeId("Membership", row.membership.id),
    }),
    person: t.field({
      type: PersonLabel,
      description: "The person.",
      resolve: (row) => label(row.membership.person),
    }),
    title: t.string({
      nullable: true,
      description: "Job title.",
      resolve: (row) => row.membership.title,
    }),
    phone: t.string({
      nullable: true,
      description: "Phone: the two sides and their offices may call.",
      resolve: (row) => row.membership.person.phone,
    }),
  }),
});

const DAY_MS = 86_400_000;

/** Dated rows that hold on a day, the day after their last one excluded. */
const holdsOn = (row: { startsOn: Date; endsOn: Date | null }, day: Date) =>
  row.startsOn <= day && (row.endsOn === null || row.endsOn.getTime() + DAY_MS > day.getTime());

builder.prismaNode("Partnership", {
  nullable: true,
  description: "A giver paired with a receiver for a term.",
  id: { field: "id", description: "`Partnership:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    giver: t.relation("giver", { description: "The partner unit." }),
    receiver: t.relation("receiver", { description: "The community, or the street office." }),
    attestor: t.relation("attestor", {
      nullable: true,
      description: "Who attests receipts instead of the receiver: the street office that keeps its books.",
    }),
    kind: t.expose("kind", { type: PartnershipKindEnum, description: "How they are paired." }),
    basis: t.expose("basis", { type: PartnershipBasisEnum, description: "On what basis." }),
    state: t.expose("state", { type: PartnershipStateEnum, description: "Where it stands." }),
    startsOn: t.expose("startsOn", { type: "LocalDate", description: "First day of the term." }),
    endsOn: t.expose("endsOn", {
      type: "LocalDate",
      description: "Last day of the term; moved forward when it ends early.",
    }),
    endReason: t.exposeString("endReason", {
      nullable: true,
      description: "Why it ended early or was declined.",
    }),
    documentNumber: t.exposeString("documentNumber", {
      nullable: true,
      description: "ASSIGNED: number of the office's document.",
    }),
    documentDate: t.expose("documentDate", {
      type: "LocalDate",
      nullable: true,
      description: "ASSIGNED: date of the document.",
    }),
    proposedBy: t.expose("proposedBy", {
      type: SideEnum,
      nullable: true,
      description: "AGREED: which side proposed it.",
    }),
    leader: t.field({
      type: PersonLabel,
      nullable: true,
      description: "LEADER_CONTACT: the leader.",
      select: { leaderMembership: { select: { person: PERSON } } },
      resolve: (row) => row.leaderMembership && label(row.leaderMembership.person),
    }),
    sectionName: t.exposeString("sectionName", { nullable: true, description: "ROAD_SECTION: its name." }),
    sectionFrom: t.exposeString("sectionFrom", {
      nullable: true,
      description: "ROAD_SECTION: where it begins.",
    }),
    sectionTo: t.exposeString("sectionTo", { nullable: true, description: "ROAD_SECTION: where it ends." }),
    isLead: t.boolean({
      description: "Whether this giver leads today among those of the receiver.",
      select: { leads: { select: { startsOn: true, endsOn: true } } },
      resolve: (row, _args, ctx) => row.leads.some((lead) => holdsOn(lead, toDbDate(today(ctx.clock)))),
    }),
    liaisons: t.field({
      type: [PartnershipLiaison],
      description: "Who speaks for the sides today.",
      select: {
        liaisons: {
          select: {
            side: true,
            startsOn: true,
            endsOn: true,
            membership: {
              select: {
                id: true,
                title: true,
                person: { select: { id: true, name: true, erasedAt: true, phone: true } },
              },
            },
          },
        },
      },
      resolve: (row, _args, ctx) =>
        row.liaisons
          .filter((liaison) => holdsOn(liaison, toDbDate(today(ctx.clock))))
          .sort((a, b) => (a.side < b.side ? -1 : 1)),
    }),
    giverAcknowledgedAt: t.expose("giverAcknowledgedAt", {
      type: "DateTime",
      nullable: true,
      description: "When the giver acknowledged its assignment.",
    }),
    giverAcknowledgedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who acknowledged for the giver.",
      select: { giverAcknowledgedBy: PERSON },
      resolve: (row) => row.giverAcknowledgedBy && label(row.giverAcknowledgedBy),
    }),
    receiverAcknowledgedAt: t.expose("receiverAcknowledgedAt", {
      type: "DateTime",
      nullable: true,
      description: "When the receiver acknowledged its assignment.",
    }),
    receiverAcknowledgedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who acknowledged for the receiver.",
      select: { receiverAcknowledgedBy: PERSON },
      resolve: (row) => row.receiverAcknowledgedBy && label(row.receiverAcknowledgedBy),
    }),
    daysUnacknowledged: t.int({
      nullable: true,
      description: "Days since an assignment that a side has not acknowledged; null when nothing is missing.",
      select: {
        basis: true,
        state: true,
        createdAt: true,
        giverAcknowledgedAt: true,
        receiverAcknowledgedAt: true,
      },
      resolve: (row, _args, ctx) => {
        const stands = row.basis === "ASSIGNED" && (row.state === "ACTIVE" || row.state === "SUSPENDED");
        const complete = row.giverAcknowledgedAt !== null && row.receiverAcknowledgedAt !== null;
        return stands && !complete ? diffDays(dateOf(row.createdAt), today(ctx.clock)) : null;
      },
    }),
    firstDue: t.relation("obligations", {
      description:
        "The three promises due first of which something is still undelivered; what is late comes first.",
      query: {
        where: { closure: null, unclaimed: { gt: 0n } },
        orderBy: [{ dueOn: "asc" as const }, { id: "asc" as const }],
        take: 3,
      },
    }),
    renews: t.relation("renews", {
      nullable: true,
      description: "The partnership that this one goes on from.",
    }),
    agreements: t.relation("agreements", {
      description: "The versions of its agreement, newest first.",
      query: (_args, ctx) => ({
        where: agreementsVisibleTo(requireActor(ctx)),
        orderBy: { versionNumber: "desc" as const },
      }),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const newestFirst: Keyset<Partnership> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const PartnershipConnection = connectionType<Partnership>("Partnership");

const PartnershipFilter = builder.inputType("PartnershipFilter", {
  description: "Which partnerships; what is absent does not narrow.",
  fields: (t) => ({
    text: t.string({ required: false, description: "A part of the name of either side." }),
    kind: t.field({ type: PartnershipKindEnum, required: false, description: "How they are paired." }),
    basis: t.field({ type: PartnershipBasisEnum, required: false, description: "On what basis." }),
    states: t.field({
      type: [PartnershipStateEnum],
      required: false,
      description: "In any of these states.",
    }),
    divisionId: t.id({ required: false, description: "Received in this division or below it." }),
    giverId: t.id({ required: false, description: "Of one unit." }),
    receiverId: t.id({ required: false, description: "Of one receiver." }),
    endsBefore: t.field({
      type: "LocalDate",
      required: false,
      description: "Whose term ends before this day.",
    }),
    lateOnly: t.boolean({ required: false, description: "Only those with a promise that is late today." }),
    unacknowledgedOnly: t.boolean({
      required: false,
      description: "Only assigned ones that a side has not acknowledged.",
    }),
  }),
});

builder.queryField("partnerships", (t) =>
  t.field({
    type: PartnershipConnection,
    description: "Partnerships that the actor may see, newest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: PartnershipFilter, required: false, description: "Which." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { prisma } = ctx.database;
      const filter = args.filter ?? {};
      const where: Prisma.PartnershipWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          partnershipFilter(
            {
              ...filter,
              divisionId: filter.divisionId
                ? Number(/^Division:(\d{1,9})$/.exec(filter.divisionId)?.[1] ?? -1)
                : null,
              giverId: filterUuidOf("Organization", filter.giverId),
              receiverId: filterUuidOf("Organization", filter.receiverId),
            },
            today(ctx.clock),
            prisma.obligation.fields,
          ),
        ],
      };
      return readPage<Partnership>(prisma.partnership, newestFirst, { args, ctx, info, where });
    },
  }),
);

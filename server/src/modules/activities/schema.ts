import type { Activity, ActivityKind, ActivitySession, Prisma, Signup } from "@gongjian/prisma/client";
import { GraphQLError } from "graphql";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterDivisionOf, filterUuidOf, uuidIn } from "../../graphql/node-id.ts";
import { addDays, diffDays, type LocalDate, startOfDay, toDbDate } from "../../kernel/clock.ts";
import {
  feedsVisibleTo,
  kindsVisibleTo,
  ownSessions,
  sessionsVisibleTo,
  signupsVisibleTo,
  visibleTo,
} from "./policy.ts";
import "./schema-commands.ts";
import "./schema-kinds.ts";
import "./schema-series.ts";
import { SessionStateEnum } from "./schema-session.ts";

const kindsInOrder: Keyset<ActivityKind> = [
  { column: "sortOrder", direction: "asc", type: "bigint" },
  { column: "id", direction: "asc", type: "text" },
];
const newestFirst: Keyset<Activity> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const soonestFirst: Keyset<ActivitySession> = [
  { column: "startsAt", direction: "asc", type: "date" },
  { column: "id", direction: "asc", type: "text" },
];
const inLine: Keyset<Signup> = [
  { column: "arrival", direction: "asc", type: "bigint" },
  { column: "id", direction: "asc", type: "text" },
];

const ActivityKindConnection = connectionType<ActivityKind>("ActivityKind");
const ActivityConnection = connectionType<Activity>("Activity");
const SessionConnection = connectionType<ActivitySession>("ActivitySession");
const SignupConnection = connectionType<Signup>("Signup");

builder.queryField("activityKinds", (t) =>
  t.field({
    type: ActivityKindConnection,
    description: "The kinds of activity of the actor's city, in their order; those that hold on a day.",
    args: {
      ...pageArgs(),
      on: t.arg({
        type: "LocalDate",
        required: false,
        description: "The day; without one also those that ended.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const day = args.on ? toDbDate(args.on) : null;
      const where: Prisma.ActivityKindWhereInput = {
        AND: [
          kindsVisibleTo(requireActor(ctx)),
          day ? { validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] } : {},
        ],
      };
      return readPage<ActivityKind>(ctx.database.prisma.activityKind, kindsInOrder, {
        args,
        ctx,
        info,
        where,
      });
    },
  }),
);

const ActivityFilter = builder.inputType("ActivityFilter", {
  description: "Which activities. Every member narrows the list.",
  fields: (t) => ({
    organizationId: t.id({ required: false, description: "Hosted by this organization." }),
    activityKindId: t.id({ required: false, description: "Of this kind." }),
    partnershipId: t.id({ required: false, description: "That serve this partnership." }),
    running: t.boolean({
      required: false,
      description: "Only those that go on, or only those that were ended.",
    }),
    text: t.string({ required: false, description: "With this text in the title." }),
  }),
});

builder.queryField("activities", (t) =>
  t.field({
    type: ActivityConnection,
    description: "Activities that the actor may see, newest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: ActivityFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const filter = args.filter ?? {};
      const organizationId = filterUuidOf("Organization", filter.organizationId);
      const activityKindId = filterUuidOf("ActivityKind", filter.activityKindId);
      const partnershipId = filterUuidOf("Partnership", filter.partnershipId);
      const where: Prisma.ActivityWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          organizationId ? { hosts: { some: { leftAt: null, organizationId } } } : {},
          activityKindId ? { activityKindId } : {},
          partnershipId ? { partnerships: { some: { removedAt: null, partnershipId } } } : {},
          typeof filter.running === "boolean" ? { state: filter.running ? "PLANNED" : "ENDED" } : {},
          filter.text ? { title: { contains: filter.text } } : {},
        ],
      };
      return readPage<Activity>(ctx.database.prisma.activity, newestFirst, { args, ctx, info, where });
    },
  }),
);

const SessionFilter = builder.inputType("ActivitySessionFilter", {
  description: "Which sessions. Every member narrows the list.",
  fields: (t) => ({
    mine: t.boolean({
      required: false,
      description: "Only those that the actor signed up for or whose hosts the actor belongs to.",
    }),
    signedUp: t.boolean({ required: false, description: "Only those that the actor signed up for." }),
    organizationId: t.id({ required: false, description: "Hosted by this organization." }),
    activityId: t.id({ required: false, description: "Of this activity." }),
    activityKindId: t.id({ required: false, description: "Of activities of this kind." }),
    partnershipId: t.id({
      required: false,
      description: "Of activities that serve this partnership.",
    }),
    divisionId: t.id({ required: false, description: "Hosted in this division or below it." }),
    states: t.field({
      type: [SessionStateEnum],
      required: false,
      description: "In one of these states.",
    }),
    place: t.string({ required: false, description: "With this text in the place." }),
    needsPeople: t.boolean({
      required: false,
      description: "Only those to come that still have a place for somebody.",
    }),
  }),
});

const LONGEST_SPAN_DAYS = 400;

/** The instants of a span of days; one that is turned around or too long is a wrong request. */
function spanOf(from: LocalDate, to: LocalDate): { gte: Date; lt: Date } {
  const days = diffDays(from, to);
  if (days < 0 || days > LONGEST_SPAN_DAYS) {
    throw new GraphQLError(`from, to: at most ${LONGEST_SPAN_DAYS} days`, {
      extensions: { code: "BAD_REQUEST" },
    });
  }
  return { gte: startOfDay(from), lt: startOfDay(addDays(to, 1)) };
}

builder.queryField("sessions", (t) =>
  t.field({
    type: SessionConnection,
    description: "Sessions that the actor may see and that begin in a span of days, the soonest first.",
    args: {
      ...pageArgs(),
      from: t.arg({ type: "LocalDate", required: true, description: "The first day." }),
      to: t.arg({
        type: "LocalDate",
        required: true,
        description: "The last day, at most 400 days later.",
      }),
      filter: t.arg({ type: SessionFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const filter = args.filter ?? {};
      const organizationId = filterUuidOf("Organization", filter.organizationId);
      const activityId = filterUuidOf("Activity", filter.activityId);
      const activityKindId = filterUuidOf("ActivityKind", filter.activityKindId);
      const partnershipId = filterUuidOf("Partnership", filter.partnershipId);
      const divisionId = filterDivisionOf(filter.divisionId);
      const { prisma } = ctx.database;
      const division = divisionId
        ? await prisma.division.findUnique({ where: { id: divisionId }, select: { path: true } })
        : null;
      const own = { personId: actor.personId, state: { not: "CANCELLED" as const } };
      const where: Prisma.ActivitySessionWhereInput = {
        startsAt: spanOf(args.from, args.to),
        AND: [
          sessionsVisibleTo(actor),
          filter.mine ? ownSessions(actor) : {},
          filter.signedUp ? { signups: { some: own } } : {},
          organizationId ? { activity: { hosts: { some: { leftAt: null, organizationId } } } } : {},
          activityId ? { activityId } : {},
          activityKindId ? { activity: { activityKindId } } : {},
          partnershipId ? { activity: { partnerships: { some: { removedAt: null, partnershipId } } } } : {},
          divisionId
            ? {
                activity: {
                  hosts: {
                    some: {
                      leftAt: null,
                      organization: { division: { path: { startsWith: division?.path ?? "-" } } },
                    },
                  },
                },
              }
            : {},
          filter.states ? { state: { in: filter.states } } : {},
          filter.place ? { place: { contains: filter.place } } : {},
          filter.needsPeople
            ? {
                state: "PLANNED",
                startsAt: { gt: ctx.clock.now() },
                OR: [{ capacity: null }, { seats: { signed: { lt: prisma.sessionSeats.fields.capacity } } }],
              }
            : {},
        ],
      };
      return readPage<ActivitySession>(prisma.activitySession, soonestFirst, { args, ctx, info, where });
    },
  }),
);

builder.queryField("signups", (t) =>
  t.field({
    type: SignupConnection,
    description:
      "Who comes to a session and who waits, in the order of coming: for the desks of its hosts; others see their own alone.",
    args: {
      ...pageArgs(),
      sessionId: t.arg.id({ required: true, description: "The session." }),
      cancelled: t.arg.boolean({
        required: false,
        description: "Whether also those that were taken back.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const where: Prisma.SignupWhereInput = {
        AND: [
          signupsVisibleTo(requireActor(ctx)),
          { sessionId: uuidIn("ActivitySession", args.sessionId) },
          args.cancelled ? {} : { state: { not: "CANCELLED" } },
        ],
      };
      return readPage<Signup>(ctx.database.prisma.signup, inLine, { args, ctx, info, where });
    },
  }),
);

builder.queryField("myCalendar", (t) =>
  t.prismaField({
    type: "CalendarFeed",
    nullable: true,
    description: "The address of the actor's own calendar that works now, if there is one.",
    resolve: (query, _root, _args, ctx) =>
      ctx.database.prisma.calendarFeed.findFirst({
        ...query,
        where: { AND: [feedsVisibleTo(requireActor(ctx)), { revokedAt: null }] },
      }),
  }),
);

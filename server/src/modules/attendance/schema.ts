import type { Attendance, SessionPart } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { uuidIn } from "../../graphql/node-id.ts";
import { can } from "../../kernel/policy.ts";
import { sessionsVisibleTo } from "../activities/policy.ts";
import { codeEndsAt, codeOf, windowOf } from "./codes.ts";
import { actions, partsVisibleTo, reportsVisibleTo, visibleTo, waitingFor } from "./policy.ts";
import "./schema-attendance.ts";
import "./schema-commands.ts";
import "./schema-report.ts";

const inOrder: Keyset<Attendance> = [{ column: "id", direction: "asc", type: "text" }];
const newestFirst: Keyset<SessionPart> = [{ column: "id", direction: "desc", type: "text" }];

const AttendanceConnection = connectionType<Attendance>("Attendance");
const SessionPartConnection = connectionType<SessionPart>("SessionPart");

const CheckInCodeRef = builder
  .objectRef<{ digits: string; path: string; validUntil: Date }>("CheckInCode")
  .implement({
    description: "What the host's phone shows now: it changes every 30 seconds.",
    fields: (t) => ({
      digits: t.exposeString("digits", { description: "Six digits to type." }),
      path: t.exposeString("path", {
        description: "The address within the web app that the QR carries: `/sessions/<uuid>?code=<letters>`.",
      }),
      validUntil: t.expose("validUntil", { type: "DateTime", description: "When the next one follows." }),
    }),
  });

const sessionArg = (t: Parameters<Parameters<typeof builder.queryField>[1]>[0]) =>
  t.arg.id({ required: true, description: "The session." });

builder.queryFields((t) => ({
  sessionAttendances: t.field({
    type: AttendanceConnection,
    description:
      "Who is or was at a session, as far as the actor may see them, in the order in which they came.",
    args: {
      sessionId: sessionArg(t),
      ...pageArgs(),
      withRemoved: t.arg.boolean({
        required: false,
        description: "Those taken off the list too.",
      }),
    },
    resolve: (_root, args, ctx, info) => {
      const where = {
        AND: [
          visibleTo(requireActor(ctx)),
          { sessionId: uuidIn("ActivitySession", args.sessionId) },
          args.withRemoved ? {} : { state: "PRESENT" },
        ],
      };
      return readPage<Attendance>(ctx.database.prisma.attendance, inOrder, { args, ctx, info, where });
    },
  }),
  myAttendance: t.prismaField({
    type: "Attendance",
    nullable: true,
    description: "The actor's own attendance of a session; null while there is none.",
    args: { sessionId: sessionArg(t) },
    resolve: (query, _root, { sessionId }, ctx) => {
      const { cityId, personId } = requireActor(ctx);
      return ctx.database.prisma.attendance.findFirst({
        ...query,
        where: { cityId, personId, state: "PRESENT", sessionId: uuidIn("ActivitySession", sessionId) },
      });
    },
  }),
  sessionReport: t.prismaField({
    type: "SessionReport",
    nullable: true,
    description: "What the host reported of a session; null before, and for who has no part in it.",
    args: { sessionId: sessionArg(t) },
    resolve: (query, _root, { sessionId }, ctx) =>
      ctx.database.prisma.sessionReport.findFirst({
        ...query,
        where: {
          AND: [reportsVisibleTo(requireActor(ctx)), { sessionId: uuidIn("ActivitySession", sessionId) }],
        },
      }),
  }),
  sessionsToConfirm: t.field({
    type: SessionPartConnection,
    description: "Parts of reported sessions that wait for the actor, the newest first.",
    args: pageArgs(),
    resolve: (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const where = { AND: [partsVisibleTo(actor), waitingFor(actor)] };
      return readPage<SessionPart>(ctx.database.prisma.sessionPart, newestFirst, { args, ctx, info, where });
    },
  }),
  checkInCode: t.field({
    type: CheckInCodeRef,
    nullable: true,
    description: "The code of a session now, for the people of its hosts; null for everybody else.",
    args: { sessionId: sessionArg(t) },
    resolve: async (_root, { sessionId }, ctx) => {
      const actor = requireActor(ctx);
      const session = await ctx.database.prisma.activitySession.findFirst({
        where: {
          AND: [
            sessionsVisibleTo(actor),
            { id: uuidIn("ActivitySession", sessionId), state: { not: "CANCELLED" } },
          ],
        },
        select: {
          id: true,
          cityId: true,
          checkInSecret: true,
          activity: { select: { hosts: { where: { leftAt: null }, select: { organizationId: true } } } },
        },
      });
      const isHost = session?.activity.hosts.some(({ organizationId }) =>
        can(actor, actions["attendance.list"], {
          cityId: session.cityId,
          organization: { id: organizationId, path: "" },
        }),
      );
      if (!session || !isHost) return null;
      const now = ctx.clock.now();
      const { digits, long } = codeOf(session.checkInSecret, session.id, windowOf(now));
      return { digits, path: `/sessions/${session.id}?code=${long}`, validUntil: codeEndsAt(now) };
    },
  }),
}));

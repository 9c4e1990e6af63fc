import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { renewCalendar, revokeCalendar } from "./calendar-feed.ts";
import { cancelSession } from "./cancel-session.ts";
import { cancelSignup } from "./cancel-signup.ts";
import { moveSession } from "./move-session.ts";
import { actions, feedsVisibleTo, sessionsVisibleTo, signupsVisibleTo } from "./policy.ts";
import { removeSignup } from "./remove-signup.ts";
import { SessionCancelReasonEnum } from "./schema-session.ts";
import { setSessionCapacity } from "./set-session-capacity.ts";
import { signUp } from "./sign-up.ts";

/** Sessions, who comes to them, and one's own calendar. */

const VERSION = "The version the client has seen; refused when another one stands.";

const readSession = (id: string, ctx: Context) =>
  ctx.database.prisma.activitySession.findFirst({
    where: { id, AND: [sessionsVisibleTo(requireActor(ctx))] },
  });
const readSignup = (id: string, ctx: Context) =>
  ctx.database.prisma.signup.findFirst({ where: { id, AND: [signupsVisibleTo(requireActor(ctx))] } });

commandField("moveSession", {
  action: actions["session.move"],
  type: "ActivitySession",
  description:
    "Moves one session to another day, time or place. The series goes on as it was; who comes is told.",
  input: (t) => ({
    sessionId: t.id({ description: "The session." }),
    on: t.field({ type: "LocalDate", description: "The new day." }),
    startTime: t.string({ description: "When it begins, `HH:MM` in Asia/Shanghai." }),
    durationMinutes: t.int({ required: false, description: "How long it lasts; as before by default." }),
    place: t.string({ required: false, description: "Where; as before by default." }),
    roomId: t.id({
      required: false,
      description: "The room of a station; absent: the one it has; null: none any more.",
    }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    moveSession(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      roomId: input.roomId === undefined ? undefined : optionalUuidOf("Room", input.roomId),
    }),
  read: readSession,
});

commandField("cancelSession", {
  action: actions["session.cancel"],
  type: "ActivitySession",
  description: "Cancels one session, which is nobody's failure. The series goes on; who comes is told.",
  input: (t) => ({
    sessionId: t.id({ description: "The session." }),
    reason: t.field({ type: SessionCancelReasonEnum, description: "Why." }),
    note: t.string({
      required: false,
      description: "What is to be said to that; must be there for another reason than weather or a holiday.",
    }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    cancelSession(ctx, { ...input, sessionId: uuidOf("ActivitySession", input.sessionId) }),
  read: readSession,
});

commandField("setSessionCapacity", {
  action: actions["session.move"],
  type: "ActivitySession",
  description: "Says how many places one session has. New places go to those who wait, in their order.",
  input: (t) => ({
    sessionId: t.id({ description: "The session." }),
    capacity: t.int({ required: false, description: "Its places; absent for as many as come." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) =>
    setSessionCapacity(ctx, {
      ...input,
      sessionId: uuidOf("ActivitySession", input.sessionId),
      capacity: input.capacity ?? null,
    }),
  read: readSession,
});

commandField("signUp", {
  action: actions["signup.own"],
  type: "Signup",
  description: "The actor comes to a session; without a free place the answer is WAITING, in line.",
  input: (t) => ({ sessionId: t.id({ description: "The session." }) }),
  run: (ctx, input) => signUp(ctx, { ...input, sessionId: uuidOf("ActivitySession", input.sessionId) }),
  read: readSignup,
});

commandField("cancelSignup", {
  action: actions["signup.own"],
  type: "Signup",
  description: "The actor no longer comes; the first who waits gets the place.",
  input: (t) => ({
    signupId: t.id({ description: "The own sign-up." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => cancelSignup(ctx, { ...input, signupId: uuidOf("Signup", input.signupId) }),
  read: readSignup,
});

commandField("removeSignup", {
  action: actions["signup.remove"],
  type: "Signup",
  description: "A host takes somebody off the list, who is told; the first who waits gets the place.",
  input: (t) => ({
    signupId: t.id({ description: "The sign-up." }),
    version: t.int({ required: false, description: VERSION }),
  }),
  run: (ctx, input) => removeSignup(ctx, { ...input, signupId: uuidOf("Signup", input.signupId) }),
  read: readSignup,
});

commandField("renewCalendar", {
  action: actions["calendar.own"],
  type: "CalendarFeed",
  description:
    "Gives the actor a secret address of the own calendar, for the phone to subscribe to; the one before ends. The address is shown once.",
  input: () => ({}),
  run: (ctx, input) => renewCalendar(ctx, input),
  read: async (id, ctx, made) => {
    const feed = await ctx.database.prisma.calendarFeed.findFirst({
      where: { id, AND: [feedsVisibleTo(requireActor(ctx))] },
    });
    return feed && { ...feed, secret: (made as { secret?: string | null }).secret ?? null };
  },
});

commandField("revokeCalendar", {
  action: actions["calendar.own"],
  type: "CalendarFeed",
  description: "Ends the address of the actor's own calendar: phones that still ask get nothing.",
  input: (t) => ({ calendarFeedId: t.id({ description: "The address." }) }),
  run: (ctx, input) =>
    revokeCalendar(ctx, { ...input, calendarFeedId: uuidOf("CalendarFeed", input.calendarFeedId) }),
  read: (id, ctx) =>
    ctx.database.prisma.calendarFeed.findFirst({
      where: { id, AND: [feedsVisibleTo(requireActor(ctx))] },
    }),
});

import { SessionCancelReason, SessionState, SignupCanceller, SignupState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { actions, feedsVisibleTo, sessionsVisibleTo, signupsVisibleTo } from "./policy.ts";
import { HOST_PLACES, mayForHost } from "./schema-activity.ts";

export const SessionStateEnum = builder.enumType(SessionState, {
  name: "ActivitySessionState",
  description: "Whether a session is to be held, was cancelled, or was held and put down by its host.",
});
export const SessionCancelReasonEnum = builder.enumType(SessionCancelReason, {
  name: "SessionCancelReason",
  description: "Why a session was cancelled. None of them is a failure.",
});
const SignupStateEnum = builder.enumType(SignupState, {
  name: "SignupState",
  description: "Comes, waits for a place, or no longer comes.",
});
const SignupCancellerEnum = builder.enumType(SignupCanceller, {
  name: "SignupCanceller",
  description: "Who took a sign-up back: the one who had signed up, or a host.",
});

const ACTIVITY_HOSTS = { select: { cityId: true, hosts: HOST_PLACES } } as const;
type OfActivity = { activity: Parameters<typeof mayForHost>[0] };

builder.prismaNode("ActivitySession", {
  nullable: true,
  description: "One occasion of an activity.",
  id: { field: "id", description: "`ActivitySession:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [sessionsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    activity: t.relation("activity", { description: "The activity." }),
    startsAt: t.expose("startsAt", { type: "DateTime", description: "When it begins." }),
    endsAt: t.expose("endsAt", { type: "DateTime", description: "When it ends." }),
    originalStartsAt: t.expose("originalStartsAt", {
      type: "DateTime",
      description: "When its rule has it, before a holiday or somebody moved it.",
    }),
    movedByHand: t.exposeBoolean("byHand", { description: "Whether somebody moved it by itself." }),
    place: t.exposeString("place", { description: "Where it is." }),
    room: t.relation("room", {
      nullable: true,
      description: "The room of a station that is booked for it; of a cancelled one, that was.",
    }),
    capacity: t.exposeInt("capacity", {
      nullable: true,
      description: "Its places; null for as many as come.",
    }),
    signed: t.int({
      description: "How many come.",
      select: { seats: { select: { signed: true, waiting: true } } },
      resolve: ({ seats }) => seats?.signed ?? 0,
    }),
    waiting: t.int({
      description: "How many wait for a place.",
      select: { seats: { select: { signed: true, waiting: true } } },
      resolve: ({ seats }) => seats?.waiting ?? 0,
    }),
    state: t.expose("state", { type: SessionStateEnum, description: "Where it stands." }),
    cancelReason: t.expose("cancelReason", {
      type: SessionCancelReasonEnum,
      nullable: true,
      description: "Why it was cancelled.",
    }),
    cancelNote: t.exposeString("cancelNote", {
      nullable: true,
      description: "What the host said to that.",
    }),
    mySignup: t.field({
      type: "Signup" as never,
      nullable: true,
      description: "The actor's own sign-up, unless it was taken back.",
      select: (_args, ctx, nestedSelection) => ({
        signups: {
          ...(nestedSelection(true) as unknown as object),
          where: { personId: requireActor(ctx).personId, state: { not: "CANCELLED" } },
          take: 1,
        },
      }),
      resolve: (session) => ((session as unknown as { signups: object[] }).signups[0] ?? null) as never,
    }),
    publicPath: t.string({
      nullable: true,
      description:
        "Where anybody may sign up, for a link or a QR code; null unless it is open to the public.",
      select: { publicCode: true, activity: { select: { audience: true } } },
      resolve: ({ publicCode, activity }) =>
        activity.audience === "PUBLIC" ? `/p/sessions/${publicCode}` : null,
    }),
    mayManage: t.boolean({
      description: "Whether the actor may move and cancel it, and take people off its list.",
      select: { activity: ACTIVITY_HOSTS },
      resolve: (session, _args, ctx) =>
        mayForHost((session as unknown as OfActivity).activity, requireActor(ctx), actions["session.move"]),
    }),
    mayList: t.boolean({
      description: "Whether the actor reads with names who comes.",
      select: { activity: ACTIVITY_HOSTS },
      resolve: (session, _args, ctx) =>
        mayForHost((session as unknown as OfActivity).activity, requireActor(ctx), actions["session.list"]),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

/** What a sign-up says of its guest. */
const GUEST = { select: { name: true, phone: true } } as const;

builder.prismaNode("Signup", {
  nullable: true,
  description: "Somebody comes to a session, or waits for a place.",
  id: { field: "id", description: "`Signup:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [signupsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    session: t.relation("session", { description: "The session." }),
    person: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who, where it is somebody with a role in the city.",
      select: { person: { select: { id: true, name: true, erasedAt: true, phone: true } } },
      resolve: ({ person }) => person && { ...person, erased: person.erasedAt !== null },
    }),
    isGuest: t.boolean({
      description: "Whether it is somebody from outside, who signed up by the public page.",
      select: { guestId: true },
      resolve: ({ guestId }) => guestId !== null,
    }),
    guestId: t.id({
      nullable: true,
      description: "Which guest, for the host's list; null for people of the city.",
      select: { guestId: true },
      resolve: ({ guestId }) => guestId && `Guest:${guestId}`,
    }),
    guestName: t.string({
      nullable: true,
      description: "The name of somebody from outside; null once their data were deleted.",
      select: { guest: GUEST },
      resolve: ({ guest }) => guest?.name ?? null,
    }),
    phone: t.string({
      nullable: true,
      description: "How to reach who comes: for the desks of the hosts, and for oneself.",
      select: {
        personId: true,
        person: { select: { id: true, name: true, erasedAt: true, phone: true } },
        guest: GUEST,
        session: { select: { activity: ACTIVITY_HOSTS } },
      },
      resolve: (signup, _args, ctx) => {
        const actor = requireActor(ctx);
        const { activity } = (signup as unknown as { session: OfActivity }).session;
        const isOwn = signup.personId === actor.personId;
        if (!isOwn && !mayForHost(activity, actor, actions["session.list"])) return null;
        return signup.person?.phone ?? signup.guest?.phone ?? null;
      },
    }),
    state: t.expose("state", { type: SignupStateEnum, description: "Where it stands." }),
    position: t.int({
      nullable: true,
      description: "Which one of those who wait, 1 for the next; null for who has a place.",
      select: { sessionId: true, state: true, arrival: true },
      resolve: async ({ sessionId, state, arrival }, _args, ctx) =>
        state === "WAITING"
          ? 1 +
            (await ctx.database.prisma.signup.count({
              where: { sessionId, state, arrival: { lt: arrival } },
            }))
          : null,
    }),
    arrival: t.exposeInt("arrival", { description: "The number in the line, in the order of coming." }),
    at: t.expose("at", { type: "DateTime", description: "When it was made." }),
    promotedAt: t.expose("promotedAt", {
      type: "DateTime",
      nullable: true,
      description: "When who had waited got a place.",
    }),
    cancelledAt: t.expose("cancelledAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was taken back.",
    }),
    cancelledBy: t.expose("cancelledBy", {
      type: SignupCancellerEnum,
      nullable: true,
      description: "By whom.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

// The secret is known only to the answer of the mutation that made the address.
type Renewed = { secret?: string | null };

builder.prismaNode("CalendarFeed", {
  nullable: true,
  description: "The secret address of a person's own calendar, to which phones subscribe.",
  id: { field: "id", description: "`CalendarFeed:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [feedsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it ended; null while it works.",
    }),
    path: t.string({
      nullable: true,
      description: "The address, shown once in the answer that made it; null ever after.",
      resolve: (feed) => {
        const { secret } = feed as Renewed;
        return secret ? `/p/calendars/${secret}.ics` : null;
      },
    }),
  }),
});

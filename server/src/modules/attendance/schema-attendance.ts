import { AttendanceMethod, AttendanceState } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel, type PersonRow } from "../../graphql/labels.ts";
import { HOST_PLACES, mayForHost } from "../activities/schema-activity.ts";
import { actions, listsOf, visibleTo } from "./policy.ts";
import { overlapsAnother } from "./read.ts";

/** Somebody at a session, as lists show them. */

const MethodEnum = builder.enumType(AttendanceMethod, {
  name: "AttendanceMethod",
  description: "How it is known: the host's list, the changing code, or typed (marked for ever).",
});
const StateEnum = builder.enumType(AttendanceState, {
  name: "AttendanceState",
  description: "Present, or taken off the list by a mistake's correction.",
});

const PERSON = { select: { id: true, name: true, erasedAt: true } } as const;

/** A person as shown beside a fact. */
export const label = (person: { id: string; name: string; erasedAt: Date | null }): PersonRow => ({
  id: person.id,
  name: person.name,
  erased: person.erasedAt !== null,
});

builder.prismaNode("Attendance", {
  nullable: true,
  description: "Somebody was at a session, from when until when.",
  id: { field: "id", description: "`Attendance:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    session: t.relation("session", { nullable: true, description: "The session." }),
    person: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who; null for a guest.",
      select: { person: PERSON },
      resolve: ({ person }) => person && label(person),
    }),
    guestName: t.string({
      nullable: true,
      description: "A guest's name, for the desk of a host alone, until the day on which it is deleted.",
      select: {
        guest: { select: { name: true } },
        session: {
          select: {
            activity: { select: { hosts: { where: { leftAt: null }, select: { organizationId: true } } } },
          },
        },
      },
      resolve: ({ guest, session }, _args, ctx) => {
        const desks = listsOf(requireActor(ctx));
        const isHost = session.activity.hosts.some(({ organizationId }) => desks.includes(organizationId));
        return isHost ? (guest?.name ?? null) : null;
      },
    }),
    guestId: t.id({
      nullable: true,
      description: "Which guest, as the sign-up names them; null for people of the city.",
      select: { guestId: true },
      resolve: ({ guestId }) => guestId && `Guest:${guestId}`,
    }),
    isGuest: t.boolean({
      description: "A volunteer from outside.",
      select: { guestId: true },
      resolve: ({ guestId }) => guestId !== null,
    }),
    organization: t.relation("organization", {
      nullable: true,
      description: "For whom they came; null for guests and who came for themselves.",
    }),
    method: t.expose("method", { type: MethodEnum, description: "How it is known." }),
    state: t.expose("state", { type: StateEnum, description: "Present or taken off the list." }),
    walkIn: t.exposeBoolean("walkIn", { description: "Came without having signed up." }),
    startsAt: t.expose("startsAt", { type: "DateTime", description: "From when their time counts." }),
    endsAt: t.expose("endsAt", {
      type: "DateTime",
      description: "Until when: the session's end, or earlier when they left.",
    }),
    leftEarly: t.boolean({
      description: "Checked out before the session's end.",
      select: { checkedOutAt: true },
      resolve: ({ checkedOutAt }) => checkedOutAt !== null,
    }),
    minutes: t.expose("minutes", { type: "BigInt", description: "Whole minutes, computed." }),
    typedReason: t.exposeString("typedReason", {
      nullable: true,
      description: "Typed hours: why they were not recorded on the spot.",
    }),
    onBehalf: t.exposeBoolean("onBehalf", { description: "Typed by an office: marked for ever." }),
    enteredBy: t.field({
      type: PersonLabel,
      description: "Who wrote it down; who came by the code, themselves.",
      select: { enteredBy: PERSON },
      resolve: ({ enteredBy }) => label(enteredBy),
    }),
    secondedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "The second person of typed hours; without one they count nowhere.",
      select: { secondedBy: PERSON },
      resolve: ({ secondedBy }) => secondedBy && label(secondedBy),
    }),
    overlaps: t.boolean({
      description: "Typed hours that overlap another attendance of the same person: worth a question.",
      select: { id: true, personId: true, method: true },
      resolve: ({ id, personId, method }, _args, ctx) =>
        method === "TYPED" && personId !== null ? overlapsAnother(ctx, id) : false,
    }),
    removedBecause: t.exposeString("voidReason", {
      nullable: true,
      description: "Why they were taken off the list.",
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
  }),
});

type OfHosts = { activity: Parameters<typeof mayForHost>[0] };

builder.prismaObjectField("ActivitySession", "mayType", (t) =>
  t.boolean({
    description:
      "Whether the actor may type hours of it once it is over, and be the second person of typed ones.",
    select: { activity: { select: { cityId: true, hosts: HOST_PLACES } } },
    resolve: (session, _args, ctx) =>
      mayForHost((session as unknown as OfHosts).activity, requireActor(ctx), actions["attendance.type"]),
  }),
);

import { ActivityAudience, ActivityState, HolidayPolicy } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { clockTime } from "../../kernel/clock.ts";
import { can } from "../../kernel/policy.ts";
import { visibleTo as partnershipsVisibleTo } from "../partnerships/policy.ts";
import { actions, kindsVisibleTo, visibleTo } from "./policy.ts";

export const ActivityAudienceEnum = builder.enumType(ActivityAudience, {
  name: "ActivityAudience",
  description:
    "Who may come: people of the hosts and of both sides of the partnerships served, everybody with a role in the city, or anybody, by a public page too.",
});
export const HolidayPolicyEnum = builder.enumType(HolidayPolicy, {
  name: "HolidayPolicy",
  description:
    "What a series does on a day that the city names a holiday: is held all the same, is left out, or moves to the next working day, make-up days counted.",
});
const ActivityStateEnum = builder.enumType(ActivityState, {
  name: "ActivityState",
  description: "Whether new sessions may come, or the series was ended.",
});

builder.prismaNode("ActivityKind", {
  nullable: true,
  description: "A kind of activity that a city holds.",
  id: { field: "id", description: "`ActivityKind:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [kindsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    code: t.exposeString("code", {
      description: "Stable key: PUBLICITY, ENVIRONMENT, … or the city's own.",
    }),
    nameZh: t.exposeString("nameZh", { description: "What it is called in Chinese." }),
    nameEn: t.exposeString("nameEn", { description: "What it is called in English." }),
    countKind: t.relation("countKind", {
      nullable: true,
      description: "The kind of support as which one held session counts; null when as none.",
    }),
    minutesKind: t.relation("minutesKind", {
      nullable: true,
      description: "The kind of support as which the hours of its volunteers count; null when as none.",
    }),
    sortOrder: t.exposeInt("sortOrder", { description: "Its place among the kinds." }),
    validFrom: t.expose("validFrom", {
      type: "LocalDate",
      description: "The first day on which it may be planned.",
    }),
    validTo: t.expose("validTo", {
      type: "LocalDate",
      nullable: true,
      description: "The last day; null while open.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaObject("ActivityHost", {
  description: "An organization that holds an activity.",
  fields: (t) => ({
    organization: t.relation("organization", { description: "The unit or community." }),
    joinedAt: t.expose("joinedAt", { type: "DateTime", description: "Since when." }),
  }),
});

/** Those who host now, as far as the policy asks. */
export const HOST_PLACES = {
  where: { leftAt: null },
  orderBy: { id: "asc" },
  select: { organization: { select: { id: true, division: { select: { path: true } } } } },
} as const;

type HostPlaces = {
  cityId: string;
  hosts: { organization: { id: string; division: { path: string } } }[];
};

/** Whether the actor may do something for any of the hosts. */
export function mayForHost(
  activity: HostPlaces,
  actor: Parameters<typeof can>[0],
  action: Parameters<typeof can>[1],
): boolean {
  return activity.hosts.some(({ organization }) => {
    const host = { id: organization.id, path: organization.division.path };
    return can(actor, action, { cityId: activity.cityId, giver: host, organization: host }) !== null;
  });
}

builder.prismaNode("Activity", {
  nullable: true,
  description: "Something that is held once or again and again; its sessions are things of their own.",
  id: { field: "id", description: "`Activity:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    kind: t.relation("activityKind", { description: "Of what kind." }),
    title: t.exposeString("title", { description: "In a few words." }),
    body: t.exposeString("body", { nullable: true, description: "In full." }),
    place: t.exposeString("place", { description: "Where its sessions are, unless one says otherwise." }),
    room: t.relation("room", {
      nullable: true,
      description: "The room of a station in which its sessions are, unless one says otherwise.",
    }),
    capacity: t.exposeInt("capacity", {
      nullable: true,
      description: "Places of each session; null for as many as come.",
    }),
    skills: t.exposeStringList("skills", { description: "What its volunteers should be able to do." }),
    audience: t.expose("audience", { type: ActivityAudienceEnum, description: "Who may come." }),
    state: t.expose("state", { type: ActivityStateEnum, description: "Whether it goes on." }),
    firstOn: t.expose("firstOn", { type: "LocalDate", description: "The first day by the rule." }),
    startTime: t.string({
      description: "When its sessions begin, `HH:MM` in Asia/Shanghai.",
      select: { startMinute: true },
      resolve: ({ startMinute }) => clockTime(startMinute),
    }),
    durationMinutes: t.exposeInt("durationMinutes", { description: "How long they last." }),
    recurrence: t.exposeString("recurrence", {
      nullable: true,
      description:
        "The rule of the series, the value of an RRULE (RFC 5545) over days; null for what is held once.",
    }),
    holidays: t.expose("holidays", {
      type: HolidayPolicyEnum,
      description: "What the series does on holidays.",
    }),
    endsOn: t.expose("endsOn", {
      type: "LocalDate",
      nullable: true,
      description: "Its last day, once it was ended or goes on changed.",
    }),
    endReason: t.exposeString("endReason", { nullable: true, description: "Why it was ended." }),
    continues: t.relation("continues", {
      nullable: true,
      description: "The activity that this one goes on from, since its series was changed.",
    }),
    hosts: t.relation("hosts", {
      description: "Who holds it now, the one who planned it first.",
      query: { where: { leftAt: null }, orderBy: { id: "asc" as const } },
    }),
    partnerships: t.field({
      type: ["Partnership"] as never,
      description: "The partnerships that it serves, as far as the actor may see.",
      select: (_args, ctx, nestedSelection) => ({
        partnerships: {
          where: { removedAt: null, partnership: partnershipsVisibleTo(requireActor(ctx)) },
          orderBy: { id: "asc" },
          select: { partnership: nestedSelection(true) },
        },
      }),
      resolve: (activity) =>
        (activity as unknown as { partnerships: { partnership: object }[] }).partnerships.map(
          ({ partnership }) => partnership,
        ) as never,
    }),
    nextSessions: t.relation("sessions", {
      description: "Its next three sessions that are to be held.",
      query: (_args, ctx) => ({
        where: { state: "PLANNED" as const, endsAt: { gt: ctx.clock.now() } },
        orderBy: [{ startsAt: "asc" as const }, { id: "asc" as const }],
        take: 3,
      }),
    }),
    createdBy: t.field({
      type: PersonLabel,
      description: "Who planned it.",
      select: { createdBy: { select: { id: true, name: true, erasedAt: true } } },
      resolve: ({ createdBy: { id, name, erasedAt } }) => ({ id, name, erased: erasedAt !== null }),
    }),
    onBehalf: t.exposeBoolean("onBehalf", {
      description: "Whether an office planned it on the hosts' behalf.",
    }),
    mayChange: t.boolean({
      description: "Whether the actor may change, end and extend it, and move or cancel its sessions.",
      select: { cityId: true, state: true, hosts: HOST_PLACES },
      resolve: (activity, _args, ctx) =>
        activity.state === "PLANNED" &&
        mayForHost(activity as unknown as HostPlaces, requireActor(ctx), actions["activity.change"]),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was planned." }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

import type { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions, type Grantee } from "../../kernel/policy.ts";
import { betweenSidesVisibleTo, withinReach } from "../organizations/policy.ts";

/** A host is the giver of what is held: its own desk acts, or an office whose territory covers it, marked as on its behalf. */
const byHost = (roles: readonly ("LEADER" | "MANAGER" | "LIAISON")[]): readonly Grantee[] => [
  { as: "GIVER", roles },
  { as: "OFFICE", over: "GIVER", roles: ["COORDINATOR"], onBehalfOf: "GIVER" },
];

export const actions = defineActions({
  "activity.read": {
    kind: "read",
    who: [
      { as: "GIVER", roles: ANY_ROLE },
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  "activityKind.manage": { kind: "write", who: [{ as: "OFFICE", over: "CITY", roles: ["MANAGER"] }] },
  "activity.plan": { kind: "write", who: byHost(["LEADER", "MANAGER", "LIAISON"]) },
  /** Change the words or the series, end it, name the partnerships that it serves, ask another organization to host too. */
  "activity.change": { kind: "write", who: byHost(["MANAGER", "LIAISON"]) },
  /** A host goes: that organization alone decides. */
  "activity.leave": { kind: "write", who: [{ as: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] }] },
  /** New days of a series: the system, and whoever may change it. */
  "activity.extend": { kind: "write", who: byHost(["MANAGER", "LIAISON"]) },
  "session.move": { kind: "write", who: byHost(["MANAGER", "LIAISON"]) },
  "session.cancel": { kind: "write", who: byHost(["MANAGER", "LIAISON"]) },
  /** The list of who comes, with names. */
  "session.list": {
    kind: "export",
    who: [{ as: "GIVER", roles: ["LEADER", "MANAGER", "LIAISON"] }],
  },
  /** One's own coming. */
  "signup.own": { kind: "write", who: [{ as: "SIGNED_IN" }] },
  /** A host takes somebody off the list. */
  "signup.remove": { kind: "write", who: [{ as: "GIVER", roles: ["MANAGER", "LIAISON"] }] },
  /** Somebody from outside, by the public page. */
  "signup.guest": { kind: "write", who: [{ as: "ANYONE" }] },
  /** Guests' data past their day: the system alone. */
  "guest.forget": { kind: "write", who: [] },
  "calendar.own": { kind: "write", who: [{ as: "SIGNED_IN" }] },
});

/** Kinds of activity of the actor's city. */
export function kindsVisibleTo(actor: PersonActor): { cityId: string } {
  return { cityId: actor.cityId };
}

/**
 * Activities that the actor may see: those its organizations host, those that serve a partnership which it sees, those hosted within
 * its territory, and those open to everybody of the city.
 */
export function visibleTo(actor: PersonActor): Prisma.ActivityWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { audience: { in: ["CITY", "PUBLIC"] } },
      { hosts: { some: { leftAt: null, organization: withinReach(actor) } } },
      { partnerships: { some: { removedAt: null, partnership: betweenSidesVisibleTo(actor) } } },
    ],
  };
}

/** Sessions of the activities that the actor may see. */
export function sessionsVisibleTo(actor: PersonActor): Prisma.ActivitySessionWhereInput {
  return { cityId: actor.cityId, activity: visibleTo(actor) };
}

const DESK = ["LEADER", "MANAGER", "LIAISON"];

/** Organizations for which the actor reads the list of who comes. */
export function deskOf(actor: PersonActor): string[] {
  return actor.memberships
    .filter(({ role, organizationKind }) => organizationKind !== "OFFICE" && DESK.includes(role))
    .map(({ organizationId }) => organizationId);
}

/** Sign-ups that the actor may see with names: its own, and those of sessions that its desk hosts. */
export function signupsVisibleTo(actor: PersonActor): Prisma.SignupWhereInput {
  const hosted: Prisma.ActivityWhereInput = {
    hosts: { some: { leftAt: null, organizationId: { in: deskOf(actor) } } },
  };
  return {
    cityId: actor.cityId,
    OR: [{ personId: actor.personId }, { session: { activity: hosted } }],
  };
}

/** Sessions that are the actor's own business: signed up for, or held by an organization in which it has a role. */
export function ownSessions(actor: PersonActor): Prisma.ActivitySessionWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { signups: { some: { personId: actor.personId, state: { not: "CANCELLED" } } } },
      { activity: { hosts: { some: { leftAt: null, organizationId: { in: organizationIds(actor) } } } } },
    ],
  };
}

/** Calendar addresses of the actor alone. */
export function feedsVisibleTo(actor: PersonActor): Prisma.CalendarFeedWhereInput {
  return { cityId: actor.cityId, personId: actor.personId };
}

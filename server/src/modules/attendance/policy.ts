import type { Prisma } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions, type Grantee } from "../../kernel/policy.ts";
import { withinReach } from "../organizations/policy.ts";

/** A host's people at the door; a grid member ticks names, but does not report. */
const AT_THE_DOOR: Grantee = { as: "ORGANIZATION", roles: ["MANAGER", "LIAISON", "GRID_MEMBER"] };
const DESK: Grantee = { as: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] };

export const actions = defineActions({
  "attendance.read": {
    kind: "read",
    who: [
      { as: "ORGANIZATION", roles: ANY_ROLE },
      { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
    ],
  },
  /** By the code on the host's phone; and leaving again. */
  "attendance.own": { kind: "write", who: [{ as: "SIGNED_IN" }] },
  /** The list, walk-ins, who left early, mistakes. */
  "attendance.list": { kind: "write", who: [AT_THE_DOOR] },
  /** After the fact, or by an office: marked for ever. */
  "attendance.type": {
    kind: "write",
    who: [DESK, { as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER", "COORDINATOR"] }],
  },
  /** The second person of typed hours. */
  "attendance.second": {
    kind: "write",
    who: [DESK, { as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER", "COORDINATOR"] }],
  },
  "attendance.report": { kind: "write", who: [DESK] },
  /** The other side; an office over the receiver where there is no other side (the command then names a receiver). */
  "attendance.confirm": {
    kind: "write",
    who: [DESK, { as: "OFFICE", over: "RECEIVER", roles: ["MANAGER", "COORDINATOR"] }],
  },
});

const LIST_ROLES = ["LEADER", "MANAGER", "LIAISON", "GRID_MEMBER"];

/** Organizations other than offices at whose desk, or door, the actor stands. */
export function listsOf(actor: PersonActor): string[] {
  return actor.memberships
    .filter(({ role, organizationKind }) => organizationKind !== "OFFICE" && LIST_ROLES.includes(role))
    .map(({ organizationId }) => organizationId);
}

const desks = (actor: PersonActor) => ({ in: listsOf(actor) });

/** The sessions whose whole list the actor reads: hosted at its desk, or hosted within its territory. */
function listedFor(actor: PersonActor): Prisma.ActivitySessionWhereInput[] {
  return [
    { activity: { hosts: { some: { leftAt: null, organizationId: desks(actor) } } } },
    ...territories(actor).map((path) => ({
      activity: {
        hosts: { some: { leftAt: null, organization: { division: { path: { startsWith: path } } } } },
      },
    })),
  ];
}

/** Attendances that the actor may see: its own, its desk's people, those of sessions it holds or confirms, those of its territory. */
export function visibleTo(actor: PersonActor): Prisma.AttendanceWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { personId: actor.personId },
      { organizationId: desks(actor) },
      ...listedFor(actor).map((session) => ({ session })),
      {
        shares: {
          some: { part: { OR: [{ receiverId: desks(actor) }, { confirmerId: desks(actor) }] } },
        },
      },
    ],
  };
}

/** Parts of reported sessions that the actor may see: those of its organizations and of its territory. */
export function partsVisibleTo(actor: PersonActor): Prisma.SessionPartWhereInput {
  const reach = withinReach(actor);
  return {
    cityId: actor.cityId,
    OR: [
      { giver: reach },
      { receiver: reach },
      { confirmer: reach },
      { report: { session: { activity: { hosts: { some: { leftAt: null, organization: reach } } } } } },
    ],
  };
}

/** Reports of sessions that the actor may see: with a part of its own, or held within its reach. */
export function reportsVisibleTo(actor: PersonActor): Prisma.SessionReportWhereInput {
  const reach = withinReach(actor);
  return {
    cityId: actor.cityId,
    OR: [
      { parts: { some: partsVisibleTo(actor) } },
      { session: { activity: { hosts: { some: { leftAt: null, organization: reach } } } } },
    ],
  };
}

/** Parts that wait for this person: of an organization at whose desk it stands. */
export function waitingFor(actor: PersonActor): Prisma.SessionPartWhereInput {
  const mine = actor.memberships
    .filter(({ role }) => role === "MANAGER" || role === "LIAISON")
    .map(({ organizationId }) => organizationId);
  const over = actor.memberships
    .filter(
      ({ organizationKind, role }) =>
        organizationKind === "OFFICE" && (role === "MANAGER" || role === "COORDINATOR"),
    )
    .map(({ path }) => path);
  return {
    cityId: actor.cityId,
    state: "WAITING",
    report: { state: "REPORTED", reportedById: { not: actor.personId } },
    OR: [
      { confirmerId: { in: mine } },
      ...over.map((path) => ({
        confirmerId: null,
        OR: [
          { receiver: { division: { path: { startsWith: path } } } },
          { receiverId: null, giver: { division: { path: { startsWith: path } } } },
          {
            receiverId: null,
            giverId: null,
            report: { reportedByOrganization: { division: { path: { startsWith: path } } } },
          },
        ],
      })),
    ],
  };
}

import type { MembershipRole } from "@gongjian/prisma/client";
import type { Actor, ActorMembership } from "./actor.ts";

/** An organization as policy sees it. */
export type OrganizationRef = { id: string; path: string };

/** What an action is about. A missing side means that the thing has none: rules that need it then do not match. */
export type Subject = {
  cityId: string;
  giver?: OrganizationRef;
  receiver?: OrganizationRef;
  /** Who attests receipts when it is not the receiver. */
  attestor?: OrganizationRef | null;
  /** The organization itself, where the action is about one organization and not about two sides. */
  organization?: OrganizationRef;
};

/** One way to be allowed. OFFICE grants hold only where the territory covers the named side. */
export type Grantee =
  | { as: "GIVER" | "RECEIVER" | "ATTESTOR" | "ORGANIZATION"; roles: readonly MembershipRole[] }
  | {
      as: "OFFICE";
      over: "RECEIVER" | "GIVER" | "EITHER_SIDE" | "ORGANIZATION" | "CITY";
      roles: readonly MembershipRole[];
      /** The act is then done for this side and marked so for ever. */
      onBehalfOf?: "GIVER";
    }
  | { as: "SIGNED_IN" }
  /** Also who did not sign in, on a public page. */
  | { as: "ANYONE" };

export type ActionKind = "read" | "export" | "write";

/** Who may do one thing. Read, export and write are told apart. */
export type Action = { name: string; kind: ActionKind; who: readonly Grantee[] };

/** Under which role an act is allowed. `membership` is null for the system. */
export type Grant = { membership: ActorMembership | null; onBehalfOfId: string | null };

/** Declares a module's actions; the key becomes the action's name. */
export function defineActions<Names extends string>(
  table: Record<Names, { kind: ActionKind; who: readonly Grantee[] }>,
): Record<Names, Action> {
  const actions = {} as Record<Names, Action>;
  for (const name of Object.keys(table) as Names[]) actions[name] = { name, ...table[name] };
  return actions;
}

/** Every role there is, for grants that ask only for belonging. */
export const ANY_ROLE: readonly MembershipRole[] = [
  "LEADER",
  "MANAGER",
  "COORDINATOR",
  "AUDITOR",
  "LIAISON",
  "GRID_MEMBER",
  "MEMBER",
];

/**
 * Whether the actor may do the action to the subject, and under which role. Deny by default; another city never.
 * The first matching grantee wins, so an actor's own side comes before acting on someone's behalf.
 */
export function can(actor: Actor, action: Action, subject: Subject): Grant | null {
  if (actor.kind === "SYSTEM") {
    return actor.cityId === null || actor.cityId === subject.cityId
      ? { membership: null, onBehalfOfId: null }
      : null;
  }
  if (actor.cityId !== subject.cityId) return null;
  if (actor.kind === "PUBLIC") {
    return action.who.some(({ as }) => as === "ANYONE") ? { membership: null, onBehalfOfId: null } : null;
  }
  for (const grantee of action.who) {
    const membership = actor.memberships.find((candidate) =>
      holds(candidate, grantee, subject, actor.cityPath),
    );
    if (!membership) continue;
    const onBehalf = grantee.as === "OFFICE" && grantee.onBehalfOf === "GIVER";
    return { membership, onBehalfOfId: onBehalf ? (subject.giver?.id ?? null) : null };
  }
  return null;
}

/** Whether a person holds any role in one of these organizations: under whatever role they come, they are not neutral to it. */
export function belongsTo(
  actor: Actor,
  organizations: readonly (OrganizationRef | null | undefined)[],
): boolean {
  if (actor.kind !== "PERSON") return false;
  return actor.memberships.some((membership) =>
    organizations.some((organization) => organization?.id === membership.organizationId),
  );
}

function holds(membership: ActorMembership, grantee: Grantee, subject: Subject, cityPath: string): boolean {
  if (grantee.as === "SIGNED_IN" || grantee.as === "ANYONE") return true;
  if (!grantee.roles.includes(membership.role)) return false;
  if (grantee.as !== "OFFICE") {
    const side = {
      GIVER: subject.giver,
      RECEIVER: subject.receiver,
      ATTESTOR: subject.attestor,
      ORGANIZATION: subject.organization,
    }[grantee.as];
    return side?.id === membership.organizationId;
  }
  if (membership.organizationKind !== "OFFICE") return false;
  const covers = (side: OrganizationRef | undefined) => side?.path.startsWith(membership.path) ?? false;
  switch (grantee.over) {
    case "CITY":
      return membership.path === cityPath;
    case "RECEIVER":
      return covers(subject.receiver);
    case "GIVER":
      return covers(subject.giver);
    case "ORGANIZATION":
      return covers(subject.organization);
    case "EITHER_SIDE":
      return covers(subject.giver) || covers(subject.receiver);
  }
}

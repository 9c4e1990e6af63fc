import type { MembershipRole, OrganizationKind } from "@gongjian/prisma/client";

/** One current role of the actor, with the place of its organization in the division tree. */
export type ActorMembership = {
  id: string;
  organizationId: string;
  organizationKind: OrganizationKind;
  /** Path of the organization's division: for an OFFICE, its territory. */
  path: string;
  role: MembershipRole;
};

/** A signed-in person with the roles open today. A person belongs to one city. */
export type PersonActor = {
  kind: "PERSON";
  userId: string;
  personId: string;
  cityId: string;
  /** Path of the city's root division. */
  cityPath: string;
  memberships: readonly ActorMembership[];
};

/** The system itself: jobs, the importer, opening a city. `cityId` is null for acts without a city. */
export type SystemActor = { kind: "SYSTEM"; cityId: string | null };

/** Somebody who did not sign in, on a public page of a city: may do only what is open to anyone. */
export type PublicActor = { kind: "PUBLIC"; cityId: string };

export type Actor = PersonActor | SystemActor | PublicActor;

/** Ids of the organizations of one kind (or any kind) in which the actor has a role today. */
export function organizationIds(actor: PersonActor, kind?: OrganizationKind): string[] {
  const ids = actor.memberships
    .filter((membership) => kind === undefined || membership.organizationKind === kind)
    .map((membership) => membership.organizationId);
  return [...new Set(ids)];
}

/** Paths of the actor's territories: the divisions of the offices in which the actor has a role. */
export function territories(actor: PersonActor): string[] {
  const paths = actor.memberships.filter((m) => m.organizationKind === "OFFICE").map((m) => m.path);
  return [...new Set(paths)];
}

import type { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";

export const actions = defineActions({
  "organization.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
  "organization.manage": { kind: "write", who: [{ as: "OFFICE", over: "CITY", roles: ["MANAGER"] }] },
  "people.read": {
    kind: "read",
    who: [
      { as: "ORGANIZATION", roles: ANY_ROLE },
      { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
    ],
  },
  "people.manage": {
    kind: "write",
    who: [
      { as: "ORGANIZATION", roles: ["MANAGER"] },
      { as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER"] },
    ],
  },
});

/** Organizations in the actor's territories, and the actor's own. */
export function withinReach(actor: PersonActor): Prisma.OrganizationWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { id: { in: organizationIds(actor) } },
      ...territories(actor).map((path) => ({ division: { path: { startsWith: path } } })),
    ],
  };
}

/**
 * Things between a giver and a receiver that the actor may see: of its own organizations, and for an office
 * everything that has a side in its territory. Another city's never.
 */
export function betweenSidesVisibleTo(actor: PersonActor) {
  const reach = withinReach(actor);
  return { cityId: actor.cityId, OR: [{ giver: reach }, { receiver: reach }] };
}

/**
 * Organizations that the actor may know of: its reach, the other sides of the partnerships within it,
 * the offices of its city, and for a partner unit the communities it may propose to.
 */
export function visibleTo(actor: PersonActor): Prisma.OrganizationWhereInput {
  const reach = withinReach(actor);
  const isUnit = organizationIds(actor, "PARTNER_UNIT").length > 0;
  return {
    cityId: actor.cityId,
    OR: [
      reach,
      { kind: "OFFICE" },
      ...(isUnit ? [{ kind: "COMMUNITY" as const }] : []),
      { givenPartnerships: { some: { receiver: reach } } },
      { receivedPartnerships: { some: { giver: reach } } },
    ],
  };
}

/** Paired: an offer that the other side has not taken opens nobody's telephone book. */
const paired = { state: { notIn: ["PROPOSED", "DECLINED"] } } satisfies Prisma.PartnershipWhereInput;

/** Organizations whose people the actor may know: those within reach and those paired with them. */
export function peopledVisibleTo(actor: PersonActor): Prisma.OrganizationWhereInput {
  const reach = withinReach(actor);
  return {
    cityId: actor.cityId,
    OR: [
      reach,
      { givenPartnerships: { some: { ...paired, receiver: reach } } },
      { receivedPartnerships: { some: { ...paired, giver: reach } } },
    ],
  };
}

/** People whose name and phone the actor may see: of organizations within reach and of the other sides. */
export function peopleVisibleTo(actor: PersonActor): Prisma.PersonWhereInput {
  return {
    cityId: actor.cityId,
    memberships: { some: { organization: peopledVisibleTo(actor) } },
  };
}

/** Roles that hold on a day. */
export function openOn(day: LocalDate): Prisma.MembershipWhereInput {
  const date = toDbDate(day);
  return { startsOn: { lte: date }, OR: [{ endsOn: null }, { endsOn: { gte: date } }] };
}

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

// What follows is said once more, for searches, in public-reach.ts; search.test.ts holds both equal.

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

/** Paired on a day: an offer that the other side has not taken opens nobody's telephone book, and what has ended closes it. */
function pairedOn(day: LocalDate) {
  return {
    state: { notIn: ["PROPOSED", "DECLINED", "ENDED"] },
    endsOn: { gte: toDbDate(day) },
  } satisfies Prisma.PartnershipWhereInput;
}

/** Organizations whose people the actor may know: those within reach and those paired with them on the day. */
export function peopledVisibleTo(actor: PersonActor, day: LocalDate): Prisma.OrganizationWhereInput {
  const reach = withinReach(actor);
  const paired = pairedOn(day);
  return {
    cityId: actor.cityId,
    OR: [
      reach,
      { givenPartnerships: { some: { ...paired, receiver: reach } } },
      { receivedPartnerships: { some: { ...paired, giver: reach } } },
    ],
  };
}

/** Organizations whose former people the actor looks after too: its territories, and its own where it is MANAGER. */
function lookedAfterBy(actor: PersonActor): Prisma.OrganizationWhereInput {
  const managed = actor.memberships.filter(({ role }) => role === "MANAGER");
  return {
    cityId: actor.cityId,
    OR: [
      { id: { in: managed.map(({ organizationId }) => organizationId) } },
      ...territories(actor).map((path) => ({ division: { path: { startsWith: path } } })),
    ],
  };
}

/**
 * People whose name and phone the actor may see on a day: oneself, who has a role within reach or on the other side of a
 * pair that goes on, and for who looks after an organization also its former people. History names the others, without a phone.
 */
export function peopleVisibleTo(actor: PersonActor, day: LocalDate): Prisma.PersonWhereInput {
  return {
    cityId: actor.cityId,
    OR: [
      { id: actor.personId },
      { memberships: { some: { organization: lookedAfterBy(actor) } } },
      { memberships: { some: { AND: [notEndedOn(day)], organization: peopledVisibleTo(actor, day) } } },
    ],
  };
}

/** Roles that hold on a day or begin later. */
function notEndedOn(day: LocalDate): Prisma.MembershipWhereInput {
  return { OR: [{ endsOn: null }, { endsOn: { gte: toDbDate(day) } }] };
}

/** Roles that hold on a day. */
export function openOn(day: LocalDate): Prisma.MembershipWhereInput {
  const date = toDbDate(day);
  return { startsOn: { lte: date }, OR: [{ endsOn: null }, { endsOn: { gte: date } }] };
}

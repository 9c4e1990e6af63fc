import type { Prisma } from "@gongjian/prisma/client";
import { type ActorMembership, type PersonActor, territories } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";

const OWN_OFFICE = [{ as: "ORGANIZATION" as const, roles: ANY_ROLE }];

export const actions = defineActions({
  /** The rows of a territory: what has a side in it. */
  "board.read": { kind: "read", who: [{ as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE }] },
  /** Keep a view of the board: members of an office, the auditor too, because no fact changes. */
  "view.save": { kind: "write", who: OWN_OFFICE },
  /** Rename, change, share and give up one's own; whose it is is asked of the view. */
  "view.keep": { kind: "write", who: OWN_OFFICE },
});

/** The roles in offices, by which a person has a board. */
export function officeMemberships(actor: PersonActor): readonly ActorMembership[] {
  return actor.memberships.filter(({ organizationKind }) => organizationKind === "OFFICE");
}

/** The paths whose partnerships the actor's board shows; null: the whole city. Empty for who is in no office. */
export function boardPaths(actor: PersonActor): readonly string[] | null {
  const paths = territories(actor);
  return paths.includes(actor.cityPath) ? null : paths;
}

/** The views that the actor sees: its own, and those shared within its offices. */
export function viewsVisibleTo(actor: PersonActor): Prisma.SavedViewWhereInput {
  const offices = officeMemberships(actor);
  return {
    cityId: actor.cityId,
    deletedAt: null,
    officeId: { in: offices.map(({ organizationId }) => organizationId) },
    OR: [{ shared: true }, { membership: { personId: actor.personId } }],
  };
}

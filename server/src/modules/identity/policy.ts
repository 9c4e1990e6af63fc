import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";
import { withinReach } from "../organizations/policy.ts";

export const actions = defineActions({
  /** Lets a person choose a new password: an office alone. Inviting is `people.manage`. */
  "password.reset": { kind: "write", who: [{ as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER"] }] },
  /** Takes a lost second factor away: an office alone. */
  "secondFactor.reset": { kind: "write", who: [{ as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER"] }] },
  /** Takes a person's name out of everything: the city's own office, because there is no way back. */
  "person.erase": { kind: "write", who: [{ as: "OFFICE", over: "CITY", roles: ["MANAGER"] }] },
  /** What is stored about oneself. */
  "ownData.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
  /** Uses an invitation: whoever holds its link. The system acts for them. */
  "invitation.accept": { kind: "write", who: [] },
});

/** Invitations that the actor may see: of people with a role in an organization within reach. */
export function visibleTo(actor: PersonActor): Prisma.InvitationWhereInput {
  return {
    cityId: actor.cityId,
    person: { memberships: { some: { organization: withinReach(actor) } } },
  };
}

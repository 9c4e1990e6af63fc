import type { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { withinReach } from "../organizations/policy.ts";

export const actions = defineActions({
  /** How support lies over the communities of a territory. */
  "fairness.read": { kind: "read", who: [{ as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE }] },
  /** Say how many people live in a community: the office over it, or the community itself, whose word the office's replaces. */
  "population.set": {
    kind: "write",
    who: [
      { as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER"] },
      { as: "ORGANIZATION", roles: ["MANAGER"] },
    ],
  },
  /** Keep a proposal of pairings; nothing is assigned by it. */
  "pairingPlan.save": { kind: "write", who: [{ as: "ORGANIZATION", roles: ["MANAGER", "COORDINATOR"] }] },
});

/** The paths whose communities the actor compares; null: the whole city. Empty for who is in no office. */
export function comparedPaths(actor: PersonActor): readonly string[] | null {
  const paths = territories(actor);
  return paths.includes(actor.cityPath) ? null : paths;
}

/** Numbers of residents that the actor may see: of its own community, and of those in its territory. */
export function populationsVisibleTo(actor: PersonActor): Prisma.PopulationWhereInput {
  return { cityId: actor.cityId, organization: withinReach(actor) };
}

/** Plans that the actor may see: those of its offices. */
export function plansVisibleTo(actor: PersonActor): Prisma.PairingPlanWhereInput {
  return { cityId: actor.cityId, officeId: { in: organizationIds(actor, "OFFICE") } };
}

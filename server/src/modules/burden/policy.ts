import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { withinReach } from "../organizations/policy.ts";

export const actions = defineActions({
  /** What the system asks of an organization: its own people see it, and the offices over it. */
  "burden.read": {
    kind: "read",
    who: [
      { as: "ORGANIZATION", roles: ANY_ROLE },
      { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
    ],
  },
});

/** The weeks of organizations within the actor's reach. */
export function visibleTo(actor: PersonActor): Prisma.BurdenWeekWhereInput {
  return { cityId: actor.cityId, organization: withinReach(actor) };
}

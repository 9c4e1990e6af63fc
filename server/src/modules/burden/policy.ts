import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { withinReach } from "../organizations/policy.ts";

/** The weeks of organizations within the actor's reach: its own, and for an office those in its territory. */
export function visibleTo(actor: PersonActor): Prisma.BurdenWeekWhereInput {
  return { cityId: actor.cityId, organization: withinReach(actor) };
}

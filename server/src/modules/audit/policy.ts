import type { Prisma } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import { betweenSidesVisibleTo } from "../organizations/policy.ts";

/**
 * Entries that the actor may read: those of the partnerships that it may see; for an office also every act of an
 * organization in its territory, and for an office of the city all of the city's chain.
 */
export function visibleTo(actor: PersonActor): Prisma.AuditEntryWhereInput {
  const paths = territories(actor);
  if (paths.includes(actor.cityPath)) return { cityId: actor.cityId };
  return {
    cityId: actor.cityId,
    OR: [
      { partnership: betweenSidesVisibleTo(actor) },
      ...paths.map((path) => ({ organization: { division: { path: { startsWith: path } } } })),
    ],
  };
}

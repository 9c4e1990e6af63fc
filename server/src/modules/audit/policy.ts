import type { Prisma } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions, type Grantee } from "../../kernel/policy.ts";
import { betweenSidesVisibleTo } from "../organizations/policy.ts";

/** Each side for its own partnerships, an organization for itself, every office for its territory. */
const OWN_OR_TERRITORY: readonly Grantee[] = [
  { as: "GIVER", roles: ANY_ROLE },
  { as: "RECEIVER", roles: ANY_ROLE },
  { as: "ORGANIZATION", roles: ANY_ROLE },
  { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
  { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
];

export const actions = defineActions({
  /** Read what is personal or behind money: the reading itself is recorded. */
  "audit.read": { kind: "read", who: OWN_OR_TERRITORY },
  /** Take facts away as a file. */
  "audit.export": { kind: "export", who: OWN_OR_TERRITORY },
});

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

/** Published heads that the actor may read: an office those of its own city's chain, nobody else any. */
export function headsVisibleTo(actor: PersonActor): Prisma.PublishedHeadWhereInput {
  return territories(actor).length > 0 ? { chain: actor.cityId } : { chain: { in: [] } };
}

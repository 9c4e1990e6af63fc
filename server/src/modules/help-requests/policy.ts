import type { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { withinReach } from "../organizations/policy.ts";

export const actions = defineActions({
  "request.read": {
    kind: "read",
    who: [
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "GIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  /** The private details: the receiver, offices over it, and who has taken on a need. */
  "request.read-private": {
    kind: "read",
    who: [
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "GIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "RECEIVER", roles: ANY_ROLE },
    ],
  },
  /** Write a draft, and change it. */
  "request.draft": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER", "GRID_MEMBER"] }] },
  /** Triage: open it to the units, close, reopen and withdraw it. */
  "request.triage": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER"] }] },
  /** Take on a part of a need, and let it go again. */
  "request.claim": { kind: "write", who: [{ as: "GIVER", roles: ["LIAISON", "MANAGER"] }] },
});

/**
 * Requests that the actor may see: all of its own organizations; once opened also those in its territory and those
 * offered to its units. A draft is nobody else's.
 */
export function visibleTo(actor: PersonActor): Prisma.HelpRequestWhereInput {
  const own = organizationIds(actor);
  return {
    cityId: actor.cityId,
    OR: [
      { receiverId: { in: own } },
      {
        openedAt: { not: null },
        OR: [{ receiver: withinReach(actor) }, { offers: { some: { organizationId: { in: own } } } }],
      },
    ],
  };
}

/** Claims that the actor may see: those on the requests that it may see. */
export function claimsVisibleTo(actor: PersonActor): Prisma.ClaimWhereInput {
  return { cityId: actor.cityId, need: { helpRequest: visibleTo(actor) } };
}

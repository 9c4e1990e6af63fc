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
  /** The private details, and what who asked said in the end: the receiver, and who has taken on a need. */
  "request.read-private": {
    kind: "read",
    who: [
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "GIVER", roles: ANY_ROLE },
    ],
  },
  /** Name and contact of who asked the receiver for it. */
  "request.read-asker": {
    kind: "read",
    who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER", "GRID_MEMBER"] }],
  },
  /** Write a draft, and change it. */
  "request.draft": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER", "GRID_MEMBER"] }] },
  /** Triage: open it to the units, close, reopen and withdraw it. */
  "request.triage": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER"] }] },
  /** Take on a part of a need, and let it go again. */
  "request.claim": { kind: "write", who: [{ as: "GIVER", roles: ["LIAISON", "MANAGER"] }] },
  /** Say how much of what arrived is in use. */
  "request.use": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER", "GRID_MEMBER"] }] },
  /** By a link alone; the command knows the question by its secret. */
  "request.answer-solved": { kind: "write", who: [{ as: "ANYONE" }] },
  /** The nightly job alone. */
  "request.forget-askers": { kind: "write", who: [] },
});

/** What stands in the hall (求助大厅) now: to be taken on by any unit of the city. */
export const IN_HALL = {
  state: "OPEN",
  saidUnsolved: false,
  hallSince: { not: null },
} satisfies Prisma.HelpRequestWhereInput;

/**
 * Requests that the actor may see: all of its own organizations; once opened also those in its territory, those offered to its units,
 * those that its units took on or were asked to, and for people of partner units the hall of the city. A draft is nobody else's.
 */
export function visibleTo(actor: PersonActor): Prisma.HelpRequestWhereInput {
  const own = organizationIds(actor);
  return {
    cityId: actor.cityId,
    OR: [
      { receiverId: { in: own } },
      {
        openedAt: { not: null },
        OR: [
          { receiver: withinReach(actor) },
          { offers: { some: { organizationId: { in: own } } } },
          { needs: { some: { claims: { some: { giverId: { in: own } } } } } },
          ...(organizationIds(actor, "PARTNER_UNIT").length > 0 ? [IN_HALL] : []),
        ],
      },
    ],
  };
}

/** Claims that the actor may see: those on the requests that it may see. */
export function claimsVisibleTo(actor: PersonActor): Prisma.ClaimWhereInput {
  return { cityId: actor.cityId, need: { helpRequest: visibleTo(actor) } };
}

/** Parts of joint claims that the actor may see: those on the requests that it may see. */
export function jointPartsVisibleTo(actor: PersonActor): Prisma.JointClaimPartWhereInput {
  return { cityId: actor.cityId, jointClaim: { need: { helpRequest: visibleTo(actor) } } };
}

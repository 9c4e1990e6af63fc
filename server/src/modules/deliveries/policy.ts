import type { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions, type Grantee } from "../../kernel/policy.ts";
import { betweenSidesVisibleTo, withinReach } from "../organizations/policy.ts";

/** Who signs for the receiver: itself, or the street that keeps its books where the partnership names it. */
const ATTESTS: readonly Grantee[] = [
  { as: "RECEIVER", roles: ["LIAISON", "MANAGER"] },
  { as: "ATTESTOR", roles: ["LIAISON", "MANAGER", "COORDINATOR"] },
];

const GIVES: readonly Grantee[] = [
  { as: "GIVER", roles: ["LIAISON", "MANAGER"] },
  { as: "OFFICE", over: "RECEIVER", roles: ["COORDINATOR"], onBehalfOf: "GIVER" },
];

export const actions = defineActions({
  "delivery.read": {
    kind: "read",
    who: [
      { as: "GIVER", roles: ANY_ROLE },
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "ATTESTOR", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  /** Write a draft, sign it, log at once. */
  "delivery.log": { kind: "write", who: GIVES },
  "delivery.withdraw": { kind: "write", who: GIVES },
  /** Put files behind it: either side, and the office that entered it. */
  "delivery.evidence": { kind: "write", who: [...GIVES, ...ATTESTS] },
  /** Whole or part. */
  "delivery.accept": { kind: "write", who: ATTESTS },
  "delivery.dispute": { kind: "write", who: ATTESTS },
  /** One's own acceptance, until the period is sealed. */
  "delivery.reverse": { kind: "write", who: ATTESTS },
  /** The nightly job alone. */
  "delivery.escalate": { kind: "write", who: [] },
  /** Who belongs to neither party; the command compares. */
  "dispute.settle": {
    kind: "write",
    who: [{ as: "OFFICE", over: "RECEIVER", roles: ["COORDINATOR", "MANAGER"] }],
  },
});

/**
 * Deliveries that the actor may see: between sides within reach, and those it attests. A draft is the giver's
 * and its writer's alone: nothing is said to the other side before it is signed.
 */
export function visibleTo(actor: PersonActor): Prisma.DeliveryWhereInput {
  return {
    cityId: actor.cityId,
    AND: [
      { OR: [betweenSidesVisibleTo(actor), { partnership: { attestorId: { in: organizationIds(actor) } } }] },
      { OR: [{ state: { not: "DRAFT" } }, { giver: withinReach(actor) }, { loggedById: actor.personId }] },
    ],
  };
}

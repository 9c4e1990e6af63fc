import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { betweenSidesVisibleTo } from "../organizations/policy.ts";

const BOTH_SIDES = (roles: readonly ("LEADER" | "MANAGER" | "LIAISON")[]) => [
  { as: "GIVER" as const, roles },
  { as: "RECEIVER" as const, roles },
];

export const actions = defineActions({
  "partnership.read": {
    kind: "read",
    who: [
      { as: "GIVER", roles: ANY_ROLE },
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  /** Assign, suspend, resume, end, renew, name the lead. */
  "partnership.assign": {
    kind: "write",
    who: [{ as: "OFFICE", over: "RECEIVER", roles: ["MANAGER", "COORDINATOR"] }],
  },
  /** The term ran out: the system alone. */
  "partnership.expire": { kind: "write", who: [] },
  /** Name who speaks for a side: that side's manager, or the office. */
  "partnership.nameLiaison": {
    kind: "write",
    who: [
      { as: "ORGANIZATION", roles: ["MANAGER"] },
      { as: "OFFICE", over: "RECEIVER", roles: ["MANAGER", "COORDINATOR"] },
    ],
  },
  "partnership.propose": { kind: "write", who: BOTH_SIDES(["LEADER", "MANAGER", "LIAISON"]) },
  /** Accept or decline the other side's proposal; acknowledge an assignment. */
  "partnership.answer": { kind: "write", who: BOTH_SIDES(["LEADER", "MANAGER", "LIAISON"]) },
  "agreement.draft": { kind: "write", who: BOTH_SIDES(["LEADER", "MANAGER", "LIAISON"]) },
  "agreement.sign": { kind: "write", who: BOTH_SIDES(["LEADER", "MANAGER"]) },
});

/** Agreements that the actor may see: those of its partnerships. */
export function agreementsVisibleTo(actor: PersonActor): Prisma.AgreementWhereInput {
  return { cityId: actor.cityId, partnership: betweenSidesVisibleTo(actor) };
}

/** Partnerships that the actor may see. */
export function visibleTo(actor: PersonActor): Prisma.PartnershipWhereInput {
  return betweenSidesVisibleTo(actor);
}

import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";
import { visibleTo as appealsVisibleTo } from "../appeals/policy.ts";
import { reportsVisibleTo } from "../attendance/policy.ts";
import { visibleTo as deliveriesVisibleTo } from "../deliveries/policy.ts";
import { expensesVisibleTo } from "../funding/policy.ts";
import { visibleTo as helpRequestsVisibleTo } from "../help-requests/policy.ts";

export const actions = defineActions({
  /** Which roles may hand in which kind of file stands with the kinds, in `file-kinds.ts`. */
  "evidence.upload": {
    kind: "write",
    who: [
      { as: "ORGANIZATION", roles: ["LEADER", "MANAGER", "COORDINATOR", "LIAISON", "GRID_MEMBER", "MEMBER"] },
    ],
  },
  /** The nightly job alone. */
  "evidence.expire": { kind: "write", who: [] },
});

/**
 * Files that the actor may open: those behind a fact that the actor may see, and the actor's own that stand
 * behind nothing yet. A file of a kind that only its uploader opens is never linked to a fact.
 */
export function visibleTo(actor: PersonActor): Prisma.EvidenceWhereInput {
  return {
    cityId: actor.cityId,
    erasedAt: null,
    OR: [
      { byId: actor.personId, links: { none: {} } },
      { links: { some: { delivery: deliveriesVisibleTo(actor) } } },
      { links: { some: { expense: expensesVisibleTo(actor) } } },
      { links: { some: { helpRequest: helpRequestsVisibleTo(actor) } } },
      { links: { some: { appeal: appealsVisibleTo(actor) } } },
      { links: { some: { sessionReport: reportsVisibleTo(actor) } } },
    ],
  };
}

import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";

const MANAGER_OF_THE_CITY = [{ as: "OFFICE" as const, over: "CITY" as const, roles: ["MANAGER" as const] }];

export const actions = defineActions({
  /** Check and load a workbook: units, communities, people, pairings, and pledges on the units' behalf. */
  "workbook.import": { kind: "write", who: MANAGER_OF_THE_CITY },
  "communities.create": { kind: "write", who: MANAGER_OF_THE_CITY },
});

/** Imports that the actor may see: the city's own, for people of its coordinating office. */
export function visibleTo(actor: PersonActor): Prisma.WorkbookImportWhereInput {
  const isCityOffice = actor.memberships.some(
    (membership) => membership.organizationKind === "OFFICE" && membership.path === actor.cityPath,
  );
  return isCityOffice ? { cityId: actor.cityId } : { id: { in: [] } };
}

import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";

export const actions = defineActions({
  /** A unit and a community read their own report, an office those of its territory. */
  "report.read": {
    kind: "read",
    who: [
      { as: "ORGANIZATION", roles: ANY_ROLE },
      { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
    ],
  },
  /** The report of the whole city, and what the city tells everyone. */
  "report.readCity": { kind: "read", who: [{ as: "OFFICE", over: "CITY", roles: ANY_ROLE }] },
  /** The document of a sealed report is kept as it was first made: the system does it for whoever reads it. */
  "report.keepDocument": { kind: "write", who: [] },
  "circular.export": { kind: "export", who: [{ as: "OFFICE", over: "CITY", roles: ANY_ROLE }] },
  "circularTemplate.set": { kind: "write", who: [{ as: "OFFICE", over: "CITY", roles: ["MANAGER"] }] },
});

/** The templates of the actor's city, for its offices. */
export function templatesVisibleTo(actor: PersonActor): Prisma.CircularTemplateWhereInput {
  const isOffice = actor.memberships.some(({ organizationKind }) => organizationKind === "OFFICE");
  return isOffice ? { cityId: actor.cityId } : { cityId: actor.cityId, id: { in: [] } };
}

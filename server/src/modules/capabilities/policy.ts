import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { peopledVisibleTo } from "../organizations/policy.ts";

export const actions = defineActions({
  "capability.read": {
    kind: "read",
    who: [
      { as: "ORGANIZATION", roles: ANY_ROLE },
      { as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE },
    ],
  },
  /** Say, change and end what one's own unit can give. */
  "capability.keep": { kind: "write", who: [{ as: "ORGANIZATION", roles: ["LIAISON", "MANAGER"] }] },
});

/** What the actor's own units can give, those of its territory, and those paired on the day with what lies within its reach. */
export function visibleTo(actor: PersonActor, day: LocalDate): Prisma.CapabilityWhereInput {
  return { cityId: actor.cityId, organization: peopledVisibleTo(actor, day) };
}

/** Those that hold on a day. */
export function holdingOn(day: LocalDate): Prisma.CapabilityWhereInput {
  const date = toDbDate(day);
  return { validFrom: { lte: date }, OR: [{ validTo: null }, { validTo: { gte: date } }] };
}

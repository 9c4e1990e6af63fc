import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";

const MANAGER_OF_THE_CITY = [{ as: "OFFICE" as const, over: "CITY" as const, roles: ["MANAGER" as const] }];

export const actions = defineActions({
  "city.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
  /** Opens a city: the system alone. */
  "city.open": { kind: "write", who: [] },
  "setting.set": { kind: "write", who: MANAGER_OF_THE_CITY },
  "calendar.set": { kind: "write", who: MANAGER_OF_THE_CITY },
  "kind.manage": { kind: "write", who: MANAGER_OF_THE_CITY },
  "period.open": { kind: "write", who: MANAGER_OF_THE_CITY },
});

/** Kinds, periods and settings that the actor may see: those of its own city. */
export function visibleTo(actor: PersonActor): { cityId: string } {
  return { cityId: actor.cityId };
}

/** The actor's own city. */
export function ownCity(actor: PersonActor): Prisma.CityWhereInput {
  return { id: actor.cityId };
}

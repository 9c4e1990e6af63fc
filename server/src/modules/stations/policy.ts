import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";
import { visibleTo as organizationsVisibleTo } from "../organizations/policy.ts";

export const actions = defineActions({
  /** Where it is, when it is open, what is held there: everybody's. */
  "station.read": { kind: "read", who: [{ as: "ANYONE" }] },
  /** A community has a station from now on. */
  "station.open": {
    kind: "write",
    who: [
      { as: "ORGANIZATION", roles: ["MANAGER"] },
      { as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER"] },
    ],
  },
  /** Its name, rooms and hours; closing it and opening it again. */
  "station.keep": {
    kind: "write",
    who: [
      { as: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] },
      { as: "OFFICE", over: "ORGANIZATION", roles: ["MANAGER"] },
    ],
  },
  /** Notes that a timetable went stale or lives again: the system alone. */
  "station.watch": { kind: "write", who: [] },
});

/** Stations that the actor may see inside: those of communities that it may know of. Their public pages are everybody's. */
export function visibleTo(actor: PersonActor): Prisma.StationWhereInput {
  return { cityId: actor.cityId, community: organizationsVisibleTo(actor) };
}

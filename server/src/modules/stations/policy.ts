import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";

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

/** Stations that the actor may see: all of its own city, as on their public pages. */
export function visibleTo(actor: PersonActor): { cityId: string } {
  return { cityId: actor.cityId };
}

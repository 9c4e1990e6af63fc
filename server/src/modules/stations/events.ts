import { defineEvents } from "../../kernel/events.ts";

export const events = defineEvents({
  /** Nothing comes, or nothing was confirmed: told once, until the timetable lives again. */
  "station.stale": {
    audience: [
      { of: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] },
      { of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER", "COORDINATOR"] },
    ],
    live: true,
    asks: true,
  },
  "station.opened": { audience: [{ of: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] }], live: true },
  "station.closed": {
    audience: [
      { of: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] },
      { of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER", "COORDINATOR"] },
    ],
    live: true,
  },
  /** A session that came or moved by itself found its room taken or closed. */
  "room.missed": {
    audience: [{ of: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] }],
    live: true,
    asks: true,
  },
  /** Open screens fetch again; nobody is told. */
  "station.changed": { audience: [], live: true },
});

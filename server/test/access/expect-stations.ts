import type { ActorName } from "./actors.ts";
import type { Call } from "./expect-mutations.ts";
import type { Things } from "./pair-story.ts";

const OPENS = ["communityManager", "officeManager", "districtManager", "streetManager"] as const;
const KEEPS = ["communityLiaison", ...OPENS] as const;

/** A call on the station of the first community. */
function keeping(
  input: (things: Things) => Record<string, unknown>,
  may: readonly ActorName[] = KEEPS,
): [Call] {
  return [{ may, on: ["Station"], input }];
}

const room = { name: "Loft", kind: "ORDINARY" };

/** Stations: who opens and keeps them. */
export const STATION_MUTATIONS: Record<string, readonly Call[]> = {
  addRoom: keeping((things) => ({ stationId: things["Station"], ...room })),
  changeRoom: keeping((things) => ({ roomId: things["room"], ...room })),
  changeStation: keeping((things) => ({ stationId: things["Station"], name: "Yard" })),
  closeStation: keeping((things) => ({
    stationId: things["Station"],
    reason: "REPAIR",
    startsOn: "2026-11-01",
    endsOn: "2026-11-02",
  })),
  endRoom: keeping((things) => ({ roomId: things["room"] })),
  openStation: [
    {
      may: OPENS,
      on: ["Organization"],
      input: (things) => ({ communityId: things["Organization"], name: "Second", hours: [], rooms: [] }),
    },
  ],
  reopenStation: keeping((things) => ({ closureId: things["closure"] })),
  setStationHours: keeping((things) => ({ stationId: things["Station"], hours: [], opensOnHolidays: true })),
};

import { planActivity } from "../../server/src/modules/activities/plan-activity.ts";
import { closeStation } from "../../server/src/modules/stations/close-station.ts";
import { openStation } from "../../server/src/modules/stations/open-station.ts";
import type { Performers } from "./perform-office.ts";
import type { StationStep } from "./station-steps.ts";

const DAYS = [1, 2, 3, 4, 5];

/** Steps of communities that open their stations and fill them. */
export const stationSteps: Performers<StationStep["do"]> = {
  async openStation(stage, ctx, { key, community, name, address, saturdays, rooms }) {
    const weekdays = DAYS.flatMap((weekday) => [
      { weekday, opens: 510, closes: 690 },
      { weekday, opens: 840, closes: 1_050 },
    ]);
    const { id } = await openStation(ctx, {
      communityId: stage.id(community),
      name,
      address,
      rooms,
      hours: saturdays ? [...weekdays, { weekday: 6, opens: 540, closes: 690 }] : weekdays,
    });
    stage.ids.set(key, id);
  },

  closeStation: (stage, ctx, { station, do: _, ...fields }) =>
    closeStation(ctx, { ...fields, stationId: stage.id(station), reason: "REPAIR" }),

  async planInRoom(stage, ctx, step) {
    const { prisma } = stage.database;
    const [room, kind] = await Promise.all([
      prisma.room.findFirstOrThrow({
        where: { stationId: stage.id(step.station) },
        orderBy: { id: "asc" },
        skip: step.room,
      }),
      prisma.activityKind.findFirstOrThrow({ where: { cityId: stage.cityId, code: step.kind } }),
    ]);
    await planActivity(ctx, {
      organizationId: stage.id(step.community),
      activityKindId: kind.id,
      title: step.title,
      audience: step.isPublic ? "PUBLIC" : "CITY",
      firstOn: step.firstOn,
      startTime: step.startTime,
      durationMinutes: step.minutes,
      place: "",
      roomId: room.id,
      capacity: step.capacity,
      recurrence: `FREQ=WEEKLY;UNTIL=${step.until.replaceAll("-", "")}`,
      holidays: "SKIP",
    });
  },
};

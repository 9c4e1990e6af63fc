import { Prisma, type PrismaClient, type SessionState } from "@gongjian/prisma/client";

/** One session on the timetable of a station, with what anybody may know of it. */
export type TimetableEntry = {
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  state: SessionState;
  cancelReason: string | null;
  /** The room of this station; null when it is held elsewhere. */
  roomId: string | null;
  roomName: string | null;
  place: string;
  /** In the address of its public page. */
  publicCode: string;
  /** Whether anybody may sign up on that page. */
  isPublic: boolean;
  /** Places left; null when there are as many as come. */
  placesLeft: number | null;
  /** Names of the hosts. */
  hosts: string[];
};

/**
 * The sessions of a station that touch a span of time, in their order, cancelled ones included: those in its rooms and those of
 * activities that its community hosts. One statement.
 */
export async function readTimetable(
  reader: Pick<PrismaClient, "$queryRaw">,
  station: { cityId: string; id: string },
  span: { from: Date; to: Date },
  most: number,
): Promise<TimetableEntry[]> {
  return reader.$queryRaw<TimetableEntry[]>(Prisma.sql`
    select x.id as "sessionId", a.title, x."startsAt", x."endsAt", x."state"::text as state, x."cancelReason"::text as "cancelReason",
      r.id as "roomId", r.name as "roomName", x.place, x."publicCode",
      a."audience" = 'PUBLIC' as "isPublic", greatest(q.capacity - q.signed, 0) as "placesLeft",
      array(select coalesce(o."shortName", o.name) from "ActivityHost" h
        join "Organization" o on o."cityId" = h."cityId" and o.id = h."organizationId"
        where h."cityId" = a."cityId" and h."activityId" = a.id and h."leftAt" is null order by h."joinedAt", h.id) as hosts
    from "StationSession" v
    join "ActivitySession" x on x."cityId" = v."cityId" and x.id = v."sessionId"
    join "Activity" a on a."cityId" = x."cityId" and a.id = x."activityId"
    left join "Room" r on r."cityId" = x."cityId" and r.id = x."roomId" and r."stationId" = v."stationId"
    left join "SessionSeats" q on q."cityId" = x."cityId" and q."sessionId" = x.id
    where v."cityId" = ${station.cityId}::uuid and v."stationId" = ${station.id}::uuid
      and v."endsAt" > ${span.from} and v."startsAt" < ${span.to}
    order by x."startsAt", x.id limit ${most}`);
}

-- The timetable of a station: the sessions held in its rooms and those of activities that its community hosts. Nothing is typed twice.
create view "StationSession" as
select r."cityId", r."stationId", x.id as "sessionId", x."startsAt", x."endsAt", x."state"
from "Room" r
join "ActivitySession" x on x."cityId" = r."cityId" and x."roomId" = r.id
union
select s."cityId", s.id, x.id, x."startsAt", x."endsAt", x."state"
from "Station" s
join "ActivityHost" h on h."cityId" = s."cityId" and h."organizationId" = s."communityId" and h."leftAt" is null
join "ActivitySession" x on x."cityId" = h."cityId" and x."activityId" = h."activityId";

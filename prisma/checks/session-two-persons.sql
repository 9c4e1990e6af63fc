-- No minutes count without the second person: who reported a session never confirmed it, and what was typed and not seconded,
-- or taken off the list, is in no confirmed part.
select p."cityId", p.id as "partId", null::uuid as "attendanceId"
from "SessionPart" p join "SessionReport" r on r."cityId" = p."cityId" and r.id = p."reportId"
where p."confirmedById" = r."reportedById"
union all
select a."cityId", p.id, a.id
from "Attendance" a join "AttendanceShare" s on s."cityId" = a."cityId" and s."attendanceId" = a.id and s."minutes" > 0
join "SessionPart" p on p."cityId" = s."cityId" and p.id = s."partId" and p."state" = 'CONFIRMED'
where a."state" = 'VOID' or s."typed" <> (a."method" = 'TYPED') or (a."method" = 'TYPED' and a."secondedById" is null);

-- The parts of a session are what was attended: each part the sum of its shares by source, and nobody's shares more than
-- their minutes.
select p."cityId", p.id as "partId", null::uuid as "attendanceId"
from "SessionPart" p left join "AttendanceShare" s on s."cityId" = p."cityId" and s."partId" = p.id
group by p."cityId", p.id, p."minutes", p."typedMinutes"
having p."minutes" <> coalesce(sum(s."minutes") filter (where not s."typed"), 0)
  or p."typedMinutes" <> coalesce(sum(s."minutes") filter (where s."typed"), 0)
union all
select a."cityId", null, a.id
from "Attendance" a join "AttendanceShare" s on s."cityId" = a."cityId" and s."attendanceId" = a.id
join "SessionPart" p on p."cityId" = s."cityId" and p.id = s."partId" and p."state" = 'CONFIRMED'
group by a."cityId", a.id, a."minutes"
having sum(s."minutes") > a."minutes";

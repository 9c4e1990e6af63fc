-- Nobody was at a session for longer than it went on.
select a."cityId", a.id as "attendanceId", a."startsAt", a."endsAt"
from "Attendance" a join "ActivitySession" s on s."cityId" = a."cityId" and s.id = a."sessionId"
where a."state" = 'PRESENT' and (a."startsAt" < s."startsAt" or a."endsAt" > s."endsAt");

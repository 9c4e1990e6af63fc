-- Nobody waits for a session to come while a place is free, and who waits came after everybody of the first line who has a place.
select w."cityId", w."sessionId", w.id as "signupId"
from "Signup" w join "ActivitySession" s on s.id = w."sessionId" join "SessionSeats" p on p."sessionId" = s.id
where w."state" = 'WAITING' and s."state" = 'PLANNED' and (
  (s."startsAt" > now() and (p."capacity" is null or p."signed" < p."capacity"))
  or exists (select from "Signup" l where l."sessionId" = w."sessionId" and l."state" = 'SIGNED' and l."arrival" > w."arrival"));

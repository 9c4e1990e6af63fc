-- The places of a session follow from its sign-ups, and their number from the session.
select s."cityId", s.id as "sessionId", p."signed", p."waiting", p."capacity"
from "ActivitySession" s left join "SessionSeats" p on p."sessionId" = s.id
left join (
  select "sessionId", count(*) filter (where "state" = 'SIGNED') as "signed",
    count(*) filter (where "state" = 'WAITING') as "waiting", max("arrival") as "arrivals"
  from "Signup" group by "sessionId") u on u."sessionId" = s.id
where p."sessionId" is null or p."capacity" is distinct from s."capacity"
  or p."signed" <> coalesce(u."signed", 0) or p."waiting" <> coalesce(u."waiting", 0) or p."arrivals" < coalesce(u."arrivals", 0);
